package com.chatsphere.domain.readymessage;

import java.util.UUID;

/** Names one ready message. */
public record ReadyMessageId(UUID value) {
    public static ReadyMessageId of(String text) {
        return new ReadyMessageId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
