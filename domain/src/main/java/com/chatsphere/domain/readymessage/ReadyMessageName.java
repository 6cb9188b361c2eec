package com.chatsphere.domain.readymessage;

import java.text.Normalizer;
import java.util.Locale;

/** What a ready message is called among agents: 1 to 100 characters on one line. */
public record ReadyMessageName(String value) {
    public static final int LONGEST = 100;

    public ReadyMessageName {
        if (value.isEmpty()
                || !value.equals(value.strip())
                || value.codePointCount(0, value.length()) > LONGEST
                || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The name has 1 to %d characters on one line.".formatted(LONGEST));
        }
    }

    /** What two names have in common that people would take for the same. */
    public String key() {
        return Normalizer.normalize(value, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
