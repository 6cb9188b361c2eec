package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The files that the business and the customers have handed over; bounded, the oldest go first.
 *
 * <p>As with Meta, those of the business are there for 30 days, those of customers for 7.
 */
final class MediaShelf {
    private static final Logger log = LoggerFactory.getLogger(MediaShelf.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration BUSINESS_KEEPS = Duration.ofDays(30);
    private static final Duration CUSTOMERS_KEEP = Duration.ofDays(7);
    private static final int MOST_FILES = 1_000;
    private static final int ANIMATION_FLAG_AT = 20;
    private static final int ANIMATED = 0x02;

    private final Path folder;
    private final long mostBytes;
    private final Map<String, Stored> files = new LinkedHashMap<>();

    MediaShelf(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        remembered().forEach(stored -> files.put(stored.id, stored));
    }

    /**
     * One file.
     *
     * @param sha256 in hexadecimal
     * @param at epoch seconds
     */
    record Stored(
            String id,
            String mimeType,
            @Nullable String filename,
            long size,
            String sha256,
            long at,
            boolean byBusiness) {
        String sha256Base64() {
            return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
        }

        boolean isThere(Instant now) {
            Duration kept = byBusiness ? BUSINESS_KEEPS : CUSTOMERS_KEEP;
            return now.getEpochSecond() - at < kept.toSeconds();
        }
    }

    /** A file that is longer than it may be. */
    static final class TooLong extends IOException {
        TooLong() {
            super("The file is too long.");
        }
    }

    Stored put(InputStream content, String mimeType, @Nullable String filename, long most, boolean byBusiness)
            throws IOException {
        Files.createDirectories(folder);
        Path written = Files.createTempFile(folder, "arriving", ".part");
        try {
            MessageDigest digest = sha256();
            long size = copy(content, written, digest, most);
            String id = "3%014d".formatted(RANDOM.nextLong(100_000_000_000_000L));
            Files.move(written, path(id), StandardCopyOption.ATOMIC_MOVE);
            Stored stored = new Stored(
                    id,
                    mimeType,
                    filename,
                    size,
                    HexFormat.of().formatHex(digest.digest()),
                    Instant.now().getEpochSecond(),
                    byBusiness);
            keep(stored);
            return stored;
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static long copy(InputStream content, Path file, MessageDigest digest, long most) throws IOException {
        long size = 0;
        byte[] part = new byte[64 * 1024];
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            for (int read = content.read(part); read >= 0; read = content.read(part)) {
                size += read;
                if (size > most) {
                    throw new TooLong();
                }
                out.write(part, 0, read);
            }
        }
        return size;
    }

    /** The file, if it is there and not too old. */
    synchronized Optional<Stored> find(String id) {
        return Optional.ofNullable(files.get(id)).filter(stored -> stored.isThere(Instant.now()));
    }

    Path path(String id) {
        return folder.resolve(id + ".bin");
    }

    synchronized boolean remove(String id) {
        boolean known = files.remove(id) != null;
        if (known) {
            discard(id);
            save();
        }
        return known;
    }

    /** Whether a WebP file moves: its extended header says so. */
    boolean isAnimated(String id) {
        try (InputStream input = Files.newInputStream(path(id))) {
            byte[] head = input.readNBytes(ANIMATION_FLAG_AT + 1);
            return head.length > ANIMATION_FLAG_AT
                    && new String(head, 12, 4, StandardCharsets.US_ASCII).equals("VP8X")
                    && (head[ANIMATION_FLAG_AT] & ANIMATED) != 0;
        } catch (IOException gone) {
            return false;
        }
    }

    private synchronized void keep(Stored stored) {
        files.put(stored.id, stored);
        long bytes = files.values().stream().mapToLong(Stored::size).sum();
        for (Stored oldest : List.copyOf(files.values())) {
            boolean fits = bytes <= mostBytes && files.size() <= MOST_FILES;
            if (oldest.id.equals(stored.id) || (fits && oldest.isThere(Instant.now()))) {
                break;
            }
            files.remove(oldest.id);
            discard(oldest.id);
            bytes -= oldest.size;
        }
        save();
    }

    private void discard(String id) {
        try {
            Files.deleteIfExists(path(id));
        } catch (IOException failure) {
            log.warn("The sandbox's file {} could not be removed", path(id), failure);
        }
    }

    private void save() {
        SafeFile.write(
                folder.resolve("media.json"),
                MetaJson.MAPPER.writeValueAsString(new Remembered(List.copyOf(files.values()))));
    }

    private List<Stored> remembered() {
        Path file = folder.resolve("media.json");
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return MetaJson.MAPPER.readValue(Files.readString(file), Remembered.class).files;
        } catch (JacksonException | IOException broken) {
            log.warn("The sandbox's list of files in {} cannot be read; it starts empty", file);
            return List.of();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new UncheckedIOException(new IOException(impossible));
        }
    }

    private record Remembered(List<Stored> files) {
        Remembered {
            files = List.copyOf(files);
        }
    }
}
