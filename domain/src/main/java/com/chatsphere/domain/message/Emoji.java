package com.chatsphere.domain.message;

/** What somebody reacted with, as it came. */
public record Emoji(String value) {
    private static final int LONGEST = 64;

    public Emoji {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a reaction has 1 to 64 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
