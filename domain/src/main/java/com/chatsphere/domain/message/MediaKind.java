package com.chatsphere.domain.message;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What kind of file a message shows, and what WhatsApp takes of it from a business.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types">Meta, supported
 *     media types</a>
 */
public enum MediaKind {
    IMAGE(5L << 20, Set.of("image/jpeg", "image/png")),
    VIDEO(16L << 20, Set.of("video/mp4", "video/3gpp")),
    /** A sound file, such as a song. */
    AUDIO(16L << 20, Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg")),
    /** Spoken into the phone. */
    VOICE_NOTE(16L << 20, Set.of("audio/ogg")),
    /** Any file that can be handed to WhatsApp at all. */
    DOCUMENT(
            100L << 20,
            Set.of(
                    "text/plain",
                    "application/pdf",
                    "application/msword",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "application/vnd.ms-excel",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "application/vnd.ms-powerpoint",
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation")),
    STICKER(100L << 10, Set.of("image/webp")),
    ANIMATED_STICKER(500L << 10, Set.of("image/webp"));

    private final long mostBytes;
    private final Set<String> types;

    MediaKind(long mostBytes, Set<String> types) {
        this.mostBytes = mostBytes;
        this.types = types;
    }

    /** How large such a file may be. */
    public long mostBytes() {
        return mostBytes;
    }

    /** Whether a file of this media type can be sent as one of this kind. */
    public boolean takes(String mimeType) {
        return types().contains(mimeType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    /** The media types that can be sent as this kind, in order. */
    public SortedSet<String> types() {
        SortedSet<String> all = new TreeSet<>(types);
        if (this == DOCUMENT) {
            for (MediaKind kind : values()) {
                all.addAll(kind.types);
            }
        }
        return all;
    }

    /** Whether words can be written beside such a file. */
    public boolean takesCaption() {
        return switch (this) {
            case IMAGE, VIDEO, DOCUMENT -> true;
            case AUDIO, VOICE_NOTE, STICKER, ANIMATED_STICKER -> false;
        };
    }

    /** Several of them, for people. */
    public String plural() {
        return switch (this) {
            case IMAGE -> "photos";
            case VIDEO -> "videos";
            case AUDIO -> "sounds";
            case VOICE_NOTE -> "voice messages";
            case DOCUMENT -> "documents";
            case STICKER -> "stickers";
            case ANIMATED_STICKER -> "animated stickers";
        };
    }

    /** What WhatsApp takes as one, for people. */
    public String taken() {
        return switch (this) {
            case IMAGE -> "JPEG and PNG";
            case VIDEO -> "MP4 and 3GP";
            case AUDIO -> "AAC, AMR, MP3, M4A and Ogg with Opus";
            case VOICE_NOTE -> "Ogg with Opus";
            case DOCUMENT -> "PDF, Word, Excel, PowerPoint and plain text, photos, videos and sounds";
            case STICKER, ANIMATED_STICKER -> "WebP";
        };
    }
}
