package com.chatsphere.web.ws;

import com.chatsphere.application.Queries;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What users have pinned, asked for at most every two seconds each: in a busy hour rows change many times a second. */
final class PinnedConversations {
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Queries queries;
    private final Clock clock;
    private final Map<AgentId, Known> known = new ConcurrentHashMap<>();

    PinnedConversations(Queries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    Set<ConversationId> of(AgentId agent) {
        Instant now = clock.instant();
        return known.compute(
                        agent,
                        (_, before) ->
                                before == null || before.askedAt().plus(FRESH).isBefore(now) ? ask(agent, now) : before)
                .conversations();
    }

    private Known ask(AgentId agent, Instant now) {
        return new Known(
                queries.ask(new Inbox.Pinned(agent)).stream()
                        .map(Inbox.Pin::conversationId)
                        .collect(Collectors.toSet()),
                now);
    }

    private record Known(Set<ConversationId> conversations, Instant askedAt) {}
}
