package com.chatsphere.domain.message;

/** Meta's id of a file it holds; opaque. */
public record MediaId(String value) {
    private static final int LONGEST = 256;

    public MediaId {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a media id has 1 to 256 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
