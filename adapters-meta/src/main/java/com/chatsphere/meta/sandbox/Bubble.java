package com.chatsphere.meta.sandbox;

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
        String text,
        long at,
        Progress progress,
        @Nullable String replyTo,
        @Nullable String tag) {

    Bubble reached(Progress reached) {
        return reached.compareTo(progress) > 0 ? new Bubble(wamid, mine, text, at, reached, replyTo, tag) : this;
    }

    /** How far it has come on its way to the other side. */
    enum Progress {
        PENDING,
        SENT,
        DELIVERED,
        READ
    }
}
