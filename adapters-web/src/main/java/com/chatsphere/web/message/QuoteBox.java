package com.chatsphere.web.message;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.message.Transcript;
import org.jspecify.annotations.Nullable;

/**
 * The message that is replied to, over the reply.
 *
 * @param address of the message, or null when it is not known here
 * @param side {@code ours}, {@code theirs} or {@code unknown}
 * @param author null when it is the customer at the top of the thread
 * @param icon of the kind of message, or null for text
 */
public record QuoteBox(
        @Nullable String address,
        String side,
        @Nullable String author,
        @Nullable String icon,
        String words) {

    static QuoteBox of(Transcript.Quote quote) {
        if (quote.id() == null || quote.preview() == null) {
            return new QuoteBox(null, "unknown", "Earlier message", null, "It is not in this inbox");
        }
        boolean ours = quote.direction() == Direction.OUTBOUND;
        return new QuoteBox(
                "#message-" + quote.id(),
                ours ? "ours" : "theirs",
                ours ? "You" : quote.author() == null ? null : ShownText.label(quote.author(), "Somebody"),
                quote.type() == null ? null : ContentIcon.of(quote.type()),
                ShownText.label(quote.preview(), "Message"));
    }
}
