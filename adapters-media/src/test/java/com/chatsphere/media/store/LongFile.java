package com.chatsphere.media.store;

import com.chatsphere.application.Secret;
import com.chatsphere.application.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

/** Keeps, reads and removes a file that is longer than the memory of this process. */
final class LongFile {
    private static final long LENGTH = 100_000_000;

    private LongFile() {}

    /** {@code folder}, or {@code folder endpoint bucket access-key secret-key}. */
    public static void main(String[] arguments) throws IOException {
        if (Runtime.getRuntime().maxMemory() > LENGTH * 3 / 4) {
            throw new IllegalStateException("this proves nothing with so much memory");
        }
        var folder = Path.of(arguments[0]);
        if (arguments.length == 1) {
            through(new FilesystemMediaStore(folder, Clock.systemUTC()));
            return;
        }
        var bucket = new S3Bucket(
                URI.create(arguments[1]),
                "us-east-1",
                arguments[2],
                true,
                new Secret(arguments[3]),
                new Secret(arguments[4]));
        try (var store = new S3MediaStore(bucket, folder, Clock.systemUTC())) {
            through(store);
        }
    }

    private static void through(MediaStore store) throws IOException {
        var kept = store.put(new Zeros(), LENGTH);
        try (var bytes = store.read(kept.key(), 0, Long.MAX_VALUE)) {
            require(bytes.transferTo(OutputStream.nullOutputStream()) == LENGTH);
        }
        require(store.<Long>locally(kept.key(), Files::size) == LENGTH);
        store.remove(kept.key());
    }

    private static void require(boolean held) {
        if (!held) {
            throw new IllegalStateException("the file came back with another length");
        }
    }

    private static final class Zeros extends InputStream {
        private long left = LENGTH;

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            var count = (int) Math.min(length, left);
            Arrays.fill(into, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
