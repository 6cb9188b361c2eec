package com.chatsphere.domain.message;

/** Meta's id of a message ({@code wamid.…}): opaque and case-sensitive. */
public record Wamid(String value) {
    private static final int LONGEST = 512;

    public Wamid {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a wamid has 1 to 512 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
