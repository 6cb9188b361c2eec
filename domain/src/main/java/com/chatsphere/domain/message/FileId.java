package com.chatsphere.domain.message;

import java.util.UUID;

/** Names a file that is kept here; random, so that nobody guesses one. */
public record FileId(UUID value) {
    public static FileId of(String text) {
        return new FileId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
