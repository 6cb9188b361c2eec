package com.chatsphere.web.message;

import com.chatsphere.domain.message.MessageText;
import org.jspecify.annotations.Nullable;

/** What others wrote, as a page can show it without being led astray: nothing in it moves, hides or overwrites anything. */
public final class ShownText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int DELETE = 0x7F;
    private static final int PICTURE_OF_DELETE = 0x2421;
    private static final int LAST_LATIN_CONTROL = 0x9F;

    private ShownText() {}

    /** A text of several lines; control characters get a visible form. */
    public static String lines(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .map(ShownText::visible)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** A name or the like: one line, and nothing that turns the direction of what follows or that nobody can see. */
    public static String label(@Nullable String text, String otherwise) {
        if (text == null) {
            return otherwise;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .filter(letter -> !turns(letter) && !isInvisible(letter))
                .map(letter -> Character.isWhitespace(letter) ? ' ' : visible(letter))
                .forEach(shown::appendCodePoint);
        String label = shown.toString().strip();
        return isBlank(label) ? otherwise : label;
    }

    public static String label(@Nullable MessageText text, String otherwise) {
        return label(text == null ? null : text.value(), otherwise);
    }

    /** No more than so many characters of it. */
    static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }

    /** Whether there is nothing in it that one could see. */
    public static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(letter -> Character.isWhitespace(letter)
                        || Character.isSpaceChar(letter)
                        || Character.getType(letter) == Character.FORMAT
                        || isInvisible(letter));
    }

    private static int visible(int letter) {
        if (letter == 0 || isHalf(letter)) {
            return REPLACEMENT;
        }
        if (letter == '\n' || letter == '\t') {
            return letter;
        }
        if (letter < ' ') {
            return CONTROL_PICTURES + letter;
        }
        if (letter == DELETE) {
            return PICTURE_OF_DELETE;
        }
        return letter > DELETE && letter <= LAST_LATIN_CONTROL ? REPLACEMENT : letter;
    }

    private static boolean isHalf(int letter) {
        return letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE;
    }

    /** Embeddings, overrides and isolates of the bidirectional algorithm; plain marks of direction are harmless. */
    private static boolean turns(int letter) {
        return (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
    }

    /** Of no width, the joiners excepted, which letters and emoji need; and letters that are empty by definition. */
    private static boolean isInvisible(int letter) {
        return letter == 0x200B
                || letter == 0xFEFF
                || letter == 0x00AD
                || letter == 0x115F
                || letter == 0x1160
                || letter == 0x3164
                || letter == 0xFFA0
                || letter == 0x2800
                || (letter >= 0x2060 && letter <= 0x2064)
                || (letter >= 0xE0000 && letter <= 0xE001F);
    }
}
