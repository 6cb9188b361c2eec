package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every shape Meta documents, delivered to the running application, ends as its expectation says. */
@Timeout(180)
class WebhookShapesIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path FIXTURES = Path.of("../adapters-meta/src/test/resources/webhooks");
    private static final String LINES = """
        [{"name":"Sales","phoneNumberId":"200000000000002","displayPhoneNumber":"+1 555 555 0101","wabaId":"100000000000001",\
        "token":"t","appSecret":"fixture-app-secret-not-real","verifyToken":"v"},\
        {"name":"Billing","phoneNumberId":"200000000000003","displayPhoneNumber":"+1 555 555 0102","wabaId":"100000000000002",\
        "token":"t","appSecret":"fixture-app-secret-not-real","verifyToken":"v"}]\
        """;

    /** Shortly after the last fixture, while every window it opens is open. */
    private static final Instant NOW = Instant.parse("2026-11-15T00:30:00Z");

    /** When customers wrote who are known beforehand: earlier than in any fixture. */
    private static final long BEFORE = Instant.parse("2026-11-14T23:00:00Z").getEpochSecond();

    private static StandInMeta meta;
    private static ApplicationInside application;
    private static WebhookCannon cannon;
    private static Script script;
    private static int given;

    @BeforeAll
    static void start() {
        meta = new StandInMeta();
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), NOW));
        application = ApplicationInside.withMeta(
                meta.address(),
                Map.of("CHATSPHERE_INSTANCES", LINES),
                beans -> beans.registerBean(
                        "clockOfTheFixtures", Clock.class, () -> clock, definition -> definition.setPrimary(true)));
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

    static List<String> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(FIXTURES)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".expect.json"))
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThanOrEqualTo(79);
            return names;
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void endsAsExpected(String fixture) throws Exception {
        JsonNode expected = JSON.readTree(read(fixture.replace(".json", ".expect.json")));
        EmptiedInbox.empty(application);
        given = 0;
        prepare(expected.path("given"));
        JsonNode before = script.settledLedger();

        for (int time = 0; time < expected.path("deliver_times").asInt(); time++) {
            assertThat(deliver(fixture))
                    .isEqualTo(expected.path("http").path("answer").asInt());
        }

        JsonNode after = settled();
        assertKept(fixture, expected.path("deliver_times").asInt() + timesBefore(fixture, expected));
        JsonNode payload = JSON.readTree(read(fixture));
        new ShapeCheck(script, payload, expected, given).check(before, after);
    }

    private static int timesBefore(String fixture, JsonNode expected) {
        return (int) expected.path("given")
                .path("prior_deliveries")
                .valueStream()
                .filter(prior -> prior.asString().equals(fixture))
                .count();
    }

    private static void prepare(JsonNode known) {
        for (String key : known.propertyNames()) {
            assertThat(key)
                    .isIn("outbound_messages_already_known", "inbound_messages_already_known", "prior_deliveries");
        }
        known.path("outbound_messages_already_known").forEach(WebhookShapesIT::send);
        known.path("inbound_messages_already_known").forEach(message -> {
            receive(message.path("line_phone_number_id").asString(), message.path("from"), wamid(message), BEFORE + 60);
            settled();
        });
        known.path("prior_deliveries").forEach(prior -> {
            assertThat(deliver(prior.asString())).isEqualTo(200);
            settled();
        });
    }

    /** Sends it as an agent would; to a group, which nobody can do here, from the phone app. */
    private static void send(JsonNode message) {
        String line = message.path("line_phone_number_id").asString();
        if (message.has("group_id")) {
            echo(line, message.path("group_id").asString(), wamid(message));
        } else {
            receive(line, message.path("to"), "wamid.before-" + wamid(message).hashCode(), BEFORE);
            settled();
            String conversation = script.get("/api/conversations")
                    .body()
                    .path("items")
                    .path(0)
                    .path("id")
                    .asString();
            meta.callNext(wamid(message));
            Script.Answer answer =
                    script.post("/api/message/send", Map.of("conversationId", conversation, "body", "known before"));
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
            script.awaitStatus(
                    conversation, answer.body().path("message").path("id").asString(), "sent");
            given++;
        }
        settled();
    }

    private static void receive(String line, JsonNode from, String wamid, long at) {
        ObjectNode message = Deliveries.message(wamid, from.path("phone").asString(""), "known before");
        message.put("timestamp", String.valueOf(at));
        if (!from.has("phone")) {
            message.remove("from");
        }
        if (from.has("user_id")) {
            message.put("from_user_id", from.path("user_id").asString());
        }
        assertThat(cannon.fire(Deliveries.forNumber(line, message))).isEqualTo(200);
        given++;
    }

    private static void echo(String line, String group, String wamid) {
        String body = """
            {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"field":"smb_message_echoes",\
            "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15555550100","phone_number_id":"%s"},\
            "message_echoes":[{"from":"15555550100","to":"%s","group_id":"%s","id":"%s","timestamp":"%d","type":"text",\
            "text":{"body":"known before"}}]}}]}]}\
            """.formatted(line, group, group, wamid, BEFORE);
        assertThat(cannon.fire(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(200);
        given++;
    }

    /** By Meta's own signature of these very bytes. */
    private static int deliver(String fixture) {
        JsonNode signature =
                JSON.readTree(read(fixture.replace(".json", ".expect.json"))).path("signature");
        return cannon.fire(read(fixture), signature.path("value").asString());
    }

    /** The ledger, once everything is applied and shown. */
    private static JsonNode settled() {
        JsonNode ledger = script.settledLedger();
        ReadModels.catchUp(application);
        return ledger;
    }

    private static void assertKept(String fixture, int times) throws SQLException {
        try (Connection database = application.connect();
                PreparedStatement query =
                        database.prepareStatement("SELECT count(*) FROM webhook_delivery WHERE body = ?")) {
            query.setBytes(1, read(fixture));
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).as("raw deliveries kept").isEqualTo(times);
            }
        }
    }

    private static String wamid(JsonNode message) {
        return message.path("wamid").asString();
    }

    private static byte[] read(String name) {
        try {
            return Files.readAllBytes(FIXTURES.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
