package com.chatsphere.meta.cloudapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.template.MetaTemplates.Listing;
import com.chatsphere.application.template.MetaTemplates.Unavailable;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateStatus;
import com.chatsphere.meta.template.FakeSyncs;
import com.chatsphere.meta.template.TemplateNotations;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphTemplatesTest {
    private static final String WABA = "100000000000001";
    private static final PhoneNumberId NUMBER = new PhoneNumberId("200000000000001");
    private static final PhoneNumberId STRAY = new PhoneNumberId("200000000000002");
    private static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final FakeSyncs syncs = new FakeSyncs();
    private Function<URI, Answer> script = _ -> new Answer(200, "{\"data\":[]}");
    private HttpServer server;
    private GraphTemplates templates;

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        templates = new GraphTemplates(
                new GraphApi(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "v26.0"),
                () -> List.of(instance(NUMBER, WABA), instance(STRAY, null)),
                syncs,
                TemplateNotations.json(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                Duration.ofMillis(1_500));
    }

    @AfterEach
    void stop() {
        over.countDown();
        templates.close();
        server.stop(0);
    }

    @Test
    void readsAllPagesAndFollowsNoAddressOfTheAnswer() {
        script = address -> {
            String query = String.valueOf(address.getRawQuery());
            if (!query.contains("after=")) {
                return new Answer(200, page(template("one", "en", "APPROVED"), "A==", "http://192.0.2.1/elsewhere"));
            }
            return query.contains("after=A%3D%3D")
                    ? new Answer(200, page(template("two", "en", "PAUSED"), "B", "http://192.0.2.1/elsewhere"))
                    : new Answer(200, page(template("two", "de", "REJECTED"), "C", null));
        };
        Listing listing = templates.all(WABA);
        assertThat(listing.found())
                .extracting(found -> found.name() + "/" + found.language())
                .containsExactly("one/en", "two/en", "two/de");
        assertThat(listing.found().getLast().description().status()).isEqualTo(TemplateStatus.REJECTED);
        assertThat(listing.found().getLast().id())
                .isEqualTo(TemplateId.of(WABA, new TemplateName("two"), new TemplateLanguage("de")));
        assertThat(requests)
                .hasSize(3)
                .allMatch(request -> request.startsWith("GET /v26.0/" + WABA + "/message_templates?fields=")
                        && request.endsWith("Bearer the-token"));
        assertThat(listing.saidAt()).as("Meta's clock, not ours").isAfter(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void readsEverythingThatMetaTells() {
        script = _ -> new Answer(200, """
            {"data":[{"id":98765432109876543211,"name":"order_ready","language":"en_US","status":"REJECTED",
              "category":"MARKETING","parameter_format":"NAMED","rejected_reason":"SCAM","quality_score":{"score":"YELLOW"},
              "components":[{"type":"BODY","text":"Hello {{first_name}}"}]}]}\
            """);
        var description = templates.all(WABA).found().getFirst().description();
        assertThat(description.metaId()).isEqualTo("98765432109876543211");
        assertThat(description.reason()).isEqualTo("SCAM");
        assertThat(description.quality()).hasToString("YELLOW");
        assertThat(description.category()).hasToString("MARKETING");
        assertThat(description.layout().format()).isEqualTo(ParameterFormat.NAMED);
        assertThat(description.components()).contains("Hello {{first_name}}");
    }

    @Test
    void oneThatMakesNoSenseSpoilsNoOther() {
        script = _ -> new Answer(
                200,
                "{\"data\":[%s,{\"id\":\"1\",\"name\":\"bad\",\"language\":\"en\"},{},5,%s]}"
                        .formatted(template("one", "en", "APPROVED"), template("two", "en", "APPROVED")));
        Listing listing = templates.all(WABA);
        assertThat(listing.found()).hasSize(2);
        assertThat(listing.unreadable())
                .containsExactly(TemplateId.of(WABA, new TemplateName("bad"), new TemplateLanguage("en")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | 190 | This number's access token has expired or is not valid. (code 190)",
                "403 | 200 | This number's access token lacks a permission. (code 200)",
                "400 | 100 | Meta does not know this WhatsApp business account, or the access token may not see it"
                        + " (code 100)."
            })
    void saysWhyMetaDoesNotLetUs(int status, int code, String why) {
        script = _ -> new Answer(status, "{\"error\":{\"code\":%d,\"message\":\"x\"}}".formatted(code));
        assertThatThrownBy(() -> templates.all(WABA))
                .isInstanceOf(Unavailable.class)
                .hasMessage(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "{\"data\":{}}", "[]", "{\"data\":[", ""})
    void takesNothingFromAnAnswerThatIsNoList(String body) {
        script = _ -> new Answer(200, body);
        assertThatThrownBy(() -> templates.all(WABA)).isInstanceOf(Unavailable.class);
    }

    @Test
    void takesNothingWhenALaterPageFails() {
        script = address -> String.valueOf(address.getRawQuery()).contains("after=")
                ? new Answer(500, "oops")
                : new Answer(200, page(template("one", "en", "APPROVED"), "A", "x"));
        assertThatThrownBy(() -> templates.all(WABA))
                .isInstanceOf(Unavailable.class)
                .hasMessage("Meta answered with HTTP status 500.");
    }

    @Test
    void doesNotRunInCircles() {
        script = _ -> new Answer(200, page(template("one", "en", "APPROVED"), "A", "x"));
        assertThatThrownBy(() -> templates.all(WABA))
                .isInstanceOf(Unavailable.class)
                .hasMessage("Meta's pages of templates lead in a circle.");
        assertThat(requests).hasSize(2);
    }

    @Test
    void waitsNoLongerThanItMay() {
        script = _ -> {
            try {
                over.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return new Answer(200, "{\"data\":[]}");
        };
        assertThatThrownBy(() -> templates.all(WABA))
                .isInstanceOf(Unavailable.class)
                .hasMessage("Meta did not answer in time.");
    }

    @Test
    void saysThatMetaCannotBeReached() {
        server.stop(0);
        assertThatThrownBy(() -> templates.all(WABA))
                .isInstanceOf(Unavailable.class)
                .hasMessage("Meta could not be reached.");
    }

    @Test
    void asksOnlyForAccountsOfOurs() {
        assertThatThrownBy(() -> templates.all("999"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("No access token is set for this WhatsApp business account.");
        assertThat(requests).isEmpty();
    }

    @Test
    void findsTheAccountOfANumber() {
        script = _ -> new Answer(200, "{\"whatsapp_business_account\":{\"id\":\"77\"},\"id\":\"200000000000002\"}");
        assertThat(templates.accountOf(STRAY)).hasValue("77");
        script = _ -> new Answer(200, "{\"id\":\"200000000000002\"}");
        assertThat(templates.accountOf(STRAY)).isEmpty();
        syncs.remember(STRAY, "77");
        script = _ -> new Answer(200, "{\"data\":[]}");
        assertThat(templates.all("77").found()).isEmpty();
    }

    @Test
    void asksForOneByItsName() {
        script = _ -> new Answer(200, "{\"data\":[]}");
        templates.named(WABA, new TemplateName("order_ready"));
        assertThat(requests.getFirst()).contains("&name=order_ready");
    }

    private static String template(String name, String language, String status) {
        return """
            {"id":"1","name":"%s","language":"%s","status":"%s","category":"UTILITY","components":[{"type":"BODY","text":"Hi {{1}}"}]}\
            """.formatted(name, language, status);
    }

    private static String page(String template, String after, @Nullable String next) {
        return "{\"data\":[%s],\"paging\":{\"cursors\":{\"before\":\"x\",\"after\":\"%s\"}%s}}"
                .formatted(template, after, next == null ? "" : ",\"next\":\"%s\"".formatted(next));
    }

    private static Instance instance(PhoneNumberId number, @Nullable String waba) {
        return new Instance(number, "Line", null, waba, new Secret("the-token"), null, null);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        Answer answer = script.apply(exchange.getRequestURI());
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
