package com.chatsphere.story;

import org.jspecify.annotations.Nullable;

/** One piece of news about a chat. Times are Meta's, in seconds. */
public sealed interface Piece {
    Chat chat();

    String wamid();

    long at();

    /** Whether it tells what the business did in its phone app; that comes as an echo. */
    boolean outbound();

    /** The customer at one of our numbers. */
    record Chat(String number, Customer customer) {
        String key() {
            return number + " " + customer.key();
        }
    }

    /** What a message says; written so that two are the same only when they say the same. */
    sealed interface Content {
        record Text(String body) implements Content {}

        record Image(String file, @Nullable String caption) implements Content {}

        record Place(String latitude, String longitude) implements Content {}

        record Button(String id, String title) implements Content {}
    }

    /**
     * Somebody wrote.
     *
     * @param named whether the profile's name comes with it
     * @param identified whether the user id comes with it where the customer also has a phone number
     */
    record Written(
            Chat chat,
            String wamid,
            long at,
            boolean outbound,
            Content content,
            @Nullable String replyTo,
            boolean named,
            boolean identified)
            implements Piece {}

    /** Somebody reacted or, without an emoji, took a reaction back. */
    record Reacted(
            Chat chat,
            String wamid,
            long at,
            boolean outbound,
            String target,
            @Nullable String emoji,
            boolean emptied) implements Piece {}

    /** Somebody wrote it anew; it counts only where it is the author. */
    record Edited(Chat chat, String wamid, long at, boolean outbound, String target, String text) implements Piece {}

    /** Somebody took it back; it counts only where it is the author. */
    record Revoked(Chat chat, String wamid, long at, boolean outbound, String target) implements Piece {}

    /**
     * How far a message of the business has come; its wamid is that of the message.
     *
     * @param code of the error, where it failed
     */
    record Reported(Chat chat, String wamid, long at, String status, int code) implements Piece {
        @Override
        public boolean outbound() {
            return false;
        }
    }
}
