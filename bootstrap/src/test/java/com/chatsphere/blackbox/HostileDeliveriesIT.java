package com.chatsphere.blackbox;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Authentic deliveries that make no sense, or too much of it: each is kept as it came and counted, and harms no other. */
@Timeout(180)
class HostileDeliveriesIT {
    @RegisterExtension
    static final Installation INSTALLED = new Installation();

    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final List<String> OUTCOMES =
            List.of("applied", "alreadyKnown", "ignored", "parked", "quarantined", "waiting");

    @AfterEach
    void isStillThere() {
        assertThat(INSTALLED.script().get("/health").status()).isEqualTo(200);
        assertThat(INSTALLED.application().stackTraces()).isEmpty();
    }

    @Test
    void whateverIsNoJsonIsKeptAndSetAside() throws SQLException {
        List<byte[]> bodies = new ArrayList<>();
        for (String noJson : NO_JSON) {
            bodies.add(noJson.getBytes(UTF_8));
        }
        bodies.add("[".repeat(100_000).getBytes(UTF_8));
        bodies.add("{\"a\":".repeat(100_000).getBytes(UTF_8));
        bodies.add(("[".repeat(100_000) + "]".repeat(100_000)).getBytes(UTF_8));
        bodies.add("{\"entry\":[]}".getBytes(UTF_16LE));
        bodies.add("\uFEFF{\"entry\":[]}".getBytes(UTF_16BE));
        bodies.add(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'});
        bodies.add(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80});
        bodies.add(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0});
        bodies.add(new byte[1024]);

        JsonNode grown = grownBy(bodies);

        assertThat(grown.path("quarantined").asLong()).isEqualTo(bodies.size());
        assertThat(grown.path("received").asLong()).isEqualTo(bodies.size());
    }

    @Test
    void jsonThatIsNoDeliveryIsKeptAndCounted() throws SQLException {
        List<byte[]> bodies = JSON.stream().map(json -> json.getBytes(UTF_8)).toList();

        JsonNode grown = grownBy(bodies);

        assertThat(grown.path("received").asLong()).isGreaterThanOrEqualTo(bodies.size());
        assertThat(grown.path("applied").asLong()).isZero();
    }

    @Test
    void aStrangeMessageSpoilsNothingButItself() throws SQLException {
        Map<String, String> strange = new LinkedHashMap<>();
        strange.put("\"text\":{\"body\":\"lone \\ud800 surrogate\"}", "lone \uD800 surrogate");
        strange.put("\"text\":{\"body\":\"low \\udc00 first \\udc00\\ud800\"}", "low \uDC00 first \uDC00\uD800");
        strange.put("\"text\":{\"body\":\"nul \\u0000 inside\"}", "nul \uFFFD inside");
        strange.put("\"text\":{\"body\":\"one\"},\"text\":{\"body\":\"two\"}", "two");
        strange.put("\"text\":{\"body\":\"" + "x".repeat(65_536) + "\"}", "x".repeat(65_536));
        strange.put("\"text\":{\"body\":\"\\u202Efdp.exe \\u200B\\u2066\"}", "\u202Efdp.exe \u200B\u2066");
        strange.put("\"text\":{\"body\":\"deep\"},\"more\":" + "[".repeat(50) + "]".repeat(50), "deep");
        strange.put("\"text\":{\"body\":\"1e999\"},\"n\":1e999999999", "1e999");
        List<byte[]> bodies = new ArrayList<>();
        int number = 0;
        for (String members : strange.keySet()) {
            bodies.add(together("wamid.strange-" + number++, members));
        }
        bodies.add(together("wamid.strange-deep", "\"more\":" + "[".repeat(100_000) + "]".repeat(100_000)));
        bodies.add(together("wamid.strange-digits", "\"more\":" + "7".repeat(1_000_000)));
        bodies.add(together("wamid.strange-fraction", "\"more\":0." + "7".repeat(1_000_000) + "e-1000000"));
        bodies.add(together("wamid.strange-long", "\"text\":{\"body\":\"" + "y".repeat(3 * 1024 * 1024) + "\"}"));
        bodies.add(("\uFEFF" + new String(together("wamid.strange-bom", "\"text\":{\"body\":\"bom\"}"), UTF_8))
                .getBytes(UTF_8));

        JsonNode grown = grownBy(bodies);

        assertThat(grown.path("received").asLong()).isEqualTo(2L * bodies.size());
        assertThat(grown.path("quarantined").asLong())
                .as("too deep, too long numbers, too long a text")
                .isEqualTo(4);
        List<JsonNode> shown = INSTALLED.script().messagesWith("15555550201", bodies.size() + strange.size() + 1);
        for (int delivery = 0; delivery < bodies.size(); delivery++) {
            assertThat(shown)
                    .anyMatch(message -> message.path("body").asString("").equals("the neighbour"));
        }
        assertThat(shown)
                .filteredOn(message -> message.path("body").asString("").equals("the neighbour"))
                .hasSize(bodies.size());
        List<String> texts =
                shown.stream().map(message -> message.path("body").asString("")).toList();
        assertThat(texts).containsAll(strange.values()).contains("bom");
    }

    @Test
    void aThousandChangesOfEveryKindAreAThousandItems() throws SQLException {
        ObjectNode root = JsonMapper.shared().createObjectNode().put("object", "whatsapp_business_account");
        ArrayNode changes =
                root.putArray("entry").addObject().put("id", Deliveries.ACCOUNT).putArray("changes");
        for (int index = 0; index < 1_000; index++) {
            ObjectNode change = changes.addObject().put("field", "messages");
            ObjectNode value = change.putObject("value");
            String line = index % 10 == 9 ? "999999999999999" : Deliveries.NUMBER;
            value.putObject("metadata").put("phone_number_id", line);
            ObjectNode message = Deliveries.message("wamid.mixed-" + index, "15555550202", "number " + index);
            switch (index % 5) {
                case 0 -> value.putArray("messages").add(message.put("surprise", true));
                case 1 -> {
                    message.remove("text");
                    message.put("type", "hologram").putObject("hologram").put("depth", 3);
                    value.putArray("messages").add(message);
                }
                case 2 ->
                    value.putArray("statuses")
                            .addObject()
                            .put("id", "wamid.of-another-system-" + index)
                            .put("status", "read")
                            .put("timestamp", "1794700800")
                            .put("recipient_id", "15555550202");
                case 3 -> change.put("field", "field_of_tomorrow");
                default -> value.putArray("messages").add(message);
            }
        }

        JsonNode grown = grownBy(List.of(root.toString().getBytes(UTF_8)));

        assertThat(grown.path("received").asLong()).isEqualTo(1_000);
        assertThat(grown.path("quarantined").asLong())
                .as("for a number that is not ours")
                .isEqualTo(100);
        assertThat(grown.path("applied").asLong()).isEqualTo(500);
        assertThat(grown.path("parked").asLong()).isEqualTo(200);
        assertThat(grown.path("ignored").asLong()).isEqualTo(200);
        List<JsonNode> shown = INSTALLED.script().messagesWith("15555550202", 500);
        assertThat(shown).hasSize(500);
        assertThat(shown)
                .filteredOn(message -> message.path("type").asString().equals("unsupported"))
                .hasSize(200)
                .allSatisfy(message ->
                        assertThat(message.path("details").toString()).contains("hologram"));
    }

    /** Two messages of one customer: a strange one, and one that must be shown whatever the first is. */
    private static byte[] together(String wamid, String members) {
        return """
            {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"field":"messages","value":\
            {"messaging_product":"whatsapp","metadata":{"phone_number_id":"200000000000001"},"messages":[\
            {"from":"15555550201","id":"%1$s","timestamp":"1794700800","type":"text",%2$s},\
            {"from":"15555550201","id":"%1$s-n","timestamp":"1794700801","type":"text","text":{"body":"the neighbour"}}]}}]}]}\
            """.formatted(wamid, members).getBytes(UTF_8);
    }

    /** Delivers all of them; by how much each count of the ledger has grown when nothing waits any more. */
    private static JsonNode grownBy(List<byte[]> bodies) throws SQLException {
        JsonNode before = INSTALLED.script().settledLedger();
        long last = number("SELECT coalesce(max(id), 0) FROM webhook_delivery");
        for (byte[] body : bodies) {
            long begun = System.nanoTime();
            assertThat(INSTALLED.cannon().fire(body))
                    .as(new String(body, 0, Math.min(body.length, 80), UTF_8))
                    .isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
        }
        JsonNode after = INSTALLED.script().settledLedger();
        assertKept(last, bodies);
        ObjectNode grown = JsonMapper.shared().createObjectNode();
        long sum = 0;
        for (String outcome : OUTCOMES) {
            long more = after.path(outcome).asLong() - before.path(outcome).asLong();
            grown.put(outcome, more);
            sum += more;
        }
        grown.put(
                "received",
                after.path("received").asLong() - before.path("received").asLong());
        assertThat(grown.path("received").asLong()).isEqualTo(sum);
        return grown;
    }

    private static void assertKept(long last, List<byte[]> bodies) throws SQLException {
        try (Connection database = INSTALLED.application().connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT body FROM webhook_delivery WHERE id > " + last + " ORDER BY id")) {
            for (byte[] body : bodies) {
                assertThat(rows.next()).isTrue();
                assertThat(Arrays.equals(rows.getBytes(1), body))
                        .as(new String(body, 0, Math.min(body.length, 80), UTF_8))
                        .isTrue();
            }
            assertThat(rows.next()).isFalse();
        }
    }

    private static long number(String query) throws SQLException {
        try (Connection database = INSTALLED.application().connect();
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static final List<String> NO_JSON = List.of(
            " ",
            "{",
            "}",
            "[",
            "]",
            "nul",
            "tru",
            "True",
            "NaN",
            "Infinity",
            "-",
            "+1",
            "01",
            "-01",
            "1.",
            ".5",
            "1e",
            "1e+",
            "0x1F",
            "1_000",
            "'single'",
            "\"open",
            "\"tab\there\"",
            "\"line\nbreak\"",
            "\"bad \\x escape\"",
            "\"bad \\u12 escape\"",
            "\"\\",
            "\u0000",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1,,2]",
            "[1:2]",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{a:1}",
            "{'a':1}",
            "{\"a\":1 \"b\":2}",
            "{\"a\":1}}",
            "{\"entry\":[]}x",
            "{\"entry\":[]}{\"entry\":[]}",
            "{\"entry\":[]}\u0000",
            "// comment\n{\"entry\":[]}",
            "{\"entry\":[] /* comment */}",
            "<xml/>",
            "hub.mode=subscribe",
            "\u00A0{\"entry\":[]}",
            "\u2028{\"entry\":[]}",
            "{\"entry\":[\u000B]}");

    private static final List<String> JSON = List.of(
            "null",
            "true",
            "0",
            "-0",
            "1e5",
            "\"\"",
            "[]",
            "{}",
            "[[]]",
            "{\"entry\":null}",
            "{\"entry\":{}}",
            "{\"entry\":\"\"}",
            "{\"entry\":[]}",
            "{\"entry\":[null,1,\"\",[],{},true]}",
            "{\"entry\":[{\"changes\":null}]}",
            "{\"entry\":[{\"changes\":[null,1,\"\",[],{}]}]}",
            "{\"entry\":[{\"changes\":[{\"field\":null}]}]}",
            "{\"entry\":[{\"changes\":[{\"field\":1,\"value\":1}]}]}",
            "{\"entry\":[{\"changes\":[{\"field\":\"messages\"}]}]}",
            "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":null}]}]}",
            "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":[]}]}]}",
            "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"messages\":{},\"statuses\":1}}]}]}",
            "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"messages\":[null,1,[]]}}]}]}",
            "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"metadata\":[],\"messages\":[{}]}}]}]}",
            "{\"object\":\"page\",\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{}}]}]}",
            "{\"object\":null,\"object\":7,\"entry\":[],\"entry\":[1]}",
            "{\"entry\":[{\"changes\":[{\"field\":\"messages\\u0000\",\"value\":{}}]}]}",
            "{\"entry\":[{\"changes\":[{\"field\":\"\\ud800\",\"value\":{}}]}]}",
            "{\"entry\":[],\"\\u0000\":1,\"\":2,\"__proto__\":3}");
}
