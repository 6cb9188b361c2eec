package com.chatsphere.persistence.webhook;

import static com.chatsphere.persistence.jooq.Tables.MESSAGE_NAME;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_AGAIN;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_BACKLOG;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_DELIVERY;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_ITEM;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.orderBy;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.splitPart;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.webhook.WebhookBacklog;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.eventstore.Transaction;
import com.chatsphere.persistence.jooq.tables.records.MessageNameRecord;
import com.chatsphere.persistence.jooq.tables.records.WebhookItemRecord;
import com.chatsphere.persistence.live.Signals;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    private static final Duration LONGEST_PARKED = Duration.ofDays(7);
    private static final int MOST_AGAIN = 200;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String UNFOUND =
            " It was to be applied once more, but is not found in its delivery as that is read now.";
    private static final BigDecimal MOST_BYTES = BigDecimal.valueOf(16 << 20);

    private static final List<Field<?>> ITEM_FIELDS = Stream.of(WEBHOOK_ITEM.fields())
            .filter(column -> !column.equals(WEBHOOK_ITEM.SETTLED_AT))
            .toList();

    private final DSLContext database;
    private final Transaction transaction;
    private final Signals signals;
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private volatile boolean againIsNext;

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

    /** Whichever of the two fails is tried again before the other, so that what is to blame can be found. */
    /** How long the oldest delivery has been waiting; zero when none is. */
    public static Duration age(DSLContext database) {
        Double seconds = database.select(field(
                        "coalesce(extract(epoch FROM clock_timestamp() - min({0})), 0)",
                        Double.class, WEBHOOK_DELIVERY.RECEIVED_AT))
                .from(WEBHOOK_DELIVERY)
                .where(WEBHOOK_DELIVERY.ID.eq(
                        select(min(WEBHOOK_BACKLOG.DELIVERY_ID)).from(WEBHOOK_BACKLOG)))
                .fetchSingle()
                .value1();
        return Duration.ofMillis(Math.round(Math.max(0, seconds) * 1_000));
    }

    @Override
    public int work(int most, Work work) {
        int done = transaction.call(() -> {
            if (!holdsLock()) {
                return 0;
            }
            Portion portion = takeNext(most);
            if (portion.deliveries().isEmpty()) {
                return 0;
            }
            againIsNext = portion.again();
            return workOn(portion, most, work);
        });
        if (done > 0) {
            againIsNext = !againIsNext;
        }
        return done;
    }

    private int workOn(Portion portion, int most, Work work) {
        List<Item> items = work.apply(portion.deliveries());
        Set<Name> introduced = settle(portion.deliveries(), items);
        if (portion.again()) {
            explainUnfound(portion.deliveries(), items);
            deleteFromAgain(portion.deliveries());
        } else {
            deleteFromBacklog(portion.arrivals());
        }
        return portion.deliveries().size() + settleWhatWaitedFor(introduced, most, work);
    }

    private Portion takeNext(int most) {
        Portion first = againIsNext ? takeAgain(most) : takeArrivals(most);
        if (!first.deliveries().isEmpty()) {
            return first;
        }
        return againIsNext ? takeArrivals(most) : takeAgain(most);
    }

    private Portion takeArrivals(int most) {
        List<MessageNameRecord> names = namesToCompare(most);
        List<Delivery> awaited = takeParked(Name.of(names), most);
        if (awaited.isEmpty()) {
            names.forEach(name -> name.setCompared(true));
            database.batchUpdate(names).execute();
        }
        return new Portion(takeBacklog(most), awaited, false);
    }

    @Override
    public <T> T rehearse(Supplier<T> work) {
        T result = transaction.rehearse(() -> {
            waitForLock();
            return work.get();
        });
        wake();
        database.execute("SELECT pg_notify({0}, '')", val(PostgresWebhookDeliveries.CHANNEL));
        return result;
    }

    private void waitForLock() {
        try {
            database.execute("SELECT pg_advisory_xact_lock({0})", val(LOCK));
        } catch (RuntimeException failure) {
            if (failure.getCause() instanceof SQLException cause && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
                throw new Busy(failure);
            }
            throw failure;
        }
    }

    /** Goes on while something that waited becomes known by it, since such a thing may be waited for in its turn. */
    private int settleWhatWaitedFor(Set<Name> introduced, int most, Work work) {
        int settled = 0;
        Set<Name> names = introduced;
        while (!names.isEmpty()) {
            List<Delivery> waited = takeParked(names, most);
            List<Item> items = waited.isEmpty() ? List.of() : work.apply(waited);
            names = new HashSet<>(names);
            names.addAll(settle(waited, items));
            settled += waited.size();
            if (items.stream().allMatch(item -> item.outcome() instanceof Outcome.Parked)) {
                break;
            }
        }
        return settled;
    }

    private List<MessageNameRecord> namesToCompare(int most) {
        return database.selectFrom(MESSAGE_NAME)
                .where("NOT {0}", MESSAGE_NAME.COMPARED)
                .limit(most)
                .forUpdate()
                .skipLocked()
                .fetch();
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

    /** What waits for these messages. */
    private List<Delivery> takeParked(Set<Name> names, int most) {
        if (names.isEmpty()) {
            return List.of();
        }
        String[] wamids = names.stream().map(Name::wamid).toArray(String[]::new);
        String[] full = names.stream().map(Name::full).toArray(String[]::new);
        return take(
                WEBHOOK_ITEM
                        .join(WEBHOOK_DELIVERY)
                        .on(WEBHOOK_DELIVERY.ID.eq(WEBHOOK_ITEM.DELIVERY_ID))
                        .and("{0} = 'parked'", WEBHOOK_ITEM.OUTCOME)
                        .and(WEBHOOK_ITEM.AWAITED_WAMID.eq(any(wamids)))
                        .and(concat(WEBHOOK_ITEM.PHONE_NUMBER_ID, inline(" "), WEBHOOK_ITEM.AWAITED_WAMID)
                                .eq(any(full))),
                WEBHOOK_ITEM.POSITION,
                List.of(WEBHOOK_DELIVERY.ID, WEBHOOK_ITEM.POSITION),
                most);
    }

    /** Those that are to be applied once more, each with how many items its delivery was taken apart into before. */
    private Portion takeAgain(int most) {
        Table<?> next = database.select(WEBHOOK_AGAIN.DELIVERY_ID)
                .from(WEBHOOK_AGAIN)
                .join(WEBHOOK_DELIVERY)
                .on(WEBHOOK_DELIVERY.ID.eq(WEBHOOK_AGAIN.DELIVERY_ID))
                .orderBy(WEBHOOK_AGAIN.DELIVERY_ID, WEBHOOK_AGAIN.POSITION)
                .limit(Math.min(most, MOST_AGAIN))
                .asTable("next");
        Map<Long, Integer> splitInto = database.select(WEBHOOK_ITEM.DELIVERY_ID, count())
                .from(WEBHOOK_ITEM)
                .where(WEBHOOK_ITEM.DELIVERY_ID.in(
                        select(next.field(WEBHOOK_AGAIN.DELIVERY_ID)).from(next)))
                .groupBy(WEBHOOK_ITEM.DELIVERY_ID)
                .fetchMap(WEBHOOK_ITEM.DELIVERY_ID, count());
        if (splitInto.isEmpty()) {
            return new Portion(List.of(), List.of(), true);
        }
        List<Delivery> taken = take(
                WEBHOOK_AGAIN.join(WEBHOOK_DELIVERY).on(WEBHOOK_DELIVERY.ID.eq(WEBHOOK_AGAIN.DELIVERY_ID)),
                WEBHOOK_AGAIN.POSITION,
                List.of(WEBHOOK_AGAIN.DELIVERY_ID, WEBHOOK_AGAIN.POSITION),
                Math.min(most, MOST_AGAIN));
        return new Portion(
                taken.stream()
                        .map(item -> new Delivery(
                                item.id(), item.body(), item.receivedAt(), item.onlyItem(), splitInto.get(item.id())))
                        .toList(),
                List.of(),
                true);
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

    /** Gives up on items that have waited for as long as Meta repeats a delivery: what they are about never was here. */
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
                .set(
                        WEBHOOK_ITEM.EXPLANATION,
                        "no message that Meta calls by this wamid became known within seven days")
                .where("{0} = 'parked'", WEBHOOK_ITEM.OUTCOME)
                .and(WEBHOOK_ITEM.RECEIVED_AT.lt(field(
                        "now() - {0}",
                        WEBHOOK_ITEM.RECEIVED_AT.getDataType(), val(DayToSecond.valueOf(LONGEST_PARKED)))))
                .execute();
    }

    /** Keeps what became of these items, and says which messages became known by them. */
    private Set<Name> settle(List<Delivery> taken, List<Item> items) {
        if (items.isEmpty()) {
            return Set.of();
        }
        Map<Long, Instant> receivedAt = new HashMap<>();
        taken.forEach(delivery -> receivedAt.put(delivery.id(), delivery.receivedAt()));
        database.insertInto(WEBHOOK_ITEM)
                .columns(ITEM_FIELDS)
                .valuesOfRecords(once(items).stream()
                        .map(item -> toRecord(item, Objects.requireNonNull(receivedAt.get(item.deliveryId())))
                                .into(ITEM_FIELDS.toArray(Field[]::new)))
                        .toList())
                .onConflict(WEBHOOK_ITEM.DELIVERY_ID, WEBHOOK_ITEM.POSITION)
                .doUpdate()
                .setAllToExcluded()
                .set(WEBHOOK_ITEM.SETTLED_AT, field("now()", WEBHOOK_ITEM.SETTLED_AT.getDataType()))
                .where(WEBHOOK_ITEM
                        .OUTCOME
                        .ne("applied")
                        .or(excluded(WEBHOOK_ITEM.OUTCOME).ne("already_known")))
                .execute();
        return items.stream().flatMap(Name::introducedBy).collect(Collectors.toSet());
    }

    /** What was said first about each item: a delivery whose items are applied once more may come more than once. */
    private static Collection<Item> once(List<Item> items) {
        Map<WebhookItems.Place, Item> first = new LinkedHashMap<>();
        items.forEach(item -> first.putIfAbsent(new WebhookItems.Place(item.deliveryId(), item.position()), item));
        return first.values();
    }

    /** An item that its delivery, as it is read now, does not have stays what it was. */
    private void explainUnfound(List<Delivery> taken, List<Item> items) {
        Set<WebhookItems.Place> found = new HashSet<>();
        items.forEach(item -> found.add(new WebhookItems.Place(item.deliveryId(), item.position())));
        taken.stream()
                .filter(delivery -> !found.contains(place(delivery)))
                .forEach(delivery -> database.update(WEBHOOK_ITEM)
                        .set(
                                WEBHOOK_ITEM.EXPLANATION,
                                concat(splitPart(coalesce(WEBHOOK_ITEM.EXPLANATION, ""), UNFOUND, 1), inline(UNFOUND)))
                        .where(WEBHOOK_ITEM.DELIVERY_ID.eq(delivery.id()))
                        .and(WEBHOOK_ITEM.POSITION.eq(delivery.onlyItem()))
                        .execute());
    }

    private static WebhookItems.Place place(Delivery delivery) {
        return new WebhookItems.Place(delivery.id(), Objects.requireNonNull(delivery.onlyItem()));
    }

    private static WebhookItemRecord toRecord(Item item, Instant receivedAt) {
        WebhookItemRecord row = new WebhookItemRecord();
        row.setDeliveryId(item.deliveryId());
        row.setPosition(item.position());
        row.setKind(Shown.preview(item.kind(), 100));
        row.setPhoneNumberId(item.number() == null ? null : item.number().value());
        row.setWamid(item.wamid() == null ? null : Shown.text(item.wamid().value()));
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

    private void deleteFromAgain(List<Delivery> done) {
        database.deleteFrom(WEBHOOK_AGAIN)
                .where(row(WEBHOOK_AGAIN.DELIVERY_ID, WEBHOOK_AGAIN.POSITION)
                        .in(done.stream()
                                .map(item -> row(item.id(), Objects.requireNonNull(item.onlyItem())))
                                .toList()))
                .execute();
    }

    /**
     * What one transaction takes.
     *
     * @param arrivals deliveries of the backlog, or the items to be applied once more
     * @param awaited items whose message has become known
     * @param again whether these are items that are to be applied once more
     */
    private record Portion(List<Delivery> arrivals, List<Delivery> awaited, boolean again) {
        List<Delivery> deliveries() {
            return Stream.of(arrivals, awaited).flatMap(List::stream).toList();
        }
    }

    /** A message as Meta calls it, of one of our numbers. */
    private record Name(String number, String wamid) {
        static Set<Name> of(List<MessageNameRecord> names) {
            return names.stream()
                    .map(name -> new Name(name.getPhoneNumberId(), Shown.text(name.getWamid())))
                    .collect(Collectors.toSet());
        }

        /** The message that became known by this item, for which others may be waiting. */
        static Stream<Name> introducedBy(Item item) {
            boolean introduces =
                    item.outcome() instanceof Outcome.Applied && !item.kind().startsWith("status.");
            return !introduces || item.wamid() == null || item.number() == null
                    ? Stream.of()
                    : Stream.of(new Name(
                            item.number().value(), Shown.text(item.wamid().value())));
        }

        String full() {
            return number + " " + wamid;
        }
    }
}
