package com.chatsphere.domain.conversation;

/** A name a contact goes by: a personal value, kept exactly as it came, at most 1,024 characters of it. */
public record ContactName(String value) {
    private static final int LONGEST = 1_024;

    public ContactName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a name has at least one visible character");
        }
        if (value.length() > LONGEST) {
            value = value.substring(0, Character.isHighSurrogate(value.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
