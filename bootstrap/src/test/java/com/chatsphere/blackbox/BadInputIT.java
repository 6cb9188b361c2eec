package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever comes in, the answer is clear, the neighbours are safe, and the application goes on. */
@Timeout(180)
class BadInputIT {
    private static final int MEGABYTE = 1024 * 1024;
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final String NOBODY = UUID.randomUUID().toString();

    @RegisterExtension
    static final Installation INSTALLED = new Installation();

    @AfterEach
    void isStillThere() {
        assertThat(INSTALLED.script().get("/health").status()).isEqualTo(200);
        assertThat(INSTALLED.application().stackTraces()).isEmpty();
    }

    @Test
    void aDeliveryOfThreeMegabytesIsTakenAndOneOfFiveIsNot() {
        List<ObjectNode> many = messages("wamid.large-", "15555556001", 900);
        many.forEach(message -> ((ObjectNode) message.path("text")).put("body", "ä".repeat(1_700)));
        byte[] large = Deliveries.together(many);
        assertThat(large.length).isBetween(3 * MEGABYTE, 4 * MEGABYTE);

        assertThat(INSTALLED.cannon().fire(large)).isEqualTo(200);
        assertThat(INSTALLED.cannon().fire(new byte[5 * MEGABYTE])).isEqualTo(413);

        INSTALLED.script().settledLedger();
        assertThat(INSTALLED.script().messagesWith("15555556001", 900)).hasSize(900);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"object\":\"whatsapp_business_account\",\"entry\":[", "not JSON", "", "[[[[[", "\u0000"})
    void anAuthenticDeliveryThatIsNoJsonIsKeptAndSetAside(String body) {
        assertQuarantined(body.getBytes(StandardCharsets.UTF_8), 1);
    }

    @Test
    void aDeliveryNestedWithoutEndIsKeptAndSetAside() {
        assertQuarantined(("{\"entry\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8), 1);
    }

    @Test
    void aDeliveryForAnUnknownNumberIsKeptAndSetAside() {
        assertQuarantined(
                Deliveries.forNumber("999999999999999", Deliveries.message("wamid.stranger", "15555556002", "who?")),
                1);
        assertThat(INSTALLED.script().findConversation("15555556002")).isEmpty();
    }

    @Test
    void aPoisonedItemLeavesItsNeighboursAlone() {
        List<ObjectNode> messages = messages("wamid.neighbour-", "15555556003", 6);
        messages.get(1).remove("from");
        messages.get(2).remove("id");
        messages.get(3).put("timestamp", "yesterday");
        messages.get(4).putObject("text").put("body", "nul \u0000 inside");

        assertQuarantined(Deliveries.together(messages), 3);

        List<JsonNode> kept = INSTALLED.script().messagesWith("15555556003", 3);
        assertThat(kept)
                .extracting(message -> message.path("providerMessageId").asString())
                .containsExactly("wamid.neighbour-0", "wamid.neighbour-4", "wamid.neighbour-5");
        assertThat(kept.get(1).path("body").asString()).isEqualTo("nul \uFFFD inside");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nothing-here",
        "POST, /nothing-here",
        "PUT, /nothing-here",
        "DELETE, /nothing-here",
        "PATCH, /api/nothing-here",
        "OPTIONS, /api/nothing-here",
        "POST, /webhook",
        "POST, /webhook/other",
        "GET, /sandbox",
        "POST, /sandbox/graph/v26.0/1/messages",
        "GET, /actuator/env",
        "GET, /.env",
    })
    void anUnknownAddressIsNotFoundByAnyMethod(String method, String path) {
        assertThat(INSTALLED
                        .script()
                        .ask(method, path, method.equals("GET") ? "" : "{}")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PATCH | /api/admin/users/unknown | {}",
                "PATCH | /api/admin/users/unknown | {\"username\":\"admin\"}",
                "POST | /api/webhooks | {}",
                "PATCH | /api/conversations/not-an-id/archive | {\"archived\":true}",
                "PATCH | /api/conversations/NOBODY/archive | {\"archived\":true}",
                "PATCH | /api/conversations/NOBODY/archive | {}",
                "PATCH | /api/conversations/NOBODY/archive | {\"archived\":\"perhaps\"}",
                "POST | /api/conversations/NOBODY/pin | {\"pinned\":true}",
                "POST | /api/conversations/NOBODY/pin | []",
                "POST | /api/conversations/NOBODY/read | {}",
                "DELETE | /api/conversations/NOBODY | {}",
                "DELETE | /api/conversations/%00 | {}",
                "DELETE | /api/messages/NOBODY | {}",
                "DELETE | /api/messages/' OR 1=1 | {}",
                "GET | /api/conversations/NOBODY/messages | ``",
                "GET | /api/conversations?page=0 | ``",
                "GET | /api/conversations?page=-1&page_size=99999999999 | ``",
                "GET | /api/conversations?after=%00 | ``",
                "GET | /api/conversations?q=%00 | ``",
                "GET | /api/conversations?filter=everything | ``",
                "GET | /api/admin/ledger?day=tomorrow | ``",
                "GET | /api/admin/ledger?phone_number_id=x | ``",
                "POST | /api/conversations | {}",
                "POST | /api/conversations | {\"phone\":\"call me\"}",
                "POST | /api/conversations | {\"phone\":{\"number\":1}}",
                "POST | /api/message/send | {}",
                "POST | /api/message/send | {\"to\":\"+15555556004\"}",
                "POST | /api/message/send | {\"to\":\"+15555556004\",\"body\":\"window closed\"}",
                "POST | /api/message/send | {\"conversationId\":\"NOBODY\",\"body\":\"x\"}",
                "POST | /api/message/send | {\"conversationId\":\"NOBODY\",\"body\":\"x\",\"id\":\"1\"}",
                "POST | /api/message/send | {\"conversationId\":[],\"body\":7}",
                "POST | /api/message/send | null",
                "POST | /api/message/send | [",
                "POST | /api/login | {\"username\":{},\"password\":[]}",
                "POST | /api/login | {",
                "POST | /api/tokens | []",
            })
    void aHostileRequestIsRefusedAndKillsNothing(String method, String path, String body) {
        String address = path.replace("NOBODY", NOBODY).replace(" ", "%20").replace("'", "%27");
        assertThat(INSTALLED
                        .script()
                        .ask(method, address, body.replace("NOBODY", NOBODY))
                        .status())
                .isIn(400, 401, 403, 404, 405, 409, 413, 415, 422);
    }

    @Test
    void aHangingGraphHoldsUpNobody() {
        String conversation = INSTALLED.conversationWith("15555556005");
        INSTALLED.meta().hang(true);
        try {
            Script.Answer answer = timed(() -> INSTALLED
                    .script()
                    .post("/api/message/send", Map.of("conversationId", conversation, "body", "anybody?")));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("message").path("status").asString()).isEqualTo("queued");
            await().atMost(Script.SOON)
                    .until(() -> INSTALLED.meta().taken("anybody?").size() == 1);
            assertThat(timed(() -> INSTALLED.script().get("/api/conversations")).status())
                    .isEqualTo(200);
            assertThat(timed(
                            () -> INSTALLED.cannon().fire(Deliveries.text("wamid.meanwhile", "15555556005", "hello?"))))
                    .isEqualTo(200);

            INSTALLED
                    .script()
                    .awaitStatus(
                            conversation,
                            answer.body().path("message").path("id").asString(),
                            "unconfirmed");
            assertThat(INSTALLED.meta().taken("anybody?"))
                    .as("never sent again by itself")
                    .hasSize(1);
        } finally {
            INSTALLED.meta().hang(false);
        }
    }

    @Test
    void aGraphThatRefusesConnectionsIsTriedAgain() {
        String conversation = INSTALLED.conversationWith("15555556006");
        INSTALLED.meta().down();
        String id;
        try {
            Script.Answer answer = timed(() -> INSTALLED
                    .script()
                    .post("/api/message/send", Map.of("conversationId", conversation, "body", "later")));
            assertThat(answer.status()).isEqualTo(200);
            id = answer.body().path("message").path("id").asString();
            await().during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> INSTALLED
                            .script()
                            .message(conversation, id)
                            .path("status")
                            .asString("")
                            .equals("queued"));
        } finally {
            INSTALLED.meta().up();
        }
        INSTALLED.script().awaitStatus(conversation, id, "sent");
        assertThat(INSTALLED.meta().taken("later")).hasSize(1);
    }

    private static void assertQuarantined(byte[] body, int items) {
        long before = INSTALLED.script().settledLedger().path("quarantined").asLong();
        assertThat(INSTALLED.cannon().fire(body)).isEqualTo(200);
        JsonNode after = INSTALLED.script().settledLedger();
        assertThat(after.path("quarantined").asLong() - before).isEqualTo(items);
        assertThat(after.path("received").asLong())
                .isEqualTo(List.of("applied", "alreadyKnown", "ignored", "parked", "quarantined", "waiting").stream()
                        .mapToLong(outcome -> after.path(outcome).asLong())
                        .sum());
    }

    private static List<ObjectNode> messages(String wamid, String from, int count) {
        ObjectNode[] messages = new ObjectNode[count];
        Arrays.setAll(messages, index -> Deliveries.message(wamid + index, from, "message " + index));
        return List.of(messages);
    }

    private static <T> T timed(Supplier<T> request) {
        long start = System.nanoTime();
        T answer = request.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        return answer;
    }
}
