package com.chatsphere.application.message;

import com.chatsphere.application.Asks;
import com.chatsphere.application.conversation.Direction;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One conversation's messages, the oldest of the page first; ordered by Meta's time, then by arrival.
 *
 * @param total how many there are altogether, beyond this page
 * @param previous where the page of older messages ends, or null when there are none
 */
public record Transcript(
        List<Entry> entries, long total, @Nullable Cursor previous) {

    /** Asks for the {@code size} messages before {@code before}, or else for page {@code page} (1 = newest). */
    public record Query(
            ConversationId conversationId, @Nullable Cursor before, int page, int size) implements Asks<Transcript> {}

    /** Asks for one message, hidden ones excepted. */
    public record One(MessageId messageId) implements Asks<Optional<Entry>> {}

    /** Asks for several messages at once, in no particular order. */
    public record Several(List<MessageId> messageIds) implements Asks<List<Entry>> {}

    /** A place in the thread: Meta's time and the arrival number of a message. */
    public record Cursor(Instant sentAt, long arrival) {}

    /**
     * One message as the thread and the REST API show it; the same for every viewer.
     *
     * @param type the word of the REST API, for example {@code text}
     * @param wamid Meta's id, null until Meta has taken the message
     * @param status the word of the REST API: received, queued, sent, delivered, read, played, failed, unconfirmed
     * @param sentAt Meta's time of what was received; when we queued it for what is sent
     * @param createdAt when it came to us, or was queued
     * @param version rises with every change of this message
     */
    public record Entry(
            MessageId id,
            ConversationId conversationId,
            Direction direction,
            MessageContent content,
            String type,
            @Nullable String wamid,
            String status,
            Instant sentAt,
            Instant createdAt,
            @Nullable Quote replyTo,
            @Nullable AgentId sentBy,
            @Nullable String senderName,
            boolean forwarded,
            @Nullable MessageError error,
            long arrival,
            long version) {

        public Cursor place() {
            return new Cursor(sentAt, arrival);
        }
    }

    /** The message that is replied to: known by its wamid, and shown with a preview where it is known here. */
    public record Quote(
            String wamid, @Nullable MessageId id, @Nullable String preview) {}
}
