package com.chatsphere.web.conversation;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.conversation.StartConversation;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.instance.SendingPolicies;
import com.chatsphere.application.live.LiveChanges;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.web.layout.Done;
import com.chatsphere.web.layout.Page;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.layout.Pages;
import com.chatsphere.web.message.MessagesPage;
import com.chatsphere.web.notice.AlarmBanners;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The inbox and its parts. Every page first reads where the live feed stands, then what it shows. */
@Controller
class InboxController {
    private static final Duration UNTIL_VISIBLE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Queries queries;
    private final LiveChanges changes;
    private final Instances instances;
    private final SendingPolicies policies;
    private final StartConversation start;
    private final Templates templates;
    private final Pages pages;
    private final AlarmBanners banners;
    private final Clock clock;

    InboxController(
            Queries queries,
            Commands commands,
            Contacts contacts,
            Transactions transactions,
            LiveChanges changes,
            Instances instances,
            SendingPolicies policies,
            Templates templates,
            Pages pages,
            AlarmBanners banners,
            Clock clock) {
        this.queries = queries;
        this.changes = changes;
        this.instances = instances;
        this.policies = policies;
        this.start = new StartConversation(commands, contacts, transactions);
        this.templates = templates;
        this.pages = pages;
        this.banners = banners;
        this.clock = clock;
    }

    /** The inbox, or only its list for our scripts. */
    @GetMapping({"/", "/conversations"})
    View index(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @RequestParam(required = false) @Nullable String view,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String after) {
        ListForm form = ListForm.of(view, search, after);
        if (isForFragment(request)) {
            return PageView.of(templates.conversationsRows(list(form, viewer)));
        }
        return inbox(request, viewer, form, null);
    }

    /** The inbox with a conversation open, or only that conversation for our scripts. */
    @GetMapping("/conversations/{id}")
    View show(
            HttpServletRequest request, @AuthenticationPrincipal Accounts.Account viewer, @PathVariable("id") UUID id) {
        ThreadPane pane = thread(new ConversationId(id), viewer);
        if (isForFragment(request)) {
            return PageView.of(templates.conversationsShow(pane));
        }
        return inbox(request, viewer, ListForm.of(null, null, null), pane);
    }

    /** Starts a conversation with a number, or finds the one there is. */
    @PostMapping("/conversations")
    ResponseEntity<Void> open(
            HttpServletRequest request,
            @AuthenticationPrincipal Accounts.Account viewer,
            @RequestParam String phone,
            @RequestParam(required = false) @Nullable String number) {
        Instance via = (number == null ? instances.preferred() : instances.with(new PhoneNumberId(number)))
                .orElseThrow(() -> Problem.badRequest("no_number", "No WhatsApp number is connected yet."));
        ConversationId id = start.with(parse(phone), via.number(), viewer.id(), clock.instant());
        waitUntilVisible(id);
        return Done.at(request, "/conversations/" + id);
    }

    private View inbox(HttpServletRequest request, Accounts.Account viewer, ListForm form, @Nullable ThreadPane open) {
        long sequence = changes.latest();
        String title = open == null ? "ChatSphere" : open.row().row().title() + " · ChatSphere";
        Page page = pages.begin(request, title);
        return PageView.of(templates.conversationsIndex(new InboxPage(
                page,
                banners.on(page),
                open == null ? sequence : Math.min(sequence, open.sequence()),
                list(form, viewer),
                open,
                instances.all().stream().map(InboxPage.Number::of).toList())));
    }

    private ListPage list(ListForm form, Accounts.Account viewer) {
        long sequence = changes.latest();
        List<ConversationId> pins = pins(viewer);
        List<ListRow> pinned = form.showsPinnedApart() && form.after() == null ? pinned(pins) : List.of();
        Inbox inbox = queries.ask(form.toQuery(viewer.id()));
        List<ListRow> rows = inbox.rows().stream()
                .filter(row -> !form.showsPinnedApart() || !pins.contains(row.id()))
                .map(ListRow::new)
                .toList();
        return new ListPage(
                sequence,
                form,
                pinned,
                rows,
                inbox.next(),
                pins.stream().map(ConversationId::toString).toList(),
                queries.ask(UnreadCount.QUERY).total());
    }

    private List<ListRow> pinned(List<ConversationId> pins) {
        if (pins.isEmpty()) {
            return List.of();
        }
        return queries.ask(new Inbox.Several(pins)).stream()
                .filter(row -> !row.archived())
                .map(ListRow::new)
                .sorted((one, other) -> other.place().compareTo(one.place()))
                .toList();
    }

    private List<ConversationId> pins(Accounts.Account viewer) {
        return queries.ask(new Inbox.Pinned(viewer.id())).stream()
                .map(Inbox.Pin::conversationId)
                .toList();
    }

    private ThreadPane thread(ConversationId id, Accounts.Account viewer) {
        long sequence = changes.latest();
        Inbox.Row row = queries.ask(new Inbox.One(id))
                .orElseThrow(() -> Problem.notFound("This conversation does not exist, or was deleted."));
        Transcript newest = queries.ask(new Transcript.Query(id, null, 1, MessagesPage.SIZE));
        return new ThreadPane(
                sequence,
                new ListRow(row),
                MessagesPage.of(id, newest),
                pins(viewer).contains(id),
                via(row.number()),
                policies.of(row.number()).typing(),
                clock.instant(),
                viewer.id().toString(),
                viewer.username().value());
    }

    private @Nullable String via(PhoneNumberId number) {
        return instances.all().size() < 2
                ? null
                : instances.with(number).map(Instance::name).orElse(number.value());
    }

    private static PhoneNumber parse(String phone) {
        try {
            return PhoneNumber.parse(phone);
        } catch (IllegalArgumentException malformed) {
            throw Problem.badRequest(
                    "invalid_phone",
                    "Please enter the number with its country code, 8 to 15 digits, for example +1 415 555 0123.");
        }
    }

    /** The list is written a moment after the order is carried out; who started a conversation wants to see it. */
    private void waitUntilVisible(ConversationId id) {
        long deadline = System.nanoTime() + UNTIL_VISIBLE.toNanos();
        while (queries.ask(new Inbox.One(id)).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static boolean isForFragment(HttpServletRequest request) {
        return request.getHeader(Pages.FRAGMENT) != null;
    }
}
