package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.blackbox.Outgoing.Written;
import com.chatsphere.blackbox.SendingGraph.Letter;
import com.chatsphere.blackbox.SendingGraph.Manner;
import com.chatsphere.blackbox.SendingGraph.Report;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What becomes of messages that Meta's side loses the answer to, limits, delays or refuses for the moment. */
@Timeout(1_800)
class SendingOutcomesIT {
    private static final int LOST = Size.of("sending.lost", 60, 1_000);
    private static final int IN_ORDER = Size.of("sending.in-order", 500, 1_000);
    private static final int PACED = Size.of("sending.paced", 1_000, 10_000);
    private static final Duration OUTAGE = Duration.ofSeconds(Size.of("sending.outage-seconds", 20, 600));
    private static final int QUEUED_IN_THE_OUTAGE = Size.of("sending.outage-messages", 100, 500);
    private static final int CHATS = 50;
    /** The fifth lost answer in a row makes the sender try a number less often, which is another test's matter. */
    private static final int LOST_OF_A_NUMBER = 4;

    private static final Duration RESOLVED_BY_THEN = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int NUMBERS_FOR_LOSSES = LOST / LOST_OF_A_NUMBER;

    @RegisterExtension
    static final SendingInstallation INSTALLED = new SendingInstallation(2 * NUMBERS_FOR_LOSSES + 6);

    private final SendingGraph graph = INSTALLED.graph();
    private final Script script = INSTALLED.script();

    @AfterEach
    void behaveAgain() {
        graph.keepLimits(false);
        graph.acceptAll(Report.NEVER);
    }

    @Test
    void lostAnswersAreResolvedByTheReportsOfWhatWasTaken() {
        graph.behave(letter -> lost(letter, Report.AFTERWARDS));
        Outgoing outgoing = writeToBeLost(0);

        await().atMost(PATIENCE).until(() -> outgoing.ids().stream().allMatch(id -> graph.requests(id) > 0));
        long since = System.nanoTime();
        Map<String, JsonNode> shown = await().atMost(PATIENCE)
                .until(
                        () -> outgoing.shown(script),
                        found -> sent(found) * 100 >= LOST * 99L
                                || Duration.ofNanos(System.nanoTime() - since).compareTo(RESOLVED_BY_THEN) > 0);

        System.out.printf("%d lost answers, %s%n", LOST, Outgoing.ends(shown.values()));
        assertThat(sent(shown) * 100).as("resolved within 30 seconds").isGreaterThanOrEqualTo(LOST * 99L);
        assertTakenOnceEach(outgoing);
    }

    @Test
    void lostAnswersWithoutReportsStayUnconfirmedUntilSomebodySendsThemAgain() {
        graph.behave(letter -> lost(letter, Report.NEVER));
        Outgoing outgoing = writeToBeLost(NUMBERS_FOR_LOSSES);

        Map<String, JsonNode> unconfirmed = outgoing.awaitEnds(script, PATIENCE, "unconfirmed");
        assertThat(unconfirmed).hasSize(LOST);
        assertTakenOnceEach(outgoing);

        graph.acceptAll(Report.NEVER);
        for (String id : outgoing.ids()) {
            assertThat(twiceAtOnce("/messages/" + id + "/resending", Map.of()))
                    .contains(303)
                    .allMatch(status -> status == 303 || status == 409);
        }
        Map<String, JsonNode> shown = outgoing.awaitEnds(script, PATIENCE, "sent");

        shown.forEach((id, message) -> {
            List<Letter> letters = graph.acceptedOf(id);
            assertThat(letters).as("attempts").hasSize(2);
            assertThat(letters).extracting(Letter::attempt).containsExactly(1, 2);
            assertThat(message.path("providerMessageId").asString())
                    .as("the second attempt has a name of its own")
                    .isEqualTo(letters.getLast().wamid())
                    .isNotEqualTo(letters.getFirst().wamid());
        });
        Written one = outgoing.answered().getFirst();
        List<Letter> letters = graph.acceptedOf(one.id());
        INSTALLED.deliver(Deliveries.failure(
                letters.getFirst().number(),
                letters.getFirst().wamid(),
                letters.getFirst().to(),
                131_026));
        graph.report(letters.getLast(), "delivered");
        script.settledLedger();
        assertThat(script.awaitStatus(one.conversation(), one.id(), "delivered")
                        .path("error")
                        .isNull())
                .as("the failure of the first attempt is no failure of the second")
                .isTrue();
    }

    @Test
    void theOrderWithinAChatSurvivesRefusalsAndLimits() {
        Random random = new Random(25);
        Map<String, Manner> decided = new ConcurrentHashMap<>();
        graph.behave(letter -> decided.computeIfAbsent(letter.tag(), _ -> {
            synchronized (random) {
                int chance = random.nextInt(100);
                return chance < 10
                        ? new Manner.Refuse(500, 131_000, null)
                        : chance < 15 ? new Manner.Refuse(429, 130_429, 1) : Manner.ACCEPT;
            }
        }));
        Outgoing outgoing = writeInParallel(2 * NUMBERS_FOR_LOSSES, "1555573", IN_ORDER);

        outgoing.awaitEnds(script, PATIENCE.plusSeconds(IN_ORDER / 5), "sent");

        assertTakenOnceEach(outgoing);
        assertThat(inversions(outgoing)).isZero();
        System.out.printf(
                "%d messages in %d chats, %d offers, no inversion%n",
                IN_ORDER,
                CHATS,
                outgoing.ids().stream().mapToInt(graph::requests).sum());
    }

    @Test
    void aQueueThatNeverEndsKeepsToTheLimitsOfNumberAndCustomer() {
        graph.keepLimits(true);
        int limitedBefore = graph.limited();
        long begun = System.nanoTime();
        Outgoing outgoing = writeInParallel(2 * NUMBERS_FOR_LOSSES + 1, "1555574", PACED);

        outgoing.awaitEnds(script, PATIENCE.plusSeconds(PACED / 20), "sent");

        int limited = graph.limited() - limitedBefore;
        System.out.printf(
                "%d messages in %s, %d times told of a limit%n",
                PACED, Duration.ofNanos(System.nanoTime() - begun), limited);
        assertThat(limited * 1_000).isLessThanOrEqualTo(PACED);
        assertTakenOnceEach(outgoing);
    }

    @Test
    void aFormSentTwentyTimesAtOnceIsOneMessage() {
        String conversation = INSTALLED.conversation(2 * NUMBERS_FOR_LOSSES + 2, "15555750001");
        String id = UUID.randomUUID().toString();
        Map<String, String> form = Map.of("id", id, "body", "from the page, once");

        List<Integer> answers = atOnce(20, "/conversations/" + conversation + "/messages", form);

        assertThat(answers).hasSize(20).containsOnly(303);
        script.awaitStatus(conversation, id, "sent");
        assertThat(graph.acceptedOf(id)).hasSize(1);
        assertThat(script.messagesOf(conversation))
                .filteredOn(message -> message.path("direction").asString().equals("outbound"))
                .hasSize(1);
    }

    @Test
    void aPassingRefusalIsTriedAgainAndAClosedConnectionIsNotTakenForOne() {
        String conversation = INSTALLED.conversation(2 * NUMBERS_FOR_LOSSES + 3, "15555760001");
        graph.behave(letter -> letter.attempt() < 3 ? new Manner.Refuse(503, 131_016, null) : Manner.ACCEPT);
        Outgoing outgoing = new Outgoing();
        Written passing = outgoing.write(script, conversation, "twice refused");
        script.awaitStatus(conversation, passing.id(), "sent");
        assertThat(graph.requests(passing.id())).isEqualTo(3);

        graph.behave(_ -> new Manner.HangUp());
        Written cut = outgoing.write(script, conversation, "cut off");
        script.awaitStatus(conversation, cut.id(), "unconfirmed");
        assertThat(graph.requests(cut.id())).as("never repeated by itself").isEqualTo(1);
    }

    @Test
    void anOutageIsProbedRarelyAndTheQueueEmptiesSoonAfterwards() throws SQLException {
        List<String> conversations = chats(2 * NUMBERS_FOR_LOSSES + 4, "1555577", CHATS);
        Outgoing outgoing = new Outgoing();
        graph.down();
        try {
            for (int message = 0; message < QUEUED_IN_THE_OUTAGE; message++) {
                outgoing.write(script, conversations.get(message % CHATS), "down " + message);
            }
            LockSupport.parkNanos(OUTAGE.toNanos());
        } finally {
            graph.up();
        }
        long up = System.nanoTime();
        outgoing.awaitEnds(script, PATIENCE, "sent");
        Duration emptied = Duration.ofNanos(System.nanoTime() - up);

        int offers = outgoing.ids().stream()
                .mapToInt(id -> graph.acceptedOf(id).getFirst().attempt())
                .sum();
        List<Long> probes = millisecondsBetweenProbes(2 * NUMBERS_FOR_LOSSES + 4);
        System.out.printf(
                "%d messages queued in an outage of %s: %d attempts, %s ms between probes, empty %s afterwards%n",
                QUEUED_IN_THE_OUTAGE, OUTAGE, offers, probes, emptied);
        assertTakenOnceEach(outgoing);
        assertThat(offers * 10).isLessThanOrEqualTo(QUEUED_IN_THE_OUTAGE * 12);
        assertThat(probes).isNotEmpty().allMatch(pause -> pause >= 4_900);
        assertThat(emptied).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void statusesOfAnyOrderAndKindLeaveTheFurthestWithItsReason() {
        String conversation = INSTALLED.conversation(2 * NUMBERS_FOR_LOSSES + 5, "15555780001");
        Outgoing outgoing = new Outgoing();
        Written read = outgoing.write(script, conversation, "read");
        Written late = outgoing.write(script, conversation, "failed, then delivered");
        Written failed = outgoing.write(script, conversation, "failed");
        outgoing.awaitEnds(script, PATIENCE, "sent");
        Letter letter = graph.acceptedOf(read.id()).getFirst();
        for (String word : List.of("read", "deleted", "warning", "delivered", "sent", "a word of tomorrow")) {
            graph.report(letter, word);
        }
        for (Written message : List.of(late, failed)) {
            Letter taken = graph.acceptedOf(message.id()).getFirst();
            INSTALLED.deliver(Deliveries.failure(taken.number(), taken.wamid(), taken.to(), 131_026));
        }
        script.awaitStatus(conversation, late.id(), "failed");
        graph.report(graph.acceptedOf(late.id()).getFirst(), "delivered");

        script.awaitStatus(conversation, late.id(), "delivered");
        JsonNode error = script.awaitStatus(conversation, failed.id(), "failed").path("error");
        assertThat(error.path("code").asInt()).isEqualTo(131_026);
        assertThat(error.path("title").asString()).isNotBlank();
        assertThat(script.message(conversation, read.id()).path("status").asString())
                .isEqualTo("read");
    }

    @Test
    void writingToAnArchivedConversationBringsItBack() {
        String conversation = INSTALLED.conversation(2 * NUMBERS_FOR_LOSSES + 5, "15555780002");
        assertThat(script.ask("PATCH", "/api/conversations/" + conversation + "/archive", "{\"archived\":true}")
                        .status())
                .isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> script.findConversation("15555780002").isEmpty());

        new Outgoing().write(script, conversation, "one more thing");

        await().atMost(PATIENCE)
                .until(() -> script.findConversation("15555780002")
                        .filter(row -> !row.path("archived").asBoolean())
                        .isPresent());
    }

    @Test
    void aTestMessageIsAnOrdinaryOneWithStatusesAndAnswers() {
        INSTALLED.deliver(Deliveries.text("wamid.opens-15555780003", "15555780003", "hello"));
        String conversation = script.conversationWith("15555780003").path("id").asString();
        Script.Answer answer = script.post("/api/test-message", Map.of("to", "15555780003", "body", "does this work?"));
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(200);
        JsonNode message = await().atMost(PATIENCE)
                .until(
                        () -> script.messagesOf(conversation),
                        messages -> messages.size() == 2
                                && messages.getLast().path("status").asString().equals("sent"))
                .getLast();
        assertThat(message.path("body").asString()).isEqualTo("does this work?");
        graph.report(graph.acceptedOf(message.path("id").asString()).getFirst(), "read");

        script.awaitStatus(conversation, message.path("id").asString(), "read");
    }

    /** Of a number that nobody answers for, from the second probe on. */
    private static List<Long> millisecondsBetweenProbes(int number) throws SQLException {
        try (Connection database = INSTALLED.application().connect();
                PreparedStatement query = database.prepareStatement("""
                    SELECT extract(epoch FROM recorded_at - lag(recorded_at) OVER (ORDER BY global_index)) * 1000
                    FROM domain_event WHERE payload_type LIKE '%MessagePostponed' AND aggregate_identifier IN
                        (SELECT aggregate_identifier FROM domain_event WHERE sequence_number = 0
                        AND payload_type LIKE '%MessageQueued'
                        AND convert_from(payload, 'UTF8') LIKE '%' || ? || '%')
                    ORDER BY global_index
                    """)) {
            query.setString(1, SendingInstallation.phoneNumberId(number));
            List<Long> pauses = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    pauses.add(rows.getLong(1));
                }
            }
            int lastOfTheFirstBurst = IntStream.range(0, pauses.size())
                    .filter(index -> pauses.get(index) < 2_000)
                    .max()
                    .orElse(-1);
            assertThat(lastOfTheFirstBurst).as("attempts before it was noticed").isLessThan(2 * CHATS / 5);
            return pauses.subList(lastOfTheFirstBurst + 1, pauses.size());
        }
    }

    private static Manner lost(Letter letter, Report report) {
        return letter.text().hashCode() % 2 == 0 ? new Manner.AcceptAndHang(report) : new Manner.AcceptAndReset(report);
    }

    /** Each to a customer of its own, a few from each number. */
    private Outgoing writeToBeLost(int firstNumber) {
        Outgoing outgoing = new Outgoing();
        Map<Integer, List<String>> conversations = IntStream.range(0, NUMBERS_FOR_LOSSES)
                .boxed()
                .collect(Collectors.toMap(
                        number -> number,
                        number -> INSTALLED.conversations(
                                firstNumber + number,
                                IntStream.range(0, LOST_OF_A_NUMBER)
                                        .mapToObj(customer -> "15557%04d%02d".formatted(firstNumber + number, customer))
                                        .toList())));
        conversations.values().stream()
                .flatMap(List::stream)
                .forEach(conversation -> outgoing.write(
                        script, conversation, "lost " + outgoing.answered().size()));
        return outgoing;
    }

    /** The numbers in the texts count up within each chat; no chat gets more than a customer may in one go. */
    private Outgoing writeInParallel(int number, String prefix, int messages) {
        int chats = Math.max(CHATS, messages / 40);
        List<String> conversations = chats(number, prefix, chats);
        Outgoing outgoing = new Outgoing();
        List<Future<?>> writers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            for (int thread = 0; thread < 5; thread++) {
                List<String> own = conversations.subList(thread * chats / 5, (thread + 1) * chats / 5);
                writers.add(threads.submit(() -> {
                    for (int place = 0; place < messages / chats; place++) {
                        for (String conversation : own) {
                            outgoing.write(script, conversation, String.valueOf(place));
                        }
                    }
                }));
            }
        }
        writers.forEach(SendingOutcomesIT::joined);
        assertThat(outgoing.answered()).hasSize(messages);
        return outgoing;
    }

    private static List<String> chats(int number, String prefix, int count) {
        return INSTALLED.conversations(
                number,
                IntStream.range(0, count)
                        .mapToObj(chat -> prefix + "%04d".formatted(chat))
                        .toList());
    }

    private long inversions(Outgoing outgoing) {
        Set<String> own = Set.copyOf(outgoing.ids());
        Map<String, List<Integer>> taken = graph.accepted().stream()
                .filter(letter -> own.contains(letter.message()))
                .collect(Collectors.groupingBy(
                        Letter::to, Collectors.mapping(letter -> Integer.valueOf(letter.text()), Collectors.toList())));
        assertThat(taken).hasSize(CHATS);
        return taken.values().stream()
                .mapToLong(places -> IntStream.range(1, places.size())
                        .filter(index -> places.get(index) < places.get(index - 1))
                        .count())
                .sum();
    }

    private void assertTakenOnceEach(Outgoing outgoing) {
        Map<String, List<Letter>> taken = graph.acceptedByMessage();
        assertThat(outgoing.ids())
                .allSatisfy(id -> assertThat(taken.getOrDefault(id, List.of())).hasSize(1));
    }

    private static long sent(Map<String, JsonNode> shown) {
        return Outgoing.ends(shown.values()).getOrDefault("sent", 0L);
    }

    private List<Integer> twiceAtOnce(String path, Map<String, String> form) {
        return atOnce(2, path, form);
    }

    private List<Integer> atOnce(int times, String path, Map<String, String> form) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.range(0, times)
                    .mapToObj(_ -> threads.submit(() -> script.form(path, form)))
                    .toList();
            return answers.stream().map(SendingOutcomesIT::joined).toList();
        }
    }

    private static <T> T joined(Future<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
