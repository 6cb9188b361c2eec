package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.blackbox.SendingGraph.Letter;
import com.chatsphere.blackbox.SendingGraph.Report;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Two processes on one database write, send and take reports at the same time. */
@Timeout(300)
class TwoNodesIT {
    private static final int AT_ONCE = 20;
    private static final int CHATS = 20;
    private static final int IN_EACH_CHAT = Size.of("nodes.messages", 10, 40);
    private static final int ANSWERED = 200;
    private static final int BUSY = 503;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static SendingGraph graph;
    private static RunningApplication first;
    private static RunningApplication second;
    private static WebhookCannon cannon;
    private static List<Script> scripts;

    @BeforeAll
    static void start() {
        graph = new SendingGraph();
        Map<String, String> settings = new HashMap<>(RunningApplication.settings(graph.address()));
        first = RunningApplication.launch(Workplace.folder(), settings).awaitReady();
        settings.put("DATABASE_URL", first.databaseUrl());
        second = RunningApplication.launch(Workplace.folder(), settings).awaitReady();
        AtomicInteger delivered = new AtomicInteger();
        cannon = new WebhookCannon(() -> webhookOf(delivered.getAndIncrement()));
        graph.reportTo(cannon);
        graph.acceptAll(Report.AFTERWARDS);
        scripts = List.of(Script.loggedIn(first), Script.loggedIn(second));
    }

    @AfterAll
    static void stop() {
        scripts.forEach(Script::close);
        cannon.close();
        second.close();
        first.close();
        graph.close();
    }

    @Test
    void aMessageAskedForTwentyTimesOverBothGoesOutOnce() {
        String conversation = conversations("1555591", 1).getFirst();
        String id = UUID.randomUUID().toString();
        Map<String, String> wish = Map.of("id", id, "conversationId", conversation, "body", "once");

        List<Integer> answers = atOnce(
                AT_ONCE, number -> node(number).post("/api/message/send", wish).status());

        assertThat(answers).contains(ANSWERED).allMatch(status -> status == ANSWERED || status == BUSY);
        for (Script script : scripts) {
            script.awaitStatus(conversation, id, "sent");
            assertThat(script.messagesOf(conversation))
                    .filteredOn(message -> message.path("direction").asString().equals("outbound"))
                    .hasSize(1);
        }
        assertThat(graph.acceptedOf(id)).hasSize(1);
        assertThat(graph.requests(id)).isEqualTo(1);
    }

    @Test
    void whatIsWrittenInTurnsGoesOutOnceEachAndInOrder() {
        List<String> conversations = conversations("1555592", CHATS);
        Outgoing outgoing = new Outgoing();

        List<Integer> written = atOnce(CHATS, chat -> {
            for (int place = 0; place < IN_EACH_CHAT; place++) {
                outgoing.write(node(chat + place), conversations.get(chat), String.valueOf(place));
            }
            return IN_EACH_CHAT;
        });

        assertThat(written).hasSize(CHATS);
        for (Script script : scripts) {
            Map<String, JsonNode> shown = outgoing.awaitEnds(script, PATIENCE, "sent");
            assertThat(shown).hasSize(CHATS * IN_EACH_CHAT);
        }
        Map<String, List<Letter>> taken = graph.acceptedByMessage();
        assertThat(outgoing.ids())
                .allSatisfy(id -> assertThat(taken.getOrDefault(id, List.of())).hasSize(1));
        Map<String, List<Integer>> places = graph.accepted().stream()
                .filter(letter -> letter.to().contains("1555592"))
                .collect(Collectors.groupingBy(
                        Letter::to, Collectors.mapping(letter -> Integer.valueOf(letter.text()), Collectors.toList())));
        assertThat(places).hasSize(CHATS);
        assertThat(places.values()).allSatisfy(chat -> assertThat(chat).isSorted());
    }

    private static Script node(int number) {
        return scripts.get(number % scripts.size());
    }

    private static URI webhookOf(int number) {
        return (number % 2 == 0 ? first : second).at("/webhook/meta");
    }

    private static List<String> conversations(String prefix, int count) {
        List<String> phones = IntStream.range(0, count)
                .mapToObj(customer -> prefix + "%04d".formatted(customer))
                .toList();
        assertThat(cannon.volley(phones.stream()
                        .map(phone -> Deliveries.text("wamid.opens-" + phone, phone, "hello"))
                        .toList()))
                .containsOnly(ANSWERED);
        return phones.stream()
                .map(phone ->
                        scripts.getFirst().conversationWith(phone).path("id").asString())
                .toList();
    }

    private static List<Integer> atOnce(int times, IntFunction<Integer> what) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = IntStream.range(0, times)
                    .mapToObj(number -> threads.submit(() -> what.apply(number)))
                    .toList();
            return answers.stream().map(TwoNodesIT::joined).toList();
        }
    }

    private static Integer joined(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
