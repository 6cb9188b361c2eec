package com.chatsphere.security;

import static com.chatsphere.security.WebServer.code;
import static com.chatsphere.security.WebServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WebhooksApiTest {
    private static WebServer server;
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
        server.webhooks.asked.clear();
        server.webhooks.settled = true;
        server.inbox.windowIsOpen = true;
        asAdmin = new String[] {"Cookie", server.session(server.admin)};
    }

    @Test
    void tellsTheStatusAndNoSecret() {
        HttpResponse<String> answer = server.get("/api/webhook/status", asAdmin);
        JsonNode status = tree(answer);
        assertThat(status.path("instance").path("webhookUrl").asString()).isEqualTo(server.origin() + "/webhook/meta");
        assertThat(status.path("instance").path("hasAppSecret").asBoolean()).isTrue();
        assertThat(status.path("instance").path("hasVerifyToken").asBoolean()).isFalse();
        assertThat(status.path("status").propertyNames())
                .containsExactly("isConfigured", "hasWebhookSecret", "hasVerifyToken", "isActive", "webhookBehavior");
        assertThat(status.path("recentEvents")).hasSize(1);
        assertThat(status.path("metaToScreen").path("p95").asInt()).isEqualTo(200);
        assertThat(status.path("arrivalToScreen").isNull()).isTrue();
        assertThat(status.path("alarms").get(0).path("kind").asString()).isEqualTo("quarantine");
        assertThat(answer.body()).doesNotContain("app secret of a test");
    }

    @Test
    void listsDeliveriesAndShowsOne() {
        JsonNode page = tree(server.get("/api/webhooks/events?limit=1&webhookId=any", asAdmin));
        assertThat(page.path("items").get(0).propertyNames())
                .containsExactly("id", "webhookId", "headers", "query", "body", "bytes", "response", "createdAt");
        assertThat(page.path("items").get(0).path("body").path("object").asString())
                .isEqualTo("x");
        JsonNode one = tree(server.get("/api/webhooks/events/7", asAdmin));
        assertThat(one.path("body").asString()).isEqualTo("{no JSON");
        assertThat(one.path("items").get(0).path("outcome").asString()).isEqualTo("already_known");
        assertThat(server.get("/api/webhooks/events/8", asAdmin).statusCode()).isEqualTo(404);
        assertThat(code(server.get("/api/webhooks/events/x", asAdmin))).isEqualTo("invalid_id");
    }

    @Test
    void listsItemsByFilter() {
        JsonNode page = tree(server.get(
                "/api/webhooks/items?outcome=ignored&kind=a&phone_number_id=1&day=2026-01-31&q=b&before=7.0", asAdmin));
        assertThat(page.path("items")).hasSize(1);
        assertThat(page.path("next").asString()).isEqualTo("7.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"outcome=lost", "phone_number_id=x", "day=today", "before=7", "limit=0", "limit=201"})
    void refusesFiltersThatMakeNoSense(String filter) {
        HttpResponse<String> answer = server.get("/api/webhooks/items?" + filter, asAdmin);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid_parameter");
    }

    @Test
    void appliesAgainOneOrAllOfAKind() {
        assertThat(tree(post("/api/webhooks/events/7/items/3/reprocess", "{}"))
                        .path("items")
                        .asInt())
                .isEqualTo(1);
        assertThat(tree(post("/api/webhooks/reprocess", "{\"kind\":\"message.image\",\"outcome\":\"quarantined\"}"))
                        .path("items")
                        .asInt())
                .isEqualTo(7);
        assertThat(server.webhooks.asked).containsExactly("again 7.3", "again message.image QUARANTINED");
        assertThat(code(post("/api/webhooks/reprocess", "{\"kind\":\"message.image\",\"outcome\":\"applied\"}")))
                .isEqualTo("not_reprocessable");
        assertThat(code(post("/api/webhooks/reprocess", "{\"kind\":\"message.image\"}")))
                .isEqualTo("missing_field");
        server.webhooks.settled = false;
        assertThat(post("/api/webhooks/events/7/items/3/reprocess", "{}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void clearsAllOrOne() {
        assertThat(tree(server.exchange("DELETE", "/api/webhooks/events", "", asAdmin))
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(tree(post("/api/webhooks/clear", "{}")).path("removed").asInt())
                .isEqualTo(3);
        assertThat(server.exchange("DELETE", "/api/webhooks/events/7", "", asAdmin)
                        .statusCode())
                .isEqualTo(200);
        server.webhooks.settled = false;
        assertThat(code(server.exchange("DELETE", "/api/webhooks/events/7", "", asAdmin)))
                .isEqualTo("not_settled");
        assertThat(server.webhooks.asked).containsExactly("clear", "clear", "clear 7", "clear 7");
    }

    @Test
    void saysWhatABodyWouldDo() {
        JsonNode pasted = tree(post("/api/webhooks/dry-run", "{\"object\": 1"));
        assertThat(pasted.path("items").get(0).path("explanation").asString()).isEqualTo("Not used.");
        assertThat(pasted.path("items")
                        .get(0)
                        .path("orders")
                        .get(0)
                        .path("details")
                        .path("wamid")
                        .asString())
                .isEqualTo("wamid.A");
        assertThat(post("/api/webhooks/events/7/dry-run", "{}").statusCode()).isEqualTo(200);
        assertThat(server.webhooks.asked).containsExactly("rehearse 12", "rehearse 8");
    }

    @Test
    void sendsATestMessageAsAnOrdinaryOne() {
        JsonNode sent = tree(post("/api/test-message", "{\"to\":\"+14155550123\",\"body\":\"Hello\"}"));
        assertThat(sent.path("success").asBoolean()).isTrue();
        assertThat(sent.path("result").path("status").asString()).isEqualTo("queued");
        HttpResponse<String> empty = post("/api/test-message", "{\"to\":\"+14155550123\"}");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(tree(empty).path("error").asString()).isEqualTo("to and body are required");
        server.inbox.windowIsOpen = false;
        HttpResponse<String> closed = post("/api/test-message", "{\"to\":\"+14155550123\",\"body\":\"Hello\"}");
        assertThat(closed.statusCode()).isEqualTo(422);
        assertThat(code(closed)).isEqualTo("service_window_closed");
    }

    private HttpResponse<String> post(String path, String body) {
        return server.json("POST", path, body, asAdmin);
    }
}
