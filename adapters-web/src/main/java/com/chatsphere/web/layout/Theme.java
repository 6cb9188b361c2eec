package com.chatsphere.web.layout;

import org.jspecify.annotations.Nullable;

/** Which colours a browser has asked for; kept in its {@code theme} cookie so that no page flashes in the wrong ones. */
public enum Theme {
    SYSTEM,
    LIGHT,
    DARK;

    public static final String COOKIE = "theme";

    static Theme of(@Nullable String cookie) {
        return switch (cookie) {
            case "light" -> LIGHT;
            case "dark" -> DARK;
            case null, default -> SYSTEM;
        };
    }

    /** The value of {@code data-theme}; null lets the system decide. */
    public @Nullable String attribute() {
        return switch (this) {
            case SYSTEM -> null;
            case LIGHT -> "light";
            case DARK -> "dark";
        };
    }
}
