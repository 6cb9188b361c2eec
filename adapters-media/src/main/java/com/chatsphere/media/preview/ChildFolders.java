package com.chatsphere.media.preview;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder under which each process has one of its own, and what is made ready lies until its caller takes it. */
final class ChildFolders {
    static final String CHILD = "child-";
    static final String PREPARED = "prepared-";

    private static final Logger log = LoggerFactory.getLogger(ChildFolders.class);

    private ChildFolders() {}

    /** Makes the folder, without what a former run left in it. */
    static Path clean(Path folder) {
        try {
            Files.createDirectories(folder);
            try (var entries = Files.list(folder)) {
                entries.filter(ChildFolders::isOurs).forEach(ChildFolders::remove);
            }
            return folder.toAbsolutePath();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the folder %s cannot be used; make it a folder that may be written to".formatted(folder), failure);
        }
    }

    /** Removes a file or a folder with all that is in it, as far as that is possible. */
    static void remove(Path path) {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var entries = Files.walk(path)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException | UncheckedIOException failure) {
            log.warn("{} could not be removed; the next start tries again", path, failure);
        }
    }

    private static boolean isOurs(Path entry) {
        var name = entry.getFileName().toString();
        return name.startsWith(CHILD) || name.startsWith(PREPARED);
    }
}
