package com.chatsphere.persistence.webhook;

import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.jooq.Tables.CONTACT_IDENTITY;
import static com.chatsphere.persistence.jooq.Tables.MESSAGE_NAME;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_BACKLOG;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_ITEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.webhook.Ledger;
import com.chatsphere.application.webhook.LedgerDays;
import com.chatsphere.application.webhook.LedgerKinds;
import com.chatsphere.application.webhook.WebhookBacklog;
import com.chatsphere.application.webhook.WebhookBacklog.Delivery;
import com.chatsphere.application.webhook.WebhookBacklog.Item;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresWebhookBacklogTest {
    private static final Charset ISO = StandardCharsets.ISO_8859_1;
    private static final Wamid WAMID = new Wamid("wamid.awaited");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final PostgresWebhookDeliveries deliveries =
            database.closing(new PostgresWebhookDeliveries(database.pool(), List.of()));
    private final PostgresWebhookBacklog backlog =
            new PostgresWebhookBacklog(database.dsl(), database.transaction(), database.signals());
    private final LedgerAnswers ledger = new LedgerAnswers(database.dsl());
    private final PostgresKeptWebhooks kept = new PostgresKeptWebhooks(database.dsl(), database.transaction());
    private final List<Delivery> taken = new ArrayList<>();

    @Test
    void deliveriesAreWorkedOnOnceInTheOrderOfTheirArrival() {
        keep("one", "two", "three");
        assertThat(backlog.work(2, this::applyAll)).isEqualTo(2);
        assertThat(backlog.work(2, this::applyAll)).isEqualTo(1);
        assertThat(backlog.work(2, this::applyAll)).isZero();
        assertThat(taken)
                .extracting(delivery -> new String(delivery.body(), ISO))
                .containsExactly("one", "two", "three");
        assertThat(taken).extracting(Delivery::onlyItem).containsOnlyNulls();
    }

    @Test
    void whatFailsUndoesTheWholeBatch() {
        keep("one", "two");
        assertThatThrownBy(() -> backlog.work(10, batch -> {
                    database.dsl()
                            .insertInto(CONTACT_IDENTITY)
                            .set(CONTACT_IDENTITY.KIND, "phone")
                            .set(CONTACT_IDENTITY.VALUE, "15555550110")
                            .set(CONTACT_IDENTITY.CONTACT_ID, UUID.randomUUID())
                            .execute();
                    throw new IllegalStateException("in the middle");
                }))
                .hasMessage("in the middle");
        assertThat(database.dsl().fetchCount(CONTACT_IDENTITY)).isZero();
        assertThat(database.dsl().fetchCount(WEBHOOK_ITEM)).isZero();
        assertThat(database.dsl().fetchCount(WEBHOOK_BACKLOG)).isEqualTo(2);
        assertThat(backlog.work(10, this::applyAll)).isEqualTo(2);
    }

    @Test
    void twoNeverWorkAtTheSameTime() throws Exception {
        keep("one");
        PostgresWebhookBacklog elsewhere =
                new PostgresWebhookBacklog(database.dsl(), database.transaction(), database.signals());
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(
                () -> backlog.work(10, batch -> {
                    working.countDown();
                    await(mayEnd);
                    return applyAll(batch);
                }),
                Thread::startVirtualThread);
        await(working);
        keep("two");
        assertThat(elsewhere.work(10, this::applyAll)).isZero();
        mayEnd.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(elsewhere.work(10, this::applyAll)).isEqualTo(1);
    }

    @Test
    void aBatchIsBoundedByItsBytesAndHasAtLeastOneDelivery() {
        keepLarge(3 << 20, 8);
        keepLarge(20 << 20, 1);
        keepLarge(1, 1);
        assertThat(backlog.work(500, this::applyAll))
                .as("6 x 3 MiB reach 16 MiB")
                .isEqualTo(6);
        assertThat(backlog.work(500, this::applyAll)).as("2 x 3 MiB and 20 MiB").isEqualTo(3);
        assertThat(backlog.work(500, this::applyAll)).isEqualTo(1);
    }

    @Test
    void parkedItemsAreBoundedByTheirBytesToo() {
        keepLarge(3 << 20, 1);
        backlog.work(
                10,
                batch -> IntStream.range(0, 20)
                        .mapToObj(position -> item(batch.getFirst(), position, new Outcome.Parked(WAMID)))
                        .toList());
        name(WAMID);
        assertThat(backlog.work(500, this::applyAll)).isEqualTo(6);
        assertThat(taken).extracting(Delivery::onlyItem).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aParkedItemIsOfferedAgainOnceItsMessageIsNamed() {
        keep("parked", "other");
        backlog.work(
                10,
                batch -> List.of(
                        item(batch.get(0), 0, new Outcome.Applied()),
                        item(batch.get(0), 1, new Outcome.Parked(WAMID)),
                        item(batch.get(1), 0, new Outcome.Parked(new Wamid("wamid.never")))));
        assertThat(backlog.work(10, this::applyAll)).as("not named yet").isZero();
        name(WAMID);
        assertThat(backlog.work(10, this::applyAll)).isEqualTo(1);
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().onlyItem()).isEqualTo(1);
        assertThat(new String(taken.getFirst().body(), ISO)).isEqualTo("parked");
        assertThat(backlog.work(10, this::applyAll)).as("settled").isZero();
        assertThat(ledger.answer(new Ledger.Query(null, null))).isEqualTo(new Ledger(3, 2, 0, 0, 1, 0, 0));
    }

    @Test
    void aParkedItemIsOfferedAgainAtOnceWhenItsMessageComesInTheSameBacklog() {
        keep("edit", "original");
        int worked = backlog.work(10, batch -> {
            if (batch.getFirst().onlyItem() != null) {
                return applyAll(batch);
            }
            return List.of(
                    item(batch.get(0), 0, new Outcome.Parked(WAMID)),
                    new Item(batch.get(1).id(), 0, "message.text", SUPPORT, WAMID, new Outcome.Applied()));
        });
        assertThat(worked).isEqualTo(3);
        assertThat(taken).hasSize(1);
        assertThat(new String(taken.getFirst().body(), ISO)).isEqualTo("edit");
        assertThat(ledger.answer(new Ledger.Query(null, null))).isEqualTo(new Ledger(2, 2, 0, 0, 0, 0, 0));
    }

    @Test
    void anItemThatWaitsForTheSameNameAtAnotherNumberGoesOnWaiting() {
        keep("parked");
        PhoneNumberId sales = new PhoneNumberId("200000000000002");
        backlog.work(
                10,
                batch -> List.of(new Item(batch.getFirst().id(), 0, "status.read", sales, new Outcome.Parked(WAMID))));
        name(WAMID);
        assertThat(backlog.work(10, this::applyAll)).isZero();
    }

    @Test
    void whatStayedParkedForAWeekIsIgnoredWithTheReason() {
        keep("parked");
        backlog.work(10, batch -> List.of(item(batch.getFirst(), 0, new Outcome.Parked(WAMID))));
        backlog.forgetLongParked();
        assertThat(ledger.answer(new Ledger.Query(null, null)).parked()).isEqualTo(1);
        database.dsl().execute("UPDATE webhook_item SET received_at = now() - interval '7 days 1 hour'");
        backlog.forgetLongParked();
        assertThat(ledger.answer(new Ledger.Query(null, null))).isEqualTo(new Ledger(1, 0, 0, 1, 0, 0, 0));
        assertThat(database.dsl().selectFrom(WEBHOOK_ITEM).fetchSingle().getExplanation())
                .contains("within seven days");
    }

    @Test
    void lookingForItemsThatWaitInVainOutlivesAnOutage() {
        database.dsl().execute("ALTER TABLE webhook_item RENAME TO out_of_reach");
        assertThatNoException().isThrownBy(backlog::forgetLongParked);
    }

    @Test
    void theLedgerAddsUpPerNumberAndDay() {
        PhoneNumberId sales = new PhoneNumberId("200000000000002");
        keep("one", "two", "three");
        backlog.work(2, batch -> {
            Delivery one = batch.get(0);
            Delivery two = batch.get(1);
            return List.of(
                    item(one, 0, new Outcome.Applied()),
                    item(one, 1, new Outcome.AlreadyKnown()),
                    item(one, 2, new Outcome.Ignored("not of interest \0")),
                    item(one, 3, new Outcome.Parked(WAMID)),
                    new Item(two.id(), 0, "message.text", sales, new Outcome.Applied()),
                    new Item(two.id(), 1, "body", null, new Outcome.Quarantined("broken \uD83D")));
        });
        LocalDate today = database.dsl()
                .selectFrom(WEBHOOK_ITEM)
                .fetch(WEBHOOK_ITEM.RECEIVED_AT)
                .getFirst()
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        assertThat(ledger.answer(new Ledger.Query(null, null))).isEqualTo(new Ledger(6, 2, 1, 1, 1, 1, 1));
        assertThat(ledger.answer(new Ledger.Query(SUPPORT, null))).isEqualTo(new Ledger(4, 1, 1, 1, 1, 0, 1));
        assertThat(ledger.answer(new Ledger.Query(sales, today))).isEqualTo(new Ledger(1, 1, 0, 0, 0, 0, 1));
        assertThat(ledger.answer(new Ledger.Query(sales, today.minusDays(2))).received())
                .isZero();
    }

    @Test
    void whatIsToBeAppliedOnceMoreTakesTurnsWithWhatArrives() {
        keep("first");
        backlog.work(
                10,
                batch -> List.of(
                        item(batch.getFirst(), 0, new Outcome.Applied()),
                        item(batch.getFirst(), 1, new Outcome.Quarantined("once")),
                        item(batch.getFirst(), 2, new Outcome.Ignored("twice"))));
        assertThat(kept.again(place(0))).as("applied stands").isFalse();
        assertThat(kept.again(place(7))).as("there is none").isFalse();
        assertThat(kept.again(place(1))).isTrue();
        assertThat(kept.again(place(2))).isTrue();
        keep("second");

        assertThat(backlog.work(1, this::applyAll)).isEqualTo(1);
        assertThat(backlog.work(1, this::applyAll)).isEqualTo(1);
        assertThat(backlog.work(1, this::applyAll)).isEqualTo(1);
        assertThat(backlog.work(1, this::applyAll)).isZero();

        assertThat(taken)
                .extracting(delivery ->
                        new String(delivery.body(), ISO) + " " + delivery.onlyItem() + " " + delivery.splitInto())
                .containsExactlyInAnyOrder("first 1 3", "second null null", "first 2 3");
        assertThat(taken.get(1).onlyItem()).as("the arrival comes between").isNull();
        assertThat(ledger.answer(new Ledger.Query(null, null))).isEqualTo(new Ledger(4, 4, 0, 0, 0, 0, 0));
    }

    @Test
    void whatFailsWhenAppliedOnceMoreIsTriedAgainBeforeAnythingElse() {
        keep("first");
        backlog.work(10, batch -> List.of(item(batch.getFirst(), 0, new Outcome.Quarantined("once"))));
        kept.again(place(0));
        keep("second");
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> backlog.work(10, batch -> {
                        taken.addAll(batch);
                        throw new IllegalStateException("still broken");
                    }))
                    .hasMessage("still broken");
        }
        assertThat(taken).extracting(Delivery::onlyItem).containsExactly(0, 0, 0);
        backlog.work(10, this::applyAll);
        backlog.work(10, this::applyAll);
        assertThat(ledger.answer(new Ledger.Query(null, null))).isEqualTo(new Ledger(2, 2, 0, 0, 0, 0, 0));
    }

    @Test
    void anItemThatIsNotFoundAnyMoreStaysWhatItWasAndSaysSo() {
        keep("one");
        backlog.work(10, batch -> List.of(item(batch.getFirst(), 0, new Outcome.Ignored("Not used."))));
        for (int time = 0; time < 2; time++) {
            kept.again(place(0));
            assertThat(backlog.work(10, batch -> List.of())).isEqualTo(1);
        }
        assertThat(backlog.work(10, this::applyAll))
                .as("it is not offered for ever")
                .isZero();
        assertThat(database.dsl().selectFrom(WEBHOOK_ITEM).fetchSingle().getExplanation())
                .startsWith("Not used.")
                .containsOnlyOnce("not found in its delivery");
        assertThat(ledger.answer(new Ledger.Query(null, null))).isEqualTo(new Ledger(1, 0, 0, 1, 0, 0, 0));
    }

    @Test
    void aDeliveryTakenApartDifferentlyIsCountedAsItIsReadNow() {
        keep("one");
        backlog.work(
                10,
                batch -> List.of(
                        item(batch.getFirst(), 0, new Outcome.Applied()),
                        new Item(batch.getFirst().id(), 1, "field.x", SUPPORT, new Outcome.Ignored("Not used."))));
        kept.again(place(1));
        backlog.work(
                10,
                batch -> List.of(
                        item(batch.getFirst(), 0, new Outcome.AlreadyKnown()),
                        new Item(batch.getFirst().id(), 1, "x.one", SUPPORT, new Outcome.Applied()),
                        new Item(batch.getFirst().id(), 2, "x.two", SUPPORT, new Outcome.Parked(WAMID)),
                        new Item(batch.getFirst().id(), 2, "x.two", SUPPORT, new Outcome.AlreadyKnown())));
        assertThat(ledger.answer(new Ledger.Query(null, null)))
                .as("what was applied stays applied, and what is said first about an item holds")
                .isEqualTo(new Ledger(3, 2, 0, 0, 1, 0, 0));
        assertThat(new LedgerAnswers(database.dsl())
                        .answer(new LedgerKinds.Query())
                        .rows())
                .filteredOn(kind -> kind.received() > 0)
                .extracting(LedgerKinds.Row::kind)
                .containsExactly("status.read", "x.one", "x.two");
    }

    @Test
    void aRehearsalIsDoneAloneAndLeavesNothing() throws Exception {
        keep("one");
        CountDownLatch rehearsing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<String> rehearsal = CompletableFuture.supplyAsync(
                () -> backlog.rehearse(() -> {
                    database.dsl().execute("DELETE FROM webhook_backlog");
                    rehearsing.countDown();
                    await(mayEnd);
                    return "what would be";
                }),
                Thread::startVirtualThread);
        await(rehearsing);
        assertThat(backlog.work(10, this::applyAll)).as("nobody else is at it").isZero();
        assertThatThrownBy(() -> {
                    database.dsl()
                            .execute("ALTER DATABASE " + database.dsl().fetchValue("SELECT current_database()")
                                    + " SET lock_timeout = '100ms'");
                    database.pool()
                            .unwrap(com.zaxxer.hikari.HikariDataSource.class)
                            .getHikariPoolMXBean()
                            .softEvictConnections();
                    backlog.rehearse(() -> "never");
                })
                .isInstanceOf(WebhookBacklog.Busy.class);
        mayEnd.countDown();
        assertThat(rehearsal.get(30, TimeUnit.SECONDS)).isEqualTo("what would be");
        assertThat(backlog.work(10, this::applyAll)).isEqualTo(1);
    }

    @Test
    void theCountsAddUpWhateverIsWrittenAndByWhom() {
        keep("one");
        backlog.work(
                10,
                batch -> IntStream.range(0, 50)
                        .mapToObj(position -> item(batch.getFirst(), position, new Outcome.Parked(WAMID)))
                        .toList());
        database.dsl().execute("UPDATE webhook_item SET outcome = 'applied' WHERE position < 10");
        database.dsl().execute("UPDATE webhook_item SET kind = 'status.sent' WHERE position BETWEEN 5 AND 14");
        database.dsl()
                .execute("UPDATE webhook_item SET received_at = received_at - interval '3 days' WHERE position = 49");
        database.dsl().execute("DELETE FROM webhook_item WHERE position = 20");
        assertThat(ledger.answer(new Ledger.Query(null, null))).isEqualTo(new Ledger(50, 10, 0, 0, 40, 0, 0));
        assertThat(ledger.answer(new LedgerDays.Query(30)).rows())
                .extracting(LedgerDays.Row::received, LedgerDays.Row::applied, LedgerDays.Row::parked)
                .containsExactly(tuple(49L, 10L, 39L), tuple(1L, 0L, 1L));
        assertThatThrownBy(() -> database.dsl().execute("UPDATE webhook_count SET applied = applied + 1"))
                .hasMessageContaining("webhook_count_adds_up");
    }

    @Test
    void theCountsOfWhatWasThereBeforeAreTakenOver() {
        Flyway before = flyway("8");
        before.migrate();
        database.dsl().execute("""
            INSERT INTO old.webhook_item (delivery_id, position, kind, phone_number_id, outcome, received_at)
            SELECT n, 0, 'message.text', CASE WHEN n % 4 > 0 THEN '200000000000001' END,
                   (ARRAY['applied', 'already_known', 'ignored', 'parked', 'quarantined'])[1 + n % 5],
                   TIMESTAMPTZ '2026-01-02 12:00Z' + n % 2 * interval '1 day'
            FROM generate_series(1, 100) AS n
            """);
        flyway("20").migrate();
        assertThat(database.dsl().fetchSingle("""
            SELECT sum(received)::int, sum(applied)::int, sum(already_known)::int, sum(ignored)::int,
                   sum(parked)::int, sum(quarantined)::int, count(*)::int FROM old.webhook_count
            """).intoList()).containsExactly(100, 20, 20, 20, 20, 20, 3);
    }

    private Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(database.pool())
                .schemas("old")
                .target(target)
                .locations("classpath:db/migration")
                .load();
    }

    private WebhookItems.Place place(int position) {
        return new WebhookItems.Place(1, position);
    }

    private List<Item> applyAll(List<Delivery> batch) {
        taken.addAll(batch);
        return batch.stream()
                .map(delivery ->
                        item(delivery, delivery.onlyItem() == null ? 0 : delivery.onlyItem(), new Outcome.Applied()))
                .toList();
    }

    private static Item item(Delivery delivery, int position, Outcome outcome) {
        return new Item(delivery.id(), position, "status.read", SUPPORT, outcome);
    }

    private void name(Wamid wamid) {
        database.dsl()
                .insertInto(MESSAGE_NAME)
                .set(MESSAGE_NAME.PHONE_NUMBER_ID, SUPPORT.value())
                .set(MESSAGE_NAME.WAMID, wamid.value())
                .set(MESSAGE_NAME.MESSAGE_ID, UUID.randomUUID())
                .execute();
    }

    private void keep(String... bodies) {
        for (String body : bodies) {
            deliveries.keep(bytes(body), Map.of());
        }
    }

    private void keepLarge(int bytes, int times) {
        database.dsl().execute("""
            WITH kept AS (
                INSERT INTO webhook_delivery (headers, body)
                SELECT '{}', convert_to(repeat('x', {0}), 'UTF8') FROM generate_series(1, {1})
                RETURNING id)
            INSERT INTO webhook_backlog SELECT id FROM kept
            """, val(bytes), val(times));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
