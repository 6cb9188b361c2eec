package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.jooq.Tables.AGENT_ACCOUNT;
import static com.chatsphere.persistence.jooq.Tables.INBOX;
import static com.chatsphere.persistence.jooq.Tables.TRANSCRIPT;
import static org.jooq.impl.DSL.row;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.live.Change.Kind;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationDeleted;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageEvent;
import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessagePlayed;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageRead;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageEvent.MessageSent;
import com.chatsphere.domain.message.MessageEvent.MessageUnconfirmed;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.Rows;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.TranscriptRecord;
import com.chatsphere.persistence.live.LiveLog;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The thread: one row a message, with how far it has come. */
@Component
@ProcessingGroup("transcript")
class TranscriptProjection {
    private static final int PREVIEW_LENGTH = 160;
    private static final com.chatsphere.persistence.jooq.tables.Transcript QUOTED = TRANSCRIPT.as("quoted");

    private final DSLContext database;
    private final LiveLog live;
    private final Rows<UUID, TranscriptRecord> rows;

    TranscriptProjection(DSLContext database, LiveLog live) {
        this.database = database;
        this.live = live;
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
        rows.add(row.getMessageId(), row);
        live.announce(Kind.MESSAGE_INCOMING, event.conversationId(), event.messageId());
    }

    @EventHandler
    void on(MessageQueued event, TrackingToken token) {
        TranscriptRecord row = begin(event, Direction.OUTBOUND, event.content(), event.replyTo(), token);
        row.setStatus(Progress.write(DeliveryProgress.QUEUED));
        row.setForwarded(false);
        row.setSentBy(event.by().value());
        row.setSentAt(event.at());
        row.setCreatedAt(event.at());
        rows.add(row.getMessageId(), row);
        live.announce(Kind.MESSAGE_OUTGOING, event.conversationId(), event.messageId());
    }

    private static TranscriptRecord begin(
            MessageEvent event,
            Direction direction,
            MessageContent content,
            @Nullable Wamid replyTo,
            TrackingToken token) {
        TranscriptRecord row = new TranscriptRecord();
        row.setMessageId(event.messageId().value());
        row.setConversationId(event.conversationId().value());
        row.setDirection(direction.name().toLowerCase(Locale.ROOT));
        row.setType(Contents.type(content));
        row.setContent(Contents.write(content));
        row.setWords(Contents.words(content));
        row.setReplyTo(replyTo == null ? null : Shown.text(replyTo.value()));
        row.setHidden(false);
        row.setArrival(position(token));
        row.setVersion(position(token));
        return row;
    }

    @EventHandler
    void on(MessageAccepted event, TrackingToken token) {
        advance(event, DeliveryProgress.ACCEPTED, event.wamid(), token);
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
            row.setStatus(Progress.after(row.getStatus(), DeliveryProgress.FAILED));
            row.setErrorCode(event.error().code());
            row.setErrorTitle(Shown.text(event.error().title()));
            String details = event.error().details();
            row.setErrorDetails(details == null ? null : Shown.text(details));
        });
    }

    @EventHandler
    void on(MessageRequeued event, TrackingToken token) {
        change(event, token, row -> {
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
            row.setStatus(Progress.after(row.getStatus(), progress));
            if (wamid != null) {
                row.setWamid(Shown.text(wamid.value()));
            }
        });
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
        database.insertInto(TRANSCRIPT)
                .columns(TRANSCRIPT.fields())
                .valuesOfRecords(changed)
                .onConflict(TRANSCRIPT.MESSAGE_ID)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    @QueryHandler
    Transcript answer(Transcript.Query query) {
        UUID conversation = query.conversationId().value();
        Condition shown = TRANSCRIPT.CONVERSATION_ID.eq(conversation).and(TRANSCRIPT.HIDDEN.isFalse());
        if (query.before() != null) {
            shown = shown.and(row(TRANSCRIPT.SENT_AT, TRANSCRIPT.ARRIVAL)
                    .lessThan(query.before().sentAt(), query.before().arrival()));
        }
        int skipped = query.before() == null ? (query.page() - 1) * query.size() : 0;
        List<Transcript.Entry> newestFirst = entries()
                .where(shown)
                .orderBy(TRANSCRIPT.SENT_AT.desc(), TRANSCRIPT.ARRIVAL.desc())
                .limit(query.size() + 1)
                .offset(skipped)
                .fetch(TranscriptProjection::toEntry);
        boolean more = newestFirst.size() > query.size();
        List<Transcript.Entry> page =
                newestFirst.stream().limit(query.size()).toList().reversed();
        long total = database.select(INBOX.MESSAGE_COUNT)
                .from(INBOX)
                .where(INBOX.CONVERSATION_ID.eq(conversation))
                .fetchOptional(INBOX.MESSAGE_COUNT)
                .orElse(0L);
        return new Transcript(page, total, more ? page.getFirst().place() : null);
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
                .select(AGENT_ACCOUNT.USERNAME, QUOTED.MESSAGE_ID, QUOTED.CONTENT)
                .from(TRANSCRIPT)
                .leftJoin(AGENT_ACCOUNT)
                .on(AGENT_ACCOUNT.AGENT_ID.eq(TRANSCRIPT.SENT_BY))
                .leftJoin(QUOTED)
                .on(QUOTED.WAMID.eq(TRANSCRIPT.REPLY_TO))
                .and(QUOTED.CONVERSATION_ID.eq(TRANSCRIPT.CONVERSATION_ID))
                .and(QUOTED.HIDDEN.isFalse());
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
                quote(row, joined),
                row.getSentBy() == null ? null : new AgentId(row.getSentBy()),
                joined.get(AGENT_ACCOUNT.USERNAME),
                row.getForwarded(),
                error(row),
                row.getArrival(),
                row.getVersion());
    }

    private static Transcript.@Nullable Quote quote(TranscriptRecord row, Record joined) {
        if (row.getReplyTo() == null) {
            return null;
        }
        UUID quoted = joined.get(QUOTED.MESSAGE_ID);
        return quoted == null
                ? new Transcript.Quote(row.getReplyTo(), null, null)
                : new Transcript.Quote(
                        row.getReplyTo(),
                        new MessageId(quoted),
                        Shown.preview(
                                Contents.preview(Contents.read(Objects.requireNonNull(joined.get(QUOTED.CONTENT)))),
                                PREVIEW_LENGTH));
    }

    private static @Nullable MessageError error(TranscriptRecord row) {
        if (row.getErrorCode() == null || !row.getStatus().equals(Progress.write(DeliveryProgress.FAILED))) {
            return null;
        }
        return new MessageError(row.getErrorCode(), row.getErrorTitle(), row.getErrorDetails());
    }

    @ResetHandler
    void reset() {
        database.truncate(TRANSCRIPT).execute();
    }
}
