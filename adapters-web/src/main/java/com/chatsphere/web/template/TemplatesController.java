package com.chatsphere.web.template;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.template.BusinessAccounts;
import com.chatsphere.application.template.MetaTemplates;
import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.application.template.TemplateSync;
import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.domain.template.TemplateCommand.AddTemplate;
import com.chatsphere.domain.template.TemplateCommand.RemoveTemplate;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.layout.MenuEntry;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.layout.Pages;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages of the templates, for administrators. */
@Controller
@RequestMapping("/admin/templates")
class TemplatesController {
    static final String ADDRESS = "/admin/templates";
    private static final int MOST_SHOWN = 300;
    private static final Duration UNTIL_VISIBLE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Queries queries;
    private final Commands commands;
    private final Instances instances;
    private final BusinessAccounts accounts;
    private final TemplateSync sync;
    private final TemplateSyncs syncs;
    private final TemplateNotation notation;
    private final Templates templates;
    private final Pages pages;
    private final Clock clock;

    TemplatesController(
            Queries queries,
            Commands commands,
            Instances instances,
            BusinessAccounts accounts,
            TemplateSync sync,
            TemplateSyncs syncs,
            TemplateNotation notation,
            Templates templates,
            Pages pages,
            Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.instances = instances;
        this.accounts = accounts;
        this.sync = sync;
        this.syncs = syncs;
        this.notation = notation;
        this.templates = templates;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping
    View index(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String account,
            @RequestParam(required = false) @Nullable String remote) {
        TemplateFilter filter = TemplateFilter.of(q, language, category, status, account);
        TemplateCatalog catalog = queries.ask(filter.query(filter.account(), MOST_SHOWN));
        return PageView.of(templates.templatesIndex(new TemplatesPage(
                pages.begin(request, "Templates · ChatSphere"),
                accounts.all().stream().map(this::account).toList(),
                filter,
                catalog,
                catalog.rows().stream().map(TemplatesPage.Line::of).toList(),
                remote == null ? null : remote(ours(remote)))));
    }

    private TemplatesPage.Account account(String waba) {
        String name = instances.all().stream()
                .filter(instance ->
                        accounts.of(instance.number()).filter(waba::equals).isPresent())
                .map(Instance::name)
                .collect(Collectors.joining(", "));
        return new TemplatesPage.Account(waba, name, syncs.last(waba).orElse(null));
    }

    private TemplatesPage.Remote remote(String waba) {
        try {
            return new TemplatesPage.Remote(waba, sync.notHere(waba), null);
        } catch (MetaTemplates.Unavailable unavailable) {
            return new TemplatesPage.Remote(waba, List.of(), unavailable.getMessage());
        }
    }

    @GetMapping("/{id}")
    View show(HttpServletRequest request, @PathVariable("id") UUID id) {
        TemplateCatalog.Row row = queries.ask(new TemplateCatalog.One(new TemplateId(id)))
                .orElseThrow(() -> Problem.notFound("This template is not here any more."));
        String components = row.components() == null ? notation.components(row.layout()) : row.components();
        return PageView.of(templates.templatesShow(
                TemplatePage.of(pages.begin(request, row.name() + " · ChatSphere"), row, components)));
    }

    @PostMapping
    ResponseEntity<Void> add(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, NewTemplateForm form) {
        AddTemplate order = form.toCommand(ours(form.account()), notation::components, viewer.id(), clock.instant());
        commands.send(order);
        awaitThat(() -> queries.ask(new TemplateCatalog.One(order.templateId())).isPresent());
        return Done.at(request, ADDRESS + "/" + order.templateId());
    }

    /** Whether Meta could be asked, and what came of it, the page says itself. */
    @PostMapping("/sync")
    ResponseEntity<Void> synchronise(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @RequestParam(required = false) @Nullable String account) {
        try {
            sync.now(ours(account), viewer.id());
        } catch (MetaTemplates.Unavailable told) {
            return Done.at(request, ADDRESS);
        }
        return Done.at(request, ADDRESS);
    }

    @PostMapping("/import")
    ResponseEntity<Void> take(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @RequestParam(required = false) @Nullable String account,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String language) {
        String waba = ours(account);
        if (name == null || name.isBlank()) {
            sync.importAll(waba, viewer.id());
        } else {
            sync.importNamed(
                    waba,
                    new TemplateName(name),
                    language == null || language.isBlank() ? null : new TemplateLanguage(language),
                    viewer.id());
        }
        return Done.at(request, ADDRESS);
    }

    @PostMapping("/{id}/removal")
    ResponseEntity<Void> remove(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        TemplateId template = new TemplateId(id);
        commands.send(new RemoveTemplate(template, viewer.id(), clock.instant()));
        awaitThat(() -> queries.ask(new TemplateCatalog.One(template)).isEmpty());
        return Done.at(request, ADDRESS);
    }

    /** The account that is meant: one of ours, or without a name the first. */
    private String ours(@Nullable String account) {
        return accounts.all().stream()
                .filter(waba -> account == null || account.isBlank() || waba.equals(account))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest(
                        "no_account",
                        "It is not known to which WhatsApp business account your number belongs: set META_WABA_ID."));
    }

    private static void awaitThat(BooleanSupplier shown) {
        long deadline = System.nanoTime() + UNTIL_VISIBLE.toNanos();
        while (!shown.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** The way to the page. */
    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry templatesEntry() {
            return new MenuEntry("Templates", ADDRESS, "layout-template", true);
        }
    }
}
