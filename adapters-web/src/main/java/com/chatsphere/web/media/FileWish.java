package com.chatsphere.web.media;

import com.chatsphere.application.media.MediaAddresses.Variant;
import com.chatsphere.domain.message.FileId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which file is asked for, and what of it: {@code <id>/original} or {@code <id>/thumbnail}. */
record FileWish(FileId file, Variant variant) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** What is meant, or null when nothing can be. */
    static @Nullable FileWish of(String file, String variant) {
        if (!ID.matcher(file).matches()) {
            return null;
        }
        for (Variant known : Variant.values()) {
            if (known.word().equals(variant)) {
                return new FileWish(FileId.of(file), known);
            }
        }
        return null;
    }

    static @Nullable FileWish parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? null : of(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return file + "/" + variant.word();
    }
}
