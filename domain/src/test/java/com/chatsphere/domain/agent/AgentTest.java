package com.chatsphere.domain.agent;

import static com.chatsphere.domain.conversation.ConversationSamples.NOON;
import static com.chatsphere.domain.conversation.ConversationSamples.SARA;
import static com.chatsphere.domain.conversation.ConversationSamples.WITH_ADA;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentCommand.PinConversation;
import com.chatsphere.domain.agent.AgentCommand.RegisterAgent;
import com.chatsphere.domain.agent.AgentCommand.UnpinConversation;
import com.chatsphere.domain.agent.AgentEvent.AgentRegistered;
import com.chatsphere.domain.agent.AgentEvent.ConversationPinned;
import com.chatsphere.domain.agent.AgentEvent.ConversationUnpinned;
import com.chatsphere.domain.conversation.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user of the inbox may keep at hand. */
class AgentTest {
    private static final AgentRegistered REGISTERED = new AgentRegistered(SARA, new Username("sara"), Role.USER, NOON);

    private FixtureConfiguration<Agent> agent;

    @BeforeEach
    void setUp() {
        agent = new AggregateTestFixture<>(Agent.class);
    }

    @Test
    void isRegistered() {
        agent.givenNoPriorActivity()
                .when(new RegisterAgent(SARA, new Username("sara"), Role.USER, NOON))
                .expectEvents(REGISTERED);
    }

    @Test
    void pinsAConversationOnce() {
        agent.given(REGISTERED)
                .when(new PinConversation(SARA, WITH_ADA, NOON))
                .expectEvents(new ConversationPinned(SARA, WITH_ADA, NOON));
        agent.given(REGISTERED, new ConversationPinned(SARA, WITH_ADA, NOON))
                .when(new PinConversation(SARA, WITH_ADA, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void pinsTenAndNoMore() {
        agent.given(registeredWithPins(10))
                .when(new PinConversation(SARA, WITH_ADA, NOON))
                .expectException(AgentRejection.PinLimitReached.class);
        agent.given(registeredWithPins(9))
                .when(new PinConversation(SARA, WITH_ADA, NOON))
                .expectEvents(new ConversationPinned(SARA, WITH_ADA, NOON));
    }

    @Test
    void unpinsWhatIsPinned() {
        agent.given(REGISTERED, new ConversationPinned(SARA, WITH_ADA, NOON))
                .when(new UnpinConversation(SARA, WITH_ADA, NOON))
                .expectEvents(new ConversationUnpinned(SARA, WITH_ADA, NOON));
    }

    private static List<Object> registeredWithPins(int pins) {
        List<Object> facts = new ArrayList<>(List.of(REGISTERED));
        for (int i = 0; i < pins; i++) {
            facts.add(new ConversationPinned(SARA, new ConversationId(new UUID(0, i)), NOON));
        }
        return facts;
    }
}
