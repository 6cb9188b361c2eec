package com.chatsphere.application.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps bytes in memory. */
final class StoreInMemory implements MediaStore {
    private final Map<StoreKey, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public Kept put(InputStream content, long most) throws IOException {
        byte[] bytes = content.readAllBytes();
        if (bytes.length > most) {
            throw new FileTooLong(most);
        }
        StoreKey key = new StoreKey("f" + count.incrementAndGet());
        files.put(key, bytes);
        return new Kept(key, bytes.length, "sha of " + key);
    }

    @Override
    public InputStream read(StoreKey key, long from, long length) throws IOException {
        byte[] bytes = bytes(key);
        int start = (int) Math.min(from, bytes.length);
        return new ByteArrayInputStream(bytes, start, (int) Math.min(length, bytes.length - start));
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
    public void remove(StoreKey key) {
        files.remove(key);
    }

    byte[] bytes(StoreKey key) throws NoSuchFileException {
        byte[] bytes = files.get(key);
        if (bytes == null) {
            throw new NoSuchFileException(key.value());
        }
        return bytes;
    }

    int size() {
        return files.size();
    }
}
