package com.chatsphere.domain.readymessage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a ready message may leave to be filled in when it is used. */
public enum Placeholder {
    /** The customer's name. */
    NAME,
    /** Who writes. */
    AGENT,
    /** The customer's phone number. */
    PHONE;

    /** Its word, as it stands between double braces. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it stands in a text. */
    public String written() {
        return "{{" + word() + "}}";
    }

    static Optional<Placeholder> named(String word) {
        return Arrays.stream(values())
                .filter(placeholder -> placeholder.word().equals(word))
                .findFirst();
    }
}
