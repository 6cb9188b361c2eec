package com.chatsphere.domain.readymessage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a ready message: 1 to 4096 characters, with placeholders between double braces. */
public record ReadyText(String value) {
    public static final int LONGEST = 4_096;

    private static final Pattern BRACES = Pattern.compile("\\{\\{([^{}]*)}}|\\{\\{|}}");
    private static final int MOST_TOLD = 30;

    public ReadyText {
        if (value.isBlank() || value.codePointCount(0, value.length()) > LONGEST || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The text has 1 to %,d characters.".formatted(LONGEST));
        }
    }

    /**
     * Makes sure that everything between double braces is a placeholder, so that no customer gets to read one.
     *
     * @throws ReadyMessageRejection.UnknownPlaceholder naming the first that is none
     */
    void requireKnownPlaceholders() {
        Matcher braces = BRACES.matcher(value);
        while (braces.find()) {
            String word = braces.group(1);
            if (word == null || Placeholder.named(word).isEmpty()) {
                throw new ReadyMessageRejection.UnknownPlaceholder(
                        value.substring(braces.start(), Math.min(value.length(), braces.start() + told(word))));
            }
        }
    }

    private static int told(@Nullable String word) {
        return word == null ? "{{".length() : Math.min(MOST_TOLD, word.length() + "{{}}".length());
    }

    @Override
    public String toString() {
        return value;
    }
}
