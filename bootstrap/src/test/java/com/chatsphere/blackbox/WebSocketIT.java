package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The socket for scripts: only for those who are logged in, and without a gap. */
@Timeout(120)
class WebSocketIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @RegisterExtension
    static final Installation INSTALLED = new Installation();

    @AfterAll
    static void stop() {
        HTTP.shutdownNow();
    }

    @Test
    void letsNobodyInWithoutALoginOrFromElsewhere() {
        String origin = INSTALLED.script().origin().toString();
        assertThat(refusal("/ws", "Origin", origin)).isEqualTo(401);
        assertThat(refusal("/ws", "Origin", origin, "Cookie", "chatsphere_session=guessed"))
                .isEqualTo(401);
        assertThat(refusal(
                        "/ws",
                        "Origin",
                        "https://evil.example",
                        "Cookie",
                        INSTALLED.script().cookie()))
                .isEqualTo(403);
        assertThat(refusal("/live", "Origin", origin)).isEqualTo(401);
        assertThat(refusal(
                        "/live",
                        "Origin",
                        "https://evil.example",
                        "Cookie",
                        INSTALLED.script().cookie()))
                .isEqualTo(403);
    }

    @Test
    void tellsWhatArrivesWithRisingSequenceNumbers() {
        try (Heard heard = listen("/ws")) {
            deliver("wamid.live-0", "15555555001");
            deliver("wamid.live-1", "15555555001");

            await().atMost(Script.SOON)
                    .untilAsserted(() -> assertThat(heard.incoming()).containsExactly("wamid.live-0", "wamid.live-1"));
            await().atMost(Script.SOON)
                    .untilAsserted(() -> assertThat(heard.events()).contains("conversation_changed"));
            assertThat(heard.sequence()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void replaysExactlyWhatWasMissed() {
        try (Heard always = listen("/ws")) {
            Heard leaves = listen("/ws");
            deliver("wamid.heard", "15555555002");
            await().atMost(Script.SOON).until(() -> leaves.incoming().contains("wamid.heard"));
            leaves.close();
            long last = leaves.sequence().getLast();
            for (int missed = 0; missed < 5; missed++) {
                deliver("wamid.missed-" + missed, "15555555002");
            }
            await().atMost(Script.SOON).until(() -> always.incoming().contains("wamid.missed-4"));

            try (Heard back = listen("/ws?after=" + last)) {
                deliver("wamid.after", "15555555002");
                await().atMost(Script.SOON)
                        .until(() -> back.incoming().contains("wamid.after")
                                && always.incoming().contains("wamid.after"));
                long end = always.sequenceOf("wamid.after");
                assertThat(back.sequence()).isSorted().doesNotHaveDuplicates();
                assertThat(back.between(last, end)).isEqualTo(always.between(last, end));
                assertThat(back.incoming())
                        .containsExactly(
                                "wamid.missed-0",
                                "wamid.missed-1",
                                "wamid.missed-2",
                                "wamid.missed-3",
                                "wamid.missed-4",
                                "wamid.after");
            }
        }
    }

    @Test
    void startsAnewWhoeverComesWithANumberThatNeverWas() {
        try (Heard heard = listen("/ws?after=999999999999")) {
            await().atMost(Script.SOON)
                    .untilAsserted(() -> assertThat(heard.events()).containsExactly("reset"));
        }
    }

    private static void deliver(String wamid, String phone) {
        assertThat(INSTALLED.cannon().fire(Deliveries.text(wamid, phone, "text of " + wamid)))
                .isEqualTo(200);
    }

    private static Heard listen(String path) {
        return open(
                path,
                "Origin",
                INSTALLED.script().origin().toString(),
                "Cookie",
                INSTALLED.script().cookie());
    }

    private static Heard open(String path, String... headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int header = 0; header < headers.length; header += 2) {
            builder.header(headers[header], headers[header + 1]);
        }
        URI address = URI.create(INSTALLED.script().origin().toString().replace("http:", "ws:") + path);
        Heard heard = new Heard();
        heard.socket = builder.buildAsync(address, heard).join();
        return heard;
    }

    private static int refusal(String path, String... headers) {
        Throwable refused = catchThrowable(() -> open(path, headers));
        assertThat(refused).hasCauseInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) Objects.requireNonNull(refused.getCause()))
                .getResponse()
                .statusCode();
    }

    /** Everything one socket was told. */
    private static final class Heard implements WebSocket.Listener, AutoCloseable {
        private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
        private final StringBuilder partial = new StringBuilder();
        private @Nullable WebSocket socket;

        List<String> events() {
            return frames.stream().map(frame -> frame.path("event").asString()).toList();
        }

        List<Long> sequence() {
            return frames.stream().map(frame -> frame.path("seq").asLong()).toList();
        }

        /** The messages that came in, in the order they were told. */
        List<String> incoming() {
            return frames.stream()
                    .filter(frame -> frame.path("event").asString().equals("message_incoming"))
                    .map(frame -> frame.path("data").path("providerMessageId").asString())
                    .toList();
        }

        long sequenceOf(String wamid) {
            return frames.stream()
                    .filter(frame -> frame.path("data")
                            .path("providerMessageId")
                            .asString("")
                            .equals(wamid))
                    .findFirst()
                    .orElseThrow()
                    .path("seq")
                    .asLong();
        }

        /** What was told after one number up to another: which number, and of what kind. */
        List<String> between(long after, long end) {
            return frames.stream()
                    .filter(frame -> frame.path("seq").asLong() > after
                            && frame.path("seq").asLong() <= end)
                    .map(frame -> frame.path("seq").asLong() + " "
                            + frame.path("event").asString())
                    .toList();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                frames.add(JsonMapper.shared().readTree(partial.toString()));
                partial.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void close() {
            Objects.requireNonNull(socket).abort();
        }
    }
}
