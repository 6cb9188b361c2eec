package com.chatsphere.web.api;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentCommand.PinConversation;
import com.chatsphere.domain.agent.AgentCommand.UnpinConversation;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.web.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a user keeps at the top of their list. */
@RestController
class PinsApi {
    private final Commands commands;
    private final Queries queries;
    private final Clock clock;

    PinsApi(Commands commands, Queries queries, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.clock = clock;
    }

    @GetMapping("/api/conversations/pins")
    Pins index(@AuthenticationPrincipal Accounts.Account user) {
        return new Pins(
                queries.ask(new Inbox.Pinned(user.id())).stream().map(Pin::of).toList());
    }

    @PostMapping("/api/conversations/{id}/pin")
    Pinned pin(@PathVariable String id, @RequestBody Wish wish, @AuthenticationPrincipal Accounts.Account user) {
        if (wish.pinned() == null) {
            throw Problem.badRequest("missing_field", "pinned must be a boolean.");
        }
        ConversationId conversation = Ids.conversation(id);
        if (queries.ask(new Inbox.One(conversation)).isEmpty()) {
            throw Problem.notFound("Conversation not found.");
        }
        return wish.pinned() ? pin(conversation, user.id()) : unpin(conversation, user.id());
    }

    private Pinned pin(ConversationId conversation, AgentId agent) {
        Instant now = clock.instant();
        Effect effect = commands.send(new PinConversation(agent, conversation, now));
        List<Inbox.Pin> known = queries.ask(new Inbox.Pinned(agent));
        boolean shown = effect == Effect.ALREADY_KNOWN
                || known.stream().anyMatch(pin -> pin.conversationId().equals(conversation));
        Stream<Inbox.Pin> added = shown ? Stream.empty() : Stream.of(new Inbox.Pin(conversation, now));
        return new Pinned(
                true, Stream.concat(added, known.stream()).map(Pin::of).toList());
    }

    private Pinned unpin(ConversationId conversation, AgentId agent) {
        commands.send(new UnpinConversation(agent, conversation, clock.instant()));
        return new Pinned(
                false,
                queries.ask(new Inbox.Pinned(agent)).stream()
                        .filter(pin -> !pin.conversationId().equals(conversation))
                        .map(Pin::of)
                        .toList());
    }

    /** Whether it is to be pinned. */
    record Wish(@Nullable Boolean pinned) {}

    /** How it is now, with all pins. */
    record Pinned(boolean pinned, List<Pin> pins) {}

    /** All pins, the latest first. */
    record Pins(List<Pin> pins) {}

    /** A conversation at the top of the list. */
    record Pin(UUID conversationId, Instant pinnedAt) {
        static Pin of(Inbox.Pin pin) {
            return new Pin(pin.conversationId().value(), pin.pinnedAt());
        }
    }
}
