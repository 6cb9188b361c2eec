package com.chatsphere.web.message;

import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import java.util.List;

/**
 * A stretch of the thread, the oldest message first.
 *
 * @param hasNewer whether newer ones are still to be loaded below it
 */
public record MessagesPage(ConversationId conversationId, List<Bubble> bubbles, boolean hasOlder, boolean hasNewer) {
    public static final int SIZE = 50;

    /** Those at the end, or those before what a page has. */
    public static MessagesPage of(ConversationId conversationId, Transcript transcript) {
        return new MessagesPage(conversationId, bubbles(transcript), transcript.previous() != null, false);
    }

    /** Those around a message. */
    static MessagesPage around(ConversationId conversationId, Transcript transcript) {
        return new MessagesPage(
                conversationId, bubbles(transcript), transcript.previous() != null, transcript.next() != null);
    }

    /** Those after what a page has. */
    static MessagesPage after(ConversationId conversationId, Transcript transcript) {
        return new MessagesPage(conversationId, bubbles(transcript), false, transcript.next() != null);
    }

    private static List<Bubble> bubbles(Transcript transcript) {
        return transcript.entries().stream().map(Bubble::new).toList();
    }
}
