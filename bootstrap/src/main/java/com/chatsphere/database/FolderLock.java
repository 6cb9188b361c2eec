package com.chatsphere.database;

import com.chatsphere.settings.DataFolder;
import com.chatsphere.settings.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Held by the one process that may run the embedded database of a data folder; the system frees it when that dies. */
final class FolderLock implements AutoCloseable {
    private static final String FILE = "postgres.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    static FolderLock on(DataFolder folder) {
        var file = folder.path().resolve(FILE);
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new StartRefused(
                        "The data folder %s is in use by another running ChatSphere (process %s); stop it"
                                        .formatted(
                                                folder.path(),
                                                Files.readString(file).strip())
                                + " or set CHATSPHERE_DATA to another folder");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new FolderLock(channel);
        } catch (IOException failure) {
            throw new StartRefused("The data folder %s cannot be locked (%s); it must lie on a file system with locks"
                    .formatted(folder.path(), DataFolder.reasonOf(failure)));
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
