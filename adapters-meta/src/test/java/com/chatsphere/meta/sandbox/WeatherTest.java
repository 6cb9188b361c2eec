package com.chatsphere.meta.sandbox;

import static com.chatsphere.meta.sandbox.RunningSandbox.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;

/** What goes wrong when it is wanted, and only then. */
class WeatherTest {
    private static final String TEXT =
            "{'messaging_product':'whatsapp','to':'+15555550110','type':'text','text':{'body':'Good day'}}";

    @TempDir
    private Path folder;

    private RunningSandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        sandbox = new RunningSandbox(folder);
        sandbox.phone("amina");
        sandbox.does("amina", "messages", "{\"text\":\"Hello\"}");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({"TOO_MANY, 429, 130429", "BROKEN, 500, 131000", "UNAVAILABLE, 503, 131016"})
    void refusesSoManyTimesAndThenNoLonger(String kind, int status, int code) throws Exception {
        weather("{'kind':'%s','left':2,'value':7}".formatted(kind));
        for (int time = 1; time <= 2; time++) {
            MockHttpServletResponse refused = sandbox.send(TEXT);
            assertThat(refused.getStatus()).isEqualTo(status);
            assertThat(json(refused).path("error").path("code").asInt()).isEqualTo(code);
            assertThat(refused.getHeader("Retry-After")).isEqualTo(status == 429 ? "7" : null);
        }
        assertThat(sandbox.send(TEXT).getStatus()).isEqualTo(200);
        assertThat(sandbox.phone("amina").path("weather")).isEmpty();
    }

    @Test
    void isSlow() throws Exception {
        weather("{'kind':'SLOW','value':400}");
        long begun = System.nanoTime();
        assertThat(sandbox.send(TEXT).getStatus()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(390));
    }

    @Test
    void takesAMessageWhoseAnswerIsLost() throws Exception {
        weather("{'kind':'CUT_OFF','left':1}");
        MockHttpServletResponse answer = sandbox.send(TEXT);
        assertThat(answer.getContentLength()).isGreaterThan(answer.getContentAsByteArray().length);
        sandbox.status("sent");
        weather("{'kind':'SILENT','left':1,'value':1}");
        sandbox.send(TEXT);
        assertThat(sandbox.phone("amina").path("bubbles")).hasSize(3);
    }

    @Test
    void isAtAnAddressWhereNobodyListens() throws Exception {
        String usual = sandbox.settings().graphAddress().toString();
        weather("{'kind':'UNREACHABLE','left':1}");
        assertThat(sandbox.settings().graphAddress().getPort()).isEqualTo(1);
        assertThat(sandbox.settings().graphAddress()).hasToString(usual);
    }

    @Test
    void deliversTwice() throws Exception {
        weather("{'kind':'TWICE'}");
        String wamid = sandbox.does("amina", "messages", "{\"text\":\"again\"}")
                .path("id")
                .asString();
        assertThat(sandbox.next("messages").path("id").asString()).isEqualTo(wamid);
        sandbox.fineWeather();
        sandbox.does("amina", "messages", "{\"text\":\"once\"}");
        assertThat(sandbox.isQuietFor(300)).isTrue();
    }

    @Test
    void shufflesButLosesNothing() throws Exception {
        weather("{'kind':'SHUFFLED','value':600}");
        List<String> written = new ArrayList<>();
        for (int message = 0; message < 20; message++) {
            written.add("message " + message);
            sandbox.write("amina", "message " + message);
        }
        List<String> told = new ArrayList<>();
        for (int message = 0; message < 20; message++) {
            told.add(sandbox.next("messages").path("text").path("body").asString());
        }
        assertThat(told).containsExactlyInAnyOrderElementsOf(written).isNotEqualTo(written);
    }

    @Test
    void holdsWebhooksBackUntilItIsFine() throws Exception {
        weather("{'kind':'HELD'}");
        sandbox.write("amina", "one");
        sandbox.write("amina", "two");
        assertThat(sandbox.isQuietFor(400)).isTrue();
        assertThat(sandbox.phone("amina").path("waiting").asInt()).isEqualTo(2);
        sandbox.fineWeather();
        assertThat(sandbox.next("messages").path("text").path("body").asString())
                .isEqualTo("one");
        assertThat(sandbox.next("messages").path("text").path("body").asString())
                .isEqualTo("two");
    }

    @Test
    void tellsStatusesBeforeTheAnswer() throws Exception {
        weather("{'kind':'EARLY'}");
        sandbox.send(TEXT);
        List<String> statuses = List.of(
                sandbox.next("statuses").path("status").asString(),
                sandbox.next("statuses").path("status").asString());
        assertThat(statuses).containsExactlyInAnyOrder("sent", "delivered");
    }

    @Test
    void refusesImpossibleWeather() throws Exception {
        for (String impossible :
                List.of("{'kind':'SNOW'}", "{'kind':'SLOW','percent':101}", "{'kind':'SLOW','left':-1}")) {
            assertThat(sandbox.weather(impossible.replace('\'', '"')).getStatus())
                    .isEqualTo(422);
        }
        assertThat(json(sandbox.perform(get("/sandbox/api/weather")))).isEmpty();
    }

    @Test
    void keepsMetasLimitsOfSpeedWhileTheyCount() throws Exception {
        weather("{'kind':'LIMITS'}");
        int taken = 0;
        for (int message = 0; message < 46; message++) {
            taken += sandbox.send(TEXT).getStatus() == 200 ? 1 : 0;
        }
        assertThat(taken).isEqualTo(45);
        assertThat(json(sandbox.send(TEXT)).path("error").path("code").asInt()).isEqualTo(131056);
        sandbox.fineWeather();
        assertThat(sandbox.send(TEXT).getStatus()).isEqualTo(200);
    }

    @Test
    void letsOneThroughEverySixSecondsAndEightyASecond() {
        AtomicLong now = new AtomicLong(5);
        Pace pace = new Pace(now::get);
        for (int message = 0; message < 45; message++) {
            assertThat(pace.refusalFor("a")).isNull();
        }
        assertThat(pace.refusalFor("a")).isEqualTo(Refusal.TOO_FAST_FOR_ONE);
        for (int message = 0; message < 35; message++) {
            assertThat(pace.refusalFor("b" + message)).isNull();
        }
        assertThat(pace.refusalFor("c")).isEqualTo(Refusal.TOO_FAST);
        now.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(pace.refusalFor("a")).isNull();
        assertThat(pace.refusalFor("a")).isEqualTo(Refusal.TOO_FAST_FOR_ONE);
    }

    private void weather(String body) throws Exception {
        assertThat(sandbox.weather(body.replace('\'', '"')).getStatus()).isEqualTo(200);
    }
}
