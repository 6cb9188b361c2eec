package com.chatsphere.meta.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.meta.webhook.WebhookSignature;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.servlet.function.RouterFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SandboxTest {
    private static final String GRAPH = "/sandbox/graph/v26.0/100000000000001/messages";

    @TempDir
    private Path folder;

    private final BlockingQueue<JsonNode> webhooks = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private HttpServer application;
    private Instance line;
    private AnnotationConfigApplicationContext context;
    private MockMvc http;

    @BeforeEach
    void start() throws IOException {
        line = SandboxLine.in(folder);
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/webhook/meta", this::take);
        application.start();
        startSandbox();
    }

    private void startSandbox() {
        URI address = URI.create("http://127.0.0.1:" + application.getAddress().getPort());
        context = new AnnotationConfigApplicationContext();
        context.registerBean(SandboxSettings.class, () -> new SandboxSettings(folder, false, () -> address));
        context.register(SandboxConfiguration.class);
        context.refresh();
        http = MockMvcBuilders.routerFunctions(
                        context.getBeansOfType(RouterFunction.class).values().toArray(RouterFunction[]::new))
                .build();
    }

    @AfterEach
    void stop() {
        context.close();
        application.stop(0);
    }

    @Test
    void deliversWhatACustomerWritesAsASignedWebhook() throws Exception {
        assertThat(write("layla", "Hello \uD83D\uDC4B").getStatus()).isEqualTo(202);

        JsonNode message = next("messages");
        assertThat(message.path("text").path("body").asString()).isEqualTo("Hello \uD83D\uDC4B");
        assertThat(message.path("from_user_id").asString()).isEqualTo("US.70000000000000000114");
        assertThat(message.has("from")).isFalse();
    }

    @Test
    void keepsOfferingAMessageUntilItIsTakenAndKeepsTheOrder() throws Exception {
        refusals.set(3);
        write("amina", "one");
        write("amina", "two");

        assertThat(next("messages").path("text").path("body").asString()).isEqualTo("one");
        assertThat(next("messages").path("text").path("body").asString()).isEqualTo("two");
    }

    @Test
    void reportsSentDeliveredAndReadOfWhatTheBusinessAnswers() throws Exception {
        write("amina", "Hello");
        next("messages");

        MockHttpServletResponse answer = send("""
            {"messaging_product":"whatsapp","recipient_type":"individual","to":"+15555550110","type":"text",
             "text":{"body":"Good day"},"biz_opaque_callback_data":"v1:tag:1"}\
            """);
        assertThat(answer.getStatus()).isEqualTo(200);
        String wamid = json(answer).path("messages").path(0).path("id").asString();

        assertThat(wamid).startsWith("wamid.");
        for (String expected : List.of("sent", "delivered", "read")) {
            JsonNode status = next("statuses");
            assertThat(status.path("status").asString()).isEqualTo(expected);
            assertThat(status.path("id").asString()).isEqualTo(wamid);
            assertThat(status.path("biz_opaque_callback_data").asString()).isEqualTo("v1:tag:1");
        }
        assertThat(phones("amina").path("bubbles").path(1).path("text").asString())
                .isEqualTo("Good day");
    }

    @Test
    void readsOnlyWhatIsLookedAtWhileSomebodyHoldsAPhone() throws Exception {
        phones("ben");
        write("amina", "Hello");
        next("messages");
        send("""
            {"messaging_product":"whatsapp","to":"15555550110","type":"text","text":{"body":"Good day"}}\
            """);
        assertThat(next("statuses").path("status").asString()).isEqualTo("sent");
        assertThat(next("statuses").path("status").asString()).isEqualTo("delivered");
        assertThat(webhooks.poll(3500, TimeUnit.MILLISECONDS)).isNull();

        phones("amina");
        assertThat(next("statuses").path("status").asString()).isEqualTo("read");
    }

    @Test
    void reportsAFailureForSomebodyWhoDidNotWriteWithinADay() throws Exception {
        assertThat(send("""
            {"messaging_product":"whatsapp","to":"+15555550111","type":"text","text":{"body":"Hi"}}\
            """).getStatus()).isEqualTo(200);
        assertThat(next("statuses").path("errors").path(0).path("code").asInt()).isEqualTo(131047);
        send("""
            {"messaging_product":"whatsapp","to":"+4915555550000","type":"text","text":{"body":"Hi"}}\
            """);
        assertThat(next("statuses").path("errors").path(0).path("code").asInt()).isEqualTo(131026);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | 100",
                "[] | 100",
                "{} | 131008",
                "{'messaging_product':'whatsapp'} | 131008",
                "{'messaging_product':'whatsapp','to':'Bob','type':'text','text':{'body':'x'}} | 100",
                "{'messaging_product':'whatsapp','to':'+15555550110','type':'text','text':{'body':''}} | 131008",
                "{'messaging_product':'whatsapp','to':'+15555550110','type':'image','image':{'id':'1'}} | 100",
                "{'messaging_product':'whatsapp','to':'+15555550110','type':'hologram','hologram':{}} | 131051",
                "{'messaging_product':'whatsapp','status':'read','message_id':'wamid.none'} | 100"
            },
            quoteCharacter = '`')
    void refusesAsMetaDoes(String body, int code) throws Exception {
        MockHttpServletResponse answer = send(body.replace('\'', '"'));
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json(answer).path("error").path("code").asInt()).isEqualTo(code);
    }

    @Test
    void asksForItsOwnToken() throws Exception {
        MockHttpServletResponse answer =
                answerTo(post(GRAPH).header("Authorization", "Bearer other").content("{}"));
        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(json(answer).path("error").path("code").asInt()).isEqualTo(190);
        assertThat(answerTo(post(GRAPH).content("{}")).getStatus()).isEqualTo(401);
    }

    @Test
    void showsACustomersMessageAsReadWhenTheBusinessSaysSo() throws Exception {
        write("amina", "Hello");
        String wamid = next("messages").path("id").asString();
        assertThat(send("{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"" + wamid + "\"}")
                        .getStatus())
                .isEqualTo(200);
        assertThat(phones("amina").path("bubbles").path(0).path("progress").asString())
                .isEqualTo("read");
    }

    @Test
    void addsCustomersAndRefusesImpossibleOnes() throws Exception {
        assertThat(add("{\"name\":\"Zed\",\"phone\":\"+1 (555) 555-0160\"}").getStatus())
                .isEqualTo(201);
        assertThat(add("{\"name\":\"Zed\",\"phone\":\"+1 555 555 0160\"}").getStatus())
                .isEqualTo(422);
        assertThat(add("{\"name\":\"Una\",\"username\":\"@una.1\"}").getStatus())
                .isEqualTo(201);
        assertThat(add("{\"name\":\"\",\"phone\":\"15555550161\"}").getStatus()).isEqualTo(422);
        assertThat(add("{\"name\":\"X\",\"phone\":\"12\"}").getStatus()).isEqualTo(422);
        assertThat(add("{\"name\":\"X\"}").getStatus()).isEqualTo(422);
        assertThat(add("nonsense").getStatus()).isEqualTo(422);
    }

    @Test
    void remembersThePhonesAcrossARestart() throws Exception {
        write("amina", "Hello");
        next("messages");
        context.close();
        startSandbox();
        assertThat(phones("amina").path("bubbles").path(0).path("text").asString())
                .isEqualTo("Hello");

        context.close();
        Files.writeString(folder.resolve("phones.json"), "{broken");
        startSandbox();
        assertThat(phones("amina").path("bubbles")).isEmpty();
        Secret before = appSecret();
        line = SandboxLine.in(folder);
        assertThat(appSecret().reveal()).isEqualTo(before.reveal());
    }

    @Test
    void showsAPageWithTheNonceOfItsRequest() throws Exception {
        String page =
                answerTo(get("/sandbox").requestAttr("cspNonce", "abc123")).getContentAsString();
        assertThat(page)
                .contains("Simulated phone")
                .contains("nothing leaves this machine")
                .contains("nonce=\"abc123\"");
        assertThat(page).doesNotContain("{{").doesNotContain("style=").doesNotContain("onclick");
        for (String asset : List.of("phone.css", "phone.js", "chat.js", "people.js", "writing.js", "icon.svg")) {
            assertThat(answerTo(get("/sandbox/assets/" + asset)).getStatus()).isEqualTo(200);
        }
        assertThat(answerTo(get("/sandbox/assets/index.html")).getStatus()).isEqualTo(404);
    }

    @Test
    void doesNotStartBesideRealCredentials() {
        SandboxSettings settings = new SandboxSettings(folder, true, () -> URI.create("http://127.0.0.1"));
        assertThatThrownBy(() -> new SandboxConfiguration().sandboxPhones(settings))
                .isInstanceOf(IllegalStateException.class);
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

    private Secret appSecret() {
        return Objects.requireNonNull(line.appSecret());
    }

    private JsonNode next(String kind) throws InterruptedException {
        JsonNode webhook = webhooks.poll(10, TimeUnit.SECONDS);
        assertThat(webhook).isNotNull();
        JsonNode value = webhook.path("entry").path(0).path("changes").path(0).path("value");
        assertThat(value.path("metadata").path("phone_number_id").asString()).isEqualTo("100000000000001");
        assertThat(value.path(kind)).hasSize(1);
        return value.path(kind).path(0);
    }

    private MockHttpServletResponse write(String customer, String text) throws Exception {
        String body = JsonMapper.shared().createObjectNode().put("text", text).toString();
        return answerTo(post("/sandbox/api/customers/" + customer + "/messages").content(body));
    }

    private MockHttpServletResponse add(String body) throws Exception {
        return answerTo(post("/sandbox/api/customers").content(body));
    }

    private MockHttpServletResponse send(String body) throws Exception {
        String token = Objects.requireNonNull(line.token()).reveal();
        return answerTo(
                post(GRAPH).header("Authorization", "Bearer " + token).content(body.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode phones(String customer) throws Exception {
        return json(answerTo(get("/sandbox/api/phones")
                .param("customer", customer)
                .param("page", "test")
                .param("seen", "true")));
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JsonMapper.shared().readTree(answer.getContentAsString(StandardCharsets.UTF_8));
    }

    private MockHttpServletResponse answerTo(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        return http.perform(request).andReturn().getResponse();
    }
}
