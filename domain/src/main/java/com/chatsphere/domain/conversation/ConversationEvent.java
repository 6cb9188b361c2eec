package com.chatsphere.domain.conversation;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** All facts of a conversation. */
public sealed interface ConversationEvent {
    ConversationId conversationId();

    /**
     * It began; {@code by} is the agent who began it, or nobody when the customer wrote first.
     *
     * @param asOf when the contact was so, by Meta's time; null where that was not recorded
     */
    record ConversationOpened(
            ConversationId conversationId,
            PhoneNumberId number,
            Contact contact,
            @Nullable AgentId by,
            Instant at,
            @Nullable Instant asOf)
            implements ConversationEvent {}

    /**
     * More became known of the contact, or something else than before: the whole of what is known now.
     *
     * @param asOf when the contact was so, by Meta's time; null where that was not recorded
     */
    record ContactIdentified(
            ConversationId conversationId,
            Contact contact,
            Instant at,
            @Nullable Instant asOf) implements ConversationEvent {}

    /** The customer wrote; free text may be sent until {@code until}. */
    record ServiceWindowOpened(ConversationId conversationId, Instant until, Instant at) implements ConversationEvent {}

    record ConversationArchived(ConversationId conversationId, AgentId by, Instant at) implements ConversationEvent {}

    /** Back from the archive or from deletion, by an agent or, when {@code by} is nobody, because the customer wrote. */
    record ConversationRestored(
            ConversationId conversationId, @Nullable AgentId by, Instant at) implements ConversationEvent {}

    record ConversationRead(ConversationId conversationId, AgentId by, Instant at) implements ConversationEvent {}

    /** Taken out of sight with all that was written until then. */
    record ConversationDeleted(ConversationId conversationId, AgentId by, Instant at) implements ConversationEvent {}

    /** The customer takes no marketing messages any more; {@code chosenAt} is Meta's time. */
    record MarketingStopped(ConversationId conversationId, Instant chosenAt, Instant at) implements ConversationEvent {}

    /** The customer takes marketing messages again. */
    record MarketingResumed(ConversationId conversationId, Instant chosenAt, Instant at) implements ConversationEvent {}

    /** The business's address book has the contact under this name. */
    record ContactSaved(ConversationId conversationId, ContactName name, Instant savedAt, Instant at)
            implements ConversationEvent {}

    /** The business's address book does not have the contact any more. */
    record SavedContactRemoved(ConversationId conversationId, Instant savedAt, Instant at)
            implements ConversationEvent {}

    /** Meta's assistant has handed the conversation to people: one of them has to attend to it. */
    record HandedToPeople(ConversationId conversationId, Instant handedAt, Instant at) implements ConversationEvent {}

    /** Meta's assistant looks after the conversation. */
    record HandedToAssistant(ConversationId conversationId, Instant handedAt, Instant at)
            implements ConversationEvent {}

    /** An agent has answered, or said that nobody needs to. */
    record ConversationAttendedTo(ConversationId conversationId, AgentId by, Instant at) implements ConversationEvent {}
}
