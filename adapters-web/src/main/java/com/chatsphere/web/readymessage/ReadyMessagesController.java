package com.chatsphere.web.readymessage;

import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.readymessage.ReadyMessageEditor;
import com.chatsphere.application.readymessage.ReadyMessageEditor.Revision;
import com.chatsphere.application.readymessage.ReadyMessages;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.layout.MenuEntry;
import com.chatsphere.web.layout.Page;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.layout.Pages;
import com.chatsphere.web.layout.Shortly;
import com.chatsphere.web.notice.AlarmBanners;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** Ready messages: the list agents choose from, and the page on which administrators write them. */
@Controller
class ReadyMessagesController {
    private static final String PAGE = "/admin/ready-messages";

    private final Queries queries;
    private final ReadyMessageEditor editor;
    private final AlarmBanners banners;
    private final Templates templates;
    private final Pages pages;
    private final Clock clock;

    ReadyMessagesController(
            Queries queries,
            ReadyMessageEditor editor,
            AlarmBanners banners,
            Templates templates,
            Pages pages,
            Clock clock) {
        this.queries = queries;
        this.editor = editor;
        this.banners = banners;
        this.templates = templates;
        this.pages = pages;
        this.clock = clock;
    }

    /** What agents are offered. */
    @GetMapping("/ready-messages")
    View offered() {
        return PageView.of(templates.readymessagesOptions(rows(true)));
    }

    /** The page, or only its list for our scripts. */
    @GetMapping(PAGE)
    View index(HttpServletRequest request) {
        if (request.getHeader(Pages.FRAGMENT) != null) {
            return PageView.of(templates.readymessagesList(rows(false)));
        }
        Page page = pages.begin(request, "Ready messages · ChatSphere");
        return PageView.of(templates.readymessagesIndex(new ReadyMessagesPage(page, banners.on(page), rows(false))));
    }

    @PostMapping(PAGE)
    ResponseEntity<Void> create(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, ReadyMessageForm form) {
        ReadyMessageId id = new ReadyMessageId(UUID.randomUUID());
        editor.write(
                id,
                form.readName(),
                form.readShortcut(),
                form.readBody(),
                form.isActive(),
                null,
                viewer.id(),
                clock.instant());
        waitUntil(id, Optional::isPresent);
        return Done.at(request, PAGE);
    }

    @PostMapping(PAGE + "/{id}")
    ResponseEntity<Void> revise(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @PathVariable("id") UUID id,
            ReadyMessageForm form) {
        return revise(request, viewer, id, form.toRevision());
    }

    /** Offers it to agents. */
    @PostMapping(PAGE + "/{id}/offer")
    ResponseEntity<Void> offer(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        return revise(request, viewer, id, new Revision(null, null, null, true, null));
    }

    @DeleteMapping(PAGE + "/{id}/offer")
    ResponseEntity<Void> withdraw(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        return revise(request, viewer, id, new Revision(null, null, null, false, null));
    }

    /** Moves it to a position, counted from 1. */
    @PostMapping(PAGE + "/{id}/position")
    ResponseEntity<Void> move(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @PathVariable("id") UUID id,
            @RequestParam int position) {
        return revise(request, viewer, id, new Revision(null, null, null, null, position));
    }

    @DeleteMapping(PAGE + "/{id}")
    ResponseEntity<Void> delete(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        ReadyMessageId message = new ReadyMessageId(id);
        editor.delete(message, viewer.id(), clock.instant());
        waitUntil(message, Optional::isEmpty);
        return Done.at(request, PAGE);
    }

    private ResponseEntity<Void> revise(
            HttpServletRequest request, Accounts.Account viewer, UUID id, Revision revision) {
        ReadyMessageId message = new ReadyMessageId(id);
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (editor.revise(message, revision, viewer.id(), at)) {
            waitUntil(
                    message,
                    row -> row.filter(shown -> !shown.updatedAt().isBefore(at)).isPresent());
        }
        return Done.at(request, PAGE);
    }

    private void waitUntil(ReadyMessageId id, Predicate<Optional<ReadyMessages.Row>> fits) {
        Shortly.ask(() -> Optional.of(queries.ask(new ReadyMessages.One(id))).filter(fits));
    }

    private List<ReadyMessageRow> rows(boolean onlyActive) {
        return ReadyMessagesPage.rows(queries.ask(new ReadyMessages.Query(onlyActive)));
    }

    /** The way to the page. */
    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuEntry readyMessagesEntry() {
            return new MenuEntry("Ready messages", PAGE, "zap", true);
        }
    }
}
