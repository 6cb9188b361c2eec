package com.chatsphere.persistence.webhook;

import static com.chatsphere.persistence.jooq.Tables.MESSAGE_NAME;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_BACKLOG;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_DELIVERY;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_ITEM;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.orderBy;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.webhook.WebhookBacklog;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.eventstore.Transaction;
import com.chatsphere.persistence.jooq.tables.records.WebhookItemRecord;
import com.chatsphere.persistence.live.Signals;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.types.DayToSecond;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The backlog of deliveries. Whoever works on it holds an advisory lock for the length of the transaction, so that one node
 * works at a time and another can go on at once when it dies.
 */
@Component
public class PostgresWebhookBacklog implements WebhookBacklog {
    private static final Logger log = LoggerFactory.getLogger(PostgresWebhookBacklog.class);
    private static final long LOCK = 0x43_53_41_50_50_4C_59L; // "CSAPPLY"
    private static final Duration LONGEST_PARKED = Duration.ofDays(1);
    private static final BigDecimal MOST_BYTES = BigDecimal.valueOf(16 << 20);

    private static final List<Field<?>> ITEM_FIELDS = Stream.of(WEBHOOK_ITEM.fields())
            .filter(column -> !column.equals(WEBHOOK_ITEM.SETTLED_AT))
            .toList();

    private final DSLContext database;
    private final Transaction transaction;
    private final Signals signals;
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();

    public PostgresWebhookBacklog(DSLContext database, Transaction transaction, Signals signals) {
        this.database = database;
        this.transaction = transaction;
        this.signals = signals;
    }

    /** Tells this node's worker that something was kept. */
    public void wake() {
        wakes.forEach(Runnable::run);
    }

    @Override
    public void onArrival(Runnable wake) {
        wakes.add(wake);
        signals.on(PostgresWebhookDeliveries.CHANNEL, wake);
    }

    @Override
    public int work(int most, Work work) {
        return transaction.call(() -> {
            if (!holdsLock()) {
                return 0;
            }
            List<Delivery> taken = new ArrayList<>(takeBacklog(most));
            int whole = taken.size();
            taken.addAll(takeParked(most));
            if (taken.isEmpty()) {
                return 0;
            }
            List<Item> items = work.apply(List.copyOf(taken));
            settle(taken, items);
            deleteFromBacklog(taken.subList(0, whole));
            return taken.size();
        });
    }

    private boolean holdsLock() {
        return Boolean.TRUE.equals(database.select(field("pg_try_advisory_xact_lock({0})", Boolean.class, val(LOCK)))
                .fetchSingle()
                .value1());
    }

    private List<Delivery> takeBacklog(int most) {
        Table<?> oldest = database.select(WEBHOOK_BACKLOG.DELIVERY_ID)
                .from(WEBHOOK_BACKLOG)
                .orderBy(WEBHOOK_BACKLOG.DELIVERY_ID)
                .limit(most)
                .asTable("oldest");
        return take(
                oldest.join(WEBHOOK_DELIVERY).on(WEBHOOK_DELIVERY.ID.eq(oldest.field(WEBHOOK_BACKLOG.DELIVERY_ID))),
                inline(null, WEBHOOK_ITEM.POSITION),
                List.of(WEBHOOK_DELIVERY.ID),
                most);
    }

    private List<Delivery> takeParked(int most) {
        return take(
                WEBHOOK_ITEM
                        .join(WEBHOOK_DELIVERY)
                        .on(WEBHOOK_DELIVERY.ID.eq(WEBHOOK_ITEM.DELIVERY_ID))
                        .join(MESSAGE_NAME)
                        .on(WEBHOOK_ITEM.OUTCOME.eq("parked"))
                        .and(MESSAGE_NAME.WAMID.eq(WEBHOOK_ITEM.AWAITED_WAMID))
                        .and(MESSAGE_NAME.PHONE_NUMBER_ID.eq(WEBHOOK_ITEM.PHONE_NUMBER_ID)),
                WEBHOOK_ITEM.POSITION,
                List.of(WEBHOOK_DELIVERY.ID, WEBHOOK_ITEM.POSITION),
                most);
    }

    /** The first of these deliveries, until their bodies add up to what memory should hold; at least one. */
    private List<Delivery> take(Table<?> waiting, Field<Integer> onlyItem, List<Field<?>> order, int most) {
        Field<BigDecimal> bytesBefore = sum(field("octet_length({0})", Long.class, WEBHOOK_DELIVERY.BODY))
                .over(orderBy(order).rowsBetweenUnboundedPreceding().andPreceding(1))
                .as("bytes_before");
        Field<Integer> item = onlyItem.as("only_item");
        Table<?> sized = database.select(
                        WEBHOOK_DELIVERY.ID, WEBHOOK_DELIVERY.BODY, WEBHOOK_DELIVERY.RECEIVED_AT, item, bytesBefore)
                .from(waiting)
                .orderBy(order)
                .limit(most)
                .asTable("sized");
        return database.select(
                        sized.field(WEBHOOK_DELIVERY.ID),
                        sized.field(WEBHOOK_DELIVERY.BODY),
                        sized.field(WEBHOOK_DELIVERY.RECEIVED_AT),
                        sized.field(item))
                .from(sized)
                .where(coalesce(sized.field(bytesBefore), BigDecimal.ZERO).lt(MOST_BYTES))
                .orderBy(sized.field(WEBHOOK_DELIVERY.ID), sized.field(item))
                .fetch(row -> new Delivery(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    /** Gives up on items that have waited for a day: what they are about was not sent by us. */
    public void forgetLongParked() {
        try {
            ignoreLongParked();
        } catch (RuntimeException outage) {
            log.warn("could not look for items that wait in vain, trying again later: {}", outage.getMessage());
        }
    }

    private void ignoreLongParked() {
        database.update(WEBHOOK_ITEM)
                .set(WEBHOOK_ITEM.OUTCOME, "ignored")
                .set(WEBHOOK_ITEM.EXPLANATION, "no message that Meta calls by this wamid became known within a day")
                .where(WEBHOOK_ITEM.OUTCOME.eq("parked"))
                .and(WEBHOOK_ITEM.RECEIVED_AT.lt(field(
                        "now() - {0}",
                        WEBHOOK_ITEM.RECEIVED_AT.getDataType(), val(DayToSecond.valueOf(LONGEST_PARKED)))))
                .execute();
    }

    private void settle(List<Delivery> taken, List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        Map<Long, Instant> receivedAt = new HashMap<>();
        taken.forEach(delivery -> receivedAt.put(delivery.id(), delivery.receivedAt()));
        database.insertInto(WEBHOOK_ITEM)
                .columns(ITEM_FIELDS)
                .valuesOfRecords(items.stream()
                        .map(item -> toRecord(item, Objects.requireNonNull(receivedAt.get(item.deliveryId())))
                                .into(ITEM_FIELDS.toArray(Field[]::new)))
                        .toList())
                .onConflict(WEBHOOK_ITEM.DELIVERY_ID, WEBHOOK_ITEM.POSITION)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    private static WebhookItemRecord toRecord(Item item, Instant receivedAt) {
        WebhookItemRecord row = new WebhookItemRecord();
        row.setDeliveryId(item.deliveryId());
        row.setPosition(item.position());
        row.setKind(Shown.preview(item.kind(), 100));
        row.setPhoneNumberId(item.number() == null ? null : item.number().value());
        row.setReceivedAt(receivedAt);
        switch (item.outcome()) {
            case Outcome.Applied applied -> row.setOutcome("applied");
            case Outcome.AlreadyKnown known -> row.setOutcome("already_known");
            case Outcome.Ignored(String reason) -> {
                row.setOutcome("ignored");
                row.setExplanation(Shown.text(reason));
            }
            case Outcome.Parked(var target) -> {
                row.setOutcome("parked");
                row.setAwaitedWamid(Shown.text(target.value()));
            }
            case Outcome.Quarantined(String error) -> {
                row.setOutcome("quarantined");
                row.setExplanation(Shown.text(error));
            }
        }
        return row;
    }

    private void deleteFromBacklog(List<Delivery> done) {
        Long[] ids = done.stream().map(Delivery::id).toArray(Long[]::new);
        database.deleteFrom(WEBHOOK_BACKLOG)
                .where(WEBHOOK_BACKLOG.DELIVERY_ID.eq(any(ids)))
                .execute();
    }
}
