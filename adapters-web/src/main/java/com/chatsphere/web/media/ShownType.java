package com.chatsphere.web.media;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What browsers may do with a file of a stranger, by what its bytes say it is. */
public enum ShownType {
    PICTURE(Set.of("image/jpeg", "image/png", "image/gif", "image/webp")),
    VIDEO(Set.of("video/mp4", "video/3gpp", "video/webm")),
    SOUND(Set.of(
            "audio/aac",
            "audio/amr",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "audio/wav",
            "audio/x-wav",
            "audio/webm",
            "audio/flac",
            "audio/3gpp")),
    /** Opened by the browser's own viewer, which runs nothing of it in our origin. */
    PDF(Set.of("application/pdf")),
    /** Saved, and never opened in a page: it may hold scripts, or be nothing a browser knows. */
    SAVED_ONLY(Set.of());

    /** What a browser would run, style or read as a page if it were told what it is. */
    private static final Pattern ACTIVE =
            Pattern.compile(".*(html|svg|script).*|.*xml|text/(css|.*markdown)|multipart/.*|message/.*");

    private static final Pattern WELL_FORMED =
            Pattern.compile("[a-z0-9][a-z0-9.+_-]{0,63}/[a-z0-9][a-z0-9.+_-]{0,127}");
    private static final String ANYTHING = "application/octet-stream";

    private final Set<String> types;

    ShownType(Set<String> types) {
        this.types = types;
    }

    public static ShownType of(@Nullable String mimeType) {
        String bare = bare(mimeType);
        for (ShownType shown : values()) {
            if (shown.types.contains(bare)) {
                return shown;
            }
        }
        return SAVED_ONLY;
    }

    /** The type to serve it as: what is active is not called by its name. */
    static String served(@Nullable String mimeType) {
        String bare = bare(mimeType);
        return WELL_FORMED.matcher(bare).matches() && !ACTIVE.matcher(bare).matches() ? bare : ANYTHING;
    }

    private static String bare(@Nullable String mimeType) {
        return mimeType == null ? "" : mimeType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
