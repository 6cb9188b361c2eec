package com.chatsphere.web.message;

import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import java.util.List;

/** A stretch of the thread, the oldest message first. */
public record MessagesPage(ConversationId conversationId, List<Bubble> bubbles, boolean hasOlder) {
    public static final int SIZE = 50;

    public static MessagesPage of(ConversationId conversationId, Transcript transcript) {
        return new MessagesPage(
                conversationId, transcript.entries().stream().map(Bubble::new).toList(), transcript.previous() != null);
    }
}
