package com.chatsphere.domain.template;

import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A template as the customer sees it. */
public record FilledTemplate(
        @Nullable MessageHeader header,
        MessageText body,
        @Nullable MessageText footer,
        List<Button> buttons,
        List<FilledTemplate> cards,
        @Nullable MessageText offer,
        @Nullable Instant offerEndsAt) {

    public FilledTemplate {
        buttons = List.copyOf(buttons);
        cards = List.copyOf(cards);
    }

    /** A button with the address, the number or the code behind it. */
    public record Button(
            TemplateLayout.ButtonKind kind,
            MessageText label,
            @Nullable MessageText target) {}
}
