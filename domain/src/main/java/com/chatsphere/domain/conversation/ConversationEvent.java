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
}
