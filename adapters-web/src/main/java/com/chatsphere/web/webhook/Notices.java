package com.chatsphere.web.webhook;

import org.jspecify.annotations.Nullable;

/** What has just been done, told on the page that comes after it. */
final class Notices {
    private Notices() {}

    static @Nullable String of(@Nullable String done, @Nullable String count) {
        String many = count != null && count.matches("\\d{1,9}") ? "%,d".formatted(Integer.parseInt(count)) : "Some";
        return switch (done) {
            case "again" -> many + " items are being applied again. What becomes of them shows below.";
            case "one" -> "The item is being applied again. What becomes of it shows here in a moment.";
            case "stands" -> "The item was not applied again: only what was ignored or quarantined is.";
            case "cleared" -> many + " settled deliveries were removed. They stay counted.";
            case null, default -> null;
        };
    }
}
