package com.chatsphere.domain.conversation;

/** Meta's id of a WhatsApp group: opaque and case-sensitive. */
public record GroupId(String value) {
    private static final int LONGEST = 256;

    public GroupId {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a group id has 1 to 256 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
