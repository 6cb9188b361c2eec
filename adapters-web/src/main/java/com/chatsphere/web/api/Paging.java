package com.chatsphere.web.api;

import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.application.notice.Notices;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.web.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Page numbers, page sizes, and cursors, which mean nothing to those who hand them back. */
final class Paging {
    private static final int MOST_ROWS = 200;
    private static final int MOST_PAGES = 1_000_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** Seconds of up to eleven digits: a database does not know every time that Java can name. */
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,11})\\.(\\d{1,9})\\|([0-9a-f-]{1,36})");

    private Paging() {}

    static int page(@Nullable String text) {
        return number("page", text, 1, MOST_PAGES);
    }

    static int size(@Nullable String text, int usual) {
        return number("page_size", text, usual, MOST_ROWS);
    }

    static int size(String name, @Nullable String text, int usual) {
        return number(name, text, usual, MOST_ROWS);
    }

    private static int number(String name, @Nullable String text, int usual, int most) {
        if (text == null) {
            return usual;
        }
        int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw Problem.badRequest("invalid_parameter", "%s has to be a number from 1 to %,d.".formatted(name, most));
        }
        return number;
    }

    static String text(Inbox.Cursor cursor) {
        return encode(cursor.lastAt(), cursor.id().toString());
    }

    static String text(Transcript.Cursor cursor) {
        return encode(cursor.sentAt(), String.valueOf(cursor.arrival()));
    }

    static String text(Notices.Cursor cursor) {
        return encode(cursor.at(), cursor.id().toString());
    }

    static Notices.@Nullable Cursor noticeCursor(@Nullable String text) {
        return decode("after", text, (at, id) -> new Notices.Cursor(at, UUID.fromString(id)));
    }

    static Inbox.@Nullable Cursor inboxCursor(@Nullable String text) {
        return decode("after", text, (at, id) -> new Inbox.Cursor(at, ConversationId.of(id)));
    }

    static Transcript.@Nullable Cursor transcriptCursor(@Nullable String text) {
        return decode("before", text, (at, arrival) -> new Transcript.Cursor(at, Long.parseLong(arrival)));
    }

    private static String encode(Instant at, String rest) {
        String plain = at.getEpochSecond() + "." + at.getNano() + "|" + rest;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    private static <C> @Nullable C decode(String name, @Nullable String text, BiFunction<Instant, String, C> cursor) {
        if (text == null) {
            return null;
        }
        try {
            Matcher plain = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            if (plain.matches()) {
                Instant at = Instant.ofEpochSecond(Long.parseLong(plain.group(1)), Long.parseLong(plain.group(2)));
                return cursor.apply(at, plain.group(3));
            }
        } catch (IllegalArgumentException | DateTimeException malformed) {
            // answered below, like everything else that is no cursor
        }
        throw Problem.badRequest("invalid_cursor", "%s has to be a cursor from an earlier answer.".formatted(name));
    }
}
