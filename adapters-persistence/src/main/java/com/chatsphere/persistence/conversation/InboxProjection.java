package com.chatsphere.persistence.conversation;

import static com.chatsphere.persistence.jooq.Tables.INBOX;
import static com.chatsphere.persistence.jooq.Tables.INBOX_TOTAL;
import static com.chatsphere.persistence.jooq.Tables.TRANSCRIPT;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.live.Change.Kind;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.call.CallEvent.CallReported;
import com.chatsphere.domain.call.CallProgress;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationEvent.ContactIdentified;
import com.chatsphere.domain.conversation.ConversationEvent.ContactSaved;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationArchived;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationAttendedTo;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationDeleted;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationOpened;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationRead;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationRestored;
import com.chatsphere.domain.conversation.ConversationEvent.HandedToAssistant;
import com.chatsphere.domain.conversation.ConversationEvent.HandedToPeople;
import com.chatsphere.domain.conversation.ConversationEvent.MarketingResumed;
import com.chatsphere.domain.conversation.ConversationEvent.MarketingStopped;
import com.chatsphere.domain.conversation.ConversationEvent.SavedContactRemoved;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.ServiceWindow;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageEvent;
import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageEdited;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessageFilledIn;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessagePlayed;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageRead;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageEvent.MessageRevoked;
import com.chatsphere.domain.message.MessageEvent.MessageSent;
import com.chatsphere.domain.message.MessageEvent.MessageSentElsewhere;
import com.chatsphere.domain.message.MessageEvent.MessageUnconfirmed;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Pricing;
import com.chatsphere.persistence.eventstore.Rows;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.InboxRecord;
import com.chatsphere.persistence.live.LiveLog;
import com.chatsphere.persistence.message.Contents;
import com.chatsphere.persistence.message.Progress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The left column: one row a conversation, with its latest message and what is unread. */
@Component
@ProcessingGroup("inbox")
class InboxProjection {
    private static final int PREVIEW_LENGTH = 120;
    private static final int SHORTEST_WORD = 3;
    private static final int MOST_FOUND = 500;
    private static final String HIDDEN_PREVIEW = "This message was removed";
    private static final String REVOKED_PREVIEW = "This message was deleted";
    private static final String AFTER_ALL_EDITS = "~";
    private static final Pattern TYPED_NUMBER = Pattern.compile("[+(]*[0-9][0-9 ()./+-]*");

    private final DSLContext database;
    private final LiveLog live;
    private final Rows<UUID, InboxRecord> rows;

    InboxProjection(DSLContext database, LiveLog live) {
        this.database = database;
        this.live = live;
        this.rows = new Rows<>(database, this::read, this::write);
    }

    @EventHandler
    void on(ConversationOpened event, TrackingToken token) {
        InboxRecord row = new InboxRecord();
        row.setConversationId(event.conversationId().value());
        row.setPhoneNumberId(event.number().value());
        name(row, event.contact());
        row.setArchived(false);
        row.setDeleted(false);
        row.setUnreadCount(0);
        row.setMessageCount(0L);
        row.setMarketingStopped(false);
        row.setPersonNeeded(false);
        row.setByAssistant(false);
        row.setLastAt(event.at());
        row.setCreatedAt(event.at());
        row.setVersion(position(token));
        rows.add(event.conversationId().value(), row);
        live.announce(Kind.CONVERSATION_CHANGED, event.conversationId(), null);
    }

    @EventHandler
    void on(ContactIdentified event, TrackingToken token) {
        change(event.conversationId(), token, row -> name(row, event.contact()));
    }

    @EventHandler
    void on(ContactSaved event, TrackingToken token) {
        change(event.conversationId(), token, row -> {
            row.setSavedName(Shown.text(event.name().value()));
            index(row);
        });
    }

    @EventHandler
    void on(SavedContactRemoved event, TrackingToken token) {
        change(event.conversationId(), token, row -> {
            row.setSavedName(null);
            index(row);
        });
    }

    @EventHandler
    void on(MarketingStopped event, TrackingToken token) {
        change(event.conversationId(), token, row -> row.setMarketingStopped(true));
    }

    @EventHandler
    void on(MarketingResumed event, TrackingToken token) {
        change(event.conversationId(), token, row -> row.setMarketingStopped(false));
    }

    @EventHandler
    void on(HandedToPeople event, TrackingToken token) {
        change(event.conversationId(), token, row -> {
            row.setPersonNeeded(true);
            row.setByAssistant(false);
        });
    }

    @EventHandler
    void on(HandedToAssistant event, TrackingToken token) {
        change(event.conversationId(), token, row -> {
            row.setPersonNeeded(false);
            row.setByAssistant(true);
        });
    }

    @EventHandler
    void on(ConversationAttendedTo event, TrackingToken token) {
        change(event.conversationId(), token, row -> row.setPersonNeeded(false));
    }

    @EventHandler
    void on(CallReported event, TrackingToken token) {
        MessageId entry = new MessageId(event.callId().value());
        change(event.conversationId(), token, row -> {
            if (event.byCustomer()) {
                extendServiceWindow(row, begunAt(event));
            }
            if (event.first()) {
                if (event.byCustomer()) {
                    row.setUnreadCount(row.getUnreadCount() + 1);
                }
                MessageContent.Call call = call(new MessageContent.Call(false, CallProgress.NOTHING_REPORTED), event);
                append(
                        row,
                        entry,
                        event.byCustomer() ? Direction.INBOUND : Direction.OUTBOUND,
                        call,
                        event.byCustomer() ? Progress.RECEIVED : Progress.write(DeliveryProgress.SENT),
                        event.reportedAt(),
                        token);
                row.setLastCall(Contents.write(call));
            } else if (entry.value().equals(row.getLastMessageId()) && row.getLastCall() != null) {
                MessageContent.Call call = call((MessageContent.Call) Contents.read(row.getLastCall()), event);
                preview(row, call);
                row.setLastCall(Contents.write(call));
            }
        });
    }

    private static MessageContent.Call call(MessageContent.Call before, CallReported event) {
        return new MessageContent.Call(
                before.byCustomer() || event.byCustomer(), before.progress().after(event.stage(), event.seconds()));
    }

    /** Where only its end is known, it began as long before as it lasted. */
    private static Instant begunAt(CallReported event) {
        return event.seconds() == null ? event.reportedAt() : event.reportedAt().minusSeconds(event.seconds());
    }

    @EventHandler
    void on(MessageReceived event, TrackingToken token) {
        change(event.conversationId(), token, row -> {
            if (writtenNow(event)) {
                row.setUnreadCount(row.getUnreadCount() + 1);
                extendServiceWindow(row, event.sentAt());
            }
            append(
                    row,
                    event.messageId(),
                    Direction.INBOUND,
                    event.content(),
                    Progress.RECEIVED,
                    event.sentAt(),
                    token);
        });
    }

    /** What is imported was read long ago, and WhatsApp's own notices were not written by the customer. */
    private static boolean writtenNow(MessageReceived event) {
        boolean imported = event.context() != null && event.context().route() == MessageContext.Route.IMPORT;
        return !imported && event.content().opensServiceWindow();
    }

    private static void extendServiceWindow(InboxRecord row, Instant customerWroteAt) {
        Instant until = ServiceWindow.openedBy(customerWroteAt).until();
        if (row.getServiceWindowUntil() == null || row.getServiceWindowUntil().isBefore(until)) {
            row.setServiceWindowUntil(until);
        }
    }

    @EventHandler
    void on(MessageSentElsewhere event, TrackingToken token) {
        String progress = Progress.write(event.progress());
        change(
                event.conversationId(),
                token,
                row -> append(
                        row, event.messageId(), Direction.OUTBOUND, event.content(), progress, event.sentAt(), token));
    }

    @EventHandler
    void on(MessageFilledIn event, TrackingToken token) {
        changeLast(event, token, row -> preview(row, event.content()));
    }

    @EventHandler
    void on(MessageEdited event, TrackingToken token) {
        String edit = event.editedAt() + " " + event.wamid();
        changeLast(event, token, row -> {
            if (row.getLastEdit() == null || row.getLastEdit().compareTo(edit) < 0) {
                row.setLastEdit(edit);
                row.setLastPreview(Shown.preview(Contents.preview(event.content()), PREVIEW_LENGTH));
            }
        });
    }

    @EventHandler
    void on(MessageRevoked event, TrackingToken token) {
        changeLast(event, token, row -> {
            row.setLastEdit(AFTER_ALL_EDITS);
            row.setLastPreview(REVOKED_PREVIEW);
        });
    }

    @EventHandler
    void on(MessageQueued event, TrackingToken token) {
        if (event.content() instanceof MessageContent.Reaction) {
            return;
        }
        String queued = Progress.write(DeliveryProgress.QUEUED);
        change(
                event.conversationId(),
                token,
                row -> append(row, event.messageId(), Direction.OUTBOUND, event.content(), queued, event.at(), token));
    }

    @EventHandler
    void on(MessageRequeued event, TrackingToken token) {
        changeLast(event, token, row -> row.setLastStatus(Progress.write(DeliveryProgress.QUEUED)));
    }

    @EventHandler
    void on(MessageUnconfirmed event, TrackingToken token) {
        advance(event, DeliveryProgress.UNCONFIRMED, token);
    }

    @EventHandler
    void on(MessageAccepted event, TrackingToken token) {
        advance(event, DeliveryProgress.ACCEPTED, token);
    }

    @EventHandler
    void on(MessageSent event, TrackingToken token) {
        noteFreeTime(event.conversationId(), event.pricing(), token);
        advance(event, DeliveryProgress.SENT, token);
    }

    @EventHandler
    void on(MessageDelivered event, TrackingToken token) {
        noteFreeTime(event.conversationId(), event.pricing(), token);
        advance(event, DeliveryProgress.DELIVERED, token);
    }

    @EventHandler
    void on(MessageRead event, TrackingToken token) {
        advance(event, DeliveryProgress.READ, token);
    }

    /** Only Meta knows how long it lasts, and says so when we have answered in time. */
    private void noteFreeTime(ConversationId conversation, @Nullable Pricing pricing, TrackingToken token) {
        if (pricing != null && "free_entry_point".equals(pricing.type()) && pricing.freeUntil() != null) {
            change(conversation, token, row -> {
                if (row.getFreeUntil() == null || row.getFreeUntil().isBefore(pricing.freeUntil())) {
                    row.setFreeUntil(pricing.freeUntil());
                }
            });
        }
    }

    @EventHandler
    void on(MessagePlayed event, TrackingToken token) {
        advance(event, DeliveryProgress.PLAYED, token);
    }

    @EventHandler
    void on(MessageFailed event, TrackingToken token) {
        advance(event, DeliveryProgress.FAILED, token);
    }

    @EventHandler
    void on(ConversationRead event, TrackingToken token) {
        change(event.conversationId(), token, row -> row.setUnreadCount(0));
    }

    @EventHandler
    void on(ConversationArchived event, TrackingToken token) {
        change(event.conversationId(), token, row -> row.setArchived(true));
    }

    @EventHandler
    void on(ConversationRestored event, TrackingToken token) {
        change(event.conversationId(), token, row -> {
            row.setArchived(false);
            row.setDeleted(false);
        });
    }

    @EventHandler
    void on(ConversationDeleted event, TrackingToken token) {
        change(event.conversationId(), token, row -> {
            row.setDeleted(true);
            row.setUnreadCount(0);
            row.setMessageCount(0L);
            row.setLastMessageId(null);
            row.setLastMessageAt(null);
            row.setLastMessageArrival(null);
        });
    }

    @EventHandler
    void on(MessageHidden event, TrackingToken token) {
        change(event.conversationId(), token, row -> {
            row.setMessageCount(row.getMessageCount() - 1);
            if (event.messageId().value().equals(row.getLastMessageId())) {
                row.setLastEdit(AFTER_ALL_EDITS);
                row.setLastPreview(HIDDEN_PREVIEW);
            }
        });
    }

    private void change(ConversationId conversation, TrackingToken token, Consumer<InboxRecord> change) {
        rows.change(conversation.value(), row -> {
            change.accept(row);
            row.setVersion(position(token));
        });
        live.announce(Kind.CONVERSATION_CHANGED, conversation, null);
    }

    private void advance(MessageEvent event, DeliveryProgress progress, TrackingToken token) {
        changeLast(event, token, row -> row.setLastStatus(Progress.after(row.getLastStatus(), progress)));
    }

    private void changeLast(MessageEvent event, TrackingToken token, Consumer<InboxRecord> change) {
        change(event.conversationId(), token, row -> {
            if (event.messageId().value().equals(row.getLastMessageId())) {
                change.accept(row);
            }
        });
    }

    private static void append(
            InboxRecord row,
            MessageId message,
            Direction direction,
            MessageContent content,
            String status,
            Instant sentAt,
            TrackingToken token) {
        row.setMessageCount(row.getMessageCount() + 1);
        if (row.getLastMessageAt() != null && sentAt.isBefore(row.getLastMessageAt())) {
            return;
        }
        row.setLastMessageId(message.value());
        row.setLastMessageAt(sentAt);
        row.setLastMessageArrival(position(token));
        row.setLastDirection(direction.name().toLowerCase(Locale.ROOT));
        preview(row, content);
        row.setLastEdit(null);
        row.setLastStatus(status);
        row.setLastAt(sentAt);
    }

    private static void preview(InboxRecord row, MessageContent content) {
        row.setLastType(Contents.type(content));
        row.setLastPreview(Shown.preview(Contents.preview(content), PREVIEW_LENGTH));
    }

    private static void name(InboxRecord row, Contact contact) {
        row.setContactId(contact.id().value());
        row.setPhone(contact.phone() == null ? null : contact.phone().digits());
        row.setUserId(
                contact.userId() == null ? null : Shown.text(contact.userId().value()));
        row.setUsername(
                contact.username() == null
                        ? null
                        : Shown.text(contact.username().value()));
        row.setDisplayName(
                contact.name() == null ? null : Shown.text(contact.name().value()));
        row.setGroupId(
                contact.group() == null ? null : Shown.text(contact.group().value()));
        index(row);
    }

    private static void index(InboxRecord row) {
        row.setSearchText(
                Shown.folded(Stream.of(row.getSavedName(), row.getDisplayName(), row.getUsername(), row.getPhone())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" "))));
    }

    private static long position(TrackingToken token) {
        return token.position().orElseThrow();
    }

    private Map<UUID, InboxRecord> read(Set<UUID> conversations) {
        return database.selectFrom(INBOX)
                .where(INBOX.CONVERSATION_ID.in(conversations))
                .forUpdate()
                .fetchMap(INBOX.CONVERSATION_ID);
    }

    private void write(Collection<InboxRecord> changed) {
        for (boolean archived : new boolean[] {false, true}) {
            long more = changed.stream()
                    .mapToLong(row -> listedIn(archived, row.getArchived(), row.getDeleted())
                            - listedIn(archived, row.original(INBOX.ARCHIVED), row.original(INBOX.DELETED)))
                    .sum();
            if (more != 0) {
                database.update(INBOX_TOTAL)
                        .set(INBOX_TOTAL.CONVERSATIONS, INBOX_TOTAL.CONVERSATIONS.plus(more))
                        .where(INBOX_TOTAL.ARCHIVED.eq(archived))
                        .execute();
            }
        }
        database.insertInto(INBOX)
                .columns(INBOX.fields())
                .valuesOfRecords(changed)
                .onConflict(INBOX.CONVERSATION_ID)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    /** 1 if a row in this state is in that list, else 0; a row that was not there before has no state. */
    private static int listedIn(boolean list, @Nullable Boolean archived, @Nullable Boolean deleted) {
        return Boolean.FALSE.equals(deleted) && Boolean.valueOf(list).equals(archived) ? 1 : 0;
    }

    @QueryHandler
    Inbox answer(Inbox.Query query) {
        Condition listed = listed(query);
        long total = total(query, listed);
        var select = database.selectFrom(INBOX).where(listed);
        if (query.after() != null) {
            select = select.and(row(INBOX.LAST_AT, INBOX.CONVERSATION_ID)
                    .lessThan(query.after().lastAt(), query.after().id().value()));
        }
        int skipped = query.after() == null ? (query.page() - 1) * query.size() : 0;
        List<InboxRecord> found = select.orderBy(INBOX.LAST_AT.desc(), INBOX.CONVERSATION_ID.desc())
                .limit(query.size() + 1)
                .offset(skipped)
                .fetch();
        List<Inbox.Row> page =
                found.stream().limit(query.size()).map(InboxProjection::toRow).toList();
        boolean more = found.size() > query.size();
        return new Inbox(
                page,
                total,
                more ? new Inbox.Cursor(page.getLast().lastAt(), page.getLast().id()) : null);
    }

    private long total(Inbox.Query query, Condition listed) {
        boolean whole = query.filter() == Inbox.Filter.ALL
                && (query.search() == null || query.search().isBlank());
        return whole
                ? database.select(INBOX_TOTAL.CONVERSATIONS)
                        .from(INBOX_TOTAL)
                        .where(INBOX_TOTAL.ARCHIVED.eq(query.archived()))
                        .fetchSingle(INBOX_TOTAL.CONVERSATIONS)
                : database.fetchCount(INBOX, listed);
    }

    @QueryHandler
    Optional<Inbox.Row> answer(Inbox.One query) {
        return database.selectFrom(INBOX)
                .where(INBOX.CONVERSATION_ID.eq(query.conversationId().value()))
                .and(INBOX.DELETED.isFalse())
                .fetchOptional(InboxProjection::toRow);
    }

    @QueryHandler
    List<Inbox.Row> answer(Inbox.Several query) {
        return database.selectFrom(INBOX)
                .where(INBOX.CONVERSATION_ID.in(query.conversationIds().stream()
                        .map(ConversationId::value)
                        .toList()))
                .and(INBOX.DELETED.isFalse())
                .fetch(InboxProjection::toRow);
    }

    private Condition listed(Inbox.Query query) {
        Condition listed = INBOX.DELETED.isFalse().and(INBOX.ARCHIVED.eq(query.archived()));
        if (query.search() != null && !query.search().isBlank()) {
            listed = listed.and(matches(query.search().strip()));
        }
        return switch (query.filter()) {
            case ALL -> listed;
            case UNREAD -> listed.and(INBOX.UNREAD_COUNT.gt(val(0)));
            case MINE -> listed.and(INBOX.ASSIGNED_TO.eq(query.viewer().value()));
            case UNASSIGNED -> listed.and(INBOX.ASSIGNED_TO.isNull());
        };
    }

    /** A part of what is shown, or of the number however it is typed, or the beginnings of words of one message. */
    private Condition matches(String search) {
        String folded = Shown.folded(search);
        Condition matches = INBOX.SEARCH_TEXT.contains(folded);
        if (TYPED_NUMBER.matcher(search).matches()) {
            matches = matches.or(INBOX.SEARCH_TEXT.contains(search.replaceAll("[^0-9]", "")));
        }
        return matches.or(INBOX.CONVERSATION_ID.in(conversationsThatSay(Shown.words(folded))));
    }

    /** At most {@link #MOST_FOUND}: who finds more than that has to say more. */
    private List<UUID> conversationsThatSay(String words) {
        if (words.lines().noneMatch(word -> word.length() >= SHORTEST_WORD)) {
            return List.of();
        }
        String beginnings = words.lines().map(word -> word + ":*").collect(Collectors.joining(" & "));
        return database.selectDistinct(TRANSCRIPT.CONVERSATION_ID)
                .from(TRANSCRIPT)
                .where("to_tsvector('simple', {0}) @@ to_tsquery('simple', {1})", TRANSCRIPT.WORDS, val(beginnings))
                .and("NOT {0}", TRANSCRIPT.HIDDEN)
                .limit(MOST_FOUND)
                .fetch(TRANSCRIPT.CONVERSATION_ID);
    }

    private static Inbox.Row toRow(InboxRecord row) {
        return new Inbox.Row(
                new ConversationId(row.getConversationId()),
                new PhoneNumberId(row.getPhoneNumberId()),
                new ContactId(row.getContactId()),
                row.getPhone(),
                row.getUserId(),
                row.getUsername(),
                row.getDisplayName(),
                row.getArchived(),
                row.getUnreadCount(),
                row.getLastAt(),
                lastMessage(row),
                row.getServiceWindowUntil(),
                row.getAssignedTo() == null ? null : new AgentId(row.getAssignedTo()),
                row.getCreatedAt(),
                row.getGroupId(),
                new Inbox.Circumstances(
                        row.getSavedName(),
                        row.getMarketingStopped(),
                        row.getPersonNeeded(),
                        row.getByAssistant(),
                        row.getFreeUntil()),
                row.getVersion());
    }

    private static Inbox.@Nullable LastMessage lastMessage(InboxRecord row) {
        if (row.getLastMessageId() == null) {
            return null;
        }
        return new Inbox.LastMessage(
                new MessageId(row.getLastMessageId()),
                Direction.valueOf(row.getLastDirection().toUpperCase(Locale.ROOT)),
                row.getLastType(),
                row.getLastPreview(),
                Progress.word(row.getLastStatus()),
                AFTER_ALL_EDITS.equals(row.getLastEdit()));
    }

    @ResetHandler
    void reset() {
        database.truncate(INBOX).execute();
        database.update(INBOX_TOTAL).set(INBOX_TOTAL.CONVERSATIONS, 0L).execute();
    }
}
