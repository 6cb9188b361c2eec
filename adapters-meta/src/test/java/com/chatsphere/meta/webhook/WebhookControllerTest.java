package com.chatsphere.meta.webhook;

import static com.chatsphere.meta.webhook.WebhookSamples.APP_SECRET;
import static com.chatsphere.meta.webhook.WebhookSamples.SALES;
import static com.chatsphere.meta.webhook.WebhookSamples.SUPPORT;
import static com.chatsphere.meta.webhook.WebhookSamples.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.webhook.WebhookDeliveries;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookControllerTest {
    private final List<byte[]> kept = new ArrayList<>();
    private List<Instance> instances =
            List.of(instance(SALES, new Secret("another-app's-secret")), instance(SUPPORT, APP_SECRET));
    private final RefusalCount refusals = new RefusalCount(Clock.systemUTC());
    private WebhookDeliveries deliveries = this::keep;
    private final MockMvc http = MockMvcBuilders.standaloneSetup(
                    new WebhookController(() -> instances, (body, headers) -> deliveries.keep(body, headers), refusals))
            .build();

    @ParameterizedTest
    @MethodSource("signatures")
    void keepsExactlyWhatMetaSigned(JsonNode signature) throws Exception {
        assumeFalse(signature.path("expect_accept").isString(), "either way is right");
        byte[] body = signature.path("body").asString().getBytes(StandardCharsets.UTF_8);
        MockHttpServletRequestBuilder request = post("/webhook/meta").content(body);
        if (signature.path("header").isString()) {
            request.header(
                    signature.path("header").asString(),
                    signature.path("header_value").asString());
        }
        boolean genuine = signature.path("expect_accept").asBoolean();

        assertThat(answerTo(request).getStatus()).isEqualTo(genuine ? 200 : 401);
        assertThat(kept)
                .hasSize(genuine ? 1 : 0)
                .allSatisfy(bytes -> assertThat(bytes).isEqualTo(body));
    }

    static Stream<Named<JsonNode>> signatures() {
        return table("post_cases");
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void returnsTheChallengeToWhoeverKnowsTheVerifyToken(JsonNode handshake) throws Exception {
        MockHttpServletRequestBuilder request = get("/webhook/meta");
        handshake
                .path("query")
                .propertyStream()
                .forEach(entry -> request.param(entry.getKey(), entry.getValue().asString()));
        MockHttpServletResponse answer = answerTo(request);

        if (handshake.path("expect").path("status").isInt()) {
            assertThat(answer.getStatus()).isEqualTo(200);
            assertThat(answer.getContentAsString())
                    .isEqualTo(handshake.path("expect").path("body").asString());
        } else {
            assertThat(answer.getStatus()).isEqualTo(403);
            assertThat(answer.getContentAsString()).isEmpty();
        }
        assertThat(answer.getContentType()).startsWith("text/plain");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    static Stream<Named<JsonNode>> handshakes() {
        return table("get_cases");
    }

    @Test
    void refusesTwoSignatures() throws Exception {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String signature = WebhookSignature.of(body, APP_SECRET);

        assertThat(answerTo(post("/webhook/meta").content(body).header(WebhookSignature.HEADER, signature, signature))
                        .getStatus())
                .isEqualTo(401);
        assertThat(kept).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "text/plain", "image/png"})
    void takesAnyContentType(String contentType) throws Exception {
        assertThat(answerTo(signed("{\"a\":\"\\u00e4 b\"}".getBytes(StandardCharsets.UTF_8))
                                .contentType(contentType))
                        .getStatus())
                .isEqualTo(200);
        assertThat(kept).hasSize(1);
    }

    @Test
    void keepsThreeMegabytesAndRefusesMoreThanFour() throws Exception {
        assertThat(answerTo(signed(new byte[3 * 1024 * 1024])).getStatus()).isEqualTo(200);
        assertThat(answerTo(signed(new byte[4 * 1024 * 1024])).getStatus()).isEqualTo(200);
        assertThat(answerTo(signed(new byte[4 * 1024 * 1024 + 1])).getStatus()).isEqualTo(413);
        assertThat(kept).hasSize(2);
    }

    @Test
    void refusesEverythingWhileNoSecretIsSet() throws Exception {
        instances = List.of(instance(SUPPORT, null));
        assertThat(answerTo(signed("{}".getBytes(StandardCharsets.UTF_8))).getStatus())
                .isEqualTo(503);
        assertThat(kept).isEmpty();
    }

    @Test
    void asksForAnotherDeliveryWhenItCouldNotBeKept() throws Exception {
        deliveries = (body, headers) -> {
            throw new WebhookDeliveries.Unavailable("the database is gone", new IllegalStateException());
        };
        assertThat(answerTo(signed("{}".getBytes(StandardCharsets.UTF_8))).getStatus())
                .isEqualTo(503);
        deliveries = this::keep;
        assertThat(answerTo(signed("{}".getBytes(StandardCharsets.UTF_8))).getStatus())
                .isEqualTo(200);
    }

    @Test
    void countsWhatItRefusesByReason() throws Exception {
        assertThat(refusals.refused().total()).isZero();
        assertThat(refusals.refused().last()).isNull();
        answerTo(post("/webhook/meta").content("{}"));
        answerTo(get("/webhook/meta").param("hub.verify_token", "wrong"));
        assertThat(refusals.refused().byReason())
                .containsEntry(RefusalCount.SIGNATURE, 1L)
                .containsEntry(RefusalCount.VERIFY_TOKEN, 1L);
        assertThat(refusals.refused().last()).isNotNull();
    }

    @Test
    void slowsDownWhoeverGuessesButNeverWhoSigns() throws Exception {
        List<Integer> refusals = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            refusals.add(answerTo(post("/webhook/meta").content("{}")).getStatus());
        }
        assertThat(refusals).startsWith(401).endsWith(429);
        assertThat(answerTo(signed("{}".getBytes(StandardCharsets.UTF_8))).getStatus())
                .isEqualTo(200);
    }

    private void keep(byte[] body, Map<String, String> headers) {
        assertThat(headers.toString()).doesNotContainIgnoringCase("signature");
        kept.add(body);
    }

    private static MockHttpServletRequestBuilder signed(byte[] body) {
        return post("/webhook/meta")
                .content(body)
                .header(WebhookSignature.HEADER, WebhookSignature.of(body, APP_SECRET));
    }

    private MockHttpServletResponse answerTo(MockHttpServletRequestBuilder request) throws Exception {
        return http.perform(request).andReturn().getResponse();
    }

    private static Stream<Named<JsonNode>> table(String name) {
        InputStream table = Objects.requireNonNull(
                WebhookControllerTest.class.getResourceAsStream("/handshake-and-signature.json"));
        return JsonMapper.shared()
                .readTree(table)
                .path(name)
                .valueStream()
                .map(row -> Named.of(row.path("name").asString(), row));
    }
}
