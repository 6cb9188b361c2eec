package com.chatsphere.persistence.webhook;

import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_BACKLOG;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_DELIVERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.chatsphere.application.webhook.WebhookDeliveries.Unavailable;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class PostgresWebhookDeliveriesTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final Outage outage = new Outage();
    private final AtomicInteger wakes = new AtomicInteger();
    private final PostgresWebhookDeliveries deliveries =
            database.closing(new PostgresWebhookDeliveries(outage, List.of(wakes::incrementAndGet)));

    @Test
    void aKeptDeliveryIsCommittedAndWaitsToBeApplied() {
        byte[] body = {0, 1, (byte) 0xFF, '{'};
        deliveries.keep(body, Map.of("content-type", "application/json"));
        var kept = database.dsl().selectFrom(WEBHOOK_DELIVERY).fetchSingle();
        assertThat(kept.getBody()).isEqualTo(body);
        assertThat(kept.getHeaders()).isEqualTo("{\"content-type\":\"application/json\"}");
        assertThat(database.dsl().selectFrom(WEBHOOK_BACKLOG).fetchSingle().getDeliveryId())
                .isEqualTo(kept.getId());
        await().until(() -> wakes.get() == 1);
    }

    @Test
    void deliveriesAreKeptInTheOrderInWhichTheyCame() {
        for (int number = 0; number < 50; number++) {
            deliveries.keep(bytes("body " + number), Map.of());
        }
        assertThat(bodies()).hasSize(50).startsWith("body 0", "body 1").endsWith("body 49");
    }

    @Test
    void whoeverDeliversAtOnceIsKeptTogetherEachInTheirOrder() throws Exception {
        int senders = 16;
        int each = 25;
        try (ExecutorService threads = Executors.newFixedThreadPool(senders)) {
            List<CompletableFuture<Void>> sending = new ArrayList<>();
            for (int sender = 0; sender < senders; sender++) {
                String name = "sender " + sender + " ";
                sending.add(CompletableFuture.runAsync(
                        () -> {
                            for (int number = 10; number < 10 + each; number++) {
                                deliveries.keep(bytes(name + number), Map.of());
                            }
                        },
                        threads));
            }
            CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).get();
        }
        List<String> bodies = bodies();
        assertThat(bodies).hasSize(senders * each).doesNotHaveDuplicates();
        for (int sender = 0; sender < senders; sender++) {
            String name = "sender " + sender + " ";
            assertThat(bodies.stream().filter(body -> body.startsWith(name))).isSorted();
        }
        assertThat(database.dsl().fetchCount(WEBHOOK_BACKLOG)).isEqualTo(senders * each);
        assertThat(database.number("SELECT count(DISTINCT xmin::text) FROM webhook_delivery"))
                .as("commits")
                .isLessThan(senders * each);
    }

    @Test
    void whatCannotBeKeptIsRefusedAndLaterOnesAreKept() {
        outage.now = true;
        assertThatThrownBy(() -> deliveries.keep(bytes("lost"), Map.of())).isInstanceOf(Unavailable.class);
        outage.now = false;
        deliveries.keep(bytes("kept"), Map.of());
        assertThat(bodies()).containsExactly("kept");
    }

    @Test
    void nothingIsKeptOnceClosed() {
        deliveries.close();
        assertThatThrownBy(() -> deliveries.keep(bytes("late"), Map.of())).isInstanceOf(Unavailable.class);
    }

    private List<String> bodies() {
        return database.dsl()
                .select(WEBHOOK_DELIVERY.BODY)
                .from(WEBHOOK_DELIVERY)
                .orderBy(WEBHOOK_DELIVERY.ID)
                .fetch(row -> new String(row.value1(), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A pool that has no connection while there is an outage. */
    private final class Outage extends DelegatingDataSource {
        private volatile boolean now;

        Outage() {
            super(database.pool());
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (now) {
                throw new SQLException("no connection", "08001");
            }
            return super.getConnection();
        }
    }
}
