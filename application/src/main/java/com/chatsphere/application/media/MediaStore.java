package com.chatsphere.application.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Need: keep the bytes of files. What is kept never changes; memory does not grow with the size of a file. */
public interface MediaStore {
    /**
     * Keeps all of {@code content}. When it returns, the file is durable and can be read; when it throws, nothing of it is left.
     *
     * @param most bytes
     * @throws FileTooLong when there are more
     * @throws StoreFailed when the place cannot take it, because it is full, say
     * @throws IOException when {@code content} cannot be read to its end
     */
    Kept put(InputStream content, long most) throws IOException;

    /**
     * The bytes of a file from {@code from} on, {@code length} of them at most.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such file
     */
    InputStream read(StoreKey key, long from, long length) throws IOException;

    /** Lets {@code reading} read the file where it lies, or a copy of it that is gone afterwards. */
    <T> T locally(StoreKey key, Reading<T> reading) throws IOException;

    /** Removes the file; nothing happens when there is none. */
    void remove(StoreKey key) throws IOException;

    /** Something done with a file of this machine. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Path file) throws IOException;
    }

    /**
     * What was kept.
     *
     * @param size in bytes
     * @param sha256 of the bytes, in hexadecimal small letters
     */
    record Kept(StoreKey key, long size, String sha256) {}

    /** A file has more bytes than it may have. */
    final class FileTooLong extends IOException {
        private static final long serialVersionUID = 1L;

        public FileTooLong(long most) {
            super("the file has more than %,d bytes".formatted(most));
        }
    }

    /** The place where files are kept does not take them at the moment. */
    final class StoreFailed extends IOException {
        private static final long serialVersionUID = 1L;

        public StoreFailed(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
