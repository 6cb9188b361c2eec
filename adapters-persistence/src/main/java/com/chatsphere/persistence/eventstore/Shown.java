package com.chatsphere.persistence.eventstore;

import java.text.Normalizer;
import java.util.Locale;

/** Text as read models can hold and show it; the events keep it as it came. */
public final class Shown {
    private static final char REPLACEMENT = '\uFFFD';

    private Shown() {}

    /** The text with what PostgreSQL cannot store, NUL and halves of surrogate pairs, replaced by U+FFFD. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().map(c -> c == 0 || isHalf(c) ? REPLACEMENT : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** The first {@code most} characters of the text, on one line. */
    public static String preview(String text, int most) {
        String line = text(text.length() > most * 2 ? text.substring(0, most * 2) : text)
                .replaceAll("\\s+", " ")
                .strip();
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most)) + "…";
    }

    /** The text folded for searching: no accents, lower case. */
    public static String folded(String text) {
        return Normalizer.normalize(text(text), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    /** The words of a folded text, a line each: what stands between letters and digits is left out. */
    public static String words(String folded) {
        return folded.replaceAll("[^\\p{L}\\p{N}]+", "\n").strip();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
