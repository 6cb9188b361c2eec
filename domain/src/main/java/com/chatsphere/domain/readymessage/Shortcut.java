package com.chatsphere.domain.readymessage;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an agent types after a slash to find a ready message: 1 to 30 letters, digits, hyphens and underscores. */
public record Shortcut(String value) {
    public static final int LONGEST = 30;

    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{M}\\p{N}_-]{1," + LONGEST + "}");

    public Shortcut {
        if (!FORM.matcher(value).matches() || !value.equals(folded(value))) {
            throw new IllegalArgumentException(
                    "The shortcut has 1 to %d letters, digits, hyphens and underscores.".formatted(LONGEST));
        }
    }

    /** As people write it: with or without the slash, in upper or lower case. */
    public static Shortcut parse(String text) {
        String word = text.strip();
        return new Shortcut(folded(word.startsWith("/") ? word.substring(1) : word));
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
