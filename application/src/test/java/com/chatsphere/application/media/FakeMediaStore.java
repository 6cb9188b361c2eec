package com.chatsphere.application.media;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps bytes in memory, as long as there is room. */
final class FakeMediaStore implements MediaStore {
    private static final int PIECE = 8;

    private final Map<StoreKey, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean full;
    private volatile boolean stuck;

    /** From now on nothing is taken, or something is again. */
    void fill(boolean full) {
        this.full = full;
    }

    /** From now on nothing can be removed, or something can again. */
    void stick(boolean stuck) {
        this.stuck = stuck;
    }

    int size() {
        return files.size();
    }

    @Override
    public Kept put(InputStream content, long most) throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
            taken.write(piece, 0, read);
            if (taken.size() > most) {
                throw new FileTooLong(most);
            }
            if (full) {
                throw new StoreFailed("the disk is full", new IOException("No space left on device"));
            }
        }
        StoreKey key = new StoreKey("f" + count.incrementAndGet());
        files.put(key, taken.toByteArray());
        return new Kept(key, taken.size(), sha256(taken.toByteArray()));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new UncheckedIOException(new IOException(impossible));
        }
    }

    @Override
    public InputStream read(StoreKey key, long from, long length) throws IOException {
        return new ByteArrayInputStream(bytes(key), (int) from, (int) length);
    }

    @Override
    public <T> T locally(StoreKey key, Reading<T> reading) throws IOException {
        Path copy = Files.createTempFile("kept", null);
        try {
            Files.write(copy, bytes(key));
            return reading.read(copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Override
    public void remove(StoreKey key) throws IOException {
        if (stuck) {
            throw new IOException("the disk is read-only");
        }
        files.remove(key);
    }

    byte[] bytes(StoreKey key) throws NoSuchFileException {
        byte[] bytes = files.get(key);
        if (bytes == null) {
            throw new NoSuchFileException(key.value());
        }
        return bytes;
    }
}
