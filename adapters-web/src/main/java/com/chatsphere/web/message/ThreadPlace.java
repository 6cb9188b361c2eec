package com.chatsphere.web.message;

import com.chatsphere.application.message.Transcript;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A place in the thread as text that sorts like the thread: microseconds and arrival, both of fixed width.
 *
 * <p>Pages put messages in order by comparing it, and ask with it for what is older.
 */
public final class ThreadPlace {
    private static final int MICROS_DIGITS = 16;
    private static final int ARRIVAL_DIGITS = 12;

    private ThreadPlace() {}

    public static String print(Transcript.Cursor place) {
        long micros = Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, place.sentAt()));
        return String.format("%0" + MICROS_DIGITS + "d%0" + ARRIVAL_DIGITS + "d", micros, place.arrival());
    }

    /** The place this text names, or null if it names none. */
    public static Transcript.@Nullable Cursor parse(String text) {
        if (text.length() != MICROS_DIGITS + ARRIVAL_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        return new Transcript.Cursor(
                Instant.EPOCH.plus(Long.parseLong(text.substring(0, MICROS_DIGITS)), ChronoUnit.MICROS),
                Long.parseLong(text.substring(MICROS_DIGITS)));
    }
}
