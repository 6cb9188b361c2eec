package com.chatsphere.meta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.meta.webhook.WebhookSignature;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.servlet.function.RouterFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox, and an application that takes its webhooks if they are signed as they must be. */
final class RunningSandbox implements AutoCloseable {
    static final String GRAPH = "/sandbox/graph/v26.0/";
    static final String NUMBER = "100000000000001";

    private final BlockingQueue<JsonNode> webhooks = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final HttpServer application;
    private final Instance line;
    private final SandboxSettings settings;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final MockMvc http;

    RunningSandbox(Path folder) throws IOException {
        line = SandboxLine.in(folder);
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/webhook/meta", this::take);
        application.start();
        URI address = URI.create("http://127.0.0.1:" + application.getAddress().getPort());
        settings = new SandboxSettings(folder, false, () -> address);
        context.registerBean(SandboxSettings.class, () -> settings);
        context.register(SandboxConfiguration.class);
        context.refresh();
        http = MockMvcBuilders.routerFunctions(
                        context.getBeansOfType(RouterFunction.class).values().toArray(RouterFunction[]::new))
                .build();
    }

    @Override
    public void close() {
        context.close();
        application.stop(0);
    }

    SandboxSettings settings() {
        return settings;
    }

    Secret appSecret() {
        return Objects.requireNonNull(line.appSecret());
    }

    void refuseNext(int webhooks) {
        refusals.set(webhooks);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean genuine = WebhookSignature.of(body, appSecret())
                .equals(exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER));
        boolean taken = refusals.getAndDecrement() <= 0;
        if (genuine && taken) {
            webhooks.add(JsonMapper.shared().readTree(body));
        }
        exchange.sendResponseHeaders(genuine && taken ? 200 : 503, -1);
        exchange.close();
    }

    /** The next webhook's only change. */
    JsonNode change() throws InterruptedException {
        return changeOf(webhook());
    }

    private JsonNode webhook() throws InterruptedException {
        JsonNode webhook = webhooks.poll(10, TimeUnit.SECONDS);
        assertThat(webhook).as("a webhook").isNotNull();
        return webhook;
    }

    private static JsonNode changeOf(JsonNode webhook) {
        return webhook.path("entry").path(0).path("changes").path(0);
    }

    boolean isQuietFor(long millis) throws InterruptedException {
        return webhooks.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    /** The only message or status of the next webhook. */
    JsonNode next(String kind) throws InterruptedException {
        return only(kind, webhook());
    }

    /** The next report of this progress; reports travel side by side, and those it overtook stay to be asked for. */
    JsonNode status(String progress) throws InterruptedException {
        List<JsonNode> overtaken = new ArrayList<>();
        while (true) {
            JsonNode webhook = webhook();
            JsonNode status = only("statuses", webhook);
            if (status.path("status").asString().equals(progress)) {
                webhooks.addAll(overtaken);
                return status;
            }
            overtaken.add(webhook);
        }
    }

    private static JsonNode only(String kind, JsonNode webhook) {
        JsonNode value = changeOf(webhook).path("value");
        assertThat(value.path("metadata").path("phone_number_id").asString()).isEqualTo(NUMBER);
        assertThat(value.path(kind)).as(value.toString()).hasSize(1);
        return value.path(kind).path(0);
    }

    /** What the customer does is told before this returns, and the sandbox has the answer: weather to come spares it. */
    JsonNode does(String customer, String what, String body) throws Exception {
        MockHttpServletResponse answer = perform(
                post("/sandbox/api/customers/%s/%s".formatted(customer, what)).content(utf8(body)));
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isLessThan(300);
        JsonNode told = next("messages");
        awaitNoLetters();
        return told;
    }

    /** The application has a letter a little before the sandbox knows that it has. */
    private void awaitNoLetters() throws InterruptedException {
        Phones phones = context.getBean(Phones.class);
        Phones.Snapshot now = phones.now();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!now.letters().isEmpty()) {
            assertThat(System.nanoTime()).as("letters wait: " + now.letters()).isLessThan(until);
            now = phones.after(now.version(), Duration.ofSeconds(1));
        }
    }

    MockHttpServletResponse asks(String customer, String what, String body) throws Exception {
        return perform(
                post("/sandbox/api/customers/%s/%s".formatted(customer, what)).content(utf8(body)));
    }

    MockHttpServletResponse write(String customer, String text) throws Exception {
        return asks(
                customer,
                "messages",
                JsonMapper.shared().createObjectNode().put("text", text).toString());
    }

    MockHttpServletResponse add(String body) throws Exception {
        return perform(post("/sandbox/api/customers").content(utf8(body)));
    }

    MockHttpServletResponse change(String customer, String body) throws Exception {
        return perform(patch("/sandbox/api/customers/" + customer).content(utf8(body)));
    }

    MockHttpServletResponse upload(String customer, String query, byte[] bytes) throws Exception {
        return perform(post("/sandbox/api/customers/%s/files?%s".formatted(customer, query))
                .content(bytes));
    }

    MockHttpServletResponse weather(String body) throws Exception {
        return perform(put("/sandbox/api/weather").content(utf8(body)));
    }

    void fineWeather() throws Exception {
        perform(delete("/sandbox/api/weather"));
    }

    /** Sends to the Graph API as the application does; quotes may be single ones. */
    MockHttpServletResponse send(String body) throws Exception {
        return graph(post(GRAPH + NUMBER + "/messages").content(utf8(body.replace('\'', '"'))));
    }

    /** The id of the message that this sends to Amina. */
    String sent(String type, String content) throws Exception {
        MockHttpServletResponse answer = send("""
            {"messaging_product":"whatsapp","to":"+15555550110","type":"%s","%s":%s}\
            """.formatted(type, type, content));
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(200);
        return json(answer).path("messages").path(0).path("id").asString();
    }

    /** Sends to Amina, waits until it is on her phone, and gives its id. */
    String arrived(String type, String content) throws Exception {
        String wamid = sent(type, content);
        status("sent");
        status("delivered");
        return wamid;
    }

    MockHttpServletResponse graph(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        request.header(
                "Authorization",
                "Bearer " + Objects.requireNonNull(line.token()).reveal());
        return perform(request);
    }

    /** Uploads to the Graph API. */
    MockHttpServletResponse uploadToGraph(String mimeType, byte[] bytes) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String head = """
            --b0undary\r
            Content-Disposition: form-data; name="messaging_product"\r
            \r
            whatsapp\r
            --b0undary\r
            Content-Disposition: form-data; name="file"; filename="a file"\r
            Content-Type: %s\r
            \r
            """.formatted(mimeType);
        body.writeBytes(utf8(head));
        body.writeBytes(bytes);
        body.writeBytes(utf8("\r\n--b0undary--\r\n"));
        return graph(post(GRAPH + NUMBER + "/media")
                .contentType("multipart/form-data; boundary=b0undary")
                .content(body.toByteArray()));
    }

    JsonNode phone(String customer) throws Exception {
        return json(perform(get("/sandbox/api/phones")
                .param("customer", customer)
                .param("page", "test")
                .param("seen", "false")));
    }

    JsonNode seenPhone(String customer) throws Exception {
        return json(perform(get("/sandbox/api/phones")
                .param("customer", customer)
                .param("page", "test")
                .param("seen", "true")));
    }

    MockHttpServletResponse perform(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        return http.perform(request).andReturn().getResponse();
    }

    static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JsonMapper.shared().readTree(answer.getContentAsString(StandardCharsets.UTF_8));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
