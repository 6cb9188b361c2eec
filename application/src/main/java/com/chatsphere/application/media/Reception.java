package com.chatsphere.application.media;

import com.chatsphere.application.media.Previews.Look;
import com.chatsphere.application.media.Previews.Prepared;
import com.chatsphere.application.media.Uploads.Upload;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.ContentRejection;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the files that agents bring: keeps them, tells what they are, and makes them what WhatsApp takes.
 *
 * <p>What a file is its bytes say. Its name only has to agree, where customers see it. A file that no message can show is
 * refused at once, and nothing of it is kept.
 */
public final class Reception {
    private static final Logger log = LoggerFactory.getLogger(Reception.class);
    private static final String FIELD = "file";
    private static final String STEM = "file";
    private static final int STICKER_SIDE = 512;
    private static final int WEBP_FLAGS = 20;
    private static final int WEBP_ANIMATED = 0x02;

    private final MediaStore store;
    private final FileTypes types;
    private final Previews previews;
    private final VoiceNotes voiceNotes;
    private final Uploads uploads;
    private final Clock clock;

    public Reception(
            MediaStore store, FileTypes types, Previews previews, VoiceNotes voiceNotes, Uploads uploads, Clock clock) {
        this.store = store;
        this.types = types;
        this.previews = previews;
        this.voiceNotes = voiceNotes;
        this.uploads = uploads;
        this.clock = clock;
    }

    /** What an agent wants a file to be sent as. */
    public enum Purpose {
        /** As what it looks best: photo, video or sound where it is one that WhatsApp plays, else a document. */
        BY_TYPE,
        PHOTO_OR_VIDEO,
        /** As it is, byte for byte. */
        DOCUMENT,
        VOICE_NOTE,
        STICKER
    }

    /**
     * A file that was taken.
     *
     * @param ways what else it could be sent as, and what it could not
     */
    public record Received(Upload upload, List<Way> ways) {
        public Received {
            ways = List.copyOf(ways);
        }
    }

    /**
     * Whether a file can be sent as this.
     *
     * @param obstacle for people: why it cannot; null when it can
     */
    public record Way(MediaKind kind, @Nullable String obstacle) {}

    /**
     * Takes all of {@code content}.
     *
     * @param filename what the agent calls it, whatever that is
     * @throws ContentRejection when WhatsApp takes no such file
     * @throws MediaStore.FileTooLong when it is larger than any file may be
     * @throws MediaStore.StoreFailed when it cannot be kept at the moment
     * @throws Previews.Unavailable when a picture cannot be made ready at the moment
     * @throws Uploads.QuotaExceeded when this agent has brought too much today
     * @throws IOException when {@code content} cannot be read to its end
     */
    public Received take(InputStream content, @Nullable String filename, Purpose purpose, AgentId by)
            throws IOException {
        Holding holding = new Holding(store.put(content, MediaKind.DOCUMENT.mostBytes()));
        boolean taken = false;
        try {
            Received received = take(holding, FileNames.label(filename), purpose, by);
            taken = true;
            return received;
        } finally {
            if (!taken) {
                holding.letGo();
            }
        }
    }

    /** Removes a file that was brought and is not wanted; false when a message shows it, or this agent brought none such. */
    public boolean discard(FileId file, AgentId by) {
        Optional<Upload> found = uploads.find(file, by);
        if (found.isEmpty() || !uploads.discard(file, by)) {
            return false;
        }
        Upload upload = found.get();
        Stream.of(Optional.of(upload.key()), Optional.ofNullable(upload.thumbnail()))
                .flatMap(Optional::stream)
                .forEach(this::remove);
        return true;
    }

    private Received take(Holding holding, @Nullable String label, Purpose purpose, AgentId by) throws IOException {
        if (holding.original.size() == 0) {
            throw new ContentRejection.NotFitting(FIELD, "is empty");
        }
        String found = store.locally(holding.original.key(), file -> types.of(file, label));
        String mimeType = isPlainText(found) ? "text/plain" : found;
        MediaKind kind = kind(purpose, mimeType, holding);
        switch (kind) {
            case IMAGE -> mimeType = preparePicture(holding, mimeType);
            case VOICE_NOTE -> mimeType = makeOgg(holding, mimeType);
            case VIDEO, AUDIO, DOCUMENT, STICKER, ANIMATED_STICKER -> {
                // goes as it is
            }
        }
        if (kind == MediaKind.DOCUMENT) {
            requireAgreement(label, mimeType);
        }
        KeptFile file = new KeptFile(
                new FileId(UUID.randomUUID()),
                mimeType,
                holding.original.size(),
                new MessageText(FileNames.fitting(label, STEM, mimeType)));
        requireSendable(kind, file);
        Look look = look(holding, mimeType);
        if (kind == MediaKind.STICKER || kind == MediaKind.ANIMATED_STICKER) {
            requireSticker(look);
        }
        Upload upload = new Upload(
                file,
                kind,
                by,
                holding.original.key(),
                holding.original.sha256(),
                look,
                holding.thumbnail,
                clock.instant());
        uploads.add(upload);
        return new Received(upload, ways(upload, label));
    }

    /** WhatsApp knows only one type of writing, whatever it is made of. */
    private static boolean isPlainText(String mimeType) {
        return switch (mimeType) {
            case "text/csv", "text/tab-separated-values", "text/markdown" -> true;
            default -> false;
        };
    }

    private MediaKind kind(Purpose purpose, String mimeType, Holding holding) throws IOException {
        return switch (purpose) {
            case DOCUMENT -> MediaKind.DOCUMENT;
            case VOICE_NOTE -> MediaKind.VOICE_NOTE;
            case STICKER -> isAnimated(holding) ? MediaKind.ANIMATED_STICKER : MediaKind.STICKER;
            case PHOTO_OR_VIDEO -> {
                if (mimeType.startsWith("image/")) {
                    yield MediaKind.IMAGE;
                }
                if (mimeType.startsWith("video/")) {
                    yield MediaKind.VIDEO;
                }
                throw new ContentRejection.NotFitting(
                        FIELD, "is neither a photo nor a video (%s); send it as a document".formatted(mimeType));
            }
            case BY_TYPE -> byType(mimeType, holding.original.size());
        };
    }

    private static MediaKind byType(String mimeType, long size) {
        if (mimeType.startsWith("image/")) {
            return MediaKind.IMAGE;
        }
        return Stream.of(MediaKind.VIDEO, MediaKind.AUDIO)
                .filter(kind -> kind.takes(mimeType) && size <= kind.mostBytes())
                .findFirst()
                .orElse(MediaKind.DOCUMENT);
    }

    /** The extended header of a WebP says whether it moves. */
    private boolean isAnimated(Holding holding) throws IOException {
        try (InputStream bytes = store.read(holding.original.key(), 0, WEBP_FLAGS + 1L)) {
            byte[] head = bytes.readNBytes(WEBP_FLAGS + 1);
            return head.length > WEBP_FLAGS
                    && new String(head, 12, 4, StandardCharsets.US_ASCII).equals("VP8X")
                    && (head[WEBP_FLAGS] & WEBP_ANIMATED) != 0;
        }
    }

    private String preparePicture(Holding holding, String mimeType) throws IOException {
        Prepared prepared = store.locally(holding.original.key(), file -> previews.prepare(file, mimeType))
                .orElseThrow(() -> new ContentRejection.NotFitting(
                        FIELD, "cannot be read as a picture; it may be damaged, or larger than can be scaled"));
        holding.replaceBy(prepared.file());
        return prepared.mimeType();
    }

    private String makeOgg(Holding holding, String mimeType) throws IOException {
        Optional<Path> ogg = store.locally(holding.original.key(), file -> voiceNotes.toOgg(file, mimeType));
        if (ogg.isEmpty()) {
            return mimeType;
        }
        holding.replaceBy(ogg.get());
        return "audio/ogg";
    }

    private static void requireAgreement(@Nullable String label, String mimeType) {
        String usual = FileNames.usualEnding(mimeType);
        if (label != null && usual != null && !FileNames.agree(label, mimeType)) {
            throw new ContentRejection.NotFitting(
                    FIELD,
                    "is called “%s”, but its content is %s; give it a name that ends in .%s"
                            .formatted(label, mimeType, usual));
        }
    }

    private static void requireSendable(MediaKind kind, KeptFile file) {
        if (!kind.takes(file.mimeType())) {
            throw new ContentRejection.WrongType(FIELD, kind, file.mimeType());
        }
        if (file.size() > kind.mostBytes()) {
            throw new ContentRejection.TooLarge(FIELD, kind, file.size());
        }
        new MessageContent.Media(kind, file, null).requireSendable();
    }

    private static void requireSticker(Look look) {
        Integer width = look.width();
        Integer height = look.height();
        if (width != null && height != null && (width != STICKER_SIDE || height != STICKER_SIDE)) {
            throw new ContentRejection.NotFitting(
                    FIELD,
                    "has to be %1$d by %1$d pixels to be a sticker; this one has %2$d by %3$d"
                            .formatted(STICKER_SIDE, width, height));
        }
    }

    private Look look(Holding holding, String mimeType) throws IOException {
        Look look = store.locally(holding.original.key(), file -> lookOrNothing(file, mimeType));
        Previews.Thumbnail thumbnail = look.thumbnail();
        if (thumbnail != null) {
            holding.thumbnail = store.put(new ByteArrayInputStream(thumbnail.bytes()), thumbnail.bytes().length)
                    .key();
        }
        if (look.trouble() != null) {
            log.info("a file of an agent could not be looked into: {}", look.trouble());
        }
        return look;
    }

    /** The file can be sent without a small picture, too. */
    private Look lookOrNothing(Path file, String mimeType) {
        try {
            return previews.look(file, mimeType);
        } catch (Previews.Unavailable unavailable) {
            return Look.nothing(String.valueOf(unavailable.getMessage()));
        }
    }

    private static List<Way> ways(Upload upload, @Nullable String label) {
        return Stream.of(
                        MediaKind.IMAGE,
                        MediaKind.VIDEO,
                        MediaKind.AUDIO,
                        MediaKind.VOICE_NOTE,
                        MediaKind.DOCUMENT,
                        MediaKind.STICKER)
                .map(kind -> new Way(kind, obstacle(upload, kind, label)))
                .toList();
    }

    private static @Nullable String obstacle(Upload upload, MediaKind kind, @Nullable String label) {
        if (kind == upload.kind()) {
            return null;
        }
        try {
            requireSendable(kind, upload.file());
            if (kind == MediaKind.STICKER) {
                requireSticker(upload.look());
            }
            if (kind == MediaKind.DOCUMENT) {
                requireAgreement(label, upload.file().mimeType());
            }
        } catch (ContentRejection rejection) {
            return rejection.getMessage();
        }
        return kind == MediaKind.IMAGE ? "It still tells where and when it was taken; bring it as a photo." : null;
    }

    private void remove(StoreKey key) {
        try {
            store.remove(key);
        } catch (IOException failure) {
            log.warn("a file that nobody wants stays in the store as {}: {}", key, failure.toString());
        }
    }

    /** What lies in the store so far for a file that is not taken yet. */
    private final class Holding {
        private MediaStore.Kept original;
        private @Nullable StoreKey thumbnail;

        Holding(MediaStore.Kept original) {
            this.original = original;
        }

        /** Keeps what a file was made into, and no longer the file itself. */
        void replaceBy(Path made) throws IOException {
            StoreKey former = original.key();
            try (InputStream content = Files.newInputStream(made)) {
                original = store.put(content, MediaKind.DOCUMENT.mostBytes());
            } finally {
                Files.deleteIfExists(made);
            }
            remove(former);
        }

        void letGo() {
            List<StoreKey> keys = new ArrayList<>(List.of(original.key()));
            if (thumbnail != null) {
                keys.add(thumbnail);
            }
            keys.forEach(Reception.this::remove);
        }
    }
}
