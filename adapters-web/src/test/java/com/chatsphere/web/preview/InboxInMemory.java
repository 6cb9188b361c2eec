package com.chatsphere.web.preview;

import com.chatsphere.application.Asks;
import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.live.Change;
import com.chatsphere.application.live.LiveChanges;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.application.media.SharedItems;
import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.application.notice.Notices;
import com.chatsphere.application.readymessage.ReadyMessages;
import com.chatsphere.domain.Command;
import com.chatsphere.domain.DerivedUuid;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentCommand;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationCommand;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.ConversationRejection;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageCommand;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyText;
import com.chatsphere.domain.readymessage.Shortcut;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An inbox without a database: orders are carried out at once, questions are answered from maps. */
public final class InboxInMemory implements Commands, Queries, LiveChanges, KnownMessages, Contacts {
    static final PhoneNumberId NUMBER = new PhoneNumberId("100000000000001");
    private static final int MOST_SHOWN = 80;
    private static final List<ReadyMessages.Row> READY = List.of(
            ready(1, "Greeting", "hi", "Hello {{name}}, this is {{agent}} from the shop. How can I help you?"),
            ready(2, "Opening hours", "hours", "We are here Monday to Friday from 9:00 to 18:00."),
            ready(3, "Call back", null, "Shall we call you at {{phone}}?"));

    private final Map<ConversationId, Inbox.Row> rows = new LinkedHashMap<>();
    private final Map<MessageId, Transcript.Entry> entries = new LinkedHashMap<>();
    private final Map<ConversationId, Instant> pins = new LinkedHashMap<>();
    private final List<Change> log = new ArrayList<>();
    private final List<Consumer<List<Change>>> listeners = new ArrayList<>();
    private long arrivals;
    private long versions;
    private boolean refusing;

    @Override
    @SuppressWarnings("unchecked")
    public synchronized <A> A ask(Asks<A> question) {
        return (A) answer(question);
    }

    private Object answer(Asks<?> question) {
        return switch (question) {
            case Notices.Unseen _ -> new Notices.Pending(List.of(), 0);
            case Notices.Query _ -> new Notices(List.of(), null);
            case Notices.Latest _ -> List.of();
            case Notices.LatestOfTemplates _ -> List.of();
            case ReadyMessages.Query _ -> new ReadyMessages(READY);
            case Inbox.Query query -> inbox(query);
            case Inbox.One(ConversationId id) -> Optional.ofNullable(rows.get(id));
            case Inbox.Several(List<ConversationId> ids) ->
                ids.stream().filter(rows::containsKey).map(rows::get).toList();
            case Inbox.Pinned _ ->
                pins.entrySet().stream()
                        .map(pin -> new Inbox.Pin(pin.getKey(), pin.getValue()))
                        .sorted(Comparator.comparing(Inbox.Pin::pinnedAt).reversed())
                        .toList();
            case Transcript.Query query -> transcript(query);
            case Transcript.One(MessageId id) -> Optional.ofNullable(entries.get(id));
            case Transcript.Several(List<MessageId> ids) ->
                ids.stream().filter(entries::containsKey).map(entries::get).toList();
            case SharedItems.Query query -> shared(query);
            case Transcript.Around around -> around(around);
            default -> throw new IllegalArgumentException(question.toString());
        };
    }

    private Optional<Transcript> around(Transcript.Around around) {
        return Optional.ofNullable(entries.get(around.messageId()))
                .map(entry -> transcript(new Transcript.Query(
                        around.conversationId(),
                        new Transcript.Cursor(entry.sentAt().plusSeconds(600), 0),
                        1,
                        2 * around.size())));
    }

    private SharedItems shared(SharedItems.Query query) {
        List<Transcript.Entry> fitting = entries.values().stream()
                .filter(entry -> entry.conversationId().equals(query.conversationId()))
                .filter(entry -> isShared(entry, query.kind()))
                .filter(entry -> query.cursor() == null
                        || entry.sentAt().isBefore(query.cursor().sentAt()))
                .sorted(Comparator.comparing(Transcript.Entry::sentAt).reversed())
                .toList();
        List<Transcript.Entry> page = fitting.subList(0, Math.min(query.size(), fitting.size()));
        return new SharedItems(
                page.stream().map(InboxInMemory::item).toList(),
                page.size() == fitting.size() ? null : page.getLast().place());
    }

    private static boolean isShared(Transcript.Entry entry, SharedItems.Kind kind) {
        return switch (entry.content()) {
            case MessageContent.Media media ->
                switch (media.kind()) {
                    case IMAGE, VIDEO -> kind == SharedItems.Kind.MEDIA;
                    case DOCUMENT -> kind == SharedItems.Kind.DOCUMENTS;
                    default -> false;
                };
            case MessageContent.Text(MessageText body) ->
                kind == SharedItems.Kind.LINKS && body.value().contains("https://");
            default -> false;
        };
    }

    private static SharedItems.Item item(Transcript.Entry entry) {
        MessageContent.Media media = entry.content() instanceof MessageContent.Media known ? known : null;
        MessageText name = media == null ? null : media.file().filename();
        String link = entry.content() instanceof MessageContent.Text(MessageText body)
                ? body.value().replaceFirst("(?s).*(https://\\S+).*", "$1")
                : null;
        return new SharedItems.Item(
                entry.id(),
                entry.sentAt(),
                entry.direction(),
                media == null ? null : media.kind(),
                name == null ? null : name.value(),
                link,
                entry.attachment());
    }

    private Inbox inbox(Inbox.Query query) {
        String search = query.search() == null ? "" : query.search().toLowerCase(Locale.ROOT);
        List<Inbox.Row> fitting = rows.values().stream()
                .filter(row -> row.archived() == query.archived())
                .filter(row -> query.filter() != Inbox.Filter.UNREAD || row.unreadCount() > 0)
                .filter(row ->
                        (row.title() + row.phone()).toLowerCase(Locale.ROOT).contains(search))
                .sorted(Comparator.comparing(Inbox.Row::lastAt).reversed())
                .toList();
        List<Inbox.Row> page = fitting.stream()
                .filter(row -> query.after() == null
                        || row.lastAt().isBefore(query.after().lastAt()))
                .limit(query.size())
                .toList();
        boolean whole = page.isEmpty() || page.getLast().equals(fitting.getLast());
        return new Inbox(
                page,
                fitting.size(),
                whole
                        ? null
                        : new Inbox.Cursor(
                                page.getLast().lastAt(), page.getLast().id()));
    }

    private Transcript transcript(Transcript.Query query) {
        List<Transcript.Entry> thread = entries.values().stream()
                .filter(entry -> entry.conversationId().equals(query.conversationId()))
                .sorted(Comparator.comparing(Transcript.Entry::sentAt).thenComparing(Transcript.Entry::arrival))
                .toList();
        List<Transcript.Entry> before = thread.stream()
                .filter(entry -> query.before() == null
                        || entry.sentAt().isBefore(query.before().sentAt())
                        || (entry.sentAt().equals(query.before().sentAt())
                                && entry.arrival() < query.before().arrival()))
                .toList();
        int from = Math.max(0, before.size() - query.size());
        List<Transcript.Entry> page = before.subList(from, before.size());
        return new Transcript(
                page, thread.size(), from == 0 ? null : page.getFirst().place(), null);
    }

    @Override
    @SuppressWarnings("unchecked")
    public synchronized <R> R send(Command command) {
        switch (command) {
            case ConversationCommand.OpenConversation open -> open(open.conversationId(), open.contact(), open.at());
            case ConversationCommand.SendMessage order -> queue(order);
            case ConversationCommand.ArchiveConversation order -> archive(order.conversationId(), true);
            case ConversationCommand.RestoreConversation order -> archive(order.conversationId(), false);
            case ConversationCommand.MarkConversationRead order -> unread(order.conversationId(), 0);
            case AgentCommand.PinConversation order -> pins.put(order.conversationId(), order.at());
            case AgentCommand.UnpinConversation order -> pins.remove(order.conversationId());
            case MessageCommand.ResendMessage order -> progress(order.messageId(), "queued", null);
            default -> throw new IllegalArgumentException(command.toString());
        }
        return (R) Effect.APPLIED;
    }

    private void open(ConversationId id, Contact contact, Instant at) {
        rows.computeIfAbsent(
                id,
                _ -> new Inbox.Row(
                        id,
                        NUMBER,
                        contact.id(),
                        contact.phone() == null ? null : contact.phone().digits(),
                        null,
                        contact.username() == null ? null : contact.username().value(),
                        contact.name() == null ? null : contact.name().value(),
                        false,
                        0,
                        at,
                        null,
                        null,
                        null,
                        at,
                        null,
                        Inbox.Circumstances.ORDINARY,
                        ++versions));
        changed(new Change(0, Change.Kind.CONVERSATION_CHANGED, id, null));
    }

    private void queue(ConversationCommand.SendMessage order) {
        Inbox.Row row = Objects.requireNonNull(rows.get(order.conversationId()));
        Instant until = row.serviceWindowUntil();
        if (refusing || until == null || until.isBefore(order.at())) {
            throw new ConversationRejection.ServiceWindowClosed();
        }
        ours(order.messageId(), order.conversationId(), order.content(), order.by(), "maria", "queued", order.at());
    }

    public synchronized void ours(
            MessageId id,
            ConversationId conversation,
            MessageContent content,
            AgentId by,
            String name,
            String status,
            Instant at) {
        add(new Transcript.Entry(
                id,
                conversation,
                Direction.OUTBOUND,
                content,
                "text",
                null,
                status,
                at,
                at,
                null,
                by,
                name,
                false,
                null,
                false,
                null,
                MessageContext.ORDINARY,
                Transcript.Since.NOTHING,
                ++arrivals,
                ++versions));
    }

    /** The customer writes; null as text leaves only the placeholder of the type. */
    public synchronized MessageId theirs(
            ConversationId conversation,
            String type,
            @Nullable String text,
            Instant at,
            Transcript.@Nullable Quote quote) {
        MessageId id = new MessageId(DerivedUuid.of("theirs", String.valueOf(++arrivals)));
        MessageContent content = text == null
                ? new MessageContent.Unsupported(type, new MessageText("{}"), null, null)
                : new MessageContent.Text(new MessageText(text));
        add(new Transcript.Entry(
                id,
                conversation,
                Direction.INBOUND,
                content,
                type,
                "wamid." + arrivals,
                "received",
                at,
                at,
                quote,
                null,
                null,
                false,
                null,
                false,
                null,
                MessageContext.ORDINARY,
                Transcript.Since.NOTHING,
                arrivals,
                ++versions));
        return id;
    }

    /** A message with a file, as far as that is here. */
    public synchronized MessageId file(
            ConversationId conversation,
            Direction direction,
            MessageContent content,
            @Nullable Attachment attachment,
            Instant at) {
        boolean theirs = direction == Direction.INBOUND;
        MessageId id = new MessageId(DerivedUuid.of("file", String.valueOf(++arrivals)));
        add(new Transcript.Entry(
                id,
                conversation,
                direction,
                content,
                "image",
                "wamid." + arrivals,
                theirs ? "received" : "read",
                at,
                at,
                null,
                theirs ? null : Preview.MARIA.id(),
                theirs ? null : "maria",
                false,
                null,
                false,
                attachment,
                MessageContext.ORDINARY,
                Transcript.Since.NOTHING,
                arrivals,
                ++versions));
        return id;
    }

    /** The file of a message has come, or has not. */
    public synchronized void attach(MessageId id, Attachment attachment) {
        Transcript.Entry old = Objects.requireNonNull(entries.get(id));
        entries.put(
                id,
                new Transcript.Entry(
                        id,
                        old.conversationId(),
                        old.direction(),
                        old.content(),
                        old.type(),
                        old.wamid(),
                        old.status(),
                        old.sentAt(),
                        old.createdAt(),
                        old.replyTo(),
                        old.sentBy(),
                        old.senderName(),
                        old.forwarded(),
                        old.error(),
                        old.elsewhere(),
                        attachment,
                        old.context(),
                        old.since(),
                        old.arrival(),
                        ++versions));
        changed(new Change(0, Change.Kind.MESSAGE_MEDIA_UPDATED, old.conversationId(), id));
    }

    public synchronized void progress(MessageId id, String status, @Nullable MessageError error) {
        Transcript.Entry old = Objects.requireNonNull(entries.get(id));
        entries.put(
                id,
                new Transcript.Entry(
                        id,
                        old.conversationId(),
                        old.direction(),
                        old.content(),
                        old.type(),
                        old.wamid(),
                        status,
                        old.sentAt(),
                        old.createdAt(),
                        old.replyTo(),
                        old.sentBy(),
                        old.senderName(),
                        old.forwarded(),
                        error,
                        false,
                        old.attachment(),
                        MessageContext.ORDINARY,
                        Transcript.Since.NOTHING,
                        old.arrival(),
                        ++versions));
        Inbox.Row row = Objects.requireNonNull(rows.get(old.conversationId()));
        if (row.lastMessage() != null && row.lastMessage().id().equals(id)) {
            put(
                    row,
                    row.archived(),
                    row.unreadCount(),
                    row.lastAt(),
                    last(Objects.requireNonNull(entries.get(id))),
                    row.serviceWindowUntil());
        }
        changed(
                new Change(0, Change.Kind.MESSAGE_STATUS, old.conversationId(), id),
                new Change(0, Change.Kind.CONVERSATION_CHANGED, old.conversationId(), null));
    }

    private void add(Transcript.Entry entry) {
        entries.put(entry.id(), entry);
        Inbox.Row row = Objects.requireNonNull(rows.get(entry.conversationId()));
        boolean theirs = entry.direction() == Direction.INBOUND;
        boolean newest = !entry.sentAt().isBefore(row.lastAt());
        Instant until = theirs ? entry.sentAt().plus(Duration.ofHours(24)) : row.serviceWindowUntil();
        put(
                row,
                row.archived() && !theirs,
                row.unreadCount() + (theirs ? 1 : 0),
                newest ? entry.sentAt() : row.lastAt(),
                newest ? last(entry) : row.lastMessage(),
                until);
        changed(
                new Change(
                        0,
                        theirs ? Change.Kind.MESSAGE_INCOMING : Change.Kind.MESSAGE_OUTGOING,
                        entry.conversationId(),
                        entry.id()),
                new Change(0, Change.Kind.CONVERSATION_CHANGED, entry.conversationId(), null));
    }

    private static Inbox.LastMessage last(Transcript.Entry entry) {
        String preview = entry.content() instanceof MessageContent.Text(MessageText body)
                ? body.value().substring(0, Math.min(MOST_SHOWN, body.value().length()))
                : "";
        return new Inbox.LastMessage(entry.id(), entry.direction(), entry.type(), preview, entry.status(), false);
    }

    private void archive(ConversationId id, boolean archived) {
        Inbox.Row row = Objects.requireNonNull(rows.get(id));
        put(row, archived, row.unreadCount(), row.lastAt(), row.lastMessage(), row.serviceWindowUntil());
        changed(new Change(0, Change.Kind.CONVERSATION_CHANGED, id, null));
    }

    public synchronized void unread(ConversationId id, int count) {
        Inbox.Row row = Objects.requireNonNull(rows.get(id));
        put(row, row.archived(), count, row.lastAt(), row.lastMessage(), row.serviceWindowUntil());
        changed(new Change(0, Change.Kind.CONVERSATION_CHANGED, id, null));
    }

    private void put(
            Inbox.Row row,
            boolean archived,
            int unread,
            Instant lastAt,
            Inbox.@Nullable LastMessage last,
            @Nullable Instant until) {
        rows.put(
                row.id(),
                new Inbox.Row(
                        row.id(),
                        row.number(),
                        row.contact(),
                        row.phone(),
                        row.userId(),
                        row.username(),
                        row.displayName(),
                        archived,
                        unread,
                        lastAt,
                        last,
                        until,
                        row.assignedTo(),
                        row.createdAt(),
                        null,
                        Inbox.Circumstances.ORDINARY,
                        ++versions));
    }

    /** A conversation as it stands before anybody has written. */
    public synchronized ConversationId begin(@Nullable String name, String phone, Instant at) {
        ContactId contact = new ContactId(UUID.nameUUIDFromBytes(phone.getBytes(StandardCharsets.UTF_8)));
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
                        name,
                        false,
                        0,
                        at,
                        null,
                        null,
                        null,
                        at,
                        null,
                        Inbox.Circumstances.ORDINARY,
                        ++versions));
        return id;
    }

    public synchronized void remove(MessageId id) {
        Transcript.Entry gone = Objects.requireNonNull(entries.remove(id));
        changed(new Change(0, Change.Kind.MESSAGE_DELETED, gone.conversationId(), id));
    }

    public synchronized void refuseAll(boolean refuse) {
        refusing = refuse;
    }

    @Override
    public void recall(Collection<Sighting> sightings) {
        // what is here is in memory anyway
    }

    @Override
    public synchronized Recognition recognise(Sighting sighting) {
        UUID id = UUID.nameUUIDFromBytes(String.valueOf(sighting.phone()).getBytes(StandardCharsets.UTF_8));
        return new Recognition(
                new Contact(
                        new ContactId(id),
                        sighting.phone(),
                        sighting.userId(),
                        null,
                        sighting.username(),
                        sighting.name()),
                null);
    }

    @Override
    public boolean link(ContactId contact, Sighting further) {
        return false;
    }

    @Override
    public synchronized Set<MessageId> existing(Collection<MessageId> ids) {
        return ids.stream().filter(entries::containsKey).collect(Collectors.toSet());
    }

    @Override
    public Map<Wamid, MessageId> named(PhoneNumberId number, Collection<Wamid> wamids) {
        return Map.of();
    }

    private void changed(Change... changes) {
        List<Change> numbered = new ArrayList<>();
        for (Change change : changes) {
            numbered.add(new Change(
                    log.size() + numbered.size() + 1L, change.kind(), change.conversationId(), change.messageId()));
        }
        log.addAll(numbered);
        listeners.forEach(listener -> listener.accept(numbered));
    }

    @Override
    public synchronized long latest() {
        return log.size();
    }

    @Override
    public synchronized long follow(Consumer<List<Change>> listener) {
        listeners.add(listener);
        return latest();
    }

    @Override
    public synchronized CatchUp since(long after, int most) {
        return after < 0 || after > log.size() || log.size() - after > most
                ? new CatchUp.Reset(log.size())
                : new CatchUp.Missed(List.copyOf(log.subList((int) after, log.size())));
    }

    private static ReadyMessages.Row ready(int position, String name, @Nullable String shortcut, String text) {
        return new ReadyMessages.Row(
                new ReadyMessageId(DerivedUuid.of(name)),
                new ReadyMessageName(name),
                shortcut == null ? null : new Shortcut(shortcut),
                new ReadyText(text),
                true,
                position,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
