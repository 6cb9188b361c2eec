package com.chatsphere.persistence.webhook;

import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_AGAIN;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_DELIVERY;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_ITEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.KeptDeliveries;
import com.chatsphere.application.webhook.KeptDelivery;
import com.chatsphere.application.webhook.Ledger;
import com.chatsphere.application.webhook.WebhookBacklog.Delivery;
import com.chatsphere.application.webhook.WebhookBacklog.Item;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresKeptWebhooksTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final PostgresWebhookDeliveries deliveries =
            database.closing(new PostgresWebhookDeliveries(database.pool(), List.of()));
    private final PostgresWebhookBacklog backlog =
            new PostgresWebhookBacklog(database.dsl(), database.transaction(), database.signals());
    private final LedgerAnswers ledger = new LedgerAnswers(database.dsl());
    private final ItemAnswers items = new ItemAnswers(database.dsl());
    private final PostgresKeptWebhooks kept = new PostgresKeptWebhooks(database.dsl(), database.transaction());

    @Test
    void whatIsSettledGoesWithTimeAndStaysCounted() {
        settle(new Outcome.Applied(), new Outcome.AlreadyKnown(), new Outcome.Ignored("Not used."));
        Ledger before = all();
        assertThat(kept.expire(MONTH)).isZero();
        age(31);
        settle(new Outcome.Applied());
        assertThat(kept.expire(MONTH)).isEqualTo(3);
        assertThat(ids()).containsExactly(4L);
        assertThat(database.dsl().fetchCount(WEBHOOK_ITEM)).isEqualTo(1);
        assertThat(all().received()).isEqualTo(before.received() + 1);
        assertThat(items.answer(new KeptDelivery.Query(1))).isEmpty();
    }

    @Test
    void whatIsOpenStaysHoweverOldItIs() {
        settle(
                new Outcome.Applied(),
                new Outcome.Parked(new Wamid("wamid.awaited")),
                new Outcome.Quarantined("broken"),
                new Outcome.Ignored("Not used."));
        kept.again(new WebhookItems.Place(4, 0));
        deliveries.keep(bytes("not taken apart"), Map.of());
        age(500);
        assertThat(kept.expire(MONTH)).isEqualTo(1);
        assertThat(ids()).containsExactly(2L, 3L, 4L, 5L);
        assertThat(kept.clear()).isZero();
        assertThat(kept.clear(3)).isFalse();
    }

    @Test
    void aDeliveryStaysWholeWhileOneOfItsItemsIsOpen() {
        deliveries.keep(bytes("several"), Map.of());
        backlog.work(
                10,
                batch -> List.of(
                        item(batch.getFirst(), 0, new Outcome.Applied()),
                        item(batch.getFirst(), 1, new Outcome.Quarantined("broken"))));
        assertThat(kept.clear()).isZero();
        assertThat(items.answer(new KeptDelivery.Query(1)).orElseThrow().items())
                .hasSize(2);
    }

    @Test
    void clearingRemovesWhatIsSettledHoweverMuchItIs() {
        database.dsl().execute("""
            WITH kept AS (
                INSERT INTO webhook_delivery (headers, body) SELECT '{}', '' FROM generate_series(1, 1234) RETURNING id)
            INSERT INTO webhook_item (delivery_id, position, kind, outcome, received_at)
            SELECT id, 0, 'message.text', CASE WHEN id % 100 = 0 THEN 'quarantined' ELSE 'applied' END, now() FROM kept
            """);
        assertThat(kept.clear()).isEqualTo(1222);
        assertThat(database.dsl().fetchCount(WEBHOOK_DELIVERY)).isEqualTo(12);
        assertThat(all()).isEqualTo(new Ledger(1234, 1222, 0, 0, 0, 12, 0));
        assertThat(kept.clear(100)).isFalse();
    }

    @Test
    void twoMayRemoveAtTheSameMoment() {
        database.dsl().execute("""
            WITH kept AS (
                INSERT INTO webhook_delivery (headers, body) SELECT '{}', '' FROM generate_series(1, 3000) RETURNING id)
            INSERT INTO webhook_item (delivery_id, position, kind, outcome, received_at)
            SELECT id, 0, 'message.text', 'applied', now() FROM kept
            """);
        var other = CompletableFuture.supplyAsync(kept::clear, Thread::startVirtualThread);
        int removed = kept.clear() + other.join();
        assertThat(removed + kept.clear()).isEqualTo(3000);
        assertThat(database.dsl().fetchCount(WEBHOOK_DELIVERY)).isZero();
    }

    @Test
    void allOfAKindGoAgainAndOnlyThose() {
        settle(new Outcome.Ignored("a"), new Outcome.Ignored("b"), new Outcome.Quarantined("c"), new Outcome.Applied());
        assertThat(kept.again("message.text", ItemOutcome.IGNORED)).isEqualTo(2);
        assertThat(kept.again("message.text", ItemOutcome.IGNORED))
                .as("asked for twice")
                .isEqualTo(2);
        assertThat(kept.again("message.image", ItemOutcome.IGNORED)).isZero();
        assertThat(database.dsl().fetchCount(WEBHOOK_AGAIN)).isEqualTo(2);
        assertThatThrownBy(() -> kept.again("message.text", ItemOutcome.APPLIED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(items.answer(new WebhookItems.Query(null, null, null, null, null, null, 10))
                        .rows())
                .extracting(WebhookItems.Row::again)
                .containsExactly(false, false, true, true);
    }

    @Test
    void aRequestForAnItemThatIsGoneIsForgotten() {
        settle(new Outcome.Ignored("a"));
        kept.again(new WebhookItems.Place(1, 0));
        database.dsl().execute("DELETE FROM webhook_delivery");
        assertThat(backlog.work(10, batch -> List.of())).isZero();
        kept.expire(MONTH);
        assertThat(database.dsl().fetchCount(WEBHOOK_AGAIN)).isZero();
    }

    @Test
    void showsADeliveryAsItCame() {
        deliveries.keep(bytes("one \0 two"), Map.of("user-agent", "facebookexternalua"));
        KeptDelivery waiting = items.answer(new KeptDelivery.Query(1)).orElseThrow();
        assertThat(waiting.waiting()).isTrue();
        assertThat(waiting.items()).isEmpty();
        assertThat(waiting.body()).isEqualTo(bytes("one \0 two"));
        assertThat(waiting.headers()).isEqualTo(Map.of("user-agent", "facebookexternalua"));
        database.dsl().execute("UPDATE webhook_delivery SET received_at = now() - interval '90 seconds'");
        KeptDeliveries latest = items.answer(new KeptDeliveries.Query(null, 10));
        assertThat(latest.backlog()).isEqualTo(1);
        assertThat(latest.oldest()).isBetween(Duration.ofSeconds(89), Duration.ofSeconds(120));
        assertThat(latest.rows()).extracting(KeptDeliveries.Row::id).containsExactly(1L);
        assertThat(items.answer(new KeptDeliveries.Query(1L, 10)).rows()).isEmpty();
    }

    private void settle(Outcome... outcomes) {
        for (Outcome outcome : outcomes) {
            deliveries.keep(bytes("{}"), Map.of());
            backlog.work(1, batch -> List.of(item(batch.getFirst(), 0, outcome)));
        }
    }

    private void age(int days) {
        database.dsl().execute("UPDATE webhook_delivery SET received_at = now() - {0} * interval '1 day'", val(days));
    }

    private List<Long> ids() {
        return database.dsl()
                .select(WEBHOOK_DELIVERY.ID)
                .from(WEBHOOK_DELIVERY)
                .orderBy(WEBHOOK_DELIVERY.ID)
                .fetch(WEBHOOK_DELIVERY.ID);
    }

    private Ledger all() {
        return ledger.answer(new Ledger.Query(null, null));
    }

    private static Item item(Delivery delivery, int position, Outcome outcome) {
        return new Item(delivery.id(), position, "message.text", SUPPORT, outcome);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
