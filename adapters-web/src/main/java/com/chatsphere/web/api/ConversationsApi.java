package com.chatsphere.web.api;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.live.LiveChanges;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.Conversation;
import com.chatsphere.domain.conversation.ConversationCommand.ArchiveConversation;
import com.chatsphere.domain.conversation.ConversationCommand.DeleteConversation;
import com.chatsphere.domain.conversation.ConversationCommand.MarkConversationRead;
import com.chatsphere.domain.conversation.ConversationCommand.OpenConversation;
import com.chatsphere.domain.conversation.ConversationCommand.RestoreConversation;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.web.layout.Shortly;
import com.chatsphere.web.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Conversations, for scripts. */
@RestController
class ConversationsApi {
    private static final int USUAL_ROWS = 20;
    private static final int LONGEST_SEARCH = 200;

    private final Commands commands;
    private final Queries queries;
    private final Transactions transactions;
    private final Contacts contacts;
    private final Numbers numbers;
    private final LiveChanges live;
    private final Clock clock;

    ConversationsApi(
            Commands commands,
            Queries queries,
            Transactions transactions,
            Contacts contacts,
            Numbers numbers,
            LiveChanges live,
            Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.transactions = transactions;
        this.contacts = contacts;
        this.numbers = numbers;
        this.live = live;
        this.clock = clock;
    }

    @GetMapping("/api/conversations")
    Page index(
            @RequestParam(required = false) @Nullable String page,
            @RequestParam(name = "page_size", required = false) @Nullable String pageSize,
            @RequestParam(defaultValue = "false") String archived,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(defaultValue = "all") String filter,
            @RequestParam(required = false) @Nullable String after,
            @AuthenticationPrincipal Accounts.Account user) {
        Inbox.Query question = new Inbox.Query(
                user.id(),
                filter(filter),
                flag("archived", archived),
                search(q),
                Paging.inboxCursor(after),
                Paging.page(page),
                Paging.size(pageSize, USUAL_ROWS));
        long sequence = live.latest();
        Inbox inbox = queries.ask(question);
        Set<ConversationId> pinned = pinnedBy(user.id());
        List<ConversationJson> items = inbox.rows().stream()
                .map(row -> ConversationJson.of(row, pinned.contains(row.id())))
                .toList();
        return new Page(items, inbox.total(), inbox.next() == null ? null : Paging.text(inbox.next()), sequence);
    }

    @PostMapping("/api/conversations")
    Opened create(@RequestBody Wish wish, @AuthenticationPrincipal Accounts.Account user) {
        Instant now = clock.instant();
        Contacts.Sighting person =
                new Contacts.Sighting(phone(wish.phone()), null, null, null, name(wish.displayName()), now);
        PhoneNumberId number = numbers.of(wish.instanceId());
        AtomicReference<OpenConversation> order = new AtomicReference<>();
        AtomicReference<Conversation.Opening> opening = new AtomicReference<>();
        transactions.inOne(() -> {
            Contact contact = contacts.recognise(person).contact();
            ConversationId id = ConversationId.between(number, contact.id());
            order.set(new OpenConversation(id, number, contact, user.id(), now));
            opening.set(commands.send(Objects.requireNonNull(order.get())));
        });
        Conversation.Opening got = Objects.requireNonNull(opening.get());
        ConversationJson conversation = shown(
                        Objects.requireNonNull(order.get()).conversationId(), user.id())
                .withArchived(false);
        return new Opened(conversation, got.created(), got.unarchived());
    }

    @PatchMapping("/api/conversations/{id}/archive")
    ConversationJson archive(
            @PathVariable String id, @RequestBody Archival wish, @AuthenticationPrincipal Accounts.Account user) {
        if (wish.archived() == null) {
            throw Problem.badRequest("missing_field", "archived must be a boolean.");
        }
        ConversationId conversation = Ids.conversation(id);
        Instant now = clock.instant();
        commands.send(
                wish.archived()
                        ? new ArchiveConversation(conversation, user.id(), now)
                        : new RestoreConversation(conversation, user.id(), now));
        return shown(conversation, user.id()).withArchived(wish.archived());
    }

    @PostMapping("/api/conversations/{id}/read")
    ResponseEntity<Void> markRead(@PathVariable String id, @AuthenticationPrincipal Accounts.Account user) {
        commands.send(new MarkConversationRead(Ids.conversation(id), user.id(), clock.instant()));
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/api/conversations/{id}")
    Done delete(@PathVariable String id, @AuthenticationPrincipal Accounts.Account user) {
        commands.send(new DeleteConversation(Ids.conversation(id), user.id(), clock.instant()));
        return Done.OK;
    }

    private ConversationJson shown(ConversationId id, AgentId viewer) {
        Inbox.Row row = Shortly.ask(() -> queries.ask(new Inbox.One(id))).orElseThrow(Problem::unavailable);
        return ConversationJson.of(row, pinnedBy(viewer).contains(id));
    }

    private Set<ConversationId> pinnedBy(AgentId viewer) {
        return queries.ask(new Inbox.Pinned(viewer)).stream()
                .map(Inbox.Pin::conversationId)
                .collect(Collectors.toSet());
    }

    private static PhoneNumber phone(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            throw Problem.badRequest("missing_field", "Phone number is required.");
        }
        return Numbers.phone("phone", typed);
    }

    private static @Nullable ContactName name(@Nullable String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        return new ContactName(Texts.wellFormed("displayName", typed.strip()));
    }

    private static Inbox.Filter filter(String word) {
        return switch (word) {
            case "all" -> Inbox.Filter.ALL;
            case "unread" -> Inbox.Filter.UNREAD;
            case "mine" -> Inbox.Filter.MINE;
            case "unassigned" -> Inbox.Filter.UNASSIGNED;
            default ->
                throw Problem.badRequest("invalid_parameter", "filter has to be all, unread, mine or unassigned.");
        };
    }

    private static boolean flag(String name, String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.badRequest("invalid_parameter", name + " has to be true or false.");
        };
    }

    private static @Nullable String search(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST_SEARCH) {
            throw Problem.badRequest("invalid_parameter", "q has at most %d characters.".formatted(LONGEST_SEARCH));
        }
        return Texts.wellFormed("q", text.strip());
    }

    /**
     * A page of conversations.
     *
     * @param next for {@code after}, null on the last page
     * @param seq for {@code /ws?after=}, to hear of all that changes after this answer
     */
    record Page(
            List<ConversationJson> items,
            long total,
            @Nullable String next,
            long seq) {}

    /** Whom to write to. */
    record Wish(
            @Nullable String phone,
            @Nullable String displayName,
            @Nullable String instanceId) {}

    /** The conversation that was asked for. */
    record Opened(ConversationJson conversation, boolean created, boolean unarchived) {}

    /** Whether it is to be in the archive. */
    record Archival(@Nullable Boolean archived) {}
}
