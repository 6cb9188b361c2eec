package com.chatsphere.web.media;

import com.chatsphere.application.Queries;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.media.SharedItems;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.web.conversation.ListRow;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.message.ThreadPlace;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.templates.Templates;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Who a conversation is with, and what was sent in it beside words: parts of the inbox, for its scripts. */
@Controller
class ContactController {
    private final Queries queries;
    private final Instances instances;
    private final Templates templates;

    ContactController(Queries queries, Instances instances, Templates templates) {
        this.queries = queries;
        this.instances = instances;
        this.templates = templates;
    }

    @GetMapping("/conversations/{id}/contact")
    View contact(@PathVariable("id") UUID id) {
        Inbox.Row row = queries.ask(new Inbox.One(new ConversationId(id)))
                .orElseThrow(() -> Problem.notFound("This conversation does not exist, or was deleted."));
        return PageView.of(templates.mediaContact(new ContactSheet(new ListRow(row), via(row.number()))));
    }

    /** The newest of a kind, or those before a place in the thread. */
    @GetMapping("/conversations/{id}/shared")
    View shared(
            @PathVariable("id") UUID id,
            @RequestParam String kind,
            @RequestParam(required = false) @Nullable String before) {
        Transcript.Cursor place = before == null ? null : ThreadPlace.parse(before);
        if (before != null && place == null) {
            throw Problem.badRequest("invalid_before", "This is no place in a thread.");
        }
        SharedItems.Query query =
                new SharedItems.Query(new ConversationId(id), SharedPage.kind(kind), place, SharedPage.SIZE);
        return PageView.of(templates.mediaShared(SharedPage.of(query, queries.ask(query))));
    }

    private String via(PhoneNumberId number) {
        return instances.with(number).map(ContactController::label).orElse(number.value());
    }

    private static String label(Instance instance) {
        String shown = instance.displayPhoneNumber();
        return shown == null ? instance.name() : "%s (%s)".formatted(instance.name(), shown);
    }
}
