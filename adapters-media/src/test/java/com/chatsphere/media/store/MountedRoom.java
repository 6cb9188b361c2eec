package com.chatsphere.media.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A file system of its own, in memory. */
final class MountedRoom implements Room {
    private final Path folder;

    MountedRoom(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        require(run(List.of("mount", "-t", "tmpfs", "-o", "size=8m", "chatsphere-test", folder.toString())));
    }

    /** Whether this process may mount something; tried, because being root is not enough in a container. */
    static boolean mayBeMade() throws IOException {
        var place = Files.createTempDirectory("chatsphere-mount");
        try {
            var mounted = run(List.of("mount", "-t", "tmpfs", "-o", "size=1m", "chatsphere-test", place.toString()));
            if (mounted.isEmpty()) {
                require(run(List.of("umount", place.toString())));
            }
            return mounted.isEmpty();
        } finally {
            Files.delete(place);
        }
    }

    @Override
    public FilesystemMediaStore store() throws IOException {
        return new FilesystemMediaStore(folder, Clock.systemUTC());
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void enlarge() throws IOException {
        require(run(List.of("mount", "-o", "remount,size=32m", folder.toString())));
    }

    @Override
    public void close() throws IOException {
        require(run(List.of("umount", folder.toString())));
    }

    private static void require(String complaint) throws IOException {
        if (!complaint.isEmpty()) {
            throw new IOException(complaint);
        }
    }

    /** What was wrong; nothing when it went well. */
    private static String run(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), UTF_8);
            return process.waitFor() == 0 ? "" : command.getFirst() + " failed: " + said;
        } catch (IOException notThere) {
            return String.valueOf(notThere.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
