package com.chatsphere.domain.agent;

import com.chatsphere.domain.conversation.ConversationId;
import java.time.Instant;

/** All facts of a user of the inbox. */
public sealed interface AgentEvent {
    AgentId agentId();

    record AgentRegistered(AgentId agentId, Username username, Role role, Instant at) implements AgentEvent {}

    record ConversationPinned(AgentId agentId, ConversationId conversationId, Instant at) implements AgentEvent {}

    record ConversationUnpinned(AgentId agentId, ConversationId conversationId, Instant at) implements AgentEvent {}
}
