package com.chatsphere.domain.message;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** All facts of a message. */
public sealed interface MessageEvent {
    MessageId messageId();

    ConversationId conversationId();

    /**
     * The customer wrote; {@code sentAt} is Meta's time, {@code at} ours.
     *
     * @param context what is out of the ordinary about it, or null
     */
    record MessageReceived(
            MessageId messageId,
            ConversationId conversationId,
            PhoneNumberId number,
            ContactId from,
            Wamid wamid,
            MessageContent content,
            @Nullable Wamid replyTo,
            boolean forwarded,
            Instant sentAt,
            Instant at,
            @Nullable MessageContext context)
            implements MessageEvent {}

    /**
     * The business wrote, but not from here: in the WhatsApp Business app, say, or long ago.
     *
     * @param progress how far it had come when we heard of it
     * @param context what is out of the ordinary about it, or null
     */
    record MessageSentElsewhere(
            MessageId messageId,
            ConversationId conversationId,
            PhoneNumberId number,
            Contact to,
            Wamid wamid,
            MessageContent content,
            @Nullable Wamid replyTo,
            boolean forwarded,
            DeliveryProgress progress,
            Instant sentAt,
            Instant at,
            @Nullable MessageContext context)
            implements MessageEvent {}

    /** What had only been announced of an imported message has come. */
    record MessageFilledIn(MessageId messageId, ConversationId conversationId, MessageContent content, Instant at)
            implements MessageEvent {}

    /** Its author wrote it anew; {@code wamid} names the edit, {@code editedAt} is Meta's time. */
    record MessageEdited(
            MessageId messageId,
            ConversationId conversationId,
            Wamid wamid,
            MessageContent content,
            Instant editedAt,
            Instant at)
            implements MessageEvent {}

    /** Its author took it back for everybody; what it said stays on record. */
    record MessageRevoked(
            MessageId messageId, ConversationId conversationId, Wamid wamid, Instant revokedAt, Instant at)
            implements MessageEvent {}

    /** Somebody reacted, or reacted otherwise than before; {@code by} is nobody when it was the business. */
    record MessageReactedTo(
            MessageId messageId,
            ConversationId conversationId,
            @Nullable Contact by,
            Wamid wamid,
            Emoji emoji,
            Instant reactedAt,
            Instant at)
            implements MessageEvent {}

    /** Somebody took a reaction back; {@code by} is nobody when it was the business. */
    record ReactionWithdrawn(
            MessageId messageId,
            ConversationId conversationId,
            @Nullable Contact by,
            Wamid wamid,
            Instant reactedAt,
            Instant at)
            implements MessageEvent {}

    /** One participant of a group has a message of ours, or has read it. */
    record ParticipantReached(
            MessageId messageId,
            ConversationId conversationId,
            Wamid wamid,
            Contact participant,
            Receipt receipt,
            Instant reportedAt,
            Instant at)
            implements MessageEvent {}

    /** An agent wrote; it waits to be handed to Meta. */
    record MessageQueued(
            MessageId messageId,
            ConversationId conversationId,
            PhoneNumberId number,
            Contact to,
            MessageContent content,
            @Nullable Wamid replyTo,
            AgentId by,
            Instant at)
            implements MessageEvent {}

    /** Recorded before the connection to Meta is opened, so that a crash after it is noticed. */
    record MessageAttempted(MessageId messageId, ConversationId conversationId, int attempt, Instant at)
            implements MessageEvent {}

    /** Meta could not take it this time, or could not be reached; another attempt follows by itself. */
    record MessagePostponed(
            MessageId messageId, ConversationId conversationId, int attempt, MessageError error, Instant at)
            implements MessageEvent {}

    record MessageAccepted(MessageId messageId, ConversationId conversationId, int attempt, Wamid wamid, Instant at)
            implements MessageEvent {}

    /** The answer was lost: whether Meta has the message is not known. */
    record MessageUnconfirmed(MessageId messageId, ConversationId conversationId, int attempt, String cause, Instant at)
            implements MessageEvent {}

    /** An agent asked for another attempt, after {@code attempts} that failed or whose outcome is not known. */
    record MessageRequeued(MessageId messageId, ConversationId conversationId, int attempts, AgentId by, Instant at)
            implements MessageEvent {}

    record MessageSent(
            MessageId messageId,
            ConversationId conversationId,
            Wamid wamid,
            Instant reportedAt,
            Instant at,
            @Nullable Pricing pricing)
            implements MessageEvent {}

    record MessageDelivered(
            MessageId messageId,
            ConversationId conversationId,
            Wamid wamid,
            Instant reportedAt,
            Instant at,
            @Nullable Pricing pricing)
            implements MessageEvent {}

    record MessageRead(
            MessageId messageId,
            ConversationId conversationId,
            Wamid wamid,
            Instant reportedAt,
            Instant at,
            @Nullable Pricing pricing)
            implements MessageEvent {}

    record MessagePlayed(
            MessageId messageId,
            ConversationId conversationId,
            Wamid wamid,
            Instant reportedAt,
            Instant at,
            @Nullable Pricing pricing)
            implements MessageEvent {}

    /** It was refused by Meta ({@code wamid} is unknown then), or could not be delivered. */
    record MessageFailed(
            MessageId messageId,
            ConversationId conversationId,
            @Nullable Wamid wamid,
            MessageError error,
            Instant reportedAt,
            Instant at)
            implements MessageEvent {}

    /** An attempt could not be delivered that another one has followed since; how far the message has come is not its matter. */
    record EarlierAttemptFailed(
            MessageId messageId,
            ConversationId conversationId,
            Wamid wamid,
            MessageError error,
            Instant reportedAt,
            Instant at)
            implements MessageEvent {}

    record MessageHidden(MessageId messageId, ConversationId conversationId, AgentId by, Instant at)
            implements MessageEvent {}
}
