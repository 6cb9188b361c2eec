package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.jooq.Tables.AGENT_ACCOUNT;
import static com.chatsphere.persistence.jooq.Tables.INBOX;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_OF_MESSAGE;
import static com.chatsphere.persistence.jooq.Tables.OWN_REACTION;
import static com.chatsphere.persistence.jooq.Tables.TRANSCRIPT;
import static org.jooq.impl.DSL.row;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.live.Change.Kind;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.call.CallEvent.CallReported;
import com.chatsphere.domain.call.CallProgress;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationDeleted;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageEvent;
import com.chatsphere.domain.message.MessageEvent.EarlierAttemptFailed;
import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageEdited;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessageFilledIn;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessagePlayed;
import com.chatsphere.domain.message.MessageEvent.MessagePostponed;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageReactedTo;
import com.chatsphere.domain.message.MessageEvent.MessageRead;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageEvent.MessageRevoked;
import com.chatsphere.domain.message.MessageEvent.MessageSent;
import com.chatsphere.domain.message.MessageEvent.MessageSentElsewhere;
import com.chatsphere.domain.message.MessageEvent.MessageUnconfirmed;
import com.chatsphere.domain.message.MessageEvent.ParticipantReached;
import com.chatsphere.domain.message.MessageEvent.ReactionWithdrawn;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.eventstore.Rows;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.TranscriptRecord;
import com.chatsphere.persistence.live.LiveLog;
import com.chatsphere.persistence.media.Attachments;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Row2;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The thread: one row a message, with how far it has come. */
@Component
@ProcessingGroup("transcript")
class TranscriptProjection {
    private static final JsonMapper JSON = EventJson.mapper();

    private final DSLContext database;
    private final LiveLog live;
    private final Quotes quotes;
    private final Rows<UUID, TranscriptRecord> rows;

    TranscriptProjection(DSLContext database, LiveLog live) {
        this.database = database;
        this.live = live;
        this.quotes = new Quotes(database);
        this.rows = new Rows<>(database, this::read, this::write);
    }

    @EventHandler
    void on(MessageReceived event, TrackingToken token) {
        TranscriptRecord row = begin(event, Direction.INBOUND, event.content(), event.replyTo(), token);
        row.setWamid(Shown.text(event.wamid().value()));
        row.setStatus(Progress.RECEIVED);
        row.setForwarded(event.forwarded());
        row.setSentAt(event.sentAt());
        row.setCreatedAt(event.at());
        row.setContext(write(event.context()));
        rows.add(row.getMessageId(), row);
        announce(Kind.MESSAGE_INCOMING, event, event.context());
    }

    @EventHandler
    void on(MessageSentElsewhere event, TrackingToken token) {
        TranscriptRecord row = begin(event, Direction.OUTBOUND, event.content(), event.replyTo(), token);
        row.setWamid(Shown.text(event.wamid().value()));
        row.setStatus(Progress.write(event.progress()));
        row.setForwarded(event.forwarded());
        row.setElsewhere(true);
        row.setSentAt(event.sentAt());
        row.setCreatedAt(event.at());
        row.setContext(write(event.context()));
        rows.add(row.getMessageId(), row);
        announce(Kind.MESSAGE_OUTGOING, event, event.context());
    }

    @EventHandler
    void on(CallReported event, TrackingToken token) {
        MessageId entry = new MessageId(event.callId().value());
        if (event.first()) {
            rows.add(entry.value(), begin(event, entry, token));
        } else {
            rows.change(entry.value(), row -> {
                MessageContent.Call before = (MessageContent.Call) Contents.read(row.getContent());
                describe(row, call(before, event));
                row.setVersion(position(token));
                if (event.reportedAt().isBefore(row.getSentAt())) {
                    row.setSentAt(event.reportedAt());
                }
            });
        }
        live.announce(event.first() ? Kind.MESSAGE_INCOMING : Kind.MESSAGE_STATUS, event.conversationId(), entry);
    }

    private static TranscriptRecord begin(CallReported event, MessageId entry, TrackingToken token) {
        TranscriptRecord row = begin(entry, event.conversationId(), token);
        describe(row, call(new MessageContent.Call(false, CallProgress.NOTHING_REPORTED), event));
        row.setSentAt(event.reportedAt());
        row.setCreatedAt(event.at());
        return row;
    }

    private static TranscriptRecord begin(MessageId entry, ConversationId conversation, TrackingToken token) {
        TranscriptRecord row = new TranscriptRecord();
        row.setMessageId(entry.value());
        row.setConversationId(conversation.value());
        row.setForwarded(false);
        row.setHidden(false);
        row.setElsewhere(false);
        row.setArrival(position(token));
        row.setVersion(position(token));
        return row;
    }

    private static MessageContent.Call call(MessageContent.Call before, CallReported event) {
        return new MessageContent.Call(
                before.byCustomer() || event.byCustomer(), before.progress().after(event.stage(), event.seconds()));
    }

    private static void describe(TranscriptRecord row, MessageContent.Call call) {
        row.setDirection((call.byCustomer() ? Direction.INBOUND : Direction.OUTBOUND)
                .name()
                .toLowerCase(Locale.ROOT));
        row.setStatus(call.byCustomer() ? Progress.RECEIVED : Progress.write(DeliveryProgress.SENT));
        row.setType(Contents.type(call));
        row.setContent(Contents.write(call));
        row.setWords(Contents.words(call));
    }

    /** What is imported is old: nobody needs to hear of it as if it had just happened. */
    private void announce(Kind kind, MessageEvent event, @Nullable MessageContext context) {
        boolean imported = context != null && context.route() == MessageContext.Route.IMPORT;
        live.announce(imported ? Kind.MESSAGE_STATUS : kind, event.conversationId(), event.messageId());
    }

    @EventHandler
    void on(MessageFilledIn event, TrackingToken token) {
        change(event, token, row -> Aftermath.fillIn(row, event.content()));
    }

    @EventHandler
    void on(MessageEdited event, TrackingToken token) {
        change(event, token, row -> Aftermath.edit(row, event));
    }

    @EventHandler
    void on(MessageRevoked event, TrackingToken token) {
        change(event, token, row -> Aftermath.revoke(row, event.revokedAt()));
    }

    @EventHandler
    void on(MessageReactedTo event, TrackingToken token) {
        change(event, token, row -> Aftermath.react(row, event));
    }

    @EventHandler
    void on(ReactionWithdrawn event, TrackingToken token) {
        change(event, token, row -> Aftermath.withdrawReaction(row, event.by()));
    }

    @EventHandler
    void on(ParticipantReached event, TrackingToken token) {
        change(event, token, row -> Aftermath.reach(row, event));
    }

    @EventHandler
    void on(MessageQueued event, TrackingToken token) {
        TranscriptRecord row = begin(event, Direction.OUTBOUND, event.content(), event.replyTo(), token);
        row.setHidden(event.content() instanceof MessageContent.Reaction);
        row.setStatus(Progress.write(DeliveryProgress.QUEUED));
        row.setSentBy(event.by().value());
        row.setSentAt(event.at());
        row.setCreatedAt(event.at());
        rows.add(row.getMessageId(), row);
        if (event.content() instanceof MessageContent.Reaction reaction) {
            database.insertInto(OWN_REACTION)
                    .set(OWN_REACTION.MESSAGE_ID, event.messageId().value())
                    .set(OWN_REACTION.TARGET_MESSAGE_ID, reaction.to().value())
                    .onConflictDoNothing()
                    .execute();
            changeTarget(
                    event,
                    reaction.to(),
                    token,
                    target -> Aftermath.react(target, event.messageId(), reaction.emoji(), event.at()));
        } else {
            live.announce(Kind.MESSAGE_OUTGOING, event.conversationId(), event.messageId());
        }
    }

    private void changeTarget(
            MessageEvent event, MessageId target, TrackingToken token, Consumer<TranscriptRecord> change) {
        rows.changeIfPresent(target.value(), row -> {
            change.accept(row);
            row.setVersion(position(token));
        });
        live.announce(Kind.MESSAGE_STATUS, event.conversationId(), target);
    }

    private static TranscriptRecord begin(
            MessageEvent event,
            Direction direction,
            MessageContent content,
            @Nullable Wamid replyTo,
            TrackingToken token) {
        TranscriptRecord row = begin(event.messageId(), event.conversationId(), token);
        row.setDirection(direction.name().toLowerCase(Locale.ROOT));
        row.setType(Contents.type(content));
        row.setContent(Contents.write(content));
        row.setWords(Contents.words(content));
        row.setReplyTo(replyTo == null ? null : Shown.text(replyTo.value()));
        return row;
    }

    @EventHandler
    void on(MessagePostponed event, TrackingToken token) {
        change(event, token, row -> Aftermath.delay(row, event.error()));
    }

    /** This attempt is what the message is called from now on. */
    @EventHandler
    void on(MessageAccepted event, TrackingToken token) {
        change(event, token, row -> {
            reach(row, DeliveryProgress.ACCEPTED);
            row.setWamid(Shown.text(event.wamid().value()));
        });
    }

    @EventHandler
    void on(MessageUnconfirmed event, TrackingToken token) {
        advance(event, DeliveryProgress.UNCONFIRMED, null, token);
    }

    @EventHandler
    void on(MessageSent event, TrackingToken token) {
        advance(event, DeliveryProgress.SENT, event.wamid(), token);
    }

    @EventHandler
    void on(MessageDelivered event, TrackingToken token) {
        advance(event, DeliveryProgress.DELIVERED, event.wamid(), token);
    }

    @EventHandler
    void on(MessageRead event, TrackingToken token) {
        advance(event, DeliveryProgress.READ, event.wamid(), token);
    }

    @EventHandler
    void on(MessagePlayed event, TrackingToken token) {
        advance(event, DeliveryProgress.PLAYED, event.wamid(), token);
    }

    @EventHandler
    void on(MessageFailed event, TrackingToken token) {
        change(event, token, row -> {
            reach(row, DeliveryProgress.FAILED);
            row.setErrorCode(event.error().code());
            row.setErrorTitle(Shown.text(event.error().title()));
            String details = event.error().details();
            row.setErrorDetails(details == null ? null : Shown.text(details));
        });
        database.select(OWN_REACTION.TARGET_MESSAGE_ID)
                .from(OWN_REACTION)
                .where(OWN_REACTION.MESSAGE_ID.eq(event.messageId().value()))
                .fetchOptional(OWN_REACTION.TARGET_MESSAGE_ID)
                .ifPresent(target -> changeTarget(
                        event,
                        new MessageId(target),
                        token,
                        row -> Aftermath.refuseReaction(row, event.messageId(), event.error())));
    }

    @EventHandler
    void on(EarlierAttemptFailed event, TrackingToken token) {
        change(event, token, row -> Aftermath.reachEarlier(row, event.wamid(), DeliveryProgress.FAILED, event.error()));
    }

    @EventHandler
    void on(MessageRequeued event, TrackingToken token) {
        change(event, token, row -> {
            Aftermath.beginAnew(row, event);
            Aftermath.delay(row, null);
            row.setStatus(Progress.write(DeliveryProgress.QUEUED));
            row.setErrorCode(null);
            row.setErrorTitle(null);
            row.setErrorDetails(null);
        });
    }

    @EventHandler
    void on(MessageHidden event, TrackingToken token) {
        rows.change(event.messageId().value(), row -> {
            row.setHidden(true);
            row.setVersion(position(token));
        });
        live.announce(Kind.MESSAGE_DELETED, event.conversationId(), event.messageId());
    }

    @EventHandler
    void on(ConversationDeleted event) {
        rows.writeNow();
        database.update(TRANSCRIPT)
                .set(TRANSCRIPT.HIDDEN, true)
                .where(TRANSCRIPT.CONVERSATION_ID.eq(event.conversationId().value()))
                .and(TRANSCRIPT.HIDDEN.isFalse())
                .execute();
    }

    private void advance(MessageEvent event, DeliveryProgress progress, @Nullable Wamid wamid, TrackingToken token) {
        change(event, token, row -> {
            reach(row, progress);
            boolean isEarlier = wamid != null && Aftermath.reachEarlier(row, wamid, progress, null);
            if (wamid != null && !isEarlier) {
                row.setWamid(Shown.text(wamid.value()));
            }
        });
    }

    private static void reach(TranscriptRecord row, DeliveryProgress progress) {
        row.setStatus(Progress.after(row.getStatus(), progress));
        Aftermath.delay(row, null);
    }

    private void change(MessageEvent event, TrackingToken token, Consumer<TranscriptRecord> change) {
        rows.change(event.messageId().value(), row -> {
            change.accept(row);
            row.setVersion(position(token));
        });
        live.announce(Kind.MESSAGE_STATUS, event.conversationId(), event.messageId());
    }

    private static long position(TrackingToken token) {
        return token.position().orElseThrow();
    }

    private Map<UUID, TranscriptRecord> read(Set<UUID> messages) {
        return database.selectFrom(TRANSCRIPT)
                .where(TRANSCRIPT.MESSAGE_ID.in(messages))
                .forUpdate()
                .fetchMap(TRANSCRIPT.MESSAGE_ID);
    }

    private void write(Collection<TranscriptRecord> changed) {
        quotes.lookUp(changed);
        database.insertInto(TRANSCRIPT)
                .columns(TRANSCRIPT.fields())
                .valuesOfRecords(changed)
                .onConflict(TRANSCRIPT.MESSAGE_ID)
                .doUpdate()
                .setAllToExcluded()
                .execute();
        changed.stream()
                .filter(row -> row.getHidden() && row.getWamid() != null && row.touched(TRANSCRIPT.HIDDEN))
                .forEach(row -> quotes.forget(row.getWamid(), row.getConversationId()));
        quotes.handOut(
                changed,
                reply -> live.announce(
                        Kind.MESSAGE_STATUS,
                        new ConversationId(reply.getConversationId()),
                        new MessageId(reply.getMessageId())));
    }

    @QueryHandler
    Transcript answer(Transcript.Query query) {
        UUID conversation = query.conversationId().value();
        Page page = query.before() == null
                ? older(shownIn(conversation), (query.page() - 1) * query.size(), query.size())
                : older(
                        shownIn(conversation)
                                .and(place().lessThan(
                                                query.before().sentAt(),
                                                query.before().arrival())),
                        0,
                        query.size());
        boolean newest = query.before() == null && query.page() == 1;
        return new Transcript(
                page.entries(),
                total(conversation),
                page.more() ? page.entries().getFirst().place() : null,
                newest || page.entries().isEmpty()
                        ? null
                        : page.entries().getLast().place());
    }

    @QueryHandler
    Transcript answer(Transcript.After query) {
        UUID conversation = query.conversationId().value();
        Page page = newer(
                shownIn(conversation)
                        .and(place().greaterThan(
                                        query.after().sentAt(), query.after().arrival())),
                query.size());
        return new Transcript(
                page.entries(),
                total(conversation),
                page.entries().isEmpty() ? null : page.entries().getFirst().place(),
                page.more() ? page.entries().getLast().place() : null);
    }

    @QueryHandler
    Optional<Transcript> answer(Transcript.Around query) {
        UUID conversation = query.conversationId().value();
        return answer(new Transcript.One(query.messageId()))
                .filter(found -> found.conversationId().equals(query.conversationId()))
                .map(found -> {
                    Transcript.Cursor at = found.place();
                    Page older = older(
                            shownIn(conversation).and(place().lessThan(at.sentAt(), at.arrival())), 0, query.size());
                    Page newer = newer(
                            shownIn(conversation).and(place().greaterThan(at.sentAt(), at.arrival())), query.size());
                    List<Transcript.Entry> all = Stream.of(older.entries(), List.of(found), newer.entries())
                            .flatMap(List::stream)
                            .toList();
                    return new Transcript(
                            all,
                            total(conversation),
                            older.more() ? all.getFirst().place() : null,
                            newer.more() ? all.getLast().place() : null);
                });
    }

    private static Condition shownIn(UUID conversation) {
        return TRANSCRIPT.CONVERSATION_ID.eq(conversation).and(TRANSCRIPT.HIDDEN.isFalse());
    }

    private static Row2<Instant, Long> place() {
        return row(TRANSCRIPT.SENT_AT, TRANSCRIPT.ARRIVAL);
    }

    /** Messages in the order of the thread, and whether there are more in the direction that was asked for. */
    private record Page(List<Transcript.Entry> entries, boolean more) {
        static Page of(List<Transcript.Entry> found, int size) {
            return new Page(found.stream().limit(size).toList(), found.size() > size);
        }
    }

    private Page older(Condition which, int skipped, int size) {
        Page newestFirst = Page.of(
                entries()
                        .where(which)
                        .orderBy(TRANSCRIPT.SENT_AT.desc(), TRANSCRIPT.ARRIVAL.desc())
                        .limit(size + 1)
                        .offset(skipped)
                        .fetch(TranscriptProjection::toEntry),
                size);
        return new Page(newestFirst.entries().reversed(), newestFirst.more());
    }

    private Page newer(Condition which, int size) {
        return Page.of(
                entries()
                        .where(which)
                        .orderBy(TRANSCRIPT.SENT_AT, TRANSCRIPT.ARRIVAL)
                        .limit(size + 1)
                        .fetch(TranscriptProjection::toEntry),
                size);
    }

    private long total(UUID conversation) {
        return database.select(INBOX.MESSAGE_COUNT)
                .from(INBOX)
                .where(INBOX.CONVERSATION_ID.eq(conversation))
                .fetchOptional(INBOX.MESSAGE_COUNT)
                .orElse(0L);
    }

    @QueryHandler
    Optional<Transcript.Entry> answer(Transcript.One query) {
        return entries()
                .where(TRANSCRIPT.MESSAGE_ID.eq(query.messageId().value()))
                .and(TRANSCRIPT.HIDDEN.isFalse())
                .fetchOptional(TranscriptProjection::toEntry);
    }

    @QueryHandler
    List<Transcript.Entry> answer(Transcript.Several query) {
        return entries()
                .where(TRANSCRIPT.MESSAGE_ID.in(
                        query.messageIds().stream().map(MessageId::value).toList()))
                .and(TRANSCRIPT.HIDDEN.isFalse())
                .fetch(TranscriptProjection::toEntry);
    }

    private SelectOnConditionStep<Record> entries() {
        return database.select(TRANSCRIPT.fields())
                .select(AGENT_ACCOUNT.USERNAME)
                .select(MEDIA_FILE.fields())
                .from(TRANSCRIPT)
                .leftJoin(AGENT_ACCOUNT)
                .on(AGENT_ACCOUNT.AGENT_ID.eq(TRANSCRIPT.SENT_BY))
                .leftJoin(MEDIA_OF_MESSAGE)
                .on(MEDIA_OF_MESSAGE.MESSAGE_ID.eq(TRANSCRIPT.MESSAGE_ID))
                .leftJoin(MEDIA_FILE)
                .on(MEDIA_FILE.FILE_ID.eq(MEDIA_OF_MESSAGE.FILE_ID));
    }

    private static Transcript.Entry toEntry(Record joined) {
        TranscriptRecord row = joined.into(TRANSCRIPT);
        return new Transcript.Entry(
                new MessageId(row.getMessageId()),
                new ConversationId(row.getConversationId()),
                Direction.valueOf(row.getDirection().toUpperCase(Locale.ROOT)),
                Contents.read(row.getContent()),
                row.getType(),
                row.getWamid(),
                Progress.word(row.getStatus()),
                row.getSentAt(),
                row.getCreatedAt(),
                Quotes.of(row),
                row.getSentBy() == null ? null : new AgentId(row.getSentBy()),
                joined.get(AGENT_ACCOUNT.USERNAME),
                row.getForwarded(),
                Aftermath.error(row),
                row.getElsewhere(),
                Attachments.of(joined),
                row.getContext() == null
                        ? MessageContext.ORDINARY
                        : JSON.readValue(row.getContext(), MessageContext.class),
                Aftermath.of(row),
                row.getArrival(),
                row.getVersion());
    }

    private static @Nullable String write(@Nullable MessageContext context) {
        return context == null ? null : JSON.writeValueAsString(context);
    }

    @ResetHandler
    void reset() {
        database.truncate(TRANSCRIPT).execute();
        database.truncate(OWN_REACTION).execute();
    }
}
