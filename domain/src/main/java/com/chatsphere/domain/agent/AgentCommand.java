package com.chatsphere.domain.agent;

import com.chatsphere.domain.Command;
import com.chatsphere.domain.conversation.ConversationId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** All orders a user of the inbox takes. */
public sealed interface AgentCommand extends Command {
    AgentId agentId();

    record RegisterAgent(@TargetAggregateIdentifier AgentId agentId, Username username, Role role, Instant at)
            implements AgentCommand {}

    /** Keeps a conversation at the top of this agent's list. */
    record PinConversation(@TargetAggregateIdentifier AgentId agentId, ConversationId conversationId, Instant at)
            implements AgentCommand {}

    record UnpinConversation(@TargetAggregateIdentifier AgentId agentId, ConversationId conversationId, Instant at)
            implements AgentCommand {}
}
