package com.chatsphere.web.conversation;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.message.Attentiveness;
import com.chatsphere.domain.conversation.ConversationCommand.MarkConversationRead;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Notes that the team has seen what is in a conversation; looking at a page alone never does. */
@Controller
class ReadingController {
    private final Commands commands;
    private final Queries queries;
    private final Attentiveness attentiveness;
    private final Clock clock;

    ReadingController(Commands commands, Queries queries, Attentiveness attentiveness, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.attentiveness = attentiveness;
        this.clock = clock;
    }

    /** The customer may hear of it only where the conversation is open before the agent's eyes. */
    @PostMapping("/conversations/{id}/reading")
    ResponseEntity<Void> read(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @PathVariable("id") UUID id,
            @RequestParam(defaultValue = "false") boolean open) {
        ConversationId conversation = new ConversationId(id);
        commands.send(new MarkConversationRead(conversation, viewer.id(), clock.instant()));
        if (open) {
            row(conversation).ifPresent(row -> attentiveness.opened(conversation, row.number()));
        }
        return Done.at(request, "/conversations/" + id);
    }

    /** An agent is writing an answer; told at most every few seconds. */
    @PostMapping("/conversations/{id}/typing")
    ResponseEntity<Void> type(HttpServletRequest request, @PathVariable("id") UUID id) {
        ConversationId conversation = new ConversationId(id);
        Inbox.Row row = row(conversation).orElseThrow(() -> Problem.notFound("Conversation not found."));
        attentiveness.typing(conversation, row.number());
        return Done.at(request, "/conversations/" + id);
    }

    private Optional<Inbox.Row> row(ConversationId conversation) {
        return queries.ask(new Inbox.One(conversation));
    }
}
