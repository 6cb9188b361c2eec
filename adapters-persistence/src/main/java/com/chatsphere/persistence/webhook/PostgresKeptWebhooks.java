package com.chatsphere.persistence.webhook;

import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_AGAIN;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_ARRIVAL;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_BACKLOG;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_DELIVERY;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_ITEM;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.KeptWebhooks;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.eventstore.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.types.DayToSecond;
import org.springframework.stereotype.Component;

/**
 * What is done about deliveries that are kept.
 *
 * <p>They are removed in small portions, in the order of their arrival, and never while an item of theirs waits, is set
 * aside, or is about to be applied once more. Two nodes may do it at the same moment: a portion that one of them holds is
 * passed over by the other.
 */
@Component
class PostgresKeptWebhooks implements KeptWebhooks {
    private static final int PORTION = 500;
    private static final List<String> OPEN = List.of("parked", "quarantined");
    private static final Duration ARRIVALS_KEPT = Duration.ofDays(60);

    private final DSLContext database;
    private final Transaction transaction;

    PostgresKeptWebhooks(DSLContext database, Transaction transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public boolean again(WebhookItems.Place item) {
        return again(WEBHOOK_ITEM
                        .DELIVERY_ID
                        .eq(item.deliveryId())
                        .and(WEBHOOK_ITEM.POSITION.eq(item.position()))
                        .and(WEBHOOK_ITEM.OUTCOME.in(ItemOutcome.IGNORED.word(), ItemOutcome.QUARANTINED.word())))
                > 0;
    }

    @Override
    public int again(String kind, ItemOutcome outcome) {
        if (!outcome.mayGoAgain()) {
            throw new IllegalArgumentException("what is " + outcome + " is not applied once more");
        }
        return again(WEBHOOK_ITEM.OUTCOME.eq(outcome.word()).and(WEBHOOK_ITEM.KIND.eq(Shown.text(kind))));
    }

    private int again(Condition which) {
        return transaction.call(() -> {
            int wanted = database.insertInto(WEBHOOK_AGAIN, WEBHOOK_AGAIN.DELIVERY_ID, WEBHOOK_AGAIN.POSITION)
                    .select(select(WEBHOOK_ITEM.DELIVERY_ID, WEBHOOK_ITEM.POSITION)
                            .from(WEBHOOK_ITEM)
                            .where(which))
                    .onConflict(WEBHOOK_AGAIN.DELIVERY_ID, WEBHOOK_AGAIN.POSITION)
                    .doUpdate()
                    .set(WEBHOOK_AGAIN.REQUESTED_AT, field("now()", WEBHOOK_AGAIN.REQUESTED_AT.getDataType()))
                    .execute();
            database.execute("SELECT pg_notify({0}, '')", val(PostgresWebhookDeliveries.CHANNEL));
            return wanted;
        });
    }

    /** Only what is there when it begins: what arrives meanwhile stays. */
    @Override
    public int clear() {
        Long last = database.select(max(WEBHOOK_DELIVERY.ID))
                .from(WEBHOOK_DELIVERY)
                .fetchSingle()
                .value1();
        return last == null ? 0 : remove(delivery -> delivery.value1() <= last);
    }

    @Override
    public boolean clear(long deliveryId) {
        return transaction.call(() -> remove(List.of(deliveryId))) > 0;
    }

    @Override
    public int expire(Duration age) {
        Instant oldest = database.select(
                        field("now() - {0}", WEBHOOK_DELIVERY.RECEIVED_AT.getDataType(), val(DayToSecond.valueOf(age))))
                .fetchSingle()
                .value1();
        forgetOldArrivals();
        forgetWhatCannotGoAgain();
        return remove(delivery -> delivery.value2().isBefore(oldest));
    }

    private void forgetOldArrivals() {
        database.deleteFrom(WEBHOOK_ARRIVAL)
                .where(WEBHOOK_ARRIVAL.SLOT.lt(field(
                        "(SELECT max({0}) FROM {1}) - {2}",
                        WEBHOOK_ARRIVAL.SLOT.getDataType(),
                        WEBHOOK_ARRIVAL.SLOT,
                        WEBHOOK_ARRIVAL,
                        val(DayToSecond.valueOf(ARRIVALS_KEPT)))))
                .execute();
    }

    /** Somebody asked for an item at the very moment when it was removed. */
    private void forgetWhatCannotGoAgain() {
        database.deleteFrom(WEBHOOK_AGAIN)
                .where(notExists(
                        selectOne().from(WEBHOOK_DELIVERY).where(WEBHOOK_DELIVERY.ID.eq(WEBHOOK_AGAIN.DELIVERY_ID))))
                .execute();
    }

    /** Goes through the deliveries from the first, until one is not meant. */
    private int remove(Predicate<Record2<Long, Instant>> meant) {
        int removed = 0;
        long after = 0;
        while (true) {
            List<Record2<Long, Instant>> next = database.select(WEBHOOK_DELIVERY.ID, WEBHOOK_DELIVERY.RECEIVED_AT)
                    .from(WEBHOOK_DELIVERY)
                    .where(WEBHOOK_DELIVERY.ID.gt(after))
                    .orderBy(WEBHOOK_DELIVERY.ID)
                    .limit(PORTION)
                    .fetch();
            List<Long> ids = next.stream().takeWhile(meant).map(Record2::value1).toList();
            if (!ids.isEmpty()) {
                removed += transaction.call(() -> remove(ids));
                after = ids.getLast();
            }
            if (ids.size() < PORTION) {
                return removed;
            }
        }
    }

    private int remove(List<Long> ids) {
        Long[] settled = database.select(WEBHOOK_DELIVERY.ID)
                .from(WEBHOOK_DELIVERY)
                .where(WEBHOOK_DELIVERY.ID.eq(any(ids.toArray(Long[]::new))))
                .and(notExists(
                        selectOne().from(WEBHOOK_BACKLOG).where(WEBHOOK_BACKLOG.DELIVERY_ID.eq(WEBHOOK_DELIVERY.ID))))
                .and(notExists(
                        selectOne().from(WEBHOOK_AGAIN).where(WEBHOOK_AGAIN.DELIVERY_ID.eq(WEBHOOK_DELIVERY.ID))))
                .and(notExists(selectOne()
                        .from(WEBHOOK_ITEM)
                        .where(WEBHOOK_ITEM.DELIVERY_ID.eq(WEBHOOK_DELIVERY.ID))
                        .and(WEBHOOK_ITEM.OUTCOME.in(OPEN))))
                .forUpdate()
                .skipLocked()
                .fetchArray(WEBHOOK_DELIVERY.ID);
        if (settled.length == 0) {
            return 0;
        }
        database.deleteFrom(WEBHOOK_ITEM)
                .where(WEBHOOK_ITEM.DELIVERY_ID.eq(any(settled)))
                .execute();
        return database.deleteFrom(WEBHOOK_DELIVERY)
                .where(WEBHOOK_DELIVERY.ID.eq(any(settled)))
                .execute();
    }
}
