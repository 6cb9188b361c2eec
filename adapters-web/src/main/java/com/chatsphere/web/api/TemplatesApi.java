package com.chatsphere.web.api;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.template.BusinessAccounts;
import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.template.TemplateDefaults;
import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.application.template.TemplateSync;
import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateCommand.AddTemplate;
import com.chatsphere.domain.template.TemplateCommand.EditTemplate;
import com.chatsphere.domain.template.TemplateCommand.RemoveTemplate;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.web.layout.Shortly;
import com.chatsphere.web.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Message templates, for scripts. */
@RestController
class TemplatesApi {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_NOTE = 500;
    private static final int MOST_PARAMETERS = 50;

    private final Queries queries;
    private final Commands commands;
    private final BusinessAccounts accounts;
    private final TemplateSync sync;
    private final TemplateSyncs syncs;
    private final TemplateNotation notation;
    private final TemplateDefaults defaults;
    private final Numbers numbers;
    private final Clock clock;

    TemplatesApi(
            Queries queries,
            Commands commands,
            BusinessAccounts accounts,
            TemplateSync sync,
            TemplateSyncs syncs,
            TemplateNotation notation,
            TemplateDefaults defaults,
            Numbers numbers,
            Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.accounts = accounts;
        this.sync = sync;
        this.syncs = syncs;
        this.notation = notation;
        this.defaults = defaults;
        this.numbers = numbers;
        this.clock = clock;
    }

    /** Those that can be sent, of all accounts or of that of one instance. */
    @GetMapping("/api/templates")
    Items usable(@RequestParam(required = false) @Nullable String instanceId) {
        String waba =
                instanceId == null ? null : accounts.of(numbers.of(instanceId)).orElse("");
        return new Items(queries.ask(TemplateCatalog.Query.all(waba)).rows().stream()
                .filter(row -> row.status().isSendable())
                .map(row -> TemplateJson.of(row, notation))
                .toList());
    }

    @GetMapping("/api/admin/templates")
    Catalog all(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String status) {
        List<TemplateJson> items =
                queries
                        .ask(new TemplateCatalog.Query(null, q, language, category, status, Integer.MAX_VALUE))
                        .rows()
                        .stream()
                        .map(row -> TemplateJson.of(row, notation))
                        .toList();
        return new Catalog(
                items,
                accounts.all().stream()
                        .flatMap(waba -> syncs.last(waba).map(last -> Synced.of(waba, last)).stream())
                        .toList());
    }

    @PostMapping("/api/admin/templates")
    @ResponseStatus(HttpStatus.CREATED)
    Item add(@RequestBody Wish wish, @AuthenticationPrincipal Accounts.Account user) {
        String waba = account(wish.instanceId());
        TemplateName name = name(wish.name());
        TemplateLanguage language = wish.language() == null ? defaults.language() : language(wish.language());
        String components = wish.components() == null || wish.components().isNull()
                ? placeholdersOf(name, wish.bodyParams() == null ? 0 : wish.bodyParams())
                : json(wish.components());
        TemplateId id = TemplateId.of(waba, name, language);
        Instant since = clock.instant();
        commands.send(new AddTemplate(
                id,
                waba,
                name,
                language,
                wish.category() == null ? TemplateCategory.UTILITY : category(wish.category()),
                notation.layout(components, null),
                components,
                note(wish.description()),
                user.id(),
                since));
        return item(id, since);
    }

    @PatchMapping("/api/admin/templates/{id}")
    Item edit(@PathVariable String id, @RequestBody Wish wish, @AuthenticationPrincipal Accounts.Account user) {
        TemplateId template = template(id);
        TemplateCatalog.Row row = existing(template);
        requireSame("name", wish.name(), row.name().value());
        requireSame("language", wish.language(), row.language().value());
        boolean isRewritten = wish.components() != null && !wish.components().isNull();
        if (!isRewritten && wish.description() == null && wish.category() == null) {
            throw Problem.badRequest("missing_field", "No updates provided.");
        }
        String components = isRewritten ? json(Objects.requireNonNull(wish.components())) : written(row);
        TemplateLayout layout = isRewritten ? notation.layout(components, null) : row.layout();
        Instant since = clock.instant();
        commands.send(new EditTemplate(
                template,
                wish.category() == null ? row.category() : category(wish.category()),
                layout,
                components,
                wish.description() == null ? row.note() : note(wish.description()),
                user.id(),
                since));
        return item(template, since);
    }

    @DeleteMapping("/api/admin/templates/{id}")
    Done remove(@PathVariable String id, @AuthenticationPrincipal Accounts.Account user) {
        TemplateId template = template(id);
        existing(template);
        commands.send(new RemoveTemplate(template, user.id(), clock.instant()));
        Shortly.ask(
                () -> queries.ask(new TemplateCatalog.One(template)).isEmpty() ? Optional.of(true) : Optional.empty());
        return new Done(true);
    }

    /** What Meta has and is not here. */
    @GetMapping("/api/admin/templates/remote")
    Items remote(@RequestParam(required = false) @Nullable String instanceId) {
        String waba = account(instanceId);
        return new Items(sync.notHere(waba).stream()
                .map(found -> TemplateJson.of(found, waba))
                .toList());
    }

    /** Takes over one by its name, in one language or in all, or everything. */
    @PostMapping("/api/admin/templates/import")
    Taken take(@RequestBody Choice choice, @AuthenticationPrincipal Accounts.Account user) {
        String waba = account(choice.instanceId());
        if (choice.name() == null && !Boolean.TRUE.equals(choice.all())) {
            throw Problem.badRequest("missing_field", "name is required, or all: true.");
        }
        TemplateSyncs.Counts counts = choice.name() == null
                ? sync.importAll(waba, user.id())
                : sync.importNamed(
                        waba,
                        name(choice.name()),
                        choice.language() == null ? null : language(choice.language()),
                        user.id());
        return new Taken(true, counts.added(), counts.changed());
    }

    @PostMapping("/api/admin/templates/sync")
    Synced synchronise(
            @RequestParam(required = false) @Nullable String instanceId,
            @AuthenticationPrincipal Accounts.Account user) {
        String waba = account(instanceId);
        sync.now(waba, user.id());
        return Synced.of(waba, syncs.last(waba).orElseThrow());
    }

    private String account(@Nullable String instanceId) {
        PhoneNumberId number = numbers.of(instanceId);
        return accounts.of(number)
                .orElseThrow(() -> new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "no_account",
                        "It is not known to which WhatsApp business account this instance belongs."));
    }

    private Item item(TemplateId id, Instant since) {
        return Shortly.ask(() -> queries.ask(new TemplateCatalog.One(id))
                        .filter(row -> !row.heardAt().isBefore(since)))
                .or(() -> queries.ask(new TemplateCatalog.One(id)))
                .map(row -> new Item(TemplateJson.of(row, notation)))
                .orElseThrow(Problem::unavailable);
    }

    private TemplateCatalog.Row existing(TemplateId id) {
        return queries.ask(new TemplateCatalog.One(id)).orElseThrow(() -> Problem.notFound("Template not found."));
    }

    private String written(TemplateCatalog.Row row) {
        return row.components() == null ? notation.components(row.layout()) : row.components();
    }

    private static TemplateId template(String id) {
        return new TemplateId(Ids.uuid("the template's id", id));
    }

    private static void requireSame(String field, @Nullable String wished, String is) {
        if (wished != null && !wished.equals(is)) {
            throw Problem.badRequest(
                    "invalid_field", "%s cannot be changed: it is what names the template.".formatted(field));
        }
    }

    static TemplateName name(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Problem.badRequest("missing_field", "Template name is required.");
        }
        if (!text.matches("[a-z0-9_]{1,512}")) {
            throw Problem.badRequest(
                    "invalid_field", "name has small letters, digits and underscores only, at most 512.");
        }
        return new TemplateName(text);
    }

    static TemplateLanguage language(String text) {
        if (!text.matches("[A-Za-z]{2,3}(_[A-Za-z]{2,4})?")) {
            throw Problem.badRequest("invalid_field", "language has to be a code such as en_US.");
        }
        return new TemplateLanguage(text);
    }

    private static TemplateCategory category(String text) {
        String word = text.strip().toUpperCase(Locale.ROOT);
        if (!word.matches("[A-Z_]{1,50}")) {
            throw Problem.badRequest("invalid_field", "category has to be MARKETING, UTILITY or AUTHENTICATION.");
        }
        return new TemplateCategory(word);
    }

    private static @Nullable String note(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST_NOTE) {
            throw Problem.badRequest(
                    "description_too_long", "description has at most %d characters.".formatted(LONGEST_NOTE));
        }
        return Texts.wellFormed("description", text.strip());
    }

    /** Components come as an array, or as the JSON of one in a string. */
    private static String json(JsonNode components) {
        return components.isString() ? components.asString() : components.toString();
    }

    /** For those who know only how many values a template takes. */
    private static String placeholdersOf(TemplateName name, int parameters) {
        if (parameters < 0 || parameters > MOST_PARAMETERS) {
            throw Problem.badRequest("invalid_field", "bodyParams is from 0 to %d.".formatted(MOST_PARAMETERS));
        }
        String text = IntStream.rangeClosed(1, parameters)
                .mapToObj(number -> " {{%d}}".formatted(number))
                .collect(Collectors.joining("", name.value(), ""));
        return JSON.createArrayNode()
                .add(JSON.createObjectNode().put("type", "BODY").put("text", text))
                .toString();
    }

    /** A template as somebody describes it. */
    record Wish(
            @Nullable String name,
            @Nullable String language,
            @Nullable String description,
            @Nullable String category,
            @Nullable JsonNode components,
            @Nullable Integer bodyParams,
            @Nullable String instanceId) {}

    /** Which ones to take over. */
    record Choice(
            @Nullable String name,
            @Nullable String language,
            @Nullable Boolean all,
            @Nullable String instanceId) {}

    record Items(List<TemplateJson> items) {}

    record Catalog(List<TemplateJson> items, List<Synced> accounts) {}

    record Item(TemplateJson item) {}

    record Taken(boolean ok, int added, int changed) {}

    /** How the last synchronisation of an account went. */
    record Synced(
            String accountId,
            int added,
            int changed,
            int gone,
            int total,
            @Nullable Instant lastSyncedAt,
            @Nullable String problem) {
        static Synced of(String waba, TemplateSyncs.Last last) {
            return new Synced(
                    waba,
                    last.counts().added(),
                    last.counts().changed(),
                    last.counts().gone(),
                    last.total(),
                    last.syncedAt(),
                    last.problem());
        }
    }
}
