package com.chatsphere.web.message;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.message.MessageCommand.ResendMessage;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.web.layout.Done;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Makes another attempt at a message that failed, or whose outcome is not known. */
@Controller
class ResendingController {
    private final Commands commands;
    private final Queries queries;
    private final Clock clock;

    ResendingController(Commands commands, Queries queries, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.clock = clock;
    }

    @PostMapping("/messages/{id}/resending")
    ResponseEntity<Void> resend(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        MessageId message = new MessageId(id);
        commands.send(new ResendMessage(message, viewer.id(), clock.instant()));
        String back = queries.ask(new Transcript.One(message))
                .map(entry -> "/conversations/" + entry.conversationId())
                .orElse("/");
        return Done.at(request, back);
    }
}
