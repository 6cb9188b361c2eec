package com.chatsphere.meta.sandbox;

/**
 * How a customer uses WhatsApp.
 *
 * @param online whether the phone has a network; what is sent meanwhile is delivered later
 * @param receipts whether the business is told what was read
 * @param blocking whether the customer has blocked the business
 * @param blocked whether the business has blocked the customer
 * @param marketing whether the customer wants marketing messages
 * @param hidden whether the business is not shown the phone number, as somebody with a username may want it
 */
record Manner(boolean online, boolean receipts, boolean blocking, boolean blocked, boolean marketing, boolean hidden) {
    static final Manner USUAL = new Manner(true, true, false, false, true, false);

    Manner online(boolean other) {
        return new Manner(other, receipts, blocking, blocked, marketing, hidden);
    }

    Manner receipts(boolean other) {
        return new Manner(online, other, blocking, blocked, marketing, hidden);
    }

    Manner blocking(boolean other) {
        return new Manner(online, receipts, other, blocked, marketing, hidden);
    }

    Manner blocked(boolean other) {
        return new Manner(online, receipts, blocking, other, marketing, hidden);
    }

    Manner marketing(boolean other) {
        return new Manner(online, receipts, blocking, blocked, other, hidden);
    }

    Manner hidden(boolean other) {
        return new Manner(online, receipts, blocking, blocked, marketing, other);
    }
}
