package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A script that has logged in and uses the REST API. */
final class Script implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Addressed application;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();

    private Script(Addressed application) {
        this.application = application;
    }

    /** An answer; its body is missing where it is no JSON. */
    record Answer(int status, JsonNode body) {}

    static Script loggedIn(Addressed application) {
        return loggedIn(application, RunningApplication.PASSWORD);
    }

    static Script loggedIn(Addressed application, String password) {
        Script script = new Script(application);
        Answer answer = script.post("/api/login", Map.of("username", "admin", "password", password));
        assertThat(answer.status()).isEqualTo(200);
        return script;
    }

    static Script stranger(Addressed application) {
        return new Script(application);
    }

    Answer get(String path) {
        return ask("GET", path, "");
    }

    Answer post(String path, Object body) {
        return ask("POST", path, JSON.writeValueAsString(body));
    }

    /** A page, as a browser reads it. */
    String page(String path) {
        return send(request(path).GET().build()).body();
    }

    /** Sends a form as a page without scripts does; the status of the answer. */
    int form(String path, Map<String, String> fields) {
        String body = Stream.concat(Stream.of(Map.entry("_csrf", csrfToken())), fields.entrySet().stream())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build())
                .statusCode();
    }

    private String csrfToken() {
        Matcher token = CSRF.matcher(page("/"));
        assertThat(token.find()).as("a form on the page").isTrue();
        return token.group(1);
    }

    /** Brings a file. */
    Answer upload(String path, String filename, byte[] content) {
        String boundary = "boundary-of-the-tests";
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes("""
            --%s\r
            Content-Disposition: form-data; name="file"; filename="%s"\r
            Content-Type: application/octet-stream\r
            \r
            """.formatted(boundary, filename).getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("X-CSRF-Token", csrfToken())
                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                .build());
        return new Answer(answer.statusCode(), tree(answer.body()));
    }

    /** Any request, with a body that may be anything. */
    Answer ask(String method, String path, String body) {
        HttpResponse<String> answer = send(request(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
        return new Answer(answer.statusCode(), tree(answer.body()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(application.at(path)).timeout(SOON);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new AssertionError(request.method() + " " + request.uri() + " was not answered: " + failure, failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    String cookie() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .reduce((one, other) -> one + "; " + other)
                .orElseThrow();
    }

    /** The conversation with this customer, once there is one. */
    JsonNode conversationWith(String phone) {
        return await().atMost(SOON)
                .until(() -> findConversation(phone), Optional::isPresent)
                .orElseThrow();
    }

    Optional<JsonNode> findConversation(String phone) {
        return get("/api/conversations?page_size=200&q=" + URLEncoder.encode(phone, StandardCharsets.UTF_8))
                .body()
                .path("items")
                .valueStream()
                .filter(row -> digits(row.path("phone").asString("")).equals(phone))
                .findFirst();
    }

    /** All messages of a conversation, the oldest first. */
    List<JsonNode> messagesOf(String conversation) {
        List<JsonNode> all = new ArrayList<>();
        String path = "/api/conversations/" + conversation + "/messages?page_size=200";
        JsonNode page = get(path).body();
        all.addAll(page.path("items").values());
        while (!page.path("previous").isNull()) {
            page = get(path + "&before=" + page.path("previous").asString()).body();
            all.addAll(0, page.path("items").values());
        }
        return all;
    }

    /** The messages of the conversation with this customer, once there are so many. */
    List<JsonNode> messagesWith(String phone, int count) {
        String conversation = conversationWith(phone).path("id").asString();
        return await().atMost(SOON).until(() -> messagesOf(conversation), messages -> messages.size() >= count);
    }

    /** What became of all that was delivered, once nothing waits any more. */
    JsonNode settledLedger() {
        return await().atMost(SOON)
                .until(
                        () -> get("/api/admin/ledger").body(),
                        ledger -> ledger.path("waiting").asLong(-1) == 0);
    }

    /** The message as it is now. */
    JsonNode message(String conversation, String id) {
        return messagesOf(conversation).stream()
                .filter(message -> message.path("id").asString().equals(id))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
    }

    JsonNode awaitStatus(String conversation, String id, String status) {
        return await().atMost(SOON)
                .until(
                        () -> message(conversation, id),
                        message -> message.path("status").asString("").equals(status));
    }

    URI origin() {
        return application.address();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static String digits(String phone) {
        return phone.replaceAll("[^0-9]", "");
    }
}
