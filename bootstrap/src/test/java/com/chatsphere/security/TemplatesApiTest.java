package com.chatsphere.security;

import static com.chatsphere.security.WebServer.code;
import static com.chatsphere.security.WebServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateStatus;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Templates for scripts: which ones there are, and sending them. */
class TemplatesApiTest {
    private static final String ADMIN = "/api/admin/templates";
    private static WebServer server;
    private ConversationId conversation;
    private String[] asAgent;
    private String[] asAdmin;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = new WebServer(Map.of(), folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() {
        server.inbox.rows.clear();
        server.inbox.entries.clear();
        server.inbox.carriedOut.clear();
        server.inbox.templates.clear();
        server.templates.forget();
        server.inbox.windowIsOpen = true;
        conversation = server.inbox.conversation("14155550123");
        asAgent = new String[] {"Cookie", server.session(server.agent)};
        asAdmin = new String[] {"Cookie", server.session(server.admin)};
        here("order_update", TemplateStatus.APPROVED, ORDER);
        here("hello", TemplateStatus.APPROVED, text("Hello {{1}}, {{2}} and {{3}}"));
        here("plain", TemplateStatus.APPROVED, text("Hello"));
        here("sale", TemplateStatus.PAUSED, text("Sale!"));
    }

    private static final TemplateLayout ORDER = new TemplateLayout(
            ParameterFormat.NAMED,
            new Header.File(MediaKind.IMAGE),
            words("Hello {{first_name}}, order {{order_no}}."),
            null,
            List.of(
                    new Button(ButtonKind.URL, words("Track"), words("https://shop.example.invalid/t/{{1}}")),
                    new Button(ButtonKind.QUICK_REPLY, words("Stop"), null)),
            List.of(),
            null);

    @Test
    void listsWhatCanBeSentWithWhatIsToBeFilledIn() {
        JsonNode items = tree(server.get("/api/templates", asAgent)).path("items");
        assertThat(items.valueStream().map(item -> item.path("name").asString()))
                .containsExactlyInAnyOrder("order_update", "hello", "plain");
        JsonNode order = items.valueStream()
                .filter(item -> item.path("name").asString().equals("order_update"))
                .findFirst()
                .orElseThrow();
        assertThat(order.path("parameters")).hasToString("[\"first_name\",\"order_no\"]");
        assertThat(order.path("bodyParams").asInt()).isEqualTo(2);
        assertThat(order.path("parameterFormat").asString()).isEqualTo("NAMED");
        assertThat(order.path("fields")
                        .valueStream()
                        .map(field -> field.path("path").asString()))
                .containsExactly("header.file", "body.first_name", "body.order_no", "buttons.0", "buttons.1");
        assertThat(order.path("components").path(0).path("type").asString()).isEqualTo("HEADER");
        assertThat(order.path("status").asString()).isEqualTo("APPROVED");
    }

    @Test
    void saysToAdministratorsWhyOneCannotBeSent() {
        assertThat(server.get(ADMIN, asAgent).statusCode()).isEqualTo(403);
        JsonNode sale = tree(server.get(ADMIN, asAdmin))
                .path("items")
                .valueStream()
                .filter(item -> item.path("name").asString().equals("sale"))
                .findFirst()
                .orElseThrow();
        assertThat(sale.path("usable").asBoolean()).isFalse();
        assertThat(sale.path("obstacle").asString()).isEqualTo("Meta has paused it because of its quality.");
    }

    @Test
    void addsEditsAndRemovesByHand() {
        HttpResponse<String> added = server.json(
                "POST",
                ADMIN,
                "{\"name\":\"birthday\",\"language\":\"de\",\"description\":\"Once a"
                        + " year\",\"components\":\"[{\\\"type\\\":\\\"BODY\\\",\\\"text\\\":\\\"Alles Gute,"
                        + " {{1}}!\\\"}]\"}",
                asAdmin);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        String id = tree(added).path("item").path("id").asString();
        assertThat(tree(added).path("item").path("parameters")).hasToString("[\"1\"]");
        assertThat(server.json("POST", ADMIN, "{\"name\":\"birthday\",\"language\":\"de\"}", asAdmin)
                        .statusCode())
                .isEqualTo(409);
        HttpResponse<String> counted = server.json("POST", ADMIN, "{\"name\":\"counted\",\"bodyParams\":3}", asAdmin);
        assertThat(tree(counted).path("item").path("bodyParams").asInt()).isEqualTo(3);
        assertThat(tree(counted).path("item").path("language").asString()).isEqualTo("en_US");
        assertThat(server.json("PATCH", ADMIN + "/" + id, "{\"category\":\"marketing\"}", asAdmin)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.json("PATCH", ADMIN + "/" + id, "{\"name\":\"other\"}", asAdmin)
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.json("PATCH", ADMIN + "/" + id, "{}", asAdmin).statusCode())
                .isEqualTo(400);
        assertThat(server.exchange("DELETE", ADMIN + "/" + id, "", asAdmin).body())
                .isEqualTo("{\"ok\":true}");
        assertThat(server.exchange("DELETE", ADMIN + "/" + id, "", asAdmin).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | missing_field",
                "{\"name\":\"Not Meta's\"} | invalid_field",
                "{\"name\":\"a\",\"language\":\"english\"} | invalid_field",
                "{\"name\":\"a\",\"components\":{}} | invalid_components",
                "{\"name\":\"a\",\"components\":\"[\"} | invalid_components",
                "{\"name\":\"a\",\"components\":[{\"type\":\"FOOTER\",\"text\":\"x\"}]} | invalid_components",
                "{\"name\":\"a\",\"bodyParams\":51} | invalid_field"
            })
    void refusesWhatIsNoTemplate(String body, String code) {
        HttpResponse<String> answer = server.json("POST", ADMIN, body, asAdmin);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(code);
    }

    /** Adding used to read a list, add to it and write it back. */
    @Test
    void keepsTenThatAreAddedAtOnce() {
        List<Integer> answers = IntStream.range(0, 10)
                .parallel()
                .mapToObj(number -> server.json("POST", ADMIN, "{\"name\":\"added_%d\"}".formatted(number), asAdmin)
                        .statusCode())
                .toList();
        assertThat(answers).containsOnly(201);
        assertThat(tree(server.get(ADMIN, asAdmin)).path("items").size()).isEqualTo(14);
    }

    /** What was imported used to stay among what was not. */
    @Test
    void whatIsImportedIsNoLongerAmongWhatIsNotHere() {
        server.templates.has("newcomer", text("Welcome {{1}}"));
        server.templates.has("another", text("Bye"));
        assertThat(remote()).containsExactly("newcomer", "another");
        HttpResponse<String> taken =
                server.json("POST", ADMIN + "/import", "{\"name\":\"newcomer\",\"language\":\"en_US\"}", asAdmin);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(tree(taken).path("added").asInt()).isEqualTo(1);
        assertThat(remote()).containsExactly("another");
        HttpResponse<String> again = server.json("POST", ADMIN + "/import", "{\"name\":\"newcomer\"}", asAdmin);
        assertThat(again.statusCode()).as("a second time is no mistake").isEqualTo(200);
        assertThat(tree(again).path("added").asInt()).isZero();
        JsonNode synced = tree(server.json("POST", ADMIN + "/sync", "", asAdmin));
        assertThat(synced.path("added").asInt()).isEqualTo(1);
        assertThat(synced.path("lastSyncedAt").asString()).isNotEmpty();
        assertThat(remote()).isEmpty();
    }

    @Test
    void saysThatMetaCannotBeAsked() {
        server.templates.problem = "This number's access token has expired or is not valid. (code 190)";
        for (HttpResponse<String> answer : List.of(
                server.get(ADMIN + "/remote", asAdmin),
                server.json("POST", ADMIN + "/sync", "", asAdmin),
                server.json("POST", ADMIN + "/import", "{\"all\":true}", asAdmin))) {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(code(answer)).isEqualTo("meta_unavailable");
            assertThat(answer.body()).contains("has expired");
        }
        assertThat(server.inbox.templates).hasSize(4);
        assertThat(tree(server.get(ADMIN, asAdmin))
                        .path("accounts")
                        .path(0)
                        .path("problem")
                        .asString())
                .contains("has expired");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"Ada\",\"bread\",\"milk\"]",
                "\"[\\\"Ada\\\",\\\"bread\\\",\\\"milk\\\"]\"",
                "{\"1\":\"Ada\",\"2\":\"bread\",\"3\":\"milk\"}",
                "\"{\\\"1\\\":\\\"Ada\\\",\\\"2\\\":\\\"bread\\\",\\\"3\\\":\\\"milk\\\"}\"",
                "[{\"type\":\"text\",\"text\":\"Ada\"},\"bread\",\"milk\"]"
            })
    void takesValuesInEveryForm(String params) {
        MessageContent.Template sent = sent("\"template\":\"hello\",\"templateParams\":" + params);
        assertThat(sent.values().body()).isEqualTo(Map.of("1", words("Ada"), "2", words("bread"), "3", words("milk")));
    }

    @Test
    void takesANameAlone() {
        assertThat(
                        sent("\"messageType\":\"template\",\"template\":{\"name\":\"plain\",\"language\":{\"code\":\"en_US\"}}")
                                .name())
                .isEqualTo(new TemplateName("plain"));
        assertThat(sent("\"template\":{\"name\":\"plain\",\"language\":\"en_US\"}")
                        .language())
                .isEqualTo(new TemplateLanguage("en_US"));
    }

    @Test
    void fillsHeaderTextAndButtons() {
        server.inbox.windowIsOpen = true;
        MessageContent.Template byPath = sent("""
            "template":"order_update","templateParams":{"first_name":"Ada","order_no":"A-1","header.file":"300000000000001"},
            "templateButtonParams":["https://shop.example.invalid/t/A-1001"]\
            """);
        MessageContent.Template ready = sent("""
            "template":{"name":"order_update","components":[
              {"type":"header","parameters":[{"type":"image","image":{"id":"300000000000001"}}]},
              {"type":"body","parameters":[{"type":"text","parameter_name":"first_name","text":"Ada"},
                                           {"type":"text","parameter_name":"order_no","text":"A-1"}]},
              {"type":"button","sub_type":"url","index":"0","parameters":[{"type":"text","text":"A-1001"}]}]}\
            """);
        assertThat(byPath.values().buttons()).isEqualTo(Map.of(0, words("A-1001")));
        assertThat(ready.values()).isEqualTo(byPath.values());
    }

    /** Empty values used to be dropped, which moved all that followed; what was too much went unnoticed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | \"templateParams\":[\"Ada\",\"milk\"] | wrong_count | {{1}}, {{2}}, {{3}}",
                "hello | \"templateParams\":[\"Ada\",\"\",\"bread\",\"milk\"] | wrong_count | 4 were given",
                "hello | \"templateParams\":[\"Ada\",\"\",\"milk\"] | template_value_missing | {{2}}",
                "hello | \"templateParams\":[\"Ada\",null,\"milk\"] | template_value_missing | {{2}}",
                "hello | \"templateParams\":\"Ada\" | wrong_count | 3 templateParams",
                "hello | \"templateParams\":{\"1\":\"Ada\",\"2\":\"x\",\"3\":\"y\",\"4\":\"z\"} |"
                        + " template_value_unknown | body.4",
                "hello | \"templateParams\":[[\"Ada\"],\"x\",\"y\"] | invalid_field | templateParams[0]",
                "hello | \"templateParams\":5 | invalid_field | templateParams",
                "hello | \"body\":\"\" | template_value_missing | {{1}}",
                "plain | \"templateParams\":[\"Ada\"] | wrong_count | takes no templateParams",
                "order_update | \"templateParams\":[\"Ada\",\"A-1\"] | template_value_missing | Image",
                "order_update | \"templateParams\":[\"Ada\",\"A-1\"],\"templateButtonParams\":[\"1\",\"2\"] |"
                        + " wrong_count | Track",
                "Not_Meta's | \"body\":\"\" | invalid_field | small letters"
            })
    void refusesWrongValuesByName(String name, String params, String code, String named) {
        HttpResponse<String> answer = send("\"template\":\"%s\",%s".formatted(name, params));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(answer.body()).contains(named);
        assertThat(server.inbox.carriedOut).noneMatch(SendMessage.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"sale,Meta has paused it because of its quality.", "nobody_knows,There is no such template."})
    void refusesWhatMetaWouldRefuse(String name, String why) {
        HttpResponse<String> answer = send("\"template\":\"%s\"".formatted(name));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("template_not_sendable");
        assertThat(answer.body()).contains(why);
    }

    @Test
    void asksMetaOnceForOneThatIsNotHere() {
        server.templates.has("brand_new", text("Hi"));
        assertThat(send("\"template\":\"brand_new\"").statusCode()).isEqualTo(200);
        server.templates.has("even_newer", text("Hi"));
        assertThat(send("\"template\":\"even_newer\"").statusCode())
                .as("not again within the minute")
                .isEqualTo(422);
    }

    @Test
    void reachesSomebodyWhoNeverWrote() {
        HttpResponse<String> answer =
                server.json("POST", "/api/message/send", "{\"to\":\"+14155550999\",\"template\":\"plain\"}", asAgent);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(tree(answer).path("message").path("type").asString()).isEqualTo("template");
        assertThat(tree(answer).path("message").path("body").asString()).isEqualTo("Hello");
        JsonNode details = tree(answer).path("message").path("details");
        assertThat(details.path("name").asString()).isEqualTo("plain");
        assertThat(details.path("components").path(0).path("text").asString()).isEqualTo("Hello");
    }

    private MessageContent.Template sent(String fields) {
        HttpResponse<String> answer = send(fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return server.inbox.carriedOut.stream()
                .filter(SendMessage.class::isInstance)
                .map(order -> (MessageContent.Template) ((SendMessage) order).content())
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private HttpResponse<String> send(String fields) {
        return server.json(
                "POST",
                "/api/message/send",
                "{\"conversationId\":\"%s\",\"id\":\"%s\",%s}".formatted(conversation, UUID.randomUUID(), fields),
                asAgent);
    }

    private List<String> remote() {
        HttpResponse<String> answer = server.get(ADMIN + "/remote", asAdmin);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tree(answer)
                .path("items")
                .valueStream()
                .map(item -> item.path("name").asString())
                .toList();
    }

    private static void here(String name, TemplateStatus status, TemplateLayout layout) {
        var row = FakeTemplates.row(
                new TemplateName(name), new TemplateLanguage("en_US"), layout, status, FakeInbox.NOON);
        server.inbox.templates.put(row.id(), row);
    }

    private static TemplateLayout text(String body) {
        return new TemplateLayout(ParameterFormat.POSITIONAL, null, words(body), null, List.of(), List.of(), null);
    }

    private static MessageText words(@Nullable String text) {
        return new MessageText(String.valueOf(text));
    }
}
