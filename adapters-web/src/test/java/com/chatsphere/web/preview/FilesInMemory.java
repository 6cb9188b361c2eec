package com.chatsphere.web.preview;

import com.chatsphere.application.media.FileTypes;
import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.Previews;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.application.media.Uploads;
import com.chatsphere.application.media.VoiceNotes;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.FileId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Files without a disk, taken for what their first bytes say. */
final class FilesInMemory implements MediaStore, FileTypes, Previews, VoiceNotes, Uploads {
    private static final Map<String, String> BEGINNINGS = Map.of(
            "ffd8ff", "image/jpeg",
            "89504e47", "image/png",
            "25504446", "application/pdf",
            "1a45dfa3", "audio/webm",
            "4f676753", "audio/ogg",
            "52494646", "image/webp");

    private final AtomicInteger keys = new AtomicInteger();
    private final Map<StoreKey, byte[]> kept = new ConcurrentHashMap<>();
    private final Map<FileId, Upload> uploads = new ConcurrentHashMap<>();

    @Override
    public Kept put(InputStream content, long most) throws IOException {
        byte[] bytes = content.readAllBytes();
        if (bytes.length > most) {
            throw new FileTooLong(most);
        }
        StoreKey key = new StoreKey("file" + keys.incrementAndGet());
        kept.put(key, bytes);
        return new Kept(key, bytes.length, "00");
    }

    @Override
    public InputStream read(StoreKey key, long from, long length) throws IOException {
        byte[] bytes = kept.get(key);
        if (bytes == null) {
            throw new NoSuchFileException(key.value());
        }
        return new ByteArrayInputStream(bytes, (int) from, (int) length);
    }

    @Override
    public <T> T locally(StoreKey key, Reading<T> reading) throws IOException {
        Path file = Files.createTempFile("preview", null);
        try {
            Files.write(file, kept.get(key));
            return reading.read(file);
        } finally {
            Files.delete(file);
        }
    }

    @Override
    public void remove(StoreKey key) {
        kept.remove(key);
    }

    @Override
    public String of(Path file, @Nullable String filename) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (new String(bytes, 0, Math.min(8, bytes.length), StandardCharsets.ISO_8859_1).endsWith("ftyp")) {
            return "video/mp4";
        }
        String start = HexFormat.of().formatHex(Arrays.copyOf(bytes, 4));
        return BEGINNINGS.entrySet().stream()
                .filter(type -> start.startsWith(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> new String(bytes, StandardCharsets.UTF_8).contains("\0")
                        ? "application/octet-stream"
                        : "text/plain");
    }

    @Override
    public Look look(Path file, String mimeType) {
        return Look.NOTHING;
    }

    @Override
    public Optional<Prepared> prepare(Path picture, String mimeType) throws IOException {
        Path copy = Files.createTempFile("prepared", null);
        Files.write(copy, Files.readAllBytes(picture));
        return Optional.of(new Prepared(copy, mimeType.equals("image/webp") ? "image/png" : mimeType));
    }

    @Override
    public Optional<Path> toOgg(Path recording, String mimeType) throws IOException {
        return mimeType.equals("audio/webm")
                ? Optional.of(Files.write(Files.createTempFile("voice", null), Files.readAllBytes(recording)))
                : Optional.empty();
    }

    @Override
    public void add(Upload upload) {
        uploads.put(upload.file().fileId(), upload);
    }

    @Override
    public Optional<Upload> find(FileId file, AgentId by) {
        return Optional.ofNullable(uploads.get(file))
                .filter(upload -> upload.by().equals(by));
    }

    @Override
    public boolean discard(FileId file, AgentId by) {
        return find(file, by).isPresent() && uploads.remove(file) != null;
    }
}
