package com.chatsphere.web.message;

/**
 * The mark on a message we sent.
 *
 * @param icon the name of one of the icons in {@code layout/icons.jte}
 * @param look the modifier of the style sheet
 * @param words what it means
 */
public record Tick(String icon, String look, String words) {
    public static Tick of(String status) {
        return switch (status) {
            case "queued" -> new Tick("clock", "waiting", "Waiting to be sent");
            case "sent" -> new Tick("check", "sent", "Sent");
            case "delivered" -> new Tick("check-check", "delivered", "Delivered");
            case "read" -> new Tick("check-check", "read", "Read");
            case "played" -> new Tick("check-check", "read", "Played");
            case "failed" -> new Tick("circle-alert", "failed", "Not delivered");
            case "unconfirmed" -> new Tick("circle-question-mark", "unconfirmed", "Not confirmed");
            default -> new Tick("check", "sent", status);
        };
    }
}
