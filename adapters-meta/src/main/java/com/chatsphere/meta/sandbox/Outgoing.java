package com.chatsphere.meta.sandbox;

import org.jspecify.annotations.Nullable;

/** What the business asks to be sent, once it was found in order. */
sealed interface Outgoing {
    /** Something to be shown. @param marketing whether the customer can have stopped such messages */
    record Message(
            Content content, @Nullable String replyTo, boolean needsWindow, boolean marketing, boolean authentication)
            implements Outgoing {
        static Message free(Content content, @Nullable String replyTo) {
            return new Message(content, replyTo, true, false, false);
        }
    }

    /** A reaction to a message. @param emoji null to take it back */
    record Reaction(String to, @Nullable String emoji) implements Outgoing {}
}
