package com.chatsphere.application.webhook;

/**
 * Something about Meta's deliveries that a person should look at.
 *
 * @param happened in a sentence
 * @param remedy in a sentence or two what to do about it
 */
public record WebhookAlarm(Kind kind, String happened, String remedy) {
    /** What it is about. */
    public enum Kind {
        SILENCE,
        BACKLOG,
        QUARANTINE
    }
}
