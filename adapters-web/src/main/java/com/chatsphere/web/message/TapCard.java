package com.chatsphere.web.message;

import com.chatsphere.domain.message.MessageContent.ButtonReply;
import com.chatsphere.domain.message.MessageContent.ListReply;
import com.chatsphere.domain.message.MessageContent.TemplateReply;
import com.chatsphere.domain.message.MessageText;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was tapped, not written.
 *
 * @param kind what was tapped
 */
public record TapCard(
        String icon, String kind, String text, @Nullable String description) {
    private static final String EMPTY = "Answer without words";

    public static TapCard of(ButtonReply reply) {
        return new TapCard("message-square-reply", "Tapped a button", ShownText.label(reply.title(), EMPTY), null);
    }

    public static TapCard of(ListReply reply) {
        return new TapCard(
                "list", "Chose from a list", ShownText.label(reply.title(), EMPTY), orNull(reply.description()));
    }

    public static TapCard of(TemplateReply reply) {
        return new TapCard(
                "message-square-reply", "Tapped a template's button", ShownText.label(reply.text(), EMPTY), null);
    }

    private static @Nullable String orNull(@Nullable MessageText text) {
        String shown = ShownText.label(text, "");
        return shown.isEmpty() ? null : shown;
    }
}
