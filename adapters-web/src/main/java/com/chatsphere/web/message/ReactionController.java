package com.chatsphere.web.message;

import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.message.SendOnce;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The team's reaction to a message; it goes out as messages do. */
@Controller
@RequestMapping("/messages/{id}/reaction")
class ReactionController {
    private final SendOnce sending;
    private final Queries queries;
    private final Clock clock;

    ReactionController(SendOnce sending, Queries queries, Clock clock) {
        this.sending = sending;
        this.queries = queries;
        this.clock = clock;
    }

    /** Reacts, in place of an earlier reaction. */
    @PostMapping
    ResponseEntity<Void> react(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @PathVariable("id") UUID id,
            ReactionForm form) {
        return send(request, viewer, new MessageId(id), form.newId(), form.readEmoji());
    }

    @DeleteMapping
    ResponseEntity<Void> withdraw(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        return send(request, viewer, new MessageId(id), new MessageId(UUID.randomUUID()), null);
    }

    private ResponseEntity<Void> send(
            HttpServletRequest request,
            Accounts.Account viewer,
            MessageId to,
            MessageId reaction,
            @Nullable Emoji emoji) {
        ConversationId conversation = queries.ask(new Transcript.One(to))
                .map(Transcript.Entry::conversationId)
                .orElseThrow(() -> Problem.notFound("This message is not here any more."));
        sending.send(new SendMessage(
                conversation, reaction, ReactionForm.content(to, emoji, queries), null, viewer.id(), clock.instant()));
        return Done.at(request, "/conversations/" + conversation);
    }
}
