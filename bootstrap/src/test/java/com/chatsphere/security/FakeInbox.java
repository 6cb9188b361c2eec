package com.chatsphere.security;

import com.chatsphere.application.Asks;
import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.live.Change;
import com.chatsphere.application.live.LiveChanges;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.application.notice.Notices;
import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.KeptDeliveries;
import com.chatsphere.application.webhook.KeptDelivery;
import com.chatsphere.application.webhook.Ledger;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.domain.Command;
import com.chatsphere.domain.DerivedUuid;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentCommand;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.AgentRejection;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.Conversation;
import com.chatsphere.domain.conversation.ConversationCommand;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.ConversationRejection;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageCommand;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.domain.template.Template;
import com.chatsphere.domain.template.TemplateCommand;
import com.chatsphere.domain.template.TemplateDescription;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateRejection;
import com.chatsphere.domain.template.TemplateStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conversations and messages in memory, without any of the domain's rules but those that an answer depends on. */
final class FakeInbox implements Commands, Queries, Contacts, KnownMessages, LiveChanges, NoticeBoard {
    static final PhoneNumberId NUMBER = new PhoneNumberId("106540352242922");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    final Map<ConversationId, Inbox.Row> rows = new ConcurrentHashMap<>();
    final Map<MessageId, Transcript.Entry> entries = new ConcurrentHashMap<>();
    final Map<TemplateId, TemplateCatalog.Row> templates = new ConcurrentHashMap<>();
    final List<Inbox.Pin> pins = new CopyOnWriteArrayList<>();
    final List<Command> carriedOut = new CopyOnWriteArrayList<>();
    final List<Asks<?>> asked = new CopyOnWriteArrayList<>();
    final List<Change> changes = new CopyOnWriteArrayList<>();
    final List<Consumer<List<Change>>> followers = new CopyOnWriteArrayList<>();
    final List<Notices.Row> notices = new CopyOnWriteArrayList<>();
    private static final WebhookItems.Row ITEM = new WebhookItems.Row(
            new WebhookItems.Place(7, 3),
            "message.text",
            NUMBER,
            ItemOutcome.ALREADY_KNOWN,
            null,
            "wamid.A",
            NOON,
            NOON,
            false);
    volatile boolean windowIsOpen = true;
    volatile boolean isBroken;

    ConversationId conversation(String phone) {
        ContactId contact = new ContactId(DerivedUuid.of(phone));
        ConversationId id = ConversationId.between(NUMBER, contact);
        rows.put(
                id,
                new Inbox.Row(
                        id,
                        NUMBER,
                        contact,
                        phone,
                        null,
                        null,
                        "Ada",
                        false,
                        2,
                        NOON,
                        null,
                        NOON,
                        null,
                        NOON,
                        null,
                        Inbox.Circumstances.ORDINARY,
                        1));
        return id;
    }

    /** Until when the customer may be written to freely. */
    void openWindow(ConversationId conversation, Instant until) {
        rows.computeIfPresent(
                conversation,
                (id, row) -> new Inbox.Row(
                        id,
                        row.number(),
                        row.contact(),
                        row.phone(),
                        row.userId(),
                        row.username(),
                        row.displayName(),
                        row.archived(),
                        row.unreadCount(),
                        row.lastAt(),
                        row.lastMessage(),
                        until,
                        row.assignedTo(),
                        row.createdAt(),
                        null,
                        row.circumstances(),
                        row.version()));
    }

    MessageId received(ConversationId conversation, String body) {
        return add(conversation, Direction.INBOUND, new MessageContent.Text(new MessageText(body)), "received");
    }

    MessageId add(ConversationId conversation, Direction direction, MessageContent content, String status) {
        int arrival = entries.size() + 1;
        MessageId id = new MessageId(DerivedUuid.of(conversation.toString(), String.valueOf(arrival)));
        entries.put(
                id,
                new Transcript.Entry(
                        id,
                        conversation,
                        direction,
                        content,
                        content instanceof MessageContent.Text ? "text" : "unsupported",
                        "wamid." + arrival,
                        status,
                        NOON.plusSeconds(arrival),
                        NOON.plusSeconds(arrival),
                        null,
                        null,
                        null,
                        false,
                        null,
                        false,
                        null,
                        MessageContext.ORDINARY,
                        Transcript.Since.NOTHING,
                        arrival,
                        1));
        return id;
    }

    /** The same message, with a file. */
    static Transcript.Entry with(Transcript.Entry entry, @Nullable Attachment attachment) {
        return new Transcript.Entry(
                entry.id(),
                entry.conversationId(),
                entry.direction(),
                entry.content(),
                entry.type(),
                entry.wamid(),
                entry.status(),
                entry.sentAt(),
                entry.createdAt(),
                entry.replyTo(),
                entry.sentBy(),
                entry.senderName(),
                entry.forwarded(),
                entry.error(),
                entry.elsewhere(),
                attachment,
                entry.context(),
                entry.since(),
                entry.arrival(),
                entry.version());
    }

    void announce(Change.Kind kind, ConversationId conversation, MessageId message) {
        Change change = new Change(changes.size() + 1L, kind, conversation, message);
        changes.add(change);
        followers.forEach(follower -> follower.accept(List.of(change)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <R> R send(Command command) {
        R answer = (R)
                switch (command) {
                    case ConversationCommand order -> carryOut(order);
                    case MessageCommand order -> {
                        if (!entries.containsKey(order.messageId())) {
                            throw new Unknown(new IllegalStateException());
                        }
                        yield Effect.APPLIED;
                    }
                    case AgentCommand.PinConversation order -> {
                        if (pins.size() >= 10) {
                            throw new AgentRejection.PinLimitReached();
                        }
                        pins.addFirst(new Inbox.Pin(order.conversationId(), order.at()));
                        yield Effect.APPLIED;
                    }
                    case TemplateCommand order -> carryOut(order);
                    default -> Effect.APPLIED;
                };
        carriedOut.add(command);
        return answer;
    }

    private Object carryOut(TemplateCommand order) {
        return switch (order) {
            case TemplateCommand.AddTemplate add -> {
                if (templates.containsKey(add.templateId())) {
                    throw new TemplateRejection.AlreadyHere(add.name(), add.language());
                }
                templates.put(
                        add.templateId(),
                        FakeTemplates.row(
                                add.name(), add.language(), add.layout(), TemplateStatus.UNCONFIRMED, add.at()));
                yield Effect.APPLIED;
            }
            case TemplateCommand.ImportTemplate take -> {
                TemplateDescription told = take.description();
                boolean isNew = templates.put(
                                take.templateId(),
                                FakeTemplates.row(
                                        take.name(), take.language(), told.layout(), told.status(), take.at()))
                        == null;
                yield isNew ? Template.Intake.ADDED : Template.Intake.NOTHING_NEW;
            }
            case TemplateCommand.RemoveTemplate remove -> {
                templates.remove(remove.templateId());
                yield Effect.APPLIED;
            }
            case TemplateCommand.FillTemplate fill -> {
                TemplateCatalog.Row row = templates.get(fill.templateId());
                if (row == null) {
                    throw new Unknown(new IllegalStateException());
                }
                if (row.obstacle() != null) {
                    throw new TemplateRejection.NotApproved(row.obstacle());
                }
                row.layout().require(fill.values());
                yield new MessageContent.Template(
                        row.name(), row.language(), row.category(), row.layout(), fill.values());
            }
            default -> Effect.APPLIED;
        };
    }

    private Object carryOut(ConversationCommand order) {
        Inbox.Row row = rows.get(order.conversationId());
        if (order instanceof ConversationCommand.OpenConversation open) {
            conversation(String.valueOf(open.contact().phone()));
            return new Conversation.Opening(row == null, row != null && row.archived());
        }
        if (row == null) {
            throw new Unknown(new IllegalStateException());
        }
        if (order instanceof ConversationCommand.SendMessage send) {
            send.content().requireSendable();
            if (!windowIsOpen) {
                throw new ConversationRejection.ServiceWindowClosed();
            }
            MessageId id = add(send.conversationId(), Direction.OUTBOUND, send.content(), "queued");
            entries.put(send.messageId(), renamed(Objects.requireNonNull(entries.remove(id)), send.messageId()));
        }
        return Effect.APPLIED;
    }

    private static Transcript.Entry renamed(Transcript.Entry entry, MessageId id) {
        return new Transcript.Entry(
                id,
                entry.conversationId(),
                entry.direction(),
                entry.content(),
                entry.type(),
                null,
                entry.status(),
                entry.sentAt(),
                entry.createdAt(),
                null,
                null,
                null,
                false,
                null,
                false,
                null,
                MessageContext.ORDINARY,
                Transcript.Since.NOTHING,
                entry.arrival(),
                entry.version());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A> A ask(Asks<A> question) {
        if (isBroken) {
            throw new IllegalStateException("the secret of the broken table");
        }
        asked.add(question);
        return (A)
                switch (question) {
                    case Inbox.Query query ->
                        new Inbox(
                                List.copyOf(rows.values()),
                                rows.size(),
                                new Inbox.Cursor(NOON, rows.keySet().iterator().next()));
                    case Inbox.One one -> Optional.ofNullable(rows.get(one.conversationId()));
                    case Inbox.Several several -> present(rows, several.conversationIds());
                    case TemplateCatalog.Query _ ->
                        new TemplateCatalog(
                                List.copyOf(templates.values()), templates.size(), List.of(), List.of(), List.of());
                    case TemplateCatalog.One one -> Optional.ofNullable(templates.get(one.id()));
                    case TemplateCatalog.Several several -> present(templates, several.ids());
                    case TemplateCatalog.Known _ -> List.copyOf(templates.keySet());
                    case Inbox.Pinned _ -> List.copyOf(pins);
                    case Transcript.Query query ->
                        new Transcript(
                                entries.values().stream()
                                        .filter(entry -> entry.conversationId().equals(query.conversationId()))
                                        .toList(),
                                entries.size(),
                                new Transcript.Cursor(NOON, 7),
                                null);
                    case Transcript.One one -> Optional.ofNullable(entries.get(one.messageId()));
                    case Transcript.Several several -> present(entries, several.messageIds());
                    case Ledger.Query _ -> new Ledger(7, 1, 2, 1, 1, 1, 1);
                    case KeptDeliveries.Query _ ->
                        new KeptDeliveries(
                                List.of(new KeptDeliveries.Row(
                                        7,
                                        NOON,
                                        Map.of("user-agent", "Meta"),
                                        "{\"object\":\"x\"}".getBytes(StandardCharsets.UTF_8),
                                        14)),
                                1,
                                Duration.ofMillis(1_500));
                    case KeptDelivery.Query query ->
                        query.id() == 7
                                ? Optional.of(new KeptDelivery(
                                        7,
                                        NOON,
                                        Map.of(),
                                        "{no JSON".getBytes(StandardCharsets.UTF_8),
                                        false,
                                        List.of(ITEM)))
                                : Optional.empty();
                    case WebhookItems.Query _ -> new WebhookItems(List.of(ITEM), ITEM.place());
                    case Notices.Query _ -> new Notices(notices, new Notices.Cursor(NOON, new UUID(1, 1)));
                    case Notices.One one ->
                        notices.stream()
                                .filter(row -> row.id().equals(one.id()))
                                .findFirst();
                    default -> throw new IllegalArgumentException(question.toString());
                };
    }

    private static <I, E> List<E> present(Map<I, E> entities, List<I> ids) {
        return ids.stream().filter(entities::containsKey).map(entities::get).toList();
    }

    @Override
    public void recall(Collection<Sighting> sightings) {
        // what is here is in memory anyway
    }

    @Override
    public Recognition recognise(Sighting sighting) {
        ContactId id = new ContactId(DerivedUuid.of(String.valueOf(sighting.phone())));
        return new Recognition(new Contact(id, sighting.phone(), null, null, null, sighting.name()), null);
    }

    @Override
    public boolean link(ContactId contact, Sighting further) {
        return false;
    }

    @Override
    public Set<MessageId> existing(Collection<MessageId> ids) {
        return ids.stream().filter(entries::containsKey).collect(Collectors.toSet());
    }

    @Override
    public Map<Wamid, MessageId> named(PhoneNumberId number, Collection<Wamid> wamids) {
        return Map.of();
    }

    @Override
    public boolean post(Notice notice, Instant receivedAt) {
        return notices.add(new Notices.Row(notice.idFor(receivedAt), notice, receivedAt, null));
    }

    @Override
    public boolean markSeen(UUID id, AgentId by, Instant at) {
        notices.replaceAll(row -> row.id().equals(id)
                ? new Notices.Row(id, row.notice(), row.receivedAt(), new Notices.Seen(by, "admin", at))
                : row);
        return notices.stream().anyMatch(row -> row.id().equals(id));
    }

    @Override
    public long latest() {
        return changes.size();
    }

    @Override
    public long follow(Consumer<List<Change>> listener) {
        followers.add(listener);
        return latest();
    }

    @Override
    public CatchUp since(long after, int most) {
        List<Change> missed =
                changes.stream().filter(change -> change.sequence() > after).toList();
        return after > latest() || missed.size() > most
                ? new CatchUp.Reset(latest())
                : new CatchUp.Missed(new ArrayList<>(missed));
    }
}
