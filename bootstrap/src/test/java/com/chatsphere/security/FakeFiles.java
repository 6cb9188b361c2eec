package com.chatsphere.security;

import com.chatsphere.application.media.FileTypes;
import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.Previews;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.application.media.Uploads;
import com.chatsphere.application.media.VoiceNotes;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Files in memory; the first line of each is its media type. */
final class FakeFiles implements MediaStore, FileTypes, Previews, VoiceNotes, Uploads {
    final Map<StoreKey, byte[]> kept = new ConcurrentHashMap<>();
    final Map<FileId, Upload> uploads = new ConcurrentHashMap<>();
    volatile boolean isFull;
    private final AtomicInteger keys = new AtomicInteger();

    /** A document of theirs. */
    FileId bring(AgentId by) {
        FileId id = new FileId(UUID.randomUUID());
        add(new Upload(
                new KeptFile(id, "application/pdf", 1_234, new MessageText("Angebot.pdf")),
                MediaKind.DOCUMENT,
                by,
                new StoreKey("letter"),
                "00",
                Previews.Look.NOTHING,
                null,
                Instant.now()));
        return id;
    }

    @Override
    public Kept put(InputStream content, long most) throws IOException {
        if (isFull) {
            throw new StoreFailed("there is no room", new IOException());
        }
        byte[] bytes = content.readNBytes((int) most + 1);
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
        Path file = Files.createTempFile("fake", null);
        try {
            Files.write(file, Objects.requireNonNull(kept.get(key)));
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
        return Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", 2)[0];
    }

    @Override
    public Look look(Path file, String mimeType) {
        return new Look(640, 480, null, null, null, null);
    }

    @Override
    public Optional<Prepared> prepare(Path picture, String mimeType) throws IOException {
        Path copy = Files.createTempFile("prepared", null);
        Files.write(copy, Files.readAllBytes(picture));
        return Optional.of(new Prepared(copy, mimeType));
    }

    @Override
    public Optional<Path> toOgg(Path recording, String mimeType) throws IOException {
        return mimeType.equals("audio/webm")
                ? Optional.of(Files.writeString(Files.createTempFile("voice", null), "audio/ogg\nOggS"))
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
