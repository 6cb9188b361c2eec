package com.chatsphere.media.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A disk that takes as many bytes as it is said to have room for, and fails in the middle as a real one does. */
final class CountedRoom implements Room {
    private final Path folder;
    private long size = 8 << 20;

    CountedRoom(Path folder) {
        this.folder = folder;
    }

    @Override
    public FilesystemMediaStore store() throws IOException {
        return new FilesystemMediaStore(folder, Clock.systemUTC(), file -> new Counted(Disk.REAL.create(file)));
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void enlarge() {
        size = 32 << 20;
    }

    @Override
    public void close() {}

    private long used() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private final class Counted implements Disk.Writing {
        private final Disk.Writing real;

        Counted(Disk.Writing real) {
            this.real = real;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            var room = (int) Math.min(size - used(), bytes.remaining());
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            var count = real.write(bytes.slice(bytes.position(), room));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public void force() throws IOException {
            real.force();
        }

        @Override
        public boolean isOpen() {
            return real.isOpen();
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
