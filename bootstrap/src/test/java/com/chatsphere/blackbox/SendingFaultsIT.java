package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.application.message.FaultPoint;
import com.chatsphere.blackbox.SendingGraph.Letter;
import com.chatsphere.blackbox.SendingGraph.Manner;
import com.chatsphere.blackbox.SendingGraph.Report;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Wherever the process dies on a message's way out, the customer gets it at most once and nobody loses sight of it. */
@Timeout(1_800)
class SendingFaultsIT {
    private static final int KILLED = 137;
    private static final int KILLS = Size.of("sending.kills", 3, 200);
    /** Each leaves something else behind; at the others, which are tried at night, nothing else is on record than at these. */
    private static final Set<FaultPoint> USUAL = EnumSet.of(
            FaultPoint.CLAIMED,
            FaultPoint.ATTEMPT_RECORDED,
            FaultPoint.EXPIRED_FOUND,
            FaultPoint.REQUEST_WRITTEN,
            FaultPoint.OUTCOME_NOT_COMMITTED,
            FaultPoint.POSTPONED_NOT_COMMITTED);

    private static final int CUSTOMERS = 40;
    private static final int WRITERS = 6;
    private static final Duration UNTIL_THE_LEASES_END = Duration.ofSeconds(60);
    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(50);

    private final SendingGraph graph = new SendingGraph();
    private final AtomicReference<RunningApplication> application = new AtomicReference<>();
    private final WebhookCannon cannon = new WebhookCannon(() -> here("/webhook/meta"));
    private final Random random = new Random();

    @AfterEach
    void close() {
        current().close();
        cannon.close();
        graph.close();
    }

    @Test
    void everyMessageGoesOutOnceWhicheverNamedPointTheProcessDiesAt() {
        start();
        List<FaultPoint> points = inTheOrderOfTheirConditions();
        Iterator<String> conversations = conversations("1555562", points.size()).iterator();
        Map<FaultPoint, Outgoing.Written> messages = new EnumMap<>(FaultPoint.class);
        Outgoing outgoing = new Outgoing();
        current().kill();
        for (FaultPoint point : points) {
            application.set(current().launchAgain(dyingAt(point)));
            messages.put(point, dieAt(point, conversations.next(), outgoing));
        }
        application.set(current().launchAgain(settings()).awaitReady());
        Map<String, JsonNode> shown = settle(outgoing);

        assertThat(messages).containsOnlyKeys(points);
        messages.forEach((point, message) -> System.out.printf(
                "%-24s taken %d times, offered %d times, in the end %s%n",
                point,
                graph.acceptedOf(message.id()).size(),
                graph.requests(message.id()),
                Objects.requireNonNull(shown.get(message.id())).path("status").asString()));
        assertNothingLostOrDoubled(shown);
    }

    @Test
    void nothingIsLostOrDoubledWhenTheProcessIsKilledInTheMiddleOfSending() {
        start();
        graph.behave(letter ->
                new Manner.Accept(Duration.ofMillis(Math.floorMod(letter.wamid().hashCode(), 300)), Report.AFTERWARDS));
        List<String> conversations = conversations("1555563", CUSTOMERS + KILLS * 4);
        Outgoing outgoing = new Outgoing();
        AtomicInteger written = new AtomicInteger();
        for (int kill = 0; kill < KILLS; kill++) {
            RunningApplication victim = current();
            try (Script script = Script.loggedIn(victim);
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> writers = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    writers.add(threads.submit(() -> {
                        while (victim.runs()) {
                            int number = written.getAndIncrement();
                            String conversation = conversations.get(number % conversations.size());
                            outgoing.write(script, conversation, "number " + number);
                            LockSupport.parkNanos(BETWEEN_MESSAGES.toNanos());
                        }
                    }));
                }
                LockSupport.parkNanos(
                        Duration.ofMillis(500 + random.nextInt(2_500)).toNanos());
                victim.kill();
                writers.forEach(SendingFaultsIT::join);
            }
            application.set(victim.launchAgain(settings()).awaitReady());
        }
        Map<String, JsonNode> shown = settle(outgoing);

        System.out.printf(
                "%d kills, %d messages, %d offers, in the end %s%n",
                KILLS,
                shown.size(),
                shown.keySet().stream().mapToInt(graph::requests).sum(),
                Outgoing.ends(shown.values()));
        assertThat(shown).hasSizeGreaterThan(KILLS);
        assertNothingLostOrDoubled(shown);
    }

    /** What an expired claim meets needs one, so it follows a death that leaves one behind. */
    private static List<FaultPoint> inTheOrderOfTheirConditions() {
        List<FaultPoint> points = new ArrayList<>(List.of(FaultPoint.values()));
        points.remove(FaultPoint.EXPIRED_FOUND);
        points.add(points.indexOf(FaultPoint.ATTEMPT_RECORDED) + 1, FaultPoint.EXPIRED_FOUND);
        return points.stream()
                .filter(point -> Size.isNightly() || USUAL.contains(point))
                .toList();
    }

    private Outgoing.Written dieAt(FaultPoint point, String conversation, Outgoing outgoing) {
        boolean postponed = point == FaultPoint.POSTPONED_NOT_COMMITTED || point == FaultPoint.POSTPONED;
        graph.behave(letter -> postponed && letter.attempt() == 1
                ? new Manner.Refuse(500, 131_016, null)
                : new Manner.Accept(Duration.ZERO, Report.AFTERWARDS));
        RunningApplication dying = current();
        await().atMost(Duration.ofMinutes(2)).until(() -> dying.isReady() || !dying.runs());
        Outgoing.Written message;
        if (dying.runs()) {
            message = attempt(dying, conversation, outgoing, "dying at " + point);
        } else {
            message = outgoing.keepForLater(conversation, "after dying at " + point);
        }
        assertThat(dying.awaitExit()).as("died at " + point).isEqualTo(KILLED);
        return message;
    }

    private static Outgoing.Written attempt(
            RunningApplication dying, String conversation, Outgoing outgoing, String text) {
        try (Script script = Script.loggedIn(dying)) {
            return outgoing.write(script, conversation, text);
        } catch (AssertionError diedBefore) {
            return outgoing.keepForLater(conversation, text);
        }
    }

    private Map<String, JsonNode> settle(Outgoing outgoing) {
        graph.acceptAll(Report.AFTERWARDS);
        try (Script script = Script.loggedIn(current())) {
            outgoing.writeAgain(script);
            Map<String, JsonNode> shown =
                    outgoing.awaitEnds(script, UNTIL_THE_LEASES_END, "sent", "unconfirmed", "failed");
            await().atMost(UNTIL_THE_LEASES_END)
                    .untilAsserted(() -> assertThat(outgoing.shown(script).values())
                            .filteredOn(
                                    message -> !graph.acceptedOf(id(message)).isEmpty())
                            .extracting(message -> message.path("status").asString())
                            .containsOnly("sent"));
            assertThat(shown).containsOnlyKeys(outgoing.ids());
            return outgoing.shown(script);
        }
    }

    /** What Meta has taken it has taken once, and is on record as sent; what it has not is shown as such. */
    private void assertNothingLostOrDoubled(Map<String, JsonNode> shown) {
        Map<String, List<Letter>> taken = graph.acceptedByMessage();
        assertThat(taken.values())
                .as("taken by Meta more than once")
                .allSatisfy(letters -> assertThat(letters).hasSize(1));
        assertThat(shown.keySet()).as("taken by Meta and on record").containsAll(taken.keySet());
        shown.forEach((id, message) -> {
            List<Letter> letters = taken.getOrDefault(id, List.of());
            if (letters.isEmpty()) {
                assertThat(message.path("status").asString()).isEqualTo("unconfirmed");
            } else {
                assertThat(message.path("providerMessageId").asString())
                        .isEqualTo(letters.getFirst().wamid());
            }
        });
    }

    private void start() {
        graph.reportTo(cannon);
        graph.acceptAll(Report.AFTERWARDS);
        application.set(
                RunningApplication.launch(Workplace.folder(), settings()).awaitReady());
    }

    private List<String> conversations(String prefix, int count) {
        List<String> phones = IntStream.range(0, count)
                .mapToObj(customer -> prefix + "%04d".formatted(customer))
                .toList();
        assertThat(cannon.volley(phones.stream()
                        .map(phone -> Deliveries.text("wamid.opens-" + phone, phone, "hello"))
                        .toList()))
                .containsOnly(200);
        try (Script script = Script.loggedIn(current())) {
            return phones.stream()
                    .map(phone -> script.conversationWith(phone).path("id").asString())
                    .toList();
        }
    }

    private Map<String, String> settings() {
        return RunningApplication.settings(graph.address());
    }

    private Map<String, String> dyingAt(FaultPoint point) {
        Map<String, String> settings = new HashMap<>(settings());
        settings.put("SPRING_PROFILES_ACTIVE", "fault-injection");
        settings.put("FAULT_POINT", point.name());
        return settings;
    }

    /** While nobody is ready there, a delivery fails as it does at a closed port. */
    private URI here(String path) {
        RunningApplication now = application.get();
        return now != null && now.isReady() ? now.at(path) : URI.create("http://127.0.0.1:9" + path);
    }

    private RunningApplication current() {
        return Objects.requireNonNull(application.get());
    }

    private static String id(JsonNode message) {
        return message.path("id").asString();
    }

    private static void join(Future<?> writer) {
        try {
            writer.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
