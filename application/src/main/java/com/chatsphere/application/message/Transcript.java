package com.chatsphere.application.message;

import com.chatsphere.application.Asks;
import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One conversation's messages, the oldest of the page first; ordered by Meta's time, then by arrival.
 *
 * @param total how many there are altogether, beyond this page
 * @param previous where the page of older messages ends, or null when there are none
 * @param next where the page of newer messages begins, or null when there are none
 */
public record Transcript(
        List<Entry> entries,
        long total,
        @Nullable Cursor previous,
        @Nullable Cursor next) {

    /** Asks for the {@code size} messages before {@code before}, or else for page {@code page} (1 = newest). */
    public record Query(
            ConversationId conversationId, @Nullable Cursor before, int page, int size) implements Asks<Transcript> {}

    /** Asks for the {@code size} messages after a place. */
    public record After(ConversationId conversationId, Cursor after, int size) implements Asks<Transcript> {}

    /** Asks for a message with those around it, {@code size} on either side at most; nothing where it is hidden or unknown. */
    public record Around(ConversationId conversationId, MessageId messageId, int size)
            implements Asks<Optional<Transcript>> {}

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
     * @param elsewhere whether the business wrote it somewhere else than here
     * @param attachment the file it shows, as far as it is here; null when it shows none, or nobody has looked for it
     * @param context what is out of the ordinary about how it came
     * @param since what became of it afterwards
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
            boolean elsewhere,
            @Nullable Attachment attachment,
            MessageContext context,
            Since since,
            long arrival,
            long version) {

        public Cursor place() {
            return new Cursor(sentAt, arrival);
        }
    }

    /**
     * The message that is replied to, as it was then: known by its wamid, and the rest where it is known here.
     *
     * @param type the word of the REST API
     * @param author who wrote it, as far as there is more than one on that side
     */
    public record Quote(
            String wamid,
            @Nullable MessageId id,
            @Nullable Direction direction,
            @Nullable String type,
            @Nullable String preview,
            @Nullable String author) {

        public static Quote unknown(String wamid) {
            return new Quote(wamid, null, null, null, null, null);
        }
    }

    /**
     * What became of a message after it was written.
     *
     * @param earlier what it said before its edits, the oldest first; empty when it was never edited
     * @param revokedAt when its author took it back, or null
     * @param receipts how far it has come with each participant of a group
     * @param attempts the attempts before the present one, the first first
     * @param delayedBy why the present attempt has to wait, or null
     * @param failedReaction the reaction we meant to set last, where WhatsApp did not take it
     */
    public record Since(
            List<Reaction> reactions,
            List<Version> earlier,
            @Nullable Instant revokedAt,
            List<ParticipantReceipt> receipts,
            List<Attempt> attempts,
            @Nullable MessageError delayedBy,
            @Nullable FailedReaction failedReaction) {
        public static final Since NOTHING = new Since(List.of(), List.of(), null, List.of(), List.of(), null, null);
    }

    /**
     * One time that a message was handed to Meta.
     *
     * @param wamid what Meta called it then, where that is known
     * @param status the word of the REST API
     */
    public record Attempt(
            int number,
            @Nullable String wamid,
            String status,
            @Nullable MessageError error,
            Instant at) {}

    /** A reaction that did not come about; without an emoji, a withdrawal. */
    public record FailedReaction(@Nullable Emoji emoji, MessageError error) {}

    /** What somebody put on a message; {@code by} is nobody when it was the business. */
    public record Reaction(@Nullable Contact by, Emoji emoji, Instant at) {}

    /** What a message said until it was edited. */
    public record Version(MessageContent content, Instant writtenAt) {}

    /** The furthest that is known of one participant. */
    public record ParticipantReceipt(Contact participant, Receipt receipt, Instant at) {}
}
