package com.chatsphere.application.live;

import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * Something that open pages show has changed.
 *
 * @param sequence its place in the one order of all changes, on every node
 * @param messageId the message that changed; null when it was the conversation's row in the list
 */
public record Change(
        long sequence,
        Kind kind,
        ConversationId conversationId,
        @Nullable MessageId messageId) {
    /** What happened; the names of the socket events in the outside face, in upper case. */
    public enum Kind {
        MESSAGE_INCOMING,
        MESSAGE_OUTGOING,
        MESSAGE_STATUS,
        MESSAGE_MEDIA_UPDATED,
        MESSAGE_DELETED,
        CONVERSATION_CHANGED
    }
}
