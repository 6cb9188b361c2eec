package com.chatsphere.web.webhook;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.message.TestMessage;
import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.KeptWebhooks;
import com.chatsphere.application.webhook.LedgerKinds;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.application.webhook.WebhookRehearsal;
import com.chatsphere.domain.conversation.ConversationRejection;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.layout.Pages;
import com.chatsphere.web.login.PublicAddress;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** What Meta delivers, as a whole: how it is doing, the ledger, the items, and what is done about many at once. */
@Controller
@RequestMapping(WebhookMenu.ADDRESS)
class WebhooksController {
    private static final int LONGEST_TEXT = 4_096;
    private static final ItemForm EVERYTHING = ItemForm.of(null, null, null, null, null, null);

    private final Queries queries;
    private final Boards boards;
    private final KeptWebhooks kept;
    private final WebhookRehearsal rehearsals;
    private final Instances instances;
    private final TestMessage testMessage;
    private final PublicAddress publicAddress;
    private final Templates templates;
    private final Pages pages;
    private final Clock clock;

    WebhooksController(
            Queries queries,
            Boards boards,
            KeptWebhooks kept,
            WebhookRehearsal rehearsals,
            Instances instances,
            Commands commands,
            Contacts contacts,
            Transactions transactions,
            PublicAddress publicAddress,
            Templates templates,
            Pages pages,
            Clock clock) {
        this.queries = queries;
        this.boards = boards;
        this.kept = kept;
        this.rehearsals = rehearsals;
        this.instances = instances;
        this.testMessage = new TestMessage(commands, contacts, transactions);
        this.publicAddress = publicAddress;
        this.templates = templates;
        this.pages = pages;
        this.clock = clock;
    }

    /** The page; for our scripts only what changes by itself, or the items before a place. */
    @GetMapping
    View index(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String done,
            @RequestParam(required = false) @Nullable String count) {
        ItemForm form = ItemForm.of(outcome, kind, number, day, search, before);
        WebhooksPage page = page(request, form, Notices.of(done, count), null, null);
        if (request.getHeader(Pages.FRAGMENT) == null) {
            return PageView.of(templates.webhooksIndex(page));
        }
        return PageView.of(form.before() == null ? templates.webhooksLive(page) : templates.webhooksItems(page));
    }

    /** What should be looked at, for our scripts. */
    @GetMapping("/alarms")
    View alarms() {
        return PageView.of(templates.webhooksAlarms(boards.alarms()));
    }

    @PostMapping("/reprocessing")
    View again(@RequestParam String outcome, @RequestParam String kind) {
        ItemForm form = ItemForm.of(outcome, kind, null, null, null, null);
        ItemOutcome which = form.outcome();
        if (which == null || form.kind() == null || !which.mayGoAgain()) {
            throw Problem.badRequest(
                    "not_reprocessable", "Only what was ignored or quarantined is applied again, one kind at a time.");
        }
        int items = kept.again(form.kind(), which);
        return to("?done=again&count=" + items);
    }

    @PostMapping("/rehearsal")
    View rehearse(HttpServletRequest request, @RequestParam String body) {
        Rehearsal rehearsal = Rehearsal.of(rehearsals.rehearse(body.getBytes(StandardCharsets.UTF_8), clock.instant()));
        return PageView.of(templates.webhooksIndex(page(request, EVERYTHING, null, null, rehearsal)));
    }

    @PostMapping("/clearing")
    View clear(HttpServletRequest request, @RequestParam(required = false) @Nullable String confirmed) {
        if (!"yes".equals(confirmed)) {
            return refused(request, "Nothing was removed: please confirm it.");
        }
        return to("?done=cleared&count=" + kept.clear());
    }

    @PostMapping("/test-message")
    View sendTest(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @RequestParam String to,
            @RequestParam String body,
            @RequestParam(required = false) @Nullable String from) {
        Instance instance = (from == null ? instances.preferred() : instances.with(new PhoneNumberId(from)))
                .orElseThrow(() -> Problem.badRequest("no_number", "No WhatsApp number is connected yet."));
        if (body.isBlank() || body.codePointCount(0, body.length()) > LONGEST_TEXT) {
            return refused(request, "A message has 1 to %,d characters.".formatted(LONGEST_TEXT));
        }
        PhoneNumber phone;
        try {
            phone = PhoneNumber.parse(to);
        } catch (IllegalArgumentException malformed) {
            return refused(request, "Please enter the number with its country code, for example +1 415 555 0123.");
        }
        try {
            TestMessage.Queued queued = testMessage.send(phone, instance.number(), body, viewer.id(), clock.instant());
            return new RedirectView("/conversations/" + queued.conversation(), true, false, false);
        } catch (ConversationRejection.ServiceWindowClosed closed) {
            return refused(request, String.valueOf(closed.getMessage()));
        }
    }

    private View refused(HttpServletRequest request, String reason) {
        return new PageView(
                templates.webhooksIndex(page(request, EVERYTHING, null, reason, null)),
                HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static View to(String query) {
        return new RedirectView(WebhookMenu.ADDRESS + query, true, false, false);
    }

    private WebhooksPage page(
            HttpServletRequest request,
            ItemForm form,
            @Nullable String notice,
            @Nullable String failure,
            @Nullable Rehearsal rehearsal) {
        WebhookItems items = queries.ask(form.toQuery());
        List<LedgerKinds.Row> kinds = queries.ask(new LedgerKinds.Query()).rows();
        return new WebhooksPage(
                pages.begin(request, "Webhooks · ChatSphere"),
                boards.now(),
                publicAddress.base(request) + "/webhook/meta",
                instances.all().stream().map(WebhooksController::number).toList(),
                kinds,
                form,
                items.rows().stream().map(boards::row).toList(),
                items.next(),
                goAgain(form, kinds),
                notice,
                failure,
                rehearsal);
    }

    private static long goAgain(ItemForm form, List<LedgerKinds.Row> kinds) {
        if (!form.mayGoAgain()) {
            return 0;
        }
        return kinds.stream()
                .filter(row -> row.kind().equals(form.kind()))
                .mapToLong(row -> form.outcome() == ItemOutcome.IGNORED ? row.ignored() : row.quarantined())
                .sum();
    }

    private static WebhooksPage.Number number(Instance instance) {
        return new WebhooksPage.Number(
                instance.number().value(),
                instance.name(),
                instance.displayPhoneNumber(),
                instance.verifyToken() != null,
                instance.appSecret() != null);
    }
}
