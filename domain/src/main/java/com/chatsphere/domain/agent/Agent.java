package com.chatsphere.domain.agent;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentCommand.PinConversation;
import com.chatsphere.domain.agent.AgentCommand.RegisterAgent;
import com.chatsphere.domain.agent.AgentCommand.UnpinConversation;
import com.chatsphere.domain.agent.AgentEvent.AgentRegistered;
import com.chatsphere.domain.agent.AgentEvent.ConversationPinned;
import com.chatsphere.domain.agent.AgentEvent.ConversationUnpinned;
import com.chatsphere.domain.conversation.ConversationId;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;

/** A user of the inbox. */
@AggregateRoot
public class Agent {
    private static final int MOST_PINS = 10;

    @AggregateIdentifier
    private AgentId id;

    private final Set<ConversationId> pinned = new HashSet<>();

    Agent() {}

    @CommandHandler
    Agent(RegisterAgent command) {
        apply(new AgentRegistered(command.agentId(), command.username(), command.role(), command.at()));
    }

    @CommandHandler
    Effect handle(PinConversation command) {
        if (pinned.contains(command.conversationId())) {
            return Effect.ALREADY_KNOWN;
        }
        if (pinned.size() >= MOST_PINS) {
            throw new AgentRejection.PinLimitReached();
        }
        apply(new ConversationPinned(id, command.conversationId(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(UnpinConversation command) {
        if (!pinned.contains(command.conversationId())) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new ConversationUnpinned(id, command.conversationId(), command.at()));
        return Effect.APPLIED;
    }

    @EventSourcingHandler
    void on(AgentRegistered event) {
        id = event.agentId();
    }

    @EventSourcingHandler
    void on(ConversationPinned event) {
        pinned.add(event.conversationId());
    }

    @EventSourcingHandler
    void on(ConversationUnpinned event) {
        pinned.remove(event.conversationId());
    }
}
