package com.chatsphere.domain.conversation;

import java.util.UUID;

/** Names a person who writes to the business, whatever phone number or user id they use today. */
public record ContactId(UUID value) {
    public static ContactId of(String text) {
        return new ContactId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
