package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.jooq.Tables.CONVERSATION_PACE;
import static com.chatsphere.persistence.jooq.Tables.OUTBOX;
import static com.chatsphere.persistence.jooq.Tables.SENDING_PACE;
import static com.chatsphere.persistence.message.JooqOutbox.in;
import static com.chatsphere.persistence.message.JooqOutbox.now;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.persistence.jooq.tables.records.OutboxRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.types.DayToSecond;

/**
 * How fast numbers send and customers are written to, by the generic cell rate algorithm: each message moves the time at
 * which all are paid off, and none is let through while that lies too far ahead. For a number that time is the turn of the
 * next message.
 *
 * <p>WhatsApp lets a number send 80 messages a second unless it has been raised, and one customer be written to every 6
 * seconds, with up to 45 messages in advance.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/throughput">Meta, throughput</a>
 */
final class SendingPace {
    /** How far ahead turns are given out, so that nothing is lost while a busy machine is late with the next round. */
    private static final Duration TURNS_AHEAD = Duration.ofMillis(250);

    private static final Duration CONVERSATION_INTERVAL = Duration.ofSeconds(6);
    private static final Duration CONVERSATION_ADVANCE = CONVERSATION_INTERVAL.multipliedBy(44);
    private static final int OUTAGES_UNTIL_PROBING = 5;
    private static final Duration FIRST_PROBE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(30);

    private final DSLContext database;

    SendingPace(DSLContext database) {
        this.database = database;
    }

    /**
     * What a number may send in the next moments.
     *
     * @param firstTurn when it is the turn of the first one, from now
     * @param restFor until more may be claimed, where none may be now
     * @param troubled whether nobody answered lately
     */
    record Allowance(String number, int perSecond, int messages, Duration firstTurn, Duration restFor, int outages) {
        /** When it is the turn of the message at this place, from 0. */
        Duration turnOf(int place) {
            return firstTurn.plus(cost().multipliedBy(place));
        }

        private Duration cost() {
            return Duration.ofSeconds(1).dividedBy(perSecond);
        }

        boolean troubled() {
            return outages > 0;
        }

        private boolean probing() {
            return outages >= OUTAGES_UNTIL_PROBING;
        }
    }

    void know(PhoneNumberId number) {
        database.insertInto(SENDING_PACE)
                .set(SENDING_PACE.PHONE_NUMBER_ID, number.value())
                .onConflictDoNothing()
                .execute();
    }

    /** Of all numbers with something to send that no other node is looking at. */
    List<Allowance> allowances() {
        Field<Instant> now = now();
        return database.select(SENDING_PACE.fields())
                .select(now.as("now"))
                .from(SENDING_PACE)
                .where(exists(selectOne()
                        .from(OUTBOX)
                        .where(OUTBOX.PHONE_NUMBER_ID.eq(SENDING_PACE.PHONE_NUMBER_ID))
                        .and(OUTBOX.STATE.eq("due"))))
                .forUpdate()
                .skipLocked()
                .fetch(SendingPace::allowance);
    }

    private static Allowance allowance(Record found) {
        Instant now = found.get("now", Instant.class);
        String number = found.get(SENDING_PACE.PHONE_NUMBER_ID);
        int perSecond = found.get(SENDING_PACE.PER_SECOND);
        int outages = found.get(SENDING_PACE.OUTAGES);
        Instant restsUntil = found.get(SENDING_PACE.RESTS_UNTIL);
        if (restsUntil != null && restsUntil.isAfter(now)) {
            return new Allowance(number, perSecond, 0, Duration.ZERO, Duration.between(now, restsUntil), outages);
        }
        Duration firstTurn = ahead(found.get(SENDING_PACE.FREE_AT), now);
        Duration left = TURNS_AHEAD.minus(firstTurn);
        if (left.isNegative()) {
            return new Allowance(number, perSecond, 0, firstTurn, left.negated(), outages);
        }
        int messages =
                1 + (int) (left.toNanos() * perSecond / Duration.ofSeconds(1).toNanos());
        Allowance allowance = new Allowance(number, perSecond, messages, firstTurn, Duration.ZERO, outages);
        return allowance.probing() ? new Allowance(number, perSecond, 1, firstTurn, Duration.ZERO, outages) : allowance;
    }

    private static Duration ahead(Instant freeAt, Instant now) {
        return freeAt.isAfter(now) ? Duration.between(now, freeAt) : Duration.ZERO;
    }

    /** Notes what a number is about to send; while nobody answers, the next one has to wait for longer and longer. */
    void spend(Allowance allowance, int messages) {
        if (messages == 0) {
            return;
        }
        Duration cost = allowance.cost().multipliedBy(messages);
        var update = database.update(SENDING_PACE).set(SENDING_PACE.FREE_AT, later(SENDING_PACE.FREE_AT, cost));
        if (allowance.probing()) {
            update = update.set(SENDING_PACE.RESTS_UNTIL, in(untilProbe(allowance.outages())));
        }
        update.where(SENDING_PACE.PHONE_NUMBER_ID.eq(allowance.number())).execute();
    }

    private static Duration untilProbe(int outages) {
        int doublings = Math.min(outages - OUTAGES_UNTIL_PROBING, 3);
        Duration pause = FIRST_PROBE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PROBE) < 0 ? pause : LONGEST_PROBE;
    }

    /** Those of these messages that the customers may be sent now, paid for; the others become due when they may. */
    List<UUID> paced(List<OutboxRecord> heads) {
        if (heads.isEmpty()) {
            return List.of();
        }
        Map<UUID, Duration> ahead = ahead(heads);
        List<UUID> allowed = new ArrayList<>();
        List<UUID> conversations = new ArrayList<>();
        for (OutboxRecord head : heads) {
            Duration over =
                    ahead.getOrDefault(head.getConversationId(), Duration.ZERO).minus(CONVERSATION_ADVANCE);
            if (over.isPositive()) {
                database.update(OUTBOX)
                        .set(OUTBOX.DUE_AT, in(over))
                        .where(OUTBOX.MESSAGE_ID.eq(head.getMessageId()))
                        .execute();
            } else {
                allowed.add(head.getMessageId());
                conversations.add(head.getConversationId());
            }
        }
        if (!conversations.isEmpty()) {
            database.insertInto(CONVERSATION_PACE, CONVERSATION_PACE.CONVERSATION_ID, CONVERSATION_PACE.FREE_AT)
                    .valuesOfRows(conversations.stream()
                            .map(conversation -> row(val(conversation), in(CONVERSATION_INTERVAL)))
                            .toList())
                    .onConflict(CONVERSATION_PACE.CONVERSATION_ID)
                    .doUpdate()
                    .set(CONVERSATION_PACE.FREE_AT, later(CONVERSATION_PACE.FREE_AT, CONVERSATION_INTERVAL))
                    .execute();
        }
        return allowed;
    }

    private Map<UUID, Duration> ahead(List<OutboxRecord> heads) {
        Map<UUID, Duration> ahead = new HashMap<>();
        database.select(CONVERSATION_PACE.CONVERSATION_ID, CONVERSATION_PACE.FREE_AT, now())
                .from(CONVERSATION_PACE)
                .where(CONVERSATION_PACE.CONVERSATION_ID.in(
                        heads.stream().map(OutboxRecord::getConversationId).toList()))
                .forEach(found -> ahead.put(found.value1(), ahead(found.value2(), found.value3())));
        return ahead;
    }

    void rest(PhoneNumberId number, Duration pause) {
        database.update(SENDING_PACE)
                .set(SENDING_PACE.RESTS_UNTIL, greatest(SENDING_PACE.RESTS_UNTIL, in(pause)))
                .where(SENDING_PACE.PHONE_NUMBER_ID.eq(number.value()))
                .execute();
    }

    void noteOutage(PhoneNumberId number) {
        database.update(SENDING_PACE)
                .set(SENDING_PACE.OUTAGES, SENDING_PACE.OUTAGES.plus(1))
                .where(SENDING_PACE.PHONE_NUMBER_ID.eq(number.value()))
                .execute();
        database.update(SENDING_PACE)
                .set(SENDING_PACE.RESTS_UNTIL, in(FIRST_PROBE))
                .where(SENDING_PACE.PHONE_NUMBER_ID.eq(number.value()))
                .and(SENDING_PACE.OUTAGES.eq(OUTAGES_UNTIL_PROBING))
                .execute();
    }

    void noteAnswer(PhoneNumberId number) {
        database.update(SENDING_PACE)
                .set(SENDING_PACE.OUTAGES, 0)
                .setNull(SENDING_PACE.RESTS_UNTIL)
                .where(SENDING_PACE.PHONE_NUMBER_ID.eq(number.value()))
                .and(SENDING_PACE.OUTAGES.gt(0))
                .execute();
    }

    void wake() {
        database.update(SENDING_PACE).setNull(SENDING_PACE.RESTS_UNTIL).execute();
    }

    void forgetIdle() {
        database.deleteFrom(CONVERSATION_PACE)
                .where(CONVERSATION_PACE.FREE_AT.lt(now()))
                .execute();
    }

    private static Field<Instant> later(Field<Instant> freeAt, Duration cost) {
        return field(
                "greatest({0}, clock_timestamp()) + {1}", freeAt.getDataType(), freeAt, val(DayToSecond.valueOf(cost)));
    }
}
