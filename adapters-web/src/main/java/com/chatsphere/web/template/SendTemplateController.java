package com.chatsphere.web.template;

import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.message.SendOnce;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.application.template.BusinessAccounts;
import com.chatsphere.application.template.RememberedValues;
import com.chatsphere.application.template.SendableTemplates;
import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.template.TemplateField;
import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateValues;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The templates that a customer can be sent: choosing one, filling it in, sending it. */
@Controller
@RequestMapping("/conversations/{conversation}/templates")
class SendTemplateController {
    private static final int MOST_SHOWN = 100;
    private static final int MOST_RECENT = 5;
    private static final String FIELD = "field.";

    private final Queries queries;
    private final SendOnce sending;
    private final SendableTemplates sendable;
    private final BusinessAccounts accounts;
    private final RememberedValues memory;
    private final TemplateNotation notation;
    private final Templates templates;
    private final Clock clock;

    SendTemplateController(
            Queries queries,
            SendOnce sending,
            SendableTemplates sendable,
            BusinessAccounts accounts,
            RememberedValues memory,
            TemplateNotation notation,
            Templates templates,
            Clock clock) {
        this.queries = queries;
        this.sending = sending;
        this.sendable = sendable;
        this.accounts = accounts;
        this.memory = memory;
        this.notation = notation;
        this.templates = templates;
        this.clock = clock;
    }

    /** The templates to choose from, or with {@code rows} only the list of those that fit. */
    @GetMapping
    View index(
            @AuthenticationPrincipal Accounts.Account viewer,
            @PathVariable("conversation") UUID conversation,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(defaultValue = "false") boolean rows) {
        Inbox.Row row = conversation(conversation);
        TemplateFilter filter = TemplateFilter.of(q, language, category, status, null);
        String waba = accounts.of(row.number()).orElse(null);
        TemplateCatalog catalog = queries.ask(filter.query(waba == null ? "" : waba, MOST_SHOWN));
        TemplatePicker picker =
                new TemplatePicker(row.id(), waba, filter, catalog, picks(catalog, row, filter, viewer));
        return PageView.of(rows ? templates.templatesPicks(picker) : templates.templatesPicker(picker));
    }

    /** Those used last first, and what cannot be sent at the end. */
    private List<TemplatePick> picks(
            TemplateCatalog catalog, Inbox.Row conversation, TemplateFilter filter, Accounts.Account viewer) {
        List<TemplateId> recent = filter.isEmpty() ? memory.recent(viewer.id(), MOST_RECENT) : List.of();
        Map<TemplateId, TemplateCatalog.Row> byId = queries.ask(new TemplateCatalog.Several(recent)).stream()
                .collect(Collectors.toMap(TemplateCatalog.Row::id, Function.identity()));
        String waba = accounts.of(conversation.number()).orElse("");
        List<TemplatePick> used = recent.stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .filter(row -> row.waba().equals(waba))
                .map(row -> TemplatePick.of(row, conversation, true))
                .toList();
        List<TemplatePick> others = catalog.rows().stream()
                .filter(row -> !recent.contains(row.id()))
                .map(row -> TemplatePick.of(row, conversation, false))
                .toList();
        return Stream.of(
                        used.stream().filter(pick -> pick.obstacle() == null),
                        others.stream().filter(pick -> pick.obstacle() == null),
                        Stream.concat(used.stream(), others.stream()).filter(pick -> pick.obstacle() != null))
                .flatMap(part -> part)
                .toList();
    }

    /** One with its blanks; what this agent last filled in stands in them. */
    @GetMapping("/{template}")
    View show(
            @AuthenticationPrincipal Accounts.Account viewer,
            @PathVariable("conversation") UUID conversation,
            @PathVariable("template") UUID template) {
        Inbox.Row row = conversation(conversation);
        TemplateCatalog.Row chosen = template(template);
        TemplateValues last = memory.last(viewer.id(), chosen.id()).orElse(TemplateValues.NONE);
        FilledFields filled = FilledFields.of(last);
        Map<String, String> examples = examples(chosen);
        return PageView.of(templates.templatesSheet(new TemplateSheet(
                row.id(),
                TemplatePick.of(chosen, row, false),
                TemplateField.of(chosen.layout()).stream()
                        .map(field -> TemplateSheet.Blank.of(field, filled, examples))
                        .toList(),
                TemplateView.fillable(chosen.layout(), last))));
    }

    @PostMapping("/{template}")
    ResponseEntity<Void> send(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @PathVariable("conversation") UUID conversation,
            @PathVariable("template") UUID template,
            @RequestParam(required = false) @Nullable UUID id,
            @RequestParam Map<String, String> fields) {
        if (id == null) {
            throw Problem.badRequest("id_missing", "The message has no id: send a UUID of your choice as id.");
        }
        TemplateCatalog.Row chosen = template(template);
        TemplateValues values = typed(fields).in(chosen.layout());
        MessageContent content = sendable.fill(chosen.id(), values);
        SendMessage order = new SendMessage(
                new ConversationId(conversation), new MessageId(id), content, null, viewer.id(), clock.instant());
        if (sending.send(order) == Effect.ALREADY_KNOWN) {
            requireSame(order);
        }
        memory.remember(viewer.id(), chosen.id(), values);
        return Done.at(request, "/conversations/" + conversation);
    }

    /** A second try with other values is no second try. */
    private void requireSame(SendMessage order) {
        Optional<Transcript.Entry> known = queries.ask(new Transcript.One(order.messageId()));
        boolean same =
                known.map(entry -> entry.content().equals(order.content())).orElse(true);
        if (!same) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "id_taken",
                    "This was sent already, with what was filled in before. Open the template again to send another"
                            + " one.");
        }
    }

    private static FilledFields typed(Map<String, String> fields) {
        Map<String, String> typed = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(FIELD)) {
                typed.put(name.substring(FIELD.length()), value.replace("\r\n", "\n"));
            }
        });
        return new FilledFields(typed);
    }

    private Map<String, String> examples(TemplateCatalog.Row row) {
        if (row.components() == null) {
            return Map.of();
        }
        try {
            return notation.examples(row.components());
        } catch (TemplateNotation.Unreadable none) {
            return Map.of();
        }
    }

    private Inbox.Row conversation(UUID id) {
        return queries.ask(new Inbox.One(new ConversationId(id)))
                .orElseThrow(() -> Problem.notFound("This conversation does not exist, or was deleted."));
    }

    private TemplateCatalog.Row template(UUID id) {
        return queries.ask(new TemplateCatalog.One(new TemplateId(id)))
                .orElseThrow(() -> Problem.notFound("This template is not here any more."));
    }
}
