package com.chatsphere.web.conversation;

import com.chatsphere.application.Commands;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.domain.conversation.ConversationCommand.AttendToConversation;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.web.layout.Done;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Notes that an agent has attended to a conversation that needed a person. */
@Controller
class AttentionController {
    private final Commands commands;
    private final Clock clock;

    AttentionController(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    @PostMapping("/conversations/{id}/attention")
    ResponseEntity<Void> attend(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        commands.send(new AttendToConversation(new ConversationId(id), viewer.id(), clock.instant()));
        return Done.at(request, "/conversations/" + id);
    }
}
