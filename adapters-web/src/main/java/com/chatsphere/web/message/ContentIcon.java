package com.chatsphere.web.message;

import org.jspecify.annotations.Nullable;

/** The icon in front of a message that is more than text, where there is room for one line only. */
public final class ContentIcon {
    private ContentIcon() {}

    /** By the word of the REST API; null for text and for what is as good as text. */
    public static @Nullable String of(String type) {
        return switch (type) {
            case "image" -> "image";
            case "video" -> "video";
            case "audio" -> "mic";
            case "document" -> "file-text";
            case "sticker" -> "sticker";
            case "location" -> "map-pin";
            case "contacts" -> "contact-round";
            case "order" -> "shopping-bag";
            case "interactive", "button" -> "message-square-reply";
            case "template" -> "layout-template";
            case "system" -> "info";
            case "unsupported" -> "file-question-mark";
            default -> null;
        };
    }

    /** What to call a message that has no words of its own. */
    public static String name(String type) {
        return UnsupportedCard.nameOf(type);
    }
}
