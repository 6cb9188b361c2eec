package com.chatsphere.web.message;

import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.media.Uploads;
import com.chatsphere.application.message.SendOnce;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    private final Uploads uploads;
    private final Templates templates;
    private final Clock clock;

    TranscriptController(Queries queries, SendOnce sending, Uploads uploads, Templates templates, Clock clock) {
        this.queries = queries;
        this.sending = sending;
        this.uploads = uploads;
        this.templates = templates;
        this.clock = clock;
    }

    /** The messages before or after a place in the thread, or those around a message, or else the newest. */
    @GetMapping
    View index(
            @PathVariable("conversation") UUID conversation,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable UUID around) {
        ConversationId id = new ConversationId(conversation);
        return PageView.of(templates.messagesIndex(page(id, before, after, around)));
    }

    private MessagesPage page(
            ConversationId id, @Nullable String before, @Nullable String after, @Nullable UUID around) {
        if (around != null) {
            return queries.ask(new Transcript.Around(id, new MessageId(around), MessagesPage.SIZE / 2))
                    .map(window -> MessagesPage.around(id, window))
                    .orElseThrow(() -> Problem.notFound("This message is not here any more."));
        }
        if (after != null) {
            Transcript.Cursor place = place(after, "invalid_after");
            return MessagesPage.after(id, queries.ask(new Transcript.After(id, place, MessagesPage.SIZE)));
        }
        Transcript.Cursor place = before == null ? null : place(before, "invalid_before");
        return MessagesPage.of(id, queries.ask(new Transcript.Query(id, place, 1, MessagesPage.SIZE)));
    }

    private static Transcript.Cursor place(String text, String otherwise) {
        Transcript.Cursor place = ThreadPlace.parse(text);
        if (place == null) {
            throw Problem.badRequest(otherwise, "This is no place in a thread.");
        }
        return place;
    }

    @PostMapping
    ResponseEntity<Void> send(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @PathVariable("conversation") UUID conversation,
            SendMessageForm form) {
        ConversationId id = new ConversationId(conversation);
        Wamid quoted = form.replyTo() == null
                ? null
                : ReplyTarget.of(new MessageId(form.replyTo()), id, queries).wamid();
        sending.send(form.toCommand(id, quoted, viewer.id(), uploads, clock.instant()));
        return Done.at(request, "/conversations/" + conversation);
    }
}
