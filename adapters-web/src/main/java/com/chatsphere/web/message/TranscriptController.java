package com.chatsphere.web.message;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.application.message.SendOnce;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The messages of a conversation: older ones are read, new ones are sent. */
@Controller
@RequestMapping("/conversations/{conversation}/messages")
class TranscriptController {
    private final Queries queries;
    private final SendOnce sending;
    private final Templates templates;
    private final Clock clock;

    TranscriptController(Queries queries, Commands commands, KnownMessages known, Templates templates, Clock clock) {
        this.queries = queries;
        this.sending = new SendOnce(commands, known);
        this.templates = templates;
        this.clock = clock;
    }

    /** The messages before a place in the thread. */
    @GetMapping
    View index(@PathVariable("conversation") UUID conversation, @RequestParam String before) {
        ConversationId id = new ConversationId(conversation);
        Transcript.Cursor place = ThreadPlace.parse(before);
        if (place == null) {
            throw Problem.badRequest("invalid_before", "This is no place in a thread.");
        }
        Transcript older = queries.ask(new Transcript.Query(id, place, 1, MessagesPage.SIZE));
        return PageView.of(templates.messagesIndex(MessagesPage.of(id, older)));
    }

    @PostMapping
    ResponseEntity<Void> send(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @PathVariable("conversation") UUID conversation,
            SendMessageForm form) {
        sending.send(form.toCommand(new ConversationId(conversation), viewer.id(), clock.instant()));
        return Done.at(request, "/conversations/" + conversation);
    }
}
