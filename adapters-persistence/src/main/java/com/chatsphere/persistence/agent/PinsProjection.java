package com.chatsphere.persistence.agent;

import static com.chatsphere.persistence.jooq.Tables.AGENT_PIN;

import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.domain.agent.AgentEvent.ConversationPinned;
import com.chatsphere.domain.agent.AgentEvent.ConversationUnpinned;
import com.chatsphere.domain.conversation.ConversationId;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** What each agent keeps at the top of the list. */
@Component
@ProcessingGroup("pins")
class PinsProjection {
    private final DSLContext database;

    PinsProjection(DSLContext database) {
        this.database = database;
    }

    @EventHandler
    void on(ConversationPinned event) {
        database.insertInto(AGENT_PIN)
                .set(AGENT_PIN.AGENT_ID, event.agentId().value())
                .set(AGENT_PIN.CONVERSATION_ID, event.conversationId().value())
                .set(AGENT_PIN.PINNED_AT, event.at())
                .onConflictDoNothing()
                .execute();
    }

    @EventHandler
    void on(ConversationUnpinned event) {
        database.deleteFrom(AGENT_PIN)
                .where(AGENT_PIN.AGENT_ID.eq(event.agentId().value()))
                .and(AGENT_PIN.CONVERSATION_ID.eq(event.conversationId().value()))
                .execute();
    }

    @QueryHandler
    List<Inbox.Pin> answer(Inbox.Pinned query) {
        return database.selectFrom(AGENT_PIN)
                .where(AGENT_PIN.AGENT_ID.eq(query.agent().value()))
                .orderBy(AGENT_PIN.PINNED_AT.desc())
                .fetch(pin -> new Inbox.Pin(new ConversationId(pin.getConversationId()), pin.getPinnedAt()));
    }

    @ResetHandler
    void reset() {
        database.truncate(AGENT_PIN).execute();
    }
}
