package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Delivers text after text at an even pace, each again until it is acknowledged, as Meta does. */
final class SteadyLoad implements AutoCloseable {
    private static final int CUSTOMERS = 40;
    /** So many deliveries under way at most, also while nobody takes them. */
    private static final int AT_ONCE = 48;

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration BEFORE_THE_NEXT_TRY = Duration.ofMillis(250);

    private final String name;
    private final WebhookCannon cannon;
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean ending;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    SteadyLoad(String name, WebhookCannon cannon, int aSecond) {
        this.name = name;
        this.cannon = cannon;
        Duration pause = Duration.ofSeconds(AT_ONCE).dividedBy(aSecond);
        for (int sender = 0; sender < AT_ONCE; sender++) {
            deliveries.execute(() -> {
                while (!ending) {
                    deliverNext();
                    LockSupport.parkNanos(pause.toNanos());
                }
            });
        }
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /** How often a delivery was not acknowledged. */
    int refused() {
        return refused.get();
    }

    void awaitAcknowledged(int more) {
        int enough = acknowledged.size() + more;
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= enough);
    }

    /** Begins nothing new, and waits until all that was begun is acknowledged. */
    void end() {
        ending = true;
        await().atMost(PATIENCE).until(() -> acknowledged.size() >= begun.get());
        assertThat(acknowledged).doesNotHaveDuplicates().hasSize(begun.get());
    }

    /** Everything acknowledged is in the inbox exactly once, and the ledger says so. */
    void assertNothingLostOrDoubled(Script script) {
        int all = acknowledged.size();
        JsonNode ledger = await().atMost(PATIENCE)
                .until(script::settledLedger, settled -> settled.path("applied").asLong() >= all);
        assertThat(ledger.path("applied").asLong()).isEqualTo(all);
        assertThat(ledger.path("alreadyKnown").asLong()).isLessThanOrEqualTo(refused.get());
        for (String empty : List.of("ignored", "parked", "quarantined")) {
            assertThat(ledger.path(empty).asLong()).as(empty).isZero();
        }
        assertThat(ledger.path("received").asLong())
                .isEqualTo(ledger.path("applied").asLong()
                        + ledger.path("alreadyKnown").asLong());
        Map<String, String> conversations = awaitAllUnread(script, all);
        List<String> shown = await().atMost(PATIENCE)
                .until(() -> wamidsIn(conversations.values(), script), wamids -> wamids.size() >= all);
        assertThat(shown).doesNotHaveDuplicates();
        assertThat(new HashSet<>(shown)).isEqualTo(new HashSet<>(acknowledged));
    }

    @Override
    public void close() {
        ending = true;
        deliveries.shutdownNow();
        cannon.close();
    }

    private void deliverNext() {
        int number = begun.getAndIncrement();
        String wamid = "wamid." + name + "-" + number;
        byte[] body = Deliveries.text(wamid, phone(number % CUSTOMERS), "message " + number);
        while (cannon.fire(body) != 200) {
            refused.incrementAndGet();
            LockSupport.parkNanos(BEFORE_THE_NEXT_TRY.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        acknowledged.add(wamid);
    }

    /** Every customer has one conversation, and all messages are counted as unread; their ids by phone number. */
    private static Map<String, String> awaitAllUnread(Script script, int all) {
        Map<String, String> conversations = new HashMap<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode page = script.get("/api/conversations?page_size=200").body();
            assertThat(page.path("total").asInt()).isEqualTo(CUSTOMERS);
            int unread = 0;
            conversations.clear();
            for (JsonNode row : page.path("items")) {
                conversations.put(
                        row.path("phone").asString().replaceAll("[^0-9]", ""),
                        row.path("id").asString());
                unread += row.path("unreadCount").asInt();
            }
            assertThat(conversations)
                    .containsOnlyKeys(IntStream.range(0, CUSTOMERS)
                            .mapToObj(SteadyLoad::phone)
                            .toList());
            assertThat(unread).isEqualTo(all);
        });
        return conversations;
    }

    private static List<String> wamidsIn(Collection<String> conversations, Script script) {
        return conversations.stream()
                .flatMap(conversation -> script.messagesOf(conversation).stream())
                .map(message -> message.path("providerMessageId").asString())
                .toList();
    }

    private static String phone(int customer) {
        return "1555557%04d".formatted(customer);
    }
}
