package com.chatsphere.domain.message;

import com.chatsphere.domain.Command;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * All orders a message takes; sending one begins with {@link
 * com.chatsphere.domain.conversation.ConversationCommand.SendMessage}.
 */
public sealed interface MessageCommand extends Command {
    MessageId messageId();

    /** A customer's message came; {@code sentAt} is Meta's time, {@code at} ours. */
    record ReceiveMessage(
            @TargetAggregateIdentifier MessageId messageId,
            ConversationId conversationId,
            PhoneNumberId number,
            ContactId from,
            Wamid wamid,
            MessageContent content,
            @Nullable Wamid replyTo,
            boolean forwarded,
            MessageContext context,
            Instant sentAt,
            Instant at)
            implements MessageCommand {}

    /** The business wrote from somewhere else than here; {@code sentAt} is Meta's time, {@code at} ours. */
    record RecordMessageFromElsewhere(
            @TargetAggregateIdentifier MessageId messageId,
            ConversationId conversationId,
            PhoneNumberId number,
            Contact to,
            Wamid wamid,
            MessageContent content,
            @Nullable Wamid replyTo,
            boolean forwarded,
            MessageContext context,
            DeliveryProgress progress,
            Instant sentAt,
            Instant at)
            implements MessageCommand {}

    /** What stood for a file in an imported message has come. */
    record FillIn(@TargetAggregateIdentifier MessageId messageId, MessageContent content, Instant at)
            implements MessageCommand {}

    /** Its author wrote it anew; {@code wamid} names the edit, {@code editedAt} is Meta's time. */
    record EditMessage(
            @TargetAggregateIdentifier MessageId messageId,
            Author author,
            Wamid wamid,
            MessageContent content,
            Instant editedAt,
            Instant at)
            implements MessageCommand {}

    /** Its author took it back for everybody; {@code revokedAt} is Meta's time. */
    record RevokeMessage(
            @TargetAggregateIdentifier MessageId messageId, Author author, Wamid wamid, Instant revokedAt, Instant at)
            implements MessageCommand {}

    /**
     * Somebody set, replaced or, without an {@code emoji}, withdrew a reaction.
     *
     * @param by the customer or participant, or nobody when it was the business
     * @param reactedAt Meta's time
     */
    record React(
            @TargetAggregateIdentifier MessageId messageId,
            @Nullable Contact by,
            Wamid wamid,
            @Nullable Emoji emoji,
            Instant reactedAt,
            Instant at)
            implements MessageCommand {}

    /** Meta reports how far a message to a group has come with one of its participants. */
    record RecordParticipantReceipt(
            @TargetAggregateIdentifier MessageId messageId,
            Wamid wamid,
            Contact participant,
            Receipt receipt,
            Instant reportedAt,
            Instant at)
            implements MessageCommand {}

    /** The sender is about to hand it to Meta for the {@code attempt}-th time (from 1). */
    record BeginAttempt(@TargetAggregateIdentifier MessageId messageId, int attempt, Instant at)
            implements MessageCommand {}

    /** Meta has taken it. */
    record RecordAcceptance(@TargetAggregateIdentifier MessageId messageId, int attempt, Wamid wamid, Instant at)
            implements MessageCommand {}

    /** Meta has refused it for good, or every try was used up. */
    record RecordRefusal(@TargetAggregateIdentifier MessageId messageId, int attempt, MessageError error, Instant at)
            implements MessageCommand {}

    /** Meta, or the way there, was not able to take it; another attempt will follow. */
    record RecordPostponement(
            @TargetAggregateIdentifier MessageId messageId, int attempt, MessageError error, Instant at)
            implements MessageCommand {}

    /** The answer to an attempt was lost after the request had been written. */
    record RecordLostAnswer(@TargetAggregateIdentifier MessageId messageId, int attempt, String cause, Instant at)
            implements MessageCommand {}

    /** An agent wants another attempt at a failed or unconfirmed message. */
    record ResendMessage(@TargetAggregateIdentifier MessageId messageId, AgentId by, Instant at)
            implements MessageCommand {}

    /** Meta reports progress; {@code reportedAt} is Meta's time. */
    record RecordReceipt(
            @TargetAggregateIdentifier MessageId messageId,
            Wamid wamid,
            Receipt receipt,
            @Nullable Pricing pricing,
            Instant reportedAt,
            Instant at)
            implements MessageCommand {}

    /**
     * Meta reports that a message it had taken could not be delivered.
     *
     * @param attempt which attempt that was, where Meta brought our tag back
     * @param reportedAt Meta's time
     */
    record RecordFailure(
            @TargetAggregateIdentifier MessageId messageId,
            Wamid wamid,
            @Nullable Integer attempt,
            MessageError error,
            Instant reportedAt,
            Instant at)
            implements MessageCommand {}

    /** Takes it out of sight in the inbox; the record of it stays, and the customer keeps it. */
    record HideMessage(@TargetAggregateIdentifier MessageId messageId, AgentId by, Instant at)
            implements MessageCommand {}
}
