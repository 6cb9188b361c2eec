package com.chatsphere.web.media;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes of a file are asked for. One stretch at a time is handed out; who asks for several gets the whole file.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110.html#name-range">RFC 9110, Range</a>
 */
sealed interface AskedRange {
    record Whole() implements AskedRange {}

    /** From {@code first} to {@code last}, both included. */
    record Part(long first, long last) implements AskedRange {
        long length() {
            return last - first + 1;
        }
    }

    /** There are no such bytes. */
    record Nothing() implements AskedRange {}

    static AskedRange of(@Nullable String header, long size) {
        if (header == null || !header.regionMatches(true, 0, "bytes=", 0, "bytes=".length())) {
            return new Whole();
        }
        String ranges = header.substring("bytes=".length());
        if (ranges.indexOf(',') >= 0) {
            return new Whole();
        }
        Matcher range = Form.RANGE.matcher(ranges);
        if (!range.matches()) {
            return new Nothing();
        }
        String from = range.group(1);
        String to = range.group(2);
        if (from.isEmpty()) {
            long most = to.isEmpty() ? 0 : Math.min(number(to), size);
            return most == 0 ? new Nothing() : new Part(size - most, size - 1);
        }
        long first = number(from);
        long last = to.isEmpty() ? size - 1 : Math.min(number(to), size - 1);
        return first > last ? new Nothing() : new Part(first, last);
    }

    /** More digits than any file has bytes are as good as the most that fit. */
    private static long number(String digits) {
        String bare = digits.replaceFirst("^0+(?=.)", "");
        return bare.length() > Form.MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(bare);
    }

    /** How it is written. */
    final class Form {
        private static final Pattern RANGE = Pattern.compile("\\s*(\\d*)-(\\d*)\\s*");
        private static final int MOST_DIGITS = 18;

        private Form() {}
    }
}
