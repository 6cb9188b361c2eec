package com.chatsphere.security;

import static com.chatsphere.security.WebServer.code;
import static com.chatsphere.security.WebServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.domain.conversation.ConversationCommand.MarkConversationRead;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.InstanceId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ApiTest {
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
        server.inbox.pins.clear();
        server.inbox.carriedOut.clear();
        server.inbox.asked.clear();
        server.inbox.windowIsOpen = true;
        server.inbox.isBroken = false;
        server.logins.isAway = false;
        conversation = server.inbox.conversation("14155550123");
        asAgent = new String[] {"Cookie", server.session(server.agent)};
        asAdmin = new String[] {"Cookie", server.session(server.admin)};
    }

    @Test
    void listsConversationsWithEveryFieldOfTheContract() {
        HttpResponse<String> answer = server.get("/api/conversations", asAgent);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode page = tree(answer);
        assertThat(page.path("total").asInt()).isEqualTo(1);
        JsonNode item = page.path("items").get(0);
        assertThat(item.propertyNames())
                .containsExactly(
                        "id",
                        "phone",
                        "userId",
                        "username",
                        "displayName",
                        "instanceId",
                        "phoneNumberId",
                        "archived",
                        "pinned",
                        "unreadCount",
                        "lastAt",
                        "lastMessage",
                        "serviceWindowUntil",
                        "assignedTo",
                        "createdAt",
                        "groupId",
                        "savedName",
                        "marketingStopped",
                        "personNeeded",
                        "standby",
                        "freeUntil");
        assertThat(item.path("instanceId").asString())
                .isEqualTo(InstanceId.of(FakeInbox.NUMBER).toString());
        assertThat(item.path("lastAt").asString()).isEqualTo("2026-03-01T12:00:00.123456Z");
        assertThat(item.path("lastMessage").isNull()).isTrue();
    }

    @Test
    void asksForTwentyConversationsUnlessToldOtherwise() {
        server.get("/api/conversations", asAgent);
        assertThat(server.inbox.asked)
                .contains(new Inbox.Query(server.agent, Inbox.Filter.ALL, false, null, null, 1, 20));
    }

    @Test
    void takesItsOwnCursorsBack() {
        String next =
                tree(server.get("/api/conversations", asAgent)).path("next").asString();
        server.get("/api/conversations?page_size=200&archived=true&filter=unread&q=ada&after=" + next, asAgent);
        assertThat(server.inbox.asked)
                .contains(new Inbox.Query(
                        server.agent,
                        Inbox.Filter.UNREAD,
                        true,
                        "ada",
                        new Inbox.Cursor(FakeInbox.NOON, conversation),
                        1,
                        200));
        String messages = "/api/conversations/" + conversation + "/messages";
        String previous = tree(server.get(messages, asAgent)).path("previous").asString();
        server.get(messages + "?before=" + previous, asAgent);
        assertThat(server.inbox.asked)
                .contains(new Transcript.Query(conversation, new Transcript.Cursor(FakeInbox.NOON, 7), 1, 50));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page=0",
                "page=-1",
                "page=x",
                "page=99999999999",
                "page_size=0",
                "page_size=201",
                "page_size=all",
                "page_size=",
                "archived=yes",
                "filter=everything",
                "after=x",
                "after=MS4yfHg"
            })
    void refusesParametersThatDoNotFit(String query) {
        HttpResponse<String> answer = server.get("/api/conversations?" + query, asAgent);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(tree(answer).propertyNames()).containsExactly("error", "code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH | /api/conversations/{id}/archive | {\"archived\":\"true\"} | invalid_field",
                "PATCH | /api/conversations/{id}/archive | {} | missing_field",
                "PATCH | /api/conversations/{id}/archive | {\"archived\":true,\"role\":\"admin\"} | unknown_field",
                "PATCH | /api/conversations/{id}/archive | {\"archived\":true} x | invalid_json",
                "PATCH | /api/conversations/{id}/archive | {\"archived\" | invalid_json",
                "PATCH | /api/conversations/{id}/archive | [] | invalid_body",
                "PATCH | /api/conversations/7/archive | {\"archived\":true} | invalid_id",
                "POST | /api/conversations/{id}/pin | {} | missing_field",
                "POST | /api/conversations | {} | missing_field",
                "POST | /api/conversations | {\"phone\":\"12\"} | invalid_phone",
                "POST | /api/conversations | {\"phone\":\"+\"} | invalid_phone",
                "POST | /api/conversations | {\"phone\":\"+4915112345678\",\"instanceId\":\"x\"} | invalid_id",
                "POST | /api/message/send | {\"body\":\"hi\"} | missing_field",
                "POST | /api/message/send | {\"conversationId\":\"{id}\"} | missing_field",
                "POST | /api/message/send | {\"conversationId\":\"{id}\",\"body\":\"  \"} | missing_field",
                "POST | /api/message/send | {\"conversationId\":\"{id}\",\"body\":\"a\\u0000b\"} | invalid_text",
                "POST | /api/message/send | {\"conversationId\":\"{id}\",\"body\":\"a\\ud800\"} | invalid_text",
                "POST | /api/message/send | {\"conversationId\":\"{id}\",\"body\":\"a\",\"id\":\"1\"} | invalid_id",
                "POST | /api/message/send | {\"conversationId\":\"{id}\",\"body\":5} | invalid_field",
                "POST | /api/message/send | {\"to\":\"{id}\",\"body\":\"a\"} | invalid_phone",
                "POST | /api/tokens | {\"name\":\" \"} | invalid_name",
                "POST | /api/login | {\"username\":\"x\"} | missing_field",
            })
    void refusesBodiesThatDoNotFit(String method, String path, String body, String code) {
        String id = conversation.toString();
        HttpResponse<String> answer = server.json(method, path.replace("{id}", id), body.replace("{id}", id), asAgent);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(server.inbox.carriedOut).isEmpty();
    }

    @Test
    void opensAConversationByNumber() {
        HttpResponse<String> answer = server.json(
                "POST", "/api/conversations", "{\"phone\":\"+49 151 12345678\",\"displayName\":\"Bo\"}", asAgent);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(tree(answer).path("created").asBoolean()).isTrue();
        assertThat(tree(answer).path("unarchived").asBoolean()).isFalse();
        assertThat(tree(answer).path("conversation").path("phone").asString()).isEqualTo("4915112345678");
    }

    @Test
    void answersWhatWasCommandedAlthoughTheReadModelIsBehind() {
        HttpResponse<String> answer =
                server.json("PATCH", "/api/conversations/" + conversation + "/archive", "{\"archived\":true}", asAgent);
        assertThat(tree(answer).path("archived").asBoolean()).isTrue();
    }

    @Test
    void marksAsReadOnlyWhenAsked() {
        server.get("/api/conversations/" + conversation + "/messages", asAgent);
        assertThat(server.inbox.carriedOut).isEmpty();
        HttpResponse<String> answer =
                server.exchange("POST", "/api/conversations/" + conversation + "/read", "", asAgent);
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(server.inbox.carriedOut).singleElement().isInstanceOf(MarkConversationRead.class);
    }

    @Test
    void pinsAtMostTen() {
        String pin = "/api/conversations/" + conversation + "/pin";
        HttpResponse<String> pinned = server.json("POST", pin, "{\"pinned\":true}", asAgent);
        assertThat(tree(pinned).path("pinned").asBoolean()).isTrue();
        assertThat(tree(pinned).path("pins").get(0).path("conversationId").asString())
                .isEqualTo(conversation.toString());
        assertThat(tree(server.get("/api/conversations/pins", asAgent))
                        .path("pins")
                        .size())
                .isEqualTo(1);
        for (int more = 0; more < 9; more++) {
            server.json("POST", pin, "{\"pinned\":true}", asAgent);
        }
        HttpResponse<String> eleventh = server.json("POST", pin, "{\"pinned\":true}", asAgent);
        assertThat(eleventh.statusCode()).isEqualTo(400);
        assertThat(code(eleventh)).isEqualTo("pin_limit_reached");
    }

    @Test
    void showsMessagesWithEveryFieldOfTheContract() {
        server.inbox.received(conversation, "a\0b");
        server.inbox.add(
                conversation,
                Direction.INBOUND,
                new MessageContent.Unsupported("order", new MessageText("{\"catalog_id\":\"7\"}"), null, null),
                "received");
        JsonNode items = tree(server.get("/api/conversations/" + conversation + "/messages", asAgent))
                .path("items");
        JsonNode text = items.valueStream()
                .filter(item -> item.path("type").asString().equals("text"))
                .findFirst()
                .orElseThrow();
        assertThat(text.propertyNames())
                .containsExactly(
                        "id",
                        "conversationId",
                        "direction",
                        "type",
                        "body",
                        "providerMessageId",
                        "status",
                        "sentAt",
                        "createdAt",
                        "replyToMessageId",
                        "replyTo",
                        "sentByUserId",
                        "senderName",
                        "media",
                        "reactions",
                        "edited",
                        "deleted",
                        "forwarded",
                        "error",
                        "details");
        assertThat(text.path("body").asString()).isEqualTo("a\uFFFDb");
        assertThat(text.path("direction").asString()).isEqualTo("inbound");
        assertThat(text.path("media").isNull()).isTrue();
        assertThat(text.path("reactions").size()).isZero();
        assertThat(items.toString())
                .contains("\"details\":{\"type\":\"order\",\"unsupportedType\":null,\"raw\":{\"catalog_id\":\"7\"}}");
    }

    @Test
    void sendsAMessageOnceHoweverOftenItIsAsked() {
        String id = UUID.randomUUID().toString();
        MessageId target = server.inbox.received(conversation, "hello?");
        String wish = "{\"conversationId\":\"%s\",\"body\":\"hi\",\"id\":\"%s\",\"replyToMessageId\":\"%s\"}"
                .formatted(conversation, id, target);
        HttpResponse<String> first = server.json("POST", "/api/message/send", wish, asAgent);
        HttpResponse<String> second = server.json("POST", "/api/message/send", wish, asAgent);
        assertThat(first.statusCode()).isEqualTo(200);
        JsonNode message = tree(first).path("message");
        assertThat(tree(first).path("ok").asBoolean()).isTrue();
        assertThat(message.path("id").asString()).isEqualTo(id);
        assertThat(message.path("status").asString()).isEqualTo("queued");
        assertThat(message.path("direction").asString()).isEqualTo("outbound");
        assertThat(message.path("senderName").asString()).isEqualTo("agent");
        assertThat(message.path("replyToMessageId").asString()).isEqualTo(target.toString());
        assertThat(message.path("replyTo").path("preview").asString()).isEqualTo("hello?");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(tree(second).path("message").path("id").asString()).isEqualTo(id);
        assertThat(server.inbox.carriedOut).singleElement().isInstanceOf(SendMessage.class);
        HttpResponse<String> other =
                server.json("POST", "/api/message/send", wish.replace("\"hi\"", "\"ho\""), asAgent);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(code(other)).isEqualTo("id_taken");
    }

    @Test
    void sendsByNumberToWhoWroteBefore() {
        HttpResponse<String> known =
                server.json("POST", "/api/message/send", "{\"to\":\"+1 415 555 0123\",\"body\":\"hi\"}", asAgent);
        assertThat(known.statusCode()).isEqualTo(200);
        HttpResponse<String> stranger =
                server.json("POST", "/api/message/send", "{\"to\":\"+14155550999\",\"body\":\"hi\"}", asAgent);
        assertThat(stranger.statusCode()).isEqualTo(422);
        assertThat(code(stranger)).isEqualTo("service_window_closed");
    }

    @Test
    void refusesToSendWhatCannotBeSent() {
        String to = "{\"conversationId\":\"%s\",\"body\":\"hi\"".formatted(conversation);
        server.inbox.windowIsOpen = false;
        HttpResponse<String> late = server.json("POST", "/api/message/send", to + "}", asAgent);
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(code(late)).isEqualTo("service_window_closed");
        String unknown = to.replace(conversation.toString(), UUID.randomUUID().toString());
        assertThat(server.json("POST", "/api/message/send", unknown + "}", asAgent)
                        .statusCode())
                .isEqualTo(404);
        String noTarget = to + ",\"replyToMessageId\":\"" + UUID.randomUUID() + "\"}";
        assertThat(code(server.json("POST", "/api/message/send", noTarget, asAgent)))
                .isEqualTo("reply_target_not_found");
        ConversationId elsewhere = server.inbox.conversation("14155550124");
        MessageId target = server.inbox.received(elsewhere, "other");
        String foreignTarget = to + ",\"replyToMessageId\":\"" + target + "\"}";
        assertThat(code(server.json("POST", "/api/message/send", foreignTarget, asAgent)))
                .isEqualTo("reply_target_elsewhere");
    }

    @Test
    void sendsAFileOfOnesOwnByAnyOfItsAddressesWithTheTextAsItsCaption() {
        FileId file = server.files.bring(server.agent);
        for (String address : new String[] {
            file.toString(),
            "/media/%s/original".formatted(file),
            "/media/%s/original?expires=1&signature=00".formatted(file),
            "https://chat.example.org/media/%s/original?expires=1&signature=00".formatted(file)
        }) {
            HttpResponse<String> answer = server.json(
                    "POST",
                    "/api/message/send",
                    toConversation("\"media_url\":\"%s\",\"body\":\"Have a look\"".formatted(address)),
                    asAgent);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode message = tree(answer).path("message");
            assertThat(message.path("type").asString()).isEqualTo("document");
            assertThat(message.path("body").asString()).isEqualTo("Have a look");
            assertThat(message.path("media").path("status").asString()).isEqualTo("ready");
            assertThat(message.path("media").path("filename").asString()).isEqualTo("Angebot.pdf");
        }
        assertThat(server.inbox.carriedOut).hasSize(4);
    }

    @Test
    void sendsAFileOnceHoweverOftenItIsAsked() {
        String wish = toConversation(
                "\"media_url\":\"%s\",\"id\":\"%s\"".formatted(server.files.bring(server.agent), UUID.randomUUID()));
        for (int time = 0; time < 2; time++) {
            assertThat(server.json("POST", "/api/message/send", wish, asAgent).statusCode())
                    .isEqualTo(200);
        }
        assertThat(server.inbox.carriedOut).hasSize(1);
    }

    @Test
    void sendsNoFileThatIsNotOnesOwn() {
        FileId foreign = server.files.bring(server.admin);
        FileId own = server.files.bring(server.agent);
        for (String address : new String[] {
            foreign.toString(),
            "/media/%s/original".formatted(foreign),
            "/media/../%s/original".formatted(own),
            "/media/%s/thumbnail".formatted(own),
            "https://elsewhere.example.org/media/%s/original".formatted(own),
            "https://chat.example.org.evil.example/media/%s/original".formatted(own),
            "http://169.254.169.254/latest",
            "file:///etc/passwd",
            "/etc/passwd",
            ""
        }) {
            HttpResponse<String> answer = server.json(
                    "POST", "/api/message/send", toConversation("\"media_url\":\"%s\"".formatted(address)), asAgent);
            assertThat(answer.statusCode()).as(address).isEqualTo(422);
            assertThat(code(answer)).isEqualTo("not_an_upload");
        }
        HttpResponse<String> odd = server.json("POST", "/api/message/send", toConversation("\"media_url\":7"), asAgent);
        assertThat(odd.statusCode()).isEqualTo(400);
        assertThat(server.inbox.carriedOut).isEmpty();
    }

    @Test
    void sendsPlacesCardsAndQuestionsInMetasShape() {
        for (String content : new String[] {
            "\"location\":{\"latitude\":52.5,\"longitude\":13.4,\"name\":\"Gate\"}",
            "\"contacts\":[{\"name\":{\"formatted_name\":\"Eve\"},\"phones\":[{\"phone\":\"+15555550120\"}]}]",
            "\"interactive\":{\"type\":\"location_request_message\",\"body\":{\"text\":\"Where?\"}}"
        }) {
            HttpResponse<String> answer = server.json("POST", "/api/message/send", toConversation(content), asAgent);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(tree(answer).path("message").path("type").asString())
                    .isEqualTo(content.substring(1, content.indexOf('"', 1)));
        }
    }

    @Test
    void sendsAReactionAndTakesItBack() {
        MessageId target = server.inbox.received(conversation, "hello");
        for (String emoji : new String[] {"\"👍\"", "null"}) {
            HttpResponse<String> answer = server.json(
                    "POST",
                    "/api/message/send",
                    toConversation("\"reaction\":{\"messageId\":\"%s\",\"emoji\":%s}".formatted(target, emoji)),
                    asAgent);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(tree(answer).path("message").path("type").asString()).isEqualTo("reaction");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"body\":\"x\",\"location\":{\"latitude\":1,\"longitude\":2} | too_many_contents | null",
                "\"location\":{\"latitude\":91,\"longitude\":2} | invalid_field | location.latitude",
                "\"contacts\":[] | wrong_count | contacts",
                "\"contacts\":[{}] | missing_field | contacts[0].name.formatted_name",
                "\"interactive\":{\"type\":\"button\",\"body\":{\"text\":\"x\"},\"action\":{\"buttons\":[{\"reply\":{}}]}}"
                    + " | missing_field | interactive.action.buttons[0].reply.title",
                "\"reaction\":{\"emoji\":\"👍\"} | missing_field | reaction.messageId",
                "\"reaction\":{\"messageId\":\"0b0d7f2e-5a53-4c58-9c4e-0a8a5b1c2d3e\",\"emoji\":\"x\"} | invalid_field"
                        + " | emoji"
            })
    void saysWhichFieldOfAMessageIsWrong(String content, String code, String field) {
        HttpResponse<String> answer = server.json("POST", "/api/message/send", toConversation(content), asAgent);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(tree(answer).path("field").asString("null")).isEqualTo(field);
    }

    private String toConversation(String content) {
        return "{\"conversationId\":\"%s\",%s}".formatted(conversation, content);
    }

    @Test
    void takesTextOfFourThousandAndNinetySixCharacters() {
        String wish = "{\"conversationId\":\"%s\",\"body\":\"%s\"}";
        String longest = "😀".repeat(4_096);
        assertThat(server.json("POST", "/api/message/send", wish.formatted(conversation, longest), asAgent)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> longer =
                server.json("POST", "/api/message/send", wish.formatted(conversation, longest + "x"), asAgent);
        assertThat(longer.statusCode()).isEqualTo(400);
        assertThat(code(longer)).isEqualTo("body_too_long");
    }

    @Test
    void letsAdministratorsDelete() {
        MessageId message = server.inbox.received(conversation, "x");
        assertThat(server.exchange("DELETE", "/api/messages/" + message, "", asAgent)
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.exchange("DELETE", "/api/conversations/" + conversation, "", asAgent)
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.exchange("DELETE", "/api/messages/" + message, "", asAdmin)
                        .body())
                .isEqualTo("{\"ok\":true}");
        assertThat(server.exchange("DELETE", "/api/conversations/" + conversation, "", asAdmin)
                        .body())
                .isEqualTo("{\"ok\":true}");
        assertThat(server.exchange("DELETE", "/api/messages/" + UUID.randomUUID(), "", asAdmin)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsAdministratorsWhatMetaTold() {
        Notice notice = new Notice(
                "1",
                FakeInbox.NUMBER,
                "message_template_status_update",
                "PAUSED",
                Notice.Topic.TEMPLATE_STATUS,
                Notice.Severity.WARNING,
                "Paused",
                "It was paused.",
                "Paused",
                null,
                FakeInbox.NOON,
                new Notice.Template("sale", "en", "98765432109876543211"),
                null,
                "{\"event\":\"PAUSED\"}");
        server.inbox.post(notice, FakeInbox.NOON);
        String id = notice.idFor(FakeInbox.NOON).toString();

        JsonNode page = tree(server.get("/api/admin/notices?severity=warning&template=sale&language=en", asAdmin));
        JsonNode item = page.path("items").get(0);
        assertThat(item.path("id").asString()).isEqualTo(id);
        assertThat(item.path("severity").asString()).isEqualTo("warning");
        assertThat(item.path("template").path("id").asString()).isEqualTo("98765432109876543211");
        assertThat(item.path("raw").asString()).isEqualTo("{\"event\":\"PAUSED\"}");
        assertThat(item.path("seen").isNull()).isTrue();
        assertThat(server.get("/api/admin/notices?after=" + page.path("next").asString(), asAdmin)
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<String> seen = server.json("POST", "/api/admin/notices/" + id + "/seen", "", asAdmin);
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(tree(seen).path("seen").path("username").asString()).isEqualTo("admin");

        assertThat(server.get("/api/admin/notices", asAgent).statusCode()).isEqualTo(403);
        assertThat(server.get("/api/admin/notices?severity=bad", asAdmin).statusCode())
                .isEqualTo(400);
        assertThat(server.get("/api/admin/notices?after=bad", asAdmin).statusCode())
                .isEqualTo(400);
        assertThat(server.json("POST", "/api/admin/notices/%s/seen".formatted(UUID.randomUUID()), "", asAdmin)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void showsTheLedgerToAdministrators() {
        assertThat(server.get("/api/admin/ledger", asAgent).statusCode()).isEqualTo(403);
        JsonNode ledger = tree(server.get("/api/admin/ledger?day=2026-03-01&phone_number_id=1", asAdmin));
        assertThat(ledger.path("received").asInt()).isEqualTo(7);
        assertThat(server.get("/api/admin/ledger?day=today", asAdmin).statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void answersUnknownAddressesInJson(String method) {
        HttpResponse<String> answer = server.exchange(method, "/api/unknown", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json;charset=UTF-8");
        assertThat(code(answer)).isEqualTo("not_found");
        assertThat(server.exchange(method, "/webhook/mata", "").statusCode()).isEqualTo(404);
    }

    @Test
    void namesTheMethodsAnAddressTakes() {
        HttpResponse<String> answer = server.exchange("PUT", "/api/conversations", "", asAgent);
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("GET, HEAD, POST");
        assertThat(server.exchange("FOO", "/api/conversations", "").statusCode())
                .isEqualTo(405);
        assertThat(server.exchange("TRACE", "/api/conversations", "").statusCode())
                .isEqualTo(405);
    }

    @Test
    void asksForJson() {
        HttpResponse<String> answer = server.exchange(
                "POST", "/api/conversations", "<a/>", "Content-Type", "application/xml", "Cookie", asAgent[1]);
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(code(answer)).isEqualTo("unsupported_media_type");
    }

    @Test
    void tellsNothingOfWhatBroke() {
        server.inbox.isBroken = true;
        HttpResponse<String> answer =
                server.get("/api/conversations", "Cookie", asAgent[1], "x-request-id", "mine-1", "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(code(answer)).isEqualTo("internal_error");
        assertThat(answer.body()).doesNotContain("secret", "Exception", "at com.");
        assertThat(answer.headers().firstValue("x-request-id")).hasValue("mine-1");
        assertThat(server.get("/health", "x-request-id", "a b").headers().firstValue("x-request-id"))
                .isPresent()
                .get()
                .isNotEqualTo("a b");
    }

    @Test
    void refusesWhileLoginsCannotBeChecked() {
        server.logins.isAway = true;
        HttpResponse<String> answer = server.get("/api/conversations", asAgent);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("unavailable");
        HttpResponse<String> page = server.get("/", "Cookie", asAgent[1], "Accept", "text/html");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("Back in a moment");
    }

    @Test
    void tellsWhetherItIsWell() {
        HttpResponse<String> well = server.get("/health");
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(tree(well).path("status").asString()).isEqualTo("ok");
        server.problem = Optional.of("no app secret is set");
        HttpResponse<String> unwell = server.get("/health");
        server.problem = Optional.empty();
        assertThat(unwell.statusCode()).isEqualTo(503);
        assertThat(unwell.body()).contains("no app secret is set");
    }
}
