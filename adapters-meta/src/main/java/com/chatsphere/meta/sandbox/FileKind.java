package com.chatsphere.meta.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of file that WhatsApp carries, with what Meta takes of it.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types">Meta, media types</a>
 */
enum FileKind {
    IMAGE("Photo", 5L << 20, Set.of("image/jpeg", "image/png")),
    VIDEO("Video", 16L << 20, Set.of("video/mp4", "video/3gp", "video/3gpp")),
    AUDIO("Audio", 16L << 20, Set.of("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg")),
    DOCUMENT(
            "Document",
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
    STICKER("Sticker", 500L << 10, Set.of("image/webp"));

    private final String word;
    private final long mostBytes;
    private final Set<String> types;

    FileKind(String word, long mostBytes, Set<String> types) {
        this.word = word;
        this.mostBytes = mostBytes;
        this.types = types;
    }

    String word() {
        return word;
    }

    /** Meta's word for it. */
    String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    long mostBytes() {
        return mostBytes;
    }

    /** Whether Meta sends such a file as one of this kind; a document may be anything. */
    boolean takes(String mimeType) {
        return this == DOCUMENT || types.contains(bare(mimeType));
    }

    /** The kind that may be uploaded under this type; null if none may. */
    static @Nullable FileKind uploadable(String mimeType) {
        for (FileKind kind : values()) {
            if (kind.types.contains(bare(mimeType))) {
                return kind;
            }
        }
        return null;
    }

    /** As what a customer's phone sends a file of this type. */
    static FileKind of(String mimeType) {
        FileKind known = uploadable(mimeType);
        return known == null ? DOCUMENT : known;
    }

    static @Nullable FileKind named(String type) {
        for (FileKind kind : values()) {
            if (kind.type().equals(type)) {
                return kind;
            }
        }
        return null;
    }

    static String allTypes() {
        return String.join(
                ", ",
                Arrays.stream(values())
                        .flatMap(kind -> kind.types.stream())
                        .sorted()
                        .toList());
    }

    /** Without parameters such as {@code codecs=opus}. */
    static String bare(String mimeType) {
        return mimeType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
