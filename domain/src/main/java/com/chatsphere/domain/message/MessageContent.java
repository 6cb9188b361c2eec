package com.chatsphere.domain.message;

/** What a message says or shows. */
public sealed interface MessageContent {
    /** Whether this may only be sent while the customer service window is open. */
    default boolean needsOpenServiceWindow() {
        return true;
    }

    /** Plain text. */
    record Text(MessageText body) implements MessageContent {}

    /**
     * Something that has no shape of its own here: Meta's word for its type, and Meta's JSON of it, so that it can be shown
     * and understood later.
     */
    record Unsupported(String type, MessageText raw) implements MessageContent {}
}
