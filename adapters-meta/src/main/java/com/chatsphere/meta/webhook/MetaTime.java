package com.chatsphere.meta.webhook;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Meta's times: seconds since 1970, or here and there milliseconds, as text or as a number. */
final class MetaTime {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,13}");
    /** The year 2100: a time beyond it is in milliseconds. */
    private static final long LATEST_SECOND = 4_102_444_800L;

    private MetaTime() {}

    static @Nullable Instant of(@Nullable String text) {
        if (text == null || !DIGITS.matcher(text).matches()) {
            return null;
        }
        long number = Long.parseLong(text);
        if (number == 0) {
            return null;
        }
        return number > LATEST_SECOND ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    static @Nullable Instant of(JsonNode node) {
        return of(node.isString() || node.isIntegralNumber() ? node.asString() : null);
    }
}
