package com.chatsphere.meta.cloudapi;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** How long Meta asks to be left alone. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** An hour at most; null when it does not ask for anything. */
    static @Nullable Duration of(HttpResponse<?> answer) {
        String asked = answer.headers().firstValue("Retry-After").orElse("").strip();
        if (asked.matches("[0-9]{1,9}")) {
            return atMost(Duration.ofSeconds(Long.parseLong(asked)));
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(asked, DateTimeFormatter.RFC_1123_DATE_TIME);
            return atMost(Duration.between(ZonedDateTime.now(until.getZone()), until));
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    private static Duration atMost(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
