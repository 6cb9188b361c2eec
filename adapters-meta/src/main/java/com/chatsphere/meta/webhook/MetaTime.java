package com.chatsphere.meta.webhook;

import com.chatsphere.meta.MetaJson;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Meta's times: seconds since 1970, or here and there milliseconds, as text or as a number. */
final class MetaTime {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");
    private static final Pattern SECONDS_OR_MILLISECONDS = Pattern.compile("[0-9]{1,13}");

    /** The year 2100: a time beyond it is in milliseconds. */
    private static final long LATEST_SECOND = 4_102_444_800L;

    private MetaTime() {}

    static @Nullable Instant of(@Nullable String text) {
        long number = number(text, SECONDS_OR_MILLISECONDS);
        return number > LATEST_SECOND ? Instant.ofEpochMilli(number) : ofSeconds(number);
    }

    static @Nullable Instant of(JsonNode node) {
        return of(node.isString() || node.isIntegralNumber() ? node.asString() : null);
    }

    /** A member that Meta promises in seconds; anything else there is a mistake and no time. */
    static @Nullable Instant inSeconds(JsonNode object, String member) {
        long number = number(MetaJson.text(object, member), SECONDS);
        return number > LATEST_SECOND ? null : ofSeconds(number);
    }

    private static @Nullable Instant ofSeconds(long number) {
        return number == 0 ? null : Instant.ofEpochSecond(number);
    }

    /** What these digits are, or 0 when they are none. */
    private static long number(@Nullable String text, Pattern digits) {
        return text != null && digits.matcher(text).matches() ? Long.parseLong(text) : 0;
    }
}
