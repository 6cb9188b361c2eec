package com.chatsphere.domain.conversation;

import com.chatsphere.domain.Command;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** All orders a conversation takes. */
public sealed interface ConversationCommand extends Command {
    ConversationId conversationId();

    /** An agent wants to write to somebody; finds the conversation, brings it back from the archive, or opens it. */
    record OpenConversation(
            @TargetAggregateIdentifier ConversationId conversationId,
            PhoneNumberId number,
            Contact contact,
            AgentId by,
            Instant at)
            implements ConversationCommand {}

    /** The customer wrote at {@code wroteAt} (Meta's time): opens the conversation and the window, restores from the archive. */
    record RegisterCustomerActivity(
            @TargetAggregateIdentifier ConversationId conversationId,
            PhoneNumberId number,
            Contact contact,
            Instant wroteAt,
            Instant at)
            implements ConversationCommand {}

    /**
     * A delivery names the contact although they have not written just now, as in a notice or a message sent from the phone
     * app, at {@code namedAt} (Meta's time): opens the conversation if there is none, and leaves the service window and the
     * archive alone.
     */
    record IntroduceContact(
            @TargetAggregateIdentifier ConversationId conversationId,
            PhoneNumberId number,
            Contact contact,
            Instant namedAt,
            Instant at)
            implements ConversationCommand {}

    /** The contact of a conversation that may exist has new identities since {@code asOf}; what is not named stays. */
    record IdentifyContact(
            @TargetAggregateIdentifier ConversationId conversationId, Contact contact, Instant asOf, Instant at)
            implements ConversationCommand {}

    /** The number belongs to somebody else now: nothing must be sent to it from this conversation any more. */
    record WithdrawPhone(@TargetAggregateIdentifier ConversationId conversationId, PhoneNumber phone, Instant at)
            implements ConversationCommand {}

    /** Queues an agent's message; the message id is chosen by the client and sends once however often it is given. */
    record SendMessage(
            @TargetAggregateIdentifier ConversationId conversationId,
            MessageId messageId,
            MessageContent content,
            @Nullable Wamid replyTo,
            AgentId by,
            Instant at)
            implements ConversationCommand {}

    record ArchiveConversation(@TargetAggregateIdentifier ConversationId conversationId, AgentId by, Instant at)
            implements ConversationCommand {}

    record RestoreConversation(@TargetAggregateIdentifier ConversationId conversationId, AgentId by, Instant at)
            implements ConversationCommand {}

    /** The team has seen everything in it; says nothing to the customer. */
    record MarkConversationRead(@TargetAggregateIdentifier ConversationId conversationId, AgentId by, Instant at)
            implements ConversationCommand {}

    /** Takes the conversation and what was written so far out of sight; the record of it stays. */
    record DeleteConversation(@TargetAggregateIdentifier ConversationId conversationId, AgentId by, Instant at)
            implements ConversationCommand {}

    /** The customer stops marketing messages, or takes them again. */
    record RegisterMarketingChoice(
            @TargetAggregateIdentifier ConversationId conversationId, boolean stopped, Instant chosenAt, Instant at)
            implements ConversationCommand {}

    /**
     * The business has saved the contact under a name in its address book, or has taken the name out.
     *
     * @param name null when it was taken out
     * @param savedAt when the address book was changed
     */
    record SaveContact(
            @TargetAggregateIdentifier ConversationId conversationId,
            @Nullable ContactName name,
            Instant savedAt,
            Instant at)
            implements ConversationCommand {}

    /** Meta's assistant hands the conversation to people, or takes it. */
    record RegisterHandover(
            @TargetAggregateIdentifier ConversationId conversationId, boolean toPeople, Instant handedAt, Instant at)
            implements ConversationCommand {}

    /** An agent says that nobody needs to attend to the conversation any more. */
    record AttendToConversation(@TargetAggregateIdentifier ConversationId conversationId, AgentId by, Instant at)
            implements ConversationCommand {}
}
