package com.chatsphere.web.preview;

import com.chatsphere.application.Secret;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.media.MediaFiles;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.domain.message.FileId;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Files to look at: the samples of the sandbox, pictures that are drawn here, and what is brought. */
final class SampleFiles implements MediaFiles, MediaAddresses {
    private static final Path SAMPLES = Path.of("../adapters-meta/src/main/resources/sandbox/samples");
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final FilesInMemory store;
    private final Map<String, Served> served = new ConcurrentHashMap<>();

    SampleFiles(FilesInMemory store) {
        this.store = store;
    }

    /** A sample of the sandbox as a file that is here. */
    Attachment sample(String sample, String mimeType, @Nullable String filename, @Nullable Double seconds) {
        try {
            return keep(Files.readAllBytes(SAMPLES.resolve(sample)), mimeType, filename, seconds, null, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A drawn picture of this size, with a small one. */
    Attachment picture(int width, int height, float hue) {
        byte[] small = drawn(width / 4, height / 4, hue);
        return keep(drawn(width, height, hue), "image/png", null, null, null, small);
    }

    /** A document, with its first page or without. */
    Attachment document(String mimeType, String filename, @Nullable Integer pages) {
        byte[] page = pages == null ? null : drawn(420, 594, 0.12f);
        return keep(new byte[123_456], mimeType, filename, null, pages, page);
    }

    static Attachment absent(Attachment.State state, @Nullable Long size, @Nullable String trouble) {
        return new Attachment(
                new FileId(UUID.randomUUID()), state, null, size, null, null, null, null, false, null, trouble);
    }

    private Attachment keep(
            byte[] content,
            String mimeType,
            @Nullable String filename,
            @Nullable Double seconds,
            @Nullable Integer pages,
            byte @Nullable [] thumbnail) {
        FileId id = new FileId(UUID.randomUUID());
        BiConsumer<Variant, byte[]> keeping = (variant, all) -> {
            String type = variant == Variant.THUMBNAIL ? "image/png" : mimeType;
            served.put(
                    id + "/" + variant,
                    new Served(stored(all), all.length, type, filename, sha256(all), Instant.now()));
        };
        keeping.accept(Variant.ORIGINAL, content);
        if (thumbnail != null) {
            keeping.accept(Variant.THUMBNAIL, thumbnail);
        }
        return new Attachment(
                id,
                Attachment.State.READY,
                mimeType,
                (long) content.length,
                null,
                null,
                seconds,
                pages,
                thumbnail != null,
                sha256(content),
                null);
    }

    private StoreKey stored(byte[] content) {
        try {
            return store.put(new ByteArrayInputStream(content), content.length).key();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] drawn(int width, int height, float hue) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, 0.25f, 0.98f), width, height, Color.getHSBColor(hue + 0.1f, 0.6f, 0.7f)));
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.getHSBColor(hue + 0.5f, 0.5f, 0.9f));
        pen.fillOval(width / 3, height / 4, width / 3, width / 3);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    @Override
    public Signed sign(FileId file, Variant variant, Secret login) {
        Instant expires = Instant.ofEpochSecond(Instant.now().plus(LIFE).getEpochSecond() / 300 * 300);
        return new Signed(
                "/media/%s/%s?expires=%d&signature=preview".formatted(file, variant.word(), expires.getEpochSecond()),
                expires);
    }

    @Override
    public Verdict check(FileId file, Variant variant, String expires, String signature, Secret login) {
        return Instant.ofEpochSecond(Long.parseLong(expires)).isBefore(Instant.now()) ? Verdict.EXPIRED : Verdict.HOLDS;
    }

    @Override
    public Optional<Served> served(FileId file, Variant variant) {
        return Optional.ofNullable(served.get(file + "/" + variant))
                .or(() -> variant == Variant.THUMBNAIL ? Optional.empty() : brought(file));
    }

    @Override
    public boolean tryAgain(FileId file) {
        return false;
    }

    private Optional<Served> brought(FileId file) {
        return store.find(file, Preview.MARIA.id())
                .map(upload -> new Served(
                        upload.key(),
                        upload.file().size(),
                        upload.file().mimeType(),
                        upload.file().filename() == null
                                ? null
                                : upload.file().filename().value(),
                        file.toString(),
                        upload.at()));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
