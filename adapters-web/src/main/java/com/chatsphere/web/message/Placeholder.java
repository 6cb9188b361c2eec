package com.chatsphere.web.message;

/**
 * What stands in a bubble for content that cannot be shown.
 *
 * @param icon the name of one of the icons in {@code layout/icons.jte}
 */
public record Placeholder(String icon, String headline, String explanation) {
    private static final String KEPT = " can't be shown here yet. Nothing is lost: it is kept as it came.";

    public static Placeholder of(String type, boolean ours) {
        return switch (type) {
            case "image" -> kept("image", "Photo", "This photo");
            case "video" -> kept("video", "Video", "This video");
            case "audio", "voice" -> kept("mic", "Audio message", "This audio message");
            case "document" -> kept("file-text", "Document", "This document");
            case "sticker" -> kept("sticker", "Sticker", "This sticker");
            case "location" -> kept("map-pin", "Location", "This location");
            case "contacts" -> kept("contact-round", "Contact card", "This contact card");
            case "order" -> kept("shopping-bag", "Order", "This order");
            case "reaction" -> kept("smile", "Reaction", "This reaction");
            case "interactive", "button" -> kept("mouse-pointer-click", "Answer to buttons", "This answer");
            case "template" -> kept("layout-template", "Template", "This template message");
            case "system" -> kept("info", "System notice", "This notice");
            case "unsupported", "unknown", "" ->
                new Placeholder(
                        "file-question-mark",
                        "Unsupported message",
                        ours
                                ? "WhatsApp does not hand over what was in this message."
                                : "WhatsApp does not hand over what was in this message. Ask the customer to send it"
                                        + " in another form.");
            default ->
                new Placeholder("file-question-mark", "Unsupported message", "This message type (" + type + ")" + KEPT);
        };
    }

    private static Placeholder kept(String icon, String name, String subject) {
        return new Placeholder(icon, name, subject + KEPT);
    }
}
