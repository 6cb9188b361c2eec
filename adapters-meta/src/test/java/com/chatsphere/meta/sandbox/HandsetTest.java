package com.chatsphere.meta.sandbox;

import static com.chatsphere.meta.sandbox.RunningSandbox.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is done on a phone is told in the very shapes that Meta documents. */
class HandsetTest {
    private static final String LIST = """
        {"type":"list","body":{"text":"When?"},"action":{"button":"Choose","sections":[{"title":"Today","rows":
         [{"id":"ship-express","title":"Express","description":"Next day"}]}]}}\
        """;

    @TempDir
    private Path folder;

    private RunningSandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = new RunningSandbox(folder);
        sandbox.phone("amina"); // so that somebody holds a phone, and nothing is read by itself
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "02-text-reply | {'text':'x','replyTo':'wamid.X'}",
                "03-text-forwarded | {'text':'x','forwarded':'forwarded'}",
                "04-text-frequently-forwarded | {'text':'x','forwarded':'frequently_forwarded'}",
                "05-text-referral-ad | {'text':'x','fromAd':true}",
                "15-location-place |"
                        + " {'content':{'type':'place','latitude':1.5,'longitude':2.5,'name':'a','address':'b'}}",
                "17-contacts | {'content':{'type':'cards','requested':false,'cards':[{'name':'E','phones':['+1"
                        + " 5'],'emails':['e@x'],'company':'I'}]}}",
                "27-order |"
                    + " {'content':{'type':'order','catalogId':'1','text':'x','items':[{'product':'S','quantity':2,'price':30,'currency':'USD'}]}}",
                "30-unsupported-131051 | {'content':{'type':'unsupported','kind':'poll_creation'}}",
                "32-request-welcome | {'content':{'type':'welcome'}}"
            })
    void writesInMetasShape(String fixture, String body) throws Exception {
        assertThat(shape(sandbox.does("amina", "messages", body.replace('\'', '"'))))
                .isEqualTo(shape(fixture(fixture)));
    }

    @ParameterizedTest
    @CsvSource({
        "08-image-bare, sample=photo",
        "09-video-caption, sample=video&caption=Unboxing",
        "10-audio-file, sample=audio",
        "11-audio-voice-note, sample=voice",
        "12-document, sample=document&caption=Signed",
        "13-sticker-static, sample=sticker"
    })
    void sendsFilesThatCanBeFetched(String fixture, String query) throws Exception {
        assertThat(sandbox.upload("amina", query, new byte[0]).getStatus()).isEqualTo(202);
        JsonNode message = sandbox.next("messages");
        Map<String, Object> expected = shape(fixture(fixture));
        expected.remove("context.forwarded");
        assertThat(shape(message)).isEqualTo(expected);
        String type = message.path("type").asString();
        String id = message.path(type).path("id").asString();
        JsonNode described = json(sandbox.graph(get(RunningSandbox.GRAPH + id)));
        assertThat(described.path("mime_type")).isEqualTo(message.path(type).path("mime_type"));
        byte[] sha256 = java.util.Base64.getDecoder()
                .decode(message.path(type).path("sha256").asString());
        assertThat(java.util.HexFormat.of().formatHex(sha256))
                .isEqualTo(described.path("sha256").asString());
        assertThat(sandbox.perform(get("/sandbox/api/files/" + id)).getStatus()).isEqualTo(200);
    }

    @Test
    void sendsAFileOfOnesOwnAndShowsNothingOfItThatRuns() throws Exception {
        sandbox.upload("amina", "filename=x.html&type=text/html", RunningSandbox.utf8("<script>alert(1)</script>"));
        JsonNode message = sandbox.next("messages");
        assertThat(message.path("document").path("mime_type").asString()).isEqualTo("text/html");
        MockHttpServletResponse shown = sandbox.perform(
                get("/sandbox/api/files/" + message.path("document").path("id").asString()));
        assertThat(shown.getContentType()).isEqualTo("application/octet-stream");
        assertThat(sandbox.upload("amina", "type=image/png", new byte[0]).getStatus())
                .isEqualTo(422);
    }

    @Test
    void reactsAndTakesItBack() throws Exception {
        String wamid = sandbox.does("amina", "messages", "{\"text\":\"Hello\"}")
                .path("id")
                .asString();
        JsonNode added =
                sandbox.does("amina", "reactions", "{\"wamid\":\"%s\",\"emoji\":\"\uD83D\uDC4D\"}".formatted(wamid));
        assertThat(shape(added)).isEqualTo(shape(fixture("25-reaction-add")));
        assertThat(added.path("reaction").path("message_id").asString()).isEqualTo(wamid);
        JsonNode removed = sandbox.does("amina", "reactions", "{\"wamid\":\"%s\",\"emoji\":null}".formatted(wamid));
        assertThat(shape(removed)).isEqualTo(shape(fixture("26-reaction-remove")));
    }

    @Test
    void editsAndDeletesItsOwn() throws Exception {
        String wamid = sandbox.does("amina", "messages", "{\"text\":\"at 5\"}")
                .path("id")
                .asString();
        JsonNode edited = sandbox.does("amina", "edits", "{\"wamid\":\"%s\",\"text\":\"at 6\"}".formatted(wamid));
        Map<String, Object> expected = shape(fixture("33-edit-text"));
        expected.remove("edit.message.context.id");
        assertThat(shape(edited)).isEqualTo(expected);
        assertThat(bubble(0).path("content").path("body").asString()).isEqualTo("at 6");
        assertThat(bubble(0).path("marks").path("edited").asBoolean()).isTrue();
        JsonNode deleted = sandbox.does("amina", "deletions", "{\"wamid\":\"%s\"}".formatted(wamid));
        assertThat(shape(deleted)).isEqualTo(shape(fixture("34-revoke")));
        assertThat(deleted.path("revoke").path("original_message_id").asString())
                .isEqualTo(wamid);
        assertThat(sandbox.asks("amina", "edits", "{\"wamid\":\"%s\",\"text\":\"x\"}".formatted(wamid))
                        .getStatus())
                .isEqualTo(422);
        String theirs = sandbox.arrived("text", "{\"body\":\"Good day\"}");
        assertThat(sandbox.asks("amina", "deletions", "{\"wamid\":\"%s\"}".formatted(theirs))
                        .getStatus())
                .isEqualTo(422);
    }

    @Test
    void pressesButtonsAndPicksFromLists() throws Exception {
        sandbox.does("amina", "messages", "{\"text\":\"Hello\"}");
        String body = "\"body\":{\"text\":\"x\"}";
        assertPressed("19-interactive-button-reply", "interactive", """
            {"type":"button",%s,"action":{"buttons":[{"type":"reply","reply":{"id":"yes","title":"Yes"}}]}}\
            """.formatted(body), null);
        assertPressed("20-interactive-list-reply", "interactive", LIST, "ship-express");
        assertPressed("22-interactive-call-permission", "interactive", """
            {"type":"call_permission_request",%s,"action":{"name":"call_permission_request"}}\
            """.formatted(body), "accept");
        assertPressed("24-button-template-quick-reply", "template", """
            {"name":"hello_again","language":{"code":"en_US"}}\
            """, null);
        assertPressed("18-contacts-shared-own-number", "interactive", """
            {"type":"request_contact_info",%s,"action":{"name":"request_contact_info"}}\
            """.formatted(body), null);
        assertPressed("15-location-place", "interactive", """
            {"type":"location_request_message",%s,"action":{"name":"send_location"}}\
            """.formatted(body), null);
    }

    private void assertPressed(
            String fixture, String type, String content, @org.jspecify.annotations.Nullable String choice)
            throws Exception {
        String wamid = sandbox.arrived(type, content);
        JsonNode answer = sandbox.does(
                "amina",
                "presses",
                JsonMapper.shared()
                        .createObjectNode()
                        .put("wamid", wamid)
                        .put("button", 0)
                        .put("choice", choice)
                        .toString());
        Map<String, Object> expected = shape(fixture(fixture));
        expected.put("context.from", "STRING");
        expected.put("context.id", "STRING");
        expected.put("from", "STRING");
        assertThat(shape(answer)).as(fixture).isEqualTo(expected);
        assertThat(answer.path("context").path("id").asString()).isEqualTo(wamid);
    }

    @Test
    void refusesButtonsThatAreNotThere() throws Exception {
        sandbox.does("amina", "messages", "{\"text\":\"Hello\"}");
        String wamid = sandbox.arrived("interactive", LIST);
        for (String press : List.of("'button':0", "'button':0,'choice':'none'", "'button':1", "'button':0,'card':1")) {
            String body = "{'wamid':'%s',%s}".formatted(wamid, press).replace('\'', '"');
            assertThat(sandbox.asks("amina", "presses", body).getStatus()).isEqualTo(422);
        }
    }

    @Test
    void changesTheNumberAndIsFoundUnderTheNewOne() throws Exception {
        sandbox.change("amina", "{\"phone\":\"+1 555 555 0140\"}");
        JsonNode change = sandbox.change();
        assertThat(change.path("value").has("contacts")).isFalse();
        JsonNode message = change.path("value").path("messages").path(0);
        assertThat(shape(message)).isEqualTo(shape(fixture("28-system-changed-number")));
        assertThat(message.path("from").asString()).isEqualTo("15555550110");
        assertThat(message.path("system").path("wa_id").asString()).isEqualTo("15555550140");
        JsonNode next = sandbox.does("amina", "messages", "{\"text\":\"It is me\"}");
        assertThat(next.path("from").asString()).isEqualTo("15555550140");
        assertThat(next.path("from_user_id")).isEqualTo(message.path("system").path("user_id"));
        assertThat(sandbox.change("ben", "{\"phone\":\"15555550140\"}").getStatus())
                .isEqualTo(422);
    }

    @Test
    void stopsMarketing() throws Exception {
        sandbox.change("amina", "{\"marketing\":false}");
        JsonNode change = sandbox.change();
        assertThat(change.path("field").asString()).isEqualTo("user_preferences");
        assertThat(shape(change.path("value"))).isEqualTo(shape(value("75-user-preferences-stop")));
        sandbox.sent("template", """
            {"name":"new_arrivals","language":{"code":"en_US"},"components":[
             {"type":"body","parameters":[{"type":"text","text":"A"}]},{"type":"carousel","cards":[%s,%s,%s]}]}\
            """.formatted(card(0), card(1), card(2)));
        assertThat(sandbox.next("statuses").path("errors").path(0).path("code").asInt())
                .isEqualTo(131050);
    }

    private static String card(int index) {
        return """
            {"card_index":%d,"components":[
             {"type":"header","parameters":[{"type":"image","image":{"link":"https://a.example.invalid/a"}}]},
             {"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"p"}]}]}\
            """.formatted(index);
    }

    @Test
    void hidesTheNumberAndBlocksAndTellsNoReading() throws Exception {
        sandbox.change("clara", "{\"hidden\":true}");
        JsonNode hidden = sandbox.does("clara", "messages", "{\"text\":\"Hello\"}");
        assertThat(hidden.has("from")).isFalse();
        assertThat(hidden.path("from_user_id").asString()).isEqualTo("US.70000000000000000112");

        sandbox.does("amina", "messages", "{\"text\":\"Hello\"}");
        sandbox.change("amina", "{\"receipts\":false}");
        sandbox.arrived("text", "{\"body\":\"Good day\"}");
        assertThat(sandbox.seenPhone("amina")
                        .path("customers")
                        .path(0)
                        .path("unread")
                        .asInt())
                .isZero();
        assertThat(sandbox.isQuietFor(500)).isTrue();

        sandbox.change("amina", "{\"blocking\":true}");
        sandbox.sent("text", "{\"body\":\"Are you there?\"}");
        assertThat(sandbox.next("statuses").path("errors").path(0).path("code").asInt())
                .isEqualTo(131026);
    }

    @Test
    void getsAndTellsEverythingOnceThereIsANetworkAgain() throws Exception {
        sandbox.does("amina", "messages", "{\"text\":\"Hello\"}");
        sandbox.change("amina", "{\"online\":false}");
        sandbox.sent("text", "{\"body\":\"Good day\"}");
        sandbox.status("sent");
        assertThat(sandbox.write("amina", "one").getStatus()).isEqualTo(202);
        assertThat(sandbox.write("amina", "two").getStatus()).isEqualTo(202);
        assertThat(sandbox.isQuietFor(800)).isTrue();
        sandbox.change("amina", "{\"online\":true}");
        List<String> told = new java.util.ArrayList<>();
        for (int webhook = 0; webhook < 3; webhook++) {
            JsonNode value = sandbox.change().path("value");
            told.add(value.path("messages").path(0).path("text").path("body").asString("")
                    + value.path("statuses").path(0).path("status").asString(""));
        }
        assertThat(told).containsExactlyInAnyOrder("one", "two", "delivered").containsSubsequence("one", "two");
    }

    @Test
    void tellsThatAVoiceMessageWasPlayed() throws Exception {
        sandbox.does("amina", "messages", "{\"text\":\"Hello\"}");
        String id = json(sandbox.uploadToGraph("audio/ogg", Sample.VOICE.bytes()))
                .path("id")
                .asString();
        String wamid = sandbox.arrived("audio", "{\"id\":\"%s\",\"voice\":true}".formatted(id));
        sandbox.asks("amina", "plays", "{\"wamid\":\"%s\"}".formatted(wamid));
        sandbox.status("played");
    }

    @Test
    void isFreeForAWhileAfterAnAd() throws Exception {
        JsonNode came = sandbox.does("amina", "messages", "{\"text\":\"I saw your ad\",\"fromAd\":true}");
        sandbox.sent("text", "{\"body\":\"Good day\"}");
        JsonNode sent = sandbox.status("sent");
        assertThat(shape(sent))
                .isEqualTo(shape(
                        value("49-status-free-entry-point").path("statuses").path(0)));
        assertThat(sent.path("conversation").path("expiration_timestamp").asLong())
                .isGreaterThanOrEqualTo(came.path("timestamp").asLong() + 72 * 3600);
        assertThat(sandbox.status("delivered").has("conversation")).isFalse();
    }

    @Test
    void judgesTemplatesAsMetaDoes() throws Exception {
        String template = "/sandbox/api/templates/1689000000000003";
        sandbox.perform(put(template).content("{\"status\":\"PAUSED\"}"));
        JsonNode paused = sandbox.change();
        assertThat(paused.path("field").asString()).isEqualTo("message_template_status_update");
        assertThat(shape(paused.path("value"))).isEqualTo(shape(value("62-template-paused")));
        sandbox.perform(put(template).content("{\"quality\":\"RED\"}"));
        assertThat(shape(sandbox.change().path("value"))).isEqualTo(shape(value("63-template-quality")));
        assertThat(json(sandbox.perform(get("/sandbox/api/templates")))
                        .path("items")
                        .path(2)
                        .path("status")
                        .asString())
                .isEqualTo("PAUSED");
    }

    @Test
    void readsPhonesOfFormerTimes() throws Exception {
        sandbox.close();
        Files.writeString(folder.resolve("phones.json"), """
            {"phones":[{"customer":{"id":"amina","name":"Amina Haddad","phone":"15555550110",
             "userId":"US.70000000000000000110","username":null},"bubbles":[
             {"wamid":"wamid.A","mine":true,"text":"Hello","at":1794700800,"progress":"READ","replyTo":null,"tag":null},
             {"wamid":"wamid.B","mine":false,"text":"Good day","at":1794700801,"progress":"READ","replyTo":"wamid.A","tag":"t"},
             {"wamid":"wamid.C","mine":true,"text":"Waiting","at":1794700802,"progress":"PENDING","replyTo":null,"tag":null}]}]}\
            """);
        sandbox = new RunningSandbox(folder);
        assertThat(sandbox.next("messages").path("text").path("body").asString())
                .isEqualTo("Waiting");
        assertThat(sandbox.phone("amina")
                        .path("bubbles")
                        .valueStream()
                        .map(bubble -> bubble.path("text").asString()))
                .containsExactly("Hello", "Good day", "Waiting");
    }

    private JsonNode bubble(int index) throws Exception {
        return sandbox.phone("amina").path("bubbles").path(index);
    }

    private static JsonNode fixture(String name) throws Exception {
        return value(name).path("messages").path(0);
    }

    private static JsonNode value(String name) throws Exception {
        try (InputStream input = HandsetTest.class.getResourceAsStream("/webhooks/" + name + ".json")) {
            return JsonMapper.shared()
                    .readTree(Objects.requireNonNull(input, name))
                    .path("entry")
                    .path(0)
                    .path("changes")
                    .path(0)
                    .path("value");
        }
    }

    /** Which members there are, and of what type; members that Meta sends only sometimes are left out. */
    private static Map<String, Object> shape(JsonNode node) {
        Map<String, Object> shape = new TreeMap<>();
        describe("", node, shape);
        List.of("last_name", "is_permanent", ".url", "[1]", "recipient_id")
                .forEach(sometimes -> shape.keySet().removeIf(path -> path.contains(sometimes)));
        return shape;
    }

    private static void describe(String path, JsonNode node, Map<String, Object> shape) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> describe(
                            path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue(), shape));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                describe("%s[%d]".formatted(path, index), node.get(index), shape);
            }
        } else {
            shape.put(path, node.getNodeType().name());
        }
    }
}
