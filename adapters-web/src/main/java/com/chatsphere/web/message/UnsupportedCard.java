package com.chatsphere.web.message;

import com.chatsphere.domain.message.MessageContent.Unsupported;
import com.chatsphere.domain.message.MessageError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that WhatsApp does not hand over, or that has no shape here.
 *
 * @param advice why it is so and what to do about it
 * @param raw what WhatsApp delivered, laid out to be read
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/unsupported">Meta,
 *     unsupported messages</a>
 */
public record UnsupportedCard(
        String icon, String words, String advice, @Nullable String error, String raw) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_RAW = 20_000;

    public static UnsupportedCard of(Unsupported unsupported, boolean ours) {
        MessageError error = unsupported.error();
        String what = unsupported.what() == null ? unsupported.type() : unsupported.what();
        return new UnsupportedCard(
                icon(what),
                words(what),
                advice(error, ours, what),
                error(error),
                raw(unsupported.raw().value()));
    }

    private static String icon(String what) {
        return switch (what) {
            case "poll_creation", "poll_update" -> "vote";
            case "pin", "keep_in_chat" -> "pin";
            case "group_invite" -> "users-round";
            case "view_once" -> "eye-off";
            case "edit" -> "pencil";
            case "revoke" -> "ban";
            case "image", "gif" -> "image";
            case "video" -> "video";
            case "audio", "voice" -> "mic";
            case "document", "media_placeholder" -> "file-text";
            case "sticker" -> "sticker";
            case "location" -> "map-pin";
            case "contacts" -> "contact-round";
            case "order", "product" -> "shopping-bag";
            case "reaction" -> "smile";
            case "interactive", "button", "list" -> "mouse-pointer-click";
            case "template", "hsm" -> "layout-template";
            case "link_preview" -> "globe";
            case "system" -> "info";
            default -> "file-question-mark";
        };
    }

    private static String words(String what) {
        return switch (what) {
            case "poll_creation" -> "Poll";
            case "poll_update" -> "Vote in a poll";
            case "pin" -> "Pinned a message";
            case "keep_in_chat" -> "Kept a message in the chat";
            case "group_invite" -> "Invitation to a group";
            case "view_once" -> "View-once message";
            case "edit" -> "Edited a message";
            case "revoke" -> "Deleted a message";
            case "image" -> "Photo";
            case "gif" -> "GIF";
            case "video" -> "Video";
            case "audio", "voice" -> "Audio message";
            case "document" -> "Document";
            case "media_placeholder" -> "Photo, video or document";
            case "sticker" -> "Sticker";
            case "location" -> "Location";
            case "contacts" -> "Contact card";
            case "order" -> "Order";
            case "product" -> "Product";
            case "reaction" -> "Reaction";
            case "interactive", "button", "list" -> "Answer to buttons";
            case "template", "hsm" -> "Template message";
            case "link_preview" -> "Link preview";
            case "system" -> "System notice";
            case "unsupported", "unknown", "errors", "" -> "Unsupported message";
            default -> "Unsupported message: " + ShownText.label(what.replace('_', ' '), "unnamed");
        };
    }

    private static String advice(@Nullable MessageError error, boolean ours, String what) {
        String again = ours ? "" : " Ask the customer to send it again.";
        return switch (error == null ? 0 : error.code()) {
            case 131_060 ->
                "WhatsApp cannot show this message at the moment, which happens with the first one of a chat." + again;
            case 131_052 ->
                "WhatsApp could not fetch the file, for example because it is larger than 100 MB."
                        + (ours ? "" : " Ask the customer for a smaller one, or another way.");
            case 130_501 -> "WhatsApp does not bring this kind of message over from groups.";
            case 131_051 ->
                "WhatsApp does not bring this kind of message over to businesses."
                        + (ours ? "" : " Ask the customer to send it in another form.");
            default ->
                what.equals("edit")
                        ? "WhatsApp does not say which message was edited, nor what it says now. The phone shows it."
                        : "It can't be shown here. Nothing is lost: it is kept as it came."
                                + (ours ? "" : " You can ask the customer to send it in another form.");
        };
    }

    private static @Nullable String error(@Nullable MessageError error) {
        if (error == null) {
            return null;
        }
        String details = error.details();
        return ShownText.label(
                "Code " + error.code() + ": " + error.title()
                        + (details == null || details.equals(error.title()) ? "" : ". " + details),
                "Code " + error.code());
    }

    private static String raw(String raw) {
        String start = ShownText.shortened(raw, LONGEST_RAW);
        return ShownText.shortened(ShownText.lines(start.equals(raw) ? laidOut(raw) : start), LONGEST_RAW);
    }

    private static String laidOut(String raw) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(raw));
        } catch (JacksonException notJson) {
            return raw;
        }
    }

    /** The name of a type that has no shape here, for where there is no room for more. */
    static String nameOf(String type) {
        return words(type.toLowerCase(Locale.ROOT));
    }
}
