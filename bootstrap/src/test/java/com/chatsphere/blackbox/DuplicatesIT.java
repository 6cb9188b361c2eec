package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever comes twice, at once or too early, is in the inbox once. */
@Timeout(180)
class DuplicatesIT {
    @RegisterExtension
    static final Installation INSTALLED = new Installation();

    private static final int ALBUMS = 1_000;
    private static final int OVERTAKEN = Size.of("sending.overtaken", 300, 1_000);

    @Test
    void theSameDeliveryTenTimesAtOnceIsOneMessage() {
        long knownBefore =
                INSTALLED.script().settledLedger().path("alreadyKnown").asLong();

        List<Integer> answers = INSTALLED
                .cannon()
                .volley(Collections.nCopies(10, Deliveries.text("wamid.ten-times", "15555551001", "once")));

        assertThat(answers).hasSize(10).containsOnly(200);
        assertThat(INSTALLED.script().settledLedger().path("alreadyKnown").asLong() - knownBefore)
                .isEqualTo(9);
        assertThat(INSTALLED.script().messagesWith("15555551001", 1))
                .extracting(DuplicatesIT::wamid)
                .containsExactly("wamid.ten-times");
        await().atMost(Script.SOON)
                .untilAsserted(() -> assertThat(unread("15555551001")).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50})
    void allFirstMessagesOfANewCustomerAreKeptAndCounted(int many) {
        String phone = "155555520" + many;

        List<Integer> answers = INSTALLED.cannon().volley(Deliveries.texts("wamid.first-" + many + "-", phone, many));

        assertThat(answers).hasSize(many).containsOnly(200);
        INSTALLED.script().settledLedger();
        await().atMost(Script.SOON)
                .untilAsserted(() -> assertThat(unread(phone)).isEqualTo(many));
        assertThat(INSTALLED.script().messagesWith(phone, many))
                .extracting(DuplicatesIT::wamid)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, many)
                        .mapToObj(index -> "wamid.first-" + many + "-" + index)
                        .toList());
        assertThat(INSTALLED
                        .script()
                        .get("/api/conversations?q=" + phone)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aMessageSentTwentyTimesUnderOneIdGoesOutOnce() throws Exception {
        String conversation = INSTALLED.conversationWith("15555553001");
        Map<String, String> wish =
                Map.of("id", UUID.randomUUID().toString(), "conversationId", conversation, "body", "only once, please");

        List<Script.Answer> answers = inParallel(20, wish);

        assertThat(answers).extracting(Script.Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.body().path("message").path("id").asString())
                .containsOnly(wish.get("id"));
        INSTALLED.script().awaitStatus(conversation, String.valueOf(wish.get("id")), "sent");
        assertThat(INSTALLED.meta().taken("only once, please")).hasSize(1);
        assertThat(INSTALLED.script().messagesOf(conversation))
                .filteredOn(message -> message.path("direction").asString().equals("outbound"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStatusThatOvertakesTheAnswerIsKept(boolean tagged) {
        String phone = tagged ? "15555554001" : "15555554002";
        String text = tagged ? "early, with our mark" : "early, without our mark";
        String conversation = INSTALLED.conversationWith(phone);
        INSTALLED.meta().beforeTheAnswer((wamid, message) -> {
            String tag = tagged ? message.path("biz_opaque_callback_data").asString() : null;
            if (message.path("text").path("body").asString().equals(text)) {
                assertThat(INSTALLED.cannon().fire(Deliveries.status(wamid, phone, "sent", tag)))
                        .isEqualTo(200);
                assertThat(INSTALLED.cannon().fire(Deliveries.status(wamid, phone, "delivered", tag)))
                        .isEqualTo(200);
                INSTALLED.script().settledLedger();
            }
        });

        Script.Answer answer =
                INSTALLED.script().post("/api/message/send", Map.of("conversationId", conversation, "body", text));

        assertThat(answer.status()).isEqualTo(200);
        String id = answer.body().path("message").path("id").asString();
        INSTALLED.script().awaitStatus(conversation, id, "delivered");
        await().atMost(Script.SOON)
                .untilAsserted(() -> assertThat(INSTALLED
                                .script()
                                .settledLedger()
                                .path("parked")
                                .asLong())
                        .isZero());
        assertThat(INSTALLED.meta().taken(text)).hasSize(1);
    }

    @Test
    void aThousandAlbumsOfNewCustomersAreAConversationEach() {
        Semaphore atOnce = new Semaphore(16);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int album = 0; album < ALBUMS; album++) {
                String phone = "1555570%04d".formatted(album);
                atOnce.acquireUninterruptibly();
                threads.execute(() -> {
                    assertThat(INSTALLED.cannon().volley(album(phone))).containsOnly(200);
                    atOnce.release();
                });
            }
        }
        assertThat(atOnce.availablePermits())
                .as("albums of which all was taken")
                .isEqualTo(16);
        INSTALLED.script().settledLedger();

        await().atMost(Script.SOON).untilAsserted(() -> {
            Map<String, Integer> unread = new HashMap<>();
            for (JsonNode row : conversations("1555570")) {
                unread.merge(
                        row.path("phone").asString(), row.path("unreadCount").asInt(), (_, _) -> -1);
            }
            assertThat(unread).hasSize(ALBUMS);
            assertThat(unread.values()).containsOnly(4);
        });
    }

    /** Four pictures, so to speak, of somebody new: half of them name a user id beside the phone number. */
    private static List<byte[]> album(String phone) {
        return IntStream.range(0, 4)
                .mapToObj(index -> {
                    ObjectNode message = Deliveries.message("wamid.album-" + phone + "-" + index, phone, "picture");
                    if (index % 2 == 0) {
                        message.put("from_user_id", "US.7" + phone);
                    }
                    return Deliveries.together(List.of(message));
                })
                .toList();
    }

    private static List<JsonNode> conversations(String search) {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode answer = INSTALLED
                    .script()
                    .get("/api/conversations?page_size=200&page=%d&q=%s".formatted(page, search))
                    .body();
            all.addAll(answer.path("items").values());
            if (all.size() >= answer.path("total").asInt()
                    || answer.path("items").isEmpty()) {
                return all;
            }
        }
    }

    @Test
    void statusesThatOvertakeHundredsOfAnswersAllFindTheirMessage() {
        List<String> conversations = IntStream.range(0, OVERTAKEN / 15)
                .mapToObj(customer -> INSTALLED.conversationWith("1555571%04d".formatted(customer)))
                .toList();
        AtomicInteger sent = new AtomicInteger();
        INSTALLED.meta().beforeTheAnswer((wamid, message) -> {
            if (message.path("text").path("body").asString().startsWith("overtaken")) {
                String to = message.path("to").asString();
                int number = sent.incrementAndGet();
                String tag = number % 2 == 0
                        ? message.path("biz_opaque_callback_data").asString()
                        : null;
                assertThat(INSTALLED
                                .cannon()
                                .volley(List.of(
                                        Deliveries.status(wamid, to, "delivered", tag),
                                        Deliveries.status(wamid, to, "sent", tag))))
                        .containsOnly(200);
                LockSupport.parkNanos(Duration.ofMillis(number % 21 * 100L).toNanos());
            }
        });
        for (int round = 0; round < OVERTAKEN / conversations.size(); round++) {
            for (String conversation : conversations) {
                assertThat(INSTALLED
                                .script()
                                .post(
                                        "/api/message/send",
                                        Map.of("conversationId", conversation, "body", "overtaken " + round))
                                .status())
                        .isEqualTo(200);
            }
        }

        await().atMost(Script.SOON).untilAsserted(() -> {
            List<String> statuses = conversations.stream()
                    .flatMap(conversation -> INSTALLED.script().messagesOf(conversation).stream())
                    .filter(message -> message.path("direction").asString().equals("outbound"))
                    .map(message -> message.path("status").asString())
                    .toList();
            assertThat(statuses).hasSize(OVERTAKEN).containsOnly("delivered");
        });
        await().atMost(Script.SOON)
                .untilAsserted(() -> assertThat(INSTALLED
                                .script()
                                .settledLedger()
                                .path("parked")
                                .asLong())
                        .isZero());
        assertThat(sent).hasValue(OVERTAKEN);
    }

    private static List<Script.Answer> inParallel(int times, Map<String, String> wish) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Script.Answer>> answers = IntStream.range(0, times)
                    .mapToObj(_ -> threads.submit(() -> INSTALLED.script().post("/api/message/send", wish)))
                    .toList();
            return answers.stream().map(DuplicatesIT::joined).toList();
        }
    }

    private static Script.Answer joined(Future<Script.Answer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static int unread(String phone) {
        return INSTALLED.script().conversationWith(phone).path("unreadCount").asInt();
    }

    private static String wamid(JsonNode message) {
        return message.path("providerMessageId").asString("");
    }
}
