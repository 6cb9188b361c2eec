package com.chatsphere.meta.sandbox;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One message on a customer's phone.
 *
 * @param mine whether the customer wrote it
 * @param at epoch seconds
 * @param tag what the business wants back in every status
 */
record Bubble(
        String wamid,
        boolean mine,
        Content content,
        long at,
        Progress progress,
        @Nullable String replyTo,
        @Nullable String tag,
        Marks marks) {

    static Bubble written(String wamid, Content content, long at, @Nullable String replyTo, Marks marks) {
        return new Bubble(wamid, true, content, at, Progress.PENDING, replyTo, null, marks);
    }

    static Bubble sent(String wamid, Content content, long at, @Nullable String replyTo, @Nullable String tag) {
        return new Bubble(wamid, false, content, at, Progress.PENDING, replyTo, tag, Marks.NONE);
    }

    /** As it was kept: phones were once able to hold nothing but text. */
    @JsonCreator
    static Bubble kept(
            @JsonProperty("wamid") String wamid,
            @JsonProperty("mine") boolean mine,
            @JsonProperty("text") @Nullable String text,
            @JsonProperty("content") @Nullable Content content,
            @JsonProperty("at") long at,
            @JsonProperty("progress") Progress progress,
            @JsonProperty("replyTo") @Nullable String replyTo,
            @JsonProperty("tag") @Nullable String tag,
            @JsonProperty("marks") @Nullable Marks marks) {
        Content held = content != null ? content : new Content.Text(text == null ? "" : text);
        return new Bubble(wamid, mine, held, at, progress, replyTo, tag, marks == null ? Marks.NONE : marks);
    }

    Bubble reached(Progress reached) {
        return reached.compareTo(progress) > 0
                ? new Bubble(wamid, mine, content, at, reached, replyTo, tag, marks)
                : this;
    }

    Bubble with(Marks other) {
        return new Bubble(wamid, mine, content, at, progress, replyTo, tag, other);
    }

    Bubble with(Content other) {
        return new Bubble(wamid, mine, other, at, progress, replyTo, tag, marks);
    }

    /** How far it has come on its way to the other side. */
    enum Progress {
        PENDING,
        SENT,
        DELIVERED,
        READ,
        PLAYED
    }

    /**
     * What was done to a message later, and how it came.
     *
     * @param mine the customer's reaction
     * @param theirs the business's reaction
     * @param origin for example {@code Forwarded}
     */
    record Marks(
            @Nullable String mine,
            @Nullable String theirs,
            boolean edited,
            boolean deleted,
            @Nullable String origin) {
        static final String FROM_AD = "From your ad";
        static final String FORWARDED = "Forwarded";
        static final Marks NONE = new Marks(null, null, false, false, null);

        static Marks from(@Nullable String origin) {
            return origin == null ? NONE : new Marks(null, null, false, false, origin);
        }

        Marks reactedByCustomer(@Nullable String emoji) {
            return new Marks(emoji, theirs, edited, deleted, origin);
        }

        Marks reactedByBusiness(@Nullable String emoji) {
            return new Marks(mine, emoji, edited, deleted, origin);
        }

        Marks asEdited() {
            return new Marks(mine, theirs, true, deleted, origin);
        }

        Marks asDeleted() {
            return new Marks(null, null, edited, true, origin);
        }
    }
}
