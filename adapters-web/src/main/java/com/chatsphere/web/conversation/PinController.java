package com.chatsphere.web.conversation;

import com.chatsphere.application.Commands;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.domain.agent.AgentCommand;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.web.layout.Done;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Keeps a conversation at the top of the viewer's list, and lets go of it. */
@Controller
@RequestMapping("/conversations/{id}/pin")
class PinController {
    private final Commands commands;
    private final Clock clock;

    PinController(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Void> pin(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        commands.send(new AgentCommand.PinConversation(viewer.id(), new ConversationId(id), clock.instant()));
        return Done.at(request, "/conversations/" + id);
    }

    @DeleteMapping
    ResponseEntity<Void> unpin(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        commands.send(new AgentCommand.UnpinConversation(viewer.id(), new ConversationId(id), clock.instant()));
        return Done.at(request, "/conversations/" + id);
    }
}
