package com.chatsphere.web.conversation;

import com.chatsphere.application.Commands;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.domain.conversation.ConversationCommand;
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

/** Takes a conversation out of the list, and brings it back. */
@Controller
@RequestMapping("/conversations/{id}/archival")
class ArchivalController {
    private final Commands commands;
    private final Clock clock;

    ArchivalController(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Void> archive(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        commands.send(
                new ConversationCommand.ArchiveConversation(new ConversationId(id), viewer.id(), clock.instant()));
        return Done.at(request, "/conversations/" + id);
    }

    @DeleteMapping
    ResponseEntity<Void> restore(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        commands.send(
                new ConversationCommand.RestoreConversation(new ConversationId(id), viewer.id(), clock.instant()));
        return Done.at(request, "/conversations/" + id);
    }
}
