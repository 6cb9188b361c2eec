package com.chatsphere.media.preview;

import java.util.Locale;
import java.util.Optional;

/** What is looked for in a file, by its media type. */
enum FileKind {
    PICTURE,
    DOCUMENT,
    FILM,
    QUICKTIME_FILM,
    OGG_SOUND,
    MP3_SOUND;

    /** The kind of a media type; empty when nothing is looked for in such files. */
    static Optional<FileKind> of(String mimeType) {
        int end = mimeType.indexOf(';');
        var type = (end < 0 ? mimeType : mimeType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(
                switch (type) {
                    case "image/jpeg", "image/png", "image/gif", "image/webp" -> PICTURE;
                    case "application/pdf" -> DOCUMENT;
                    case "video/mp4", "video/3gpp", "video/x-m4v", "audio/mp4", "audio/x-m4a" -> FILM;
                    case "video/quicktime" -> QUICKTIME_FILM;
                    case "audio/ogg", "audio/opus" -> OGG_SOUND;
                    case "audio/mpeg" -> MP3_SOUND;
                    default -> null;
                });
    }
}
