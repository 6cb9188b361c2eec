package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever comes twice, at once or too early, is in the inbox once. */
@Timeout(180)
class DuplicatesIT {
    private static StandInMeta meta;
    private static RunningApplication application;
    private static WebhookCannon cannon;
    private static Script script;

    @BeforeAll
    static void start() {
        meta = new StandInMeta();
        application = RunningApplication.withMeta(meta.address());
        cannon = WebhookCannon.at(application);
        script = Script.loggedIn(application);
    }

    @AfterAll
    static void stop() {
        script.close();
        cannon.close();
        application.close();
        meta.close();
    }

    @Test
    void theSameDeliveryTenTimesAtOnceIsOneMessage() {
        long knownBefore = script.settledLedger().path("alreadyKnown").asLong();

        List<Integer> answers =
                cannon.volley(Collections.nCopies(10, Deliveries.text("wamid.ten-times", "15555551001", "once")));

        assertThat(answers).hasSize(10).containsOnly(200);
        assertThat(script.settledLedger().path("alreadyKnown").asLong() - knownBefore)
                .isEqualTo(9);
        assertThat(script.messagesWith("15555551001", 1))
                .extracting(DuplicatesIT::wamid)
                .containsExactly("wamid.ten-times");
        await().atMost(Script.SOON)
                .untilAsserted(() -> assertThat(unread("15555551001")).isEqualTo(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50})
    void allFirstMessagesOfANewCustomerAreKeptAndCounted(int many) {
        String phone = "155555520" + many;

        List<Integer> answers = cannon.volley(Deliveries.texts("wamid.first-" + many + "-", phone, many));

        assertThat(answers).hasSize(many).containsOnly(200);
        script.settledLedger();
        await().atMost(Script.SOON)
                .untilAsserted(() -> assertThat(unread(phone)).isEqualTo(many));
        assertThat(script.messagesWith(phone, many))
                .extracting(DuplicatesIT::wamid)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, many)
                        .mapToObj(index -> "wamid.first-" + many + "-" + index)
                        .toList());
        assertThat(script.get("/api/conversations?q=" + phone)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aMessageSentTwentyTimesUnderOneIdGoesOutOnce() throws Exception {
        String conversation = conversationWith("15555553001");
        Map<String, String> wish =
                Map.of("id", UUID.randomUUID().toString(), "conversationId", conversation, "body", "only once, please");

        List<Script.Answer> answers = inParallel(20, wish);

        assertThat(answers).extracting(Script.Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(answer -> answer.body().path("message").path("id").asString())
                .containsOnly(wish.get("id"));
        script.awaitStatus(conversation, String.valueOf(wish.get("id")), "sent");
        assertThat(meta.taken("only once, please")).hasSize(1);
        assertThat(script.messagesOf(conversation))
                .filteredOn(message -> message.path("direction").asString().equals("outbound"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStatusThatOvertakesTheAnswerIsKept(boolean tagged) {
        String phone = tagged ? "15555554001" : "15555554002";
        String text = tagged ? "early, with our mark" : "early, without our mark";
        String conversation = conversationWith(phone);
        meta.beforeTheAnswer((wamid, message) -> {
            String tag = tagged ? message.path("biz_opaque_callback_data").asString() : null;
            if (message.path("text").path("body").asString().equals(text)) {
                assertThat(cannon.fire(Deliveries.status(wamid, phone, "sent", tag)))
                        .isEqualTo(200);
                assertThat(cannon.fire(Deliveries.status(wamid, phone, "delivered", tag)))
                        .isEqualTo(200);
                script.settledLedger();
            }
        });

        Script.Answer answer = script.post("/api/message/send", Map.of("conversationId", conversation, "body", text));

        assertThat(answer.status()).isEqualTo(200);
        String id = answer.body().path("message").path("id").asString();
        script.awaitStatus(conversation, id, "delivered");
        await().atMost(Script.SOON)
                .untilAsserted(
                        () -> assertThat(script.settledLedger().path("parked").asLong())
                                .isZero());
        assertThat(meta.taken(text)).hasSize(1);
    }

    private static String conversationWith(String phone) {
        assertThat(cannon.fire(Deliveries.text("wamid.opens-" + phone, phone, "hello")))
                .isEqualTo(200);
        return script.conversationWith(phone).path("id").asString();
    }

    private static List<Script.Answer> inParallel(int times, Map<String, String> wish) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Script.Answer>> answers = IntStream.range(0, times)
                    .mapToObj(_ -> threads.submit(() -> script.post("/api/message/send", wish)))
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
        return script.conversationWith(phone).path("unreadCount").asInt();
    }

    private static String wamid(JsonNode message) {
        return message.path("providerMessageId").asString("");
    }
}
