package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A process that is killed in the middle of its work loses nothing it has acknowledged. */
@Timeout(300)
class KilledIT {
    private static final int CUSTOMERS = 50;
    private static final int MESSAGES_OF_EACH = 100;
    private static final int ALL = CUSTOMERS * MESSAGES_OF_EACH;
    private static final int CONNECTIONS = 64;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = ALL * 2 / 5;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final AtomicReference<RunningApplication> application = new AtomicReference<>();
    private final Queue<Shot> toDeliver = new ConcurrentLinkedQueue<>();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final CountDownLatch killed = new CountDownLatch(1);
    private final CountDownLatch backAgain = new CountDownLatch(1);

    private record Shot(String wamid, byte[] body) {}

    @Test
    void whatWasAcknowledgedIsAppliedExactlyOnceAfterAKillInTheMiddle() throws InterruptedException {
        load();
        try (StandInMeta meta = new StandInMeta()) {
            RunningApplication first = RunningApplication.withMeta(meta.address());
            application.set(first);
            try {
                bombardAndKill(first);
                check();
            } finally {
                current().close();
            }
        }
    }

    private void load() {
        for (int message = 0; message < MESSAGES_OF_EACH; message++) {
            for (int customer = 0; customer < CUSTOMERS; customer++) {
                String wamid = "wamid.killed-" + customer + "-" + message;
                toDeliver.add(new Shot(wamid, Deliveries.text(wamid, phone(customer), "message " + message)));
            }
        }
    }

    private void bombardAndKill(RunningApplication first) throws InterruptedException {
        try (WebhookCannon cannon = new WebhookCannon(() -> current().at("/webhook/meta"));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                threads.execute(() -> deliverUntilAcknowledged(cannon));
            }
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= ACKNOWLEDGED_BEFORE_THE_KILL);
            first.kill();
            assertThat(acknowledged)
                    .as("acknowledged when the process was killed")
                    .hasSizeLessThan(ALL);
            assertThat(first.database()).as("the database outlives the process").isPresent();
            killed.countDown();
            application.set(first.again());
            backAgain.countDown();
            threads.shutdown();
            assertThat(threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            backAgain.countDown();
        }
        assertThat(unanswered.get()).as("deliveries cut off by the kill").isPositive();
        assertThat(acknowledged).doesNotHaveDuplicates().hasSize(ALL);
    }

    /** As Meta does: what was not acknowledged is delivered again. */
    private void deliverUntilAcknowledged(WebhookCannon cannon) {
        for (Shot shot = toDeliver.poll(); shot != null; shot = toDeliver.poll()) {
            boolean taken = false;
            for (int tries = 0; !taken && tries < 20; tries++) {
                boolean wasKilled = killed.getCount() == 0;
                int status = cannon.fire(shot.body);
                taken = status == 200;
                if (taken) {
                    acknowledged.add(shot.wamid);
                } else if (!wasKilled || backAgain.getCount() > 0) {
                    unanswered.incrementAndGet();
                    awaitRestart();
                }
            }
        }
    }

    private void awaitRestart() {
        try {
            assertThat(backAgain.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void check() {
        try (Script script = Script.loggedIn(current())) {
            JsonNode ledger = await().atMost(PATIENCE)
                    .until(
                            script::settledLedger,
                            settled -> settled.path("applied").asLong() >= ALL);
            assertThat(ledger.path("applied").asLong()).isEqualTo(ALL);
            assertThat(ledger.path("alreadyKnown").asLong()).isLessThanOrEqualTo(unanswered.get());
            for (String empty : List.of("ignored", "parked", "quarantined")) {
                assertThat(ledger.path(empty).asLong()).as(empty).isZero();
            }
            assertThat(ledger.path("received").asLong())
                    .isEqualTo(ledger.path("applied").asLong()
                            + ledger.path("alreadyKnown").asLong());

            Map<String, String> conversations = awaitAllCounted(script);
            List<String> transcript = await().atMost(PATIENCE)
                    .until(() -> wamidsIn(conversations.values(), script), wamids -> wamids.size() >= ALL);
            assertThat(transcript).doesNotHaveDuplicates();
            assertThat(new HashSet<>(transcript)).isEqualTo(new HashSet<>(acknowledged));
        }
    }

    /** Every customer has one conversation with everything in it unread; their ids by phone number. */
    private static Map<String, String> awaitAllCounted(Script script) {
        Map<String, String> conversations = new HashMap<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode page = script.get("/api/conversations?page_size=200").body();
            assertThat(page.path("total").asInt()).isEqualTo(CUSTOMERS);
            Map<String, Integer> unread = new HashMap<>();
            for (JsonNode row : page.path("items")) {
                String phone = row.path("phone").asString().replaceAll("[^0-9]", "");
                conversations.put(phone, row.path("id").asString());
                unread.put(phone, row.path("unreadCount").asInt());
            }
            assertThat(unread)
                    .containsOnlyKeys(IntStream.range(0, CUSTOMERS)
                            .mapToObj(KilledIT::phone)
                            .toList());
            assertThat(unread.values()).containsOnly(MESSAGES_OF_EACH);
        });
        return conversations;
    }

    private static List<String> wamidsIn(Collection<String> conversations, Script script) {
        return conversations.stream()
                .flatMap(conversation -> script.messagesOf(conversation).stream())
                .map(message -> message.path("providerMessageId").asString())
                .toList();
    }

    private RunningApplication current() {
        return Objects.requireNonNull(application.get());
    }

    private static String phone(int customer) {
        return "1555557%04d".formatted(customer);
    }
}
