package com.chatsphere.domain.message;

/** What somebody wrote: a personal value, kept exactly as it came. */
public record MessageText(String value) {
    @Override
    public String toString() {
        return value;
    }
}
