package com.chatsphere.persistence.agent;

import static com.chatsphere.persistence.eventstore.EventSamples.ADA_ID;
import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.eventstore.EventSamples.WITH_ADA;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.domain.agent.AgentEvent.ConversationPinned;
import com.chatsphere.domain.agent.AgentEvent.ConversationUnpinned;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PinsProjectionTest {
    private static final ConversationId ELSEWHERE =
            ConversationId.between(new PhoneNumberId("200000000000002"), ADA_ID);
    private static final AgentId OMAR = AgentId.of("5aaa5aaa-0000-4000-8000-000000000002");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final PinsProjection pins = new PinsProjection(database.dsl());
    private final Feed facts = new Feed(database, pins);

    @Test
    void theLatestPinComesFirst() {
        facts.given(
                new ConversationPinned(SARA, WITH_ADA, AT), new ConversationPinned(SARA, ELSEWHERE, AT.plusSeconds(1)));
        assertThat(pinnedBy(SARA))
                .containsExactly(new Inbox.Pin(ELSEWHERE, AT.plusSeconds(1)), new Inbox.Pin(WITH_ADA, AT));
    }

    @Test
    void everyAgentHasPinsOfTheirOwn() {
        facts.given(new ConversationPinned(SARA, WITH_ADA, AT), new ConversationPinned(OMAR, WITH_ADA, AT));
        facts.given(new ConversationUnpinned(SARA, WITH_ADA, AT));
        assertThat(pinnedBy(SARA)).isEmpty();
        assertThat(pinnedBy(OMAR)).containsExactly(new Inbox.Pin(WITH_ADA, AT));
    }

    @Test
    void aReplayGivesTheSamePins() {
        facts.given(
                new ConversationPinned(SARA, WITH_ADA, AT),
                new ConversationUnpinned(SARA, WITH_ADA, AT),
                new ConversationPinned(SARA, ELSEWHERE, AT),
                new ConversationPinned(SARA, WITH_ADA, AT.plusSeconds(5)));
        List<Inbox.Pin> before = pinnedBy(SARA);
        facts.replayedInBatchesOf(2);
        assertThat(pinnedBy(SARA)).isEqualTo(before);
    }

    private List<Inbox.Pin> pinnedBy(AgentId agent) {
        return pins.answer(new Inbox.Pinned(agent));
    }
}
