package com.chatsphere.media.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Where new files are written; a test has one that runs out of room. */
interface Disk {
    Disk REAL = Disk::write;

    /** A new file, for its owner alone. */
    Writing create(Path file) throws IOException;

    /** A file on its way to the disk. */
    interface Writing extends WritableByteChannel {
        /** Returns when what was written survives a loss of power. */
        void force() throws IOException;
    }

    private static Writing write(Path file) throws IOException {
        var channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                Folders.privateTo(file, "rw-------"));
        return new Writing() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                return channel.write(bytes);
            }

            @Override
            public void force() throws IOException {
                channel.force(true);
            }

            @Override
            public boolean isOpen() {
                return channel.isOpen();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
