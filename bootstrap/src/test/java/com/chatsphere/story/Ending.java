package com.chatsphere.story;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that an inbox holds in the end, whatever the order in which it was told: chats and messages by their names. */
public record Ending(Map<String, Chat> chats, Map<String, Bubble> bubbles) {

    /**
     * A conversation.
     *
     * @param windowUntil until when the business may write freely, in seconds, or 0 where the customer never wrote
     */
    public record Chat(
            @Nullable String phone,
            @Nullable String userId,
            @Nullable String name,
            long windowUntil,
            int unread) {}

    /**
     * A message.
     *
     * @param shown what it says now
     * @param earlier what it said before, the first at the beginning
     * @param reactions by whom, and which
     * @param error the code, where it failed
     */
    public record Bubble(
            String chat,
            boolean outbound,
            long at,
            String shown,
            List<String> earlier,
            boolean revoked,
            @Nullable String replyTo,
            String status,
            @Nullable Integer error,
            Map<String, String> reactions) {
        public static final String BUSINESS = "the business";
    }
}
