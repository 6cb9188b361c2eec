package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.jooq.Tables.DOMAIN_EVENT;
import static com.chatsphere.persistence.jooq.Tables.MESSAGE_NAME;
import static com.chatsphere.persistence.jooq.Tables.OUTBOX;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.message.FaultPoint;
import com.chatsphere.application.message.Faults;
import com.chatsphere.application.message.Outbox;
import com.chatsphere.application.message.WhatsApp.Parcel;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.GroupId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.jooq.tables.records.OutboxRecord;
import com.chatsphere.persistence.live.Signals;
import com.chatsphere.persistence.media.FilesAhead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.types.DayToSecond;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is still to be sent, as rows; every time is the database's. */
@Component
class JooqOutbox implements Outbox {
    private static final JsonMapper JSON = EventJson.mapper();
    private static final String CHANNEL = "chatsphere_outbox";
    private static final String DUE = "due";
    private static final String IN_FLIGHT = "in_flight";
    private static final String HELD = "held";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final com.chatsphere.persistence.jooq.tables.Outbox OTHER = OUTBOX.as("other");

    private final DSLContext database;
    private final Signals signals;
    private final Faults faults;

    JooqOutbox(DSLContext database, Signals signals, Faults faults) {
        this.database = database;
        this.signals = signals;
        this.faults = faults;
    }

    @Override
    public void add(MessageQueued message) {
        new FilesAhead(database).expect(message);
        insert(message, 0);
    }

    @Override
    public void addAgain(MessageRequeued message) {
        database.deleteFrom(OUTBOX)
                .where(OUTBOX.MESSAGE_ID.eq(message.messageId().value()))
                .execute();
        MessageQueued first = firstFact(message.messageId());
        new FilesAhead(database).expectAnew(first);
        insert(first, message.attempts());
    }

    private MessageQueued firstFact(MessageId message) {
        byte[] payload = database.select(DOMAIN_EVENT.PAYLOAD)
                .from(DOMAIN_EVENT)
                .where(DOMAIN_EVENT.AGGREGATE_IDENTIFIER.eq(message.toString()))
                .and(DOMAIN_EVENT.SEQUENCE_NUMBER.eq(0L))
                .fetchSingle(DOMAIN_EVENT.PAYLOAD);
        return JSON.readValue(payload, MessageQueued.class);
    }

    /** A message queued twice at the same moment is here once; the store of the facts tells the later one so. */
    private void insert(MessageQueued message, int attempts) {
        PhoneNumber phone = message.to().phone();
        BusinessScopedUserId userId = message.to().userId();
        GroupId group = message.to().group();
        Wamid replyTo = message.replyTo();
        database.insertInto(OUTBOX)
                .set(OUTBOX.MESSAGE_ID, message.messageId().value())
                .set(OUTBOX.CONVERSATION_ID, message.conversationId().value())
                .set(OUTBOX.PHONE_NUMBER_ID, message.number().value())
                .set(OUTBOX.PHONE, phone == null ? null : phone.digits())
                .set(OUTBOX.USER_ID, userId == null ? null : userId.value())
                .set(OUTBOX.GROUP_ID, group == null ? null : group.value())
                .set(OUTBOX.CONTENT, Contents.write(message.content()))
                .set(OUTBOX.REPLY_TO, replyTo == null ? null : replyTo.value())
                .set(OUTBOX.ATTEMPT, attempts)
                .set(
                        OUTBOX.FILE_ID,
                        FilesAhead.fileOf(message.content()).map(FileId::value).orElse(null))
                .onConflictDoNothing()
                .execute();
        new SendingPace(database).know(message.number());
        tellSender();
    }

    @Override
    public void settle(MessageId message, Wamid wamid) {
        database.deleteFrom(OUTBOX)
                .where(OUTBOX.MESSAGE_ID.eq(message.value()))
                .returning(OUTBOX.PHONE_NUMBER_ID)
                .fetchOptional(OUTBOX.PHONE_NUMBER_ID)
                .ifPresent(number -> {
                    database.insertInto(MESSAGE_NAME)
                            .set(MESSAGE_NAME.PHONE_NUMBER_ID, number)
                            .set(MESSAGE_NAME.WAMID, wamid.value())
                            .set(MESSAGE_NAME.MESSAGE_ID, message.value())
                            .onConflictDoNothing()
                            .execute();
                    tellSender();
                });
    }

    @Override
    public void hold(MessageId message) {
        database.update(OUTBOX)
                .set(OUTBOX.STATE, HELD)
                .setNull(OUTBOX.LEASE_UNTIL)
                .where(OUTBOX.MESSAGE_ID.eq(message.value()))
                .execute();
        tellSender();
    }

    @Override
    public Round claim(int most, Duration lease) {
        Round round = database.transactionResult(transaction -> {
            DSLContext dsl = transaction.dsl();
            SendingPace pace = new SendingPace(dsl);
            List<Claim> claims = new ArrayList<>();
            Duration next = LONGEST_WAIT;
            for (SendingPace.Allowance allowance : pace.allowances()) {
                int allowed = Math.min(allowance.messages(), most - claims.size());
                if (allowed == 0) {
                    next = shorter(next, allowance.restFor());
                    continue;
                }
                List<OutboxRecord> heads =
                        heads(dsl, allowance.number(), allowed).fetch();
                List<UUID> paced = pace.paced(heads);
                pace.spend(allowance, paced.size());
                claims.addAll(takeLeases(dsl, paced, lease, allowance));
                next = heads.size() < allowed ? next : Duration.ZERO;
            }
            if (!claims.isEmpty()) {
                faults.at(FaultPoint.CLAIMED_NOT_COMMITTED);
            }
            return new Round(claims, next);
        });
        if (!round.claims().isEmpty()) {
            faults.at(FaultPoint.CLAIMED);
        }
        return round;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The first message of each conversation, where nothing of it is in flight and Meta has the file it shows. */
    static ResultQuery<OutboxRecord> heads(DSLContext transaction, String number, int most) {
        return transaction
                .selectFrom(OUTBOX)
                .where(OUTBOX.PHONE_NUMBER_ID.eq(number))
                .and(OUTBOX.STATE.eq(DUE))
                .and(OUTBOX.DUE_AT.le(now()))
                .and(FilesAhead.isThere())
                .and(notExists(selectOne()
                        .from(OTHER)
                        .where(OTHER.CONVERSATION_ID.eq(OUTBOX.CONVERSATION_ID))
                        .and(OTHER.STATE.eq(IN_FLIGHT).or(OTHER.STATE.eq(DUE).and(OTHER.PLACE.lt(OUTBOX.PLACE))))))
                .orderBy(OUTBOX.PLACE)
                .limit(most)
                .forUpdate()
                .skipLocked();
    }

    private static List<Claim> takeLeases(
            DSLContext transaction, List<UUID> messages, Duration lease, SendingPace.Allowance allowance) {
        if (messages.isEmpty()) {
            return List.of();
        }
        return transaction
                .update(OUTBOX)
                .set(OUTBOX.STATE, IN_FLIGHT)
                .set(OUTBOX.ATTEMPT, OUTBOX.ATTEMPT.plus(1))
                .set(OUTBOX.TRIES, OUTBOX.TRIES.plus(1))
                .set(OUTBOX.LEASE_UNTIL, in(lease))
                .where(OUTBOX.MESSAGE_ID.in(messages))
                .returningResult(withMediaId())
                .fetch(row -> toClaim(
                        row, allowance.troubled(), allowance.turnOf(messages.indexOf(row.get(OUTBOX.MESSAGE_ID)))));
    }

    @Override
    public boolean postpone(Claim claim, Duration delay) {
        return putBack(claim, delay, 0);
    }

    @Override
    public boolean giveBack(Claim claim, Duration delay) {
        return putBack(claim, delay, 1);
    }

    private boolean putBack(Claim claim, Duration delay, int uncounted) {
        return database.update(OUTBOX)
                        .set(OUTBOX.STATE, DUE)
                        .set(OUTBOX.TRIES, OUTBOX.TRIES.minus(uncounted))
                        .set(OUTBOX.DUE_AT, in(delay))
                        .setNull(OUTBOX.LEASE_UNTIL)
                        .where(OUTBOX.MESSAGE_ID.eq(claim.parcel().messageId().value()))
                        .and(OUTBOX.STATE.eq(IN_FLIGHT))
                        .and(OUTBOX.ATTEMPT.eq(claim.parcel().attempt()))
                        .execute()
                == 1;
    }

    @Override
    public boolean waitForFile(Claim claim) {
        Parcel parcel = claim.parcel();
        boolean waits = database.update(OUTBOX)
                        .set(OUTBOX.STATE, DUE)
                        .set(OUTBOX.FILE_FORGOTTEN, true)
                        .set(OUTBOX.DUE_AT, now())
                        .setNull(OUTBOX.LEASE_UNTIL)
                        .where(OUTBOX.MESSAGE_ID.eq(parcel.messageId().value()))
                        .and(OUTBOX.STATE.eq(IN_FLIGHT))
                        .and(OUTBOX.ATTEMPT.eq(parcel.attempt()))
                        .andNot(OUTBOX.FILE_FORGOTTEN)
                        .execute()
                == 1;
        if (waits) {
            FilesAhead.fileOf(parcel.content())
                    .ifPresent(file -> new FilesAhead(database).forget(file, parcel.from(), parcel.handedOver()));
        }
        return waits;
    }

    @Override
    public Optional<Claim> expired(Duration lease) {
        return database.update(OUTBOX)
                .set(OUTBOX.LEASE_UNTIL, in(lease))
                .where(OUTBOX.MESSAGE_ID.eq(database.select(OUTBOX.MESSAGE_ID)
                        .from(OUTBOX)
                        .where(OUTBOX.STATE.eq(IN_FLIGHT))
                        .and(OUTBOX.LEASE_UNTIL.lt(now()))
                        .orderBy(OUTBOX.LEASE_UNTIL)
                        .limit(1)
                        .forUpdate()
                        .skipLocked()))
                .returningResult(withMediaId())
                .fetchOptional(row -> toClaim(row, false, Duration.ZERO));
    }

    @Override
    public void rest(PhoneNumberId number, Duration pause) {
        new SendingPace(database).rest(number, pause);
    }

    @Override
    public void noteOutage(PhoneNumberId number) {
        new SendingPace(database).noteOutage(number);
    }

    @Override
    public void noteAnswer(PhoneNumberId number) {
        new SendingPace(database).noteAnswer(number);
    }

    @Override
    public void wake() {
        new SendingPace(database).wake();
    }

    @Override
    public void forgetIdle() {
        new SendingPace(database).forgetIdle();
    }

    @Override
    public void onDue(Runnable wake) {
        signals.on(CHANNEL, wake);
        signals.on(FilesAhead.TAKEN, wake);
    }

    private void tellSender() {
        database.execute("SELECT pg_notify({0}, '')", val(CHANNEL));
    }

    private static List<Field<?>> withMediaId() {
        List<Field<?>> fields = new ArrayList<>(List.of(OUTBOX.fields()));
        fields.add(FilesAhead.MEDIA_ID);
        return fields;
    }

    private static Claim toClaim(Record claimed, boolean troubled, Duration turnIn) {
        OutboxRecord row = claimed.into(OUTBOX);
        String mediaId = claimed.get(FilesAhead.MEDIA_ID);
        Parcel parcel = new Parcel(
                new MessageId(row.getMessageId()),
                row.getAttempt(),
                new PhoneNumberId(row.getPhoneNumberId()),
                row.getPhone() == null ? null : new PhoneNumber(row.getPhone()),
                row.getUserId() == null ? null : new BusinessScopedUserId(row.getUserId()),
                row.getGroupId() == null ? null : new GroupId(row.getGroupId()),
                Contents.read(row.getContent()),
                row.getReplyTo() == null ? null : new Wamid(row.getReplyTo()),
                mediaId == null ? null : new MediaId(mediaId));
        Duration queuedFor = Duration.between(row.getQueuedAt(), row.getLeaseUntil());
        return new Claim(parcel, row.getTries(), queuedFor, troubled, turnIn);
    }

    static Field<Instant> now() {
        return field("clock_timestamp()", OUTBOX.DUE_AT.getDataType());
    }

    static Field<Instant> in(Duration duration) {
        return field("clock_timestamp() + {0}", OUTBOX.DUE_AT.getDataType(), val(DayToSecond.valueOf(duration)));
    }
}
