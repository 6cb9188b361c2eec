package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asked to stop, the application answers what it has begun, and only then goes. */
@Timeout(240)
class StoppedIT {
    private static final int IN_FLIGHT = 16;
    private static final String PHONE = "15555559001";

    @Test
    void deliveriesUnderWayAreAnsweredAndKept() throws IOException {
        try (StandInMeta meta = new StandInMeta()) {
            RunningApplication first = RunningApplication.withMeta(meta.address());
            List<Delivery> begun = new ArrayList<>();
            try {
                for (int delivery = 0; delivery < IN_FLIGHT; delivery++) {
                    begun.add(new Delivery(
                            first.address(), Deliveries.text("wamid.in-flight-" + delivery, PHONE, "in flight")));
                }
                first.askToStop();
                await().atMost(Script.SOON).until(() -> isRefused(first.address()));
                for (Delivery delivery : begun) {
                    assertThat(delivery.finish()).startsWith("HTTP/1.1 200");
                }
                first.awaitExit();
                assertThat(first.database())
                        .as("the embedded database is stopped as well")
                        .isEmpty();
                assertThat(first.stackTraces()).isEmpty();
                assertThat(first.log()).doesNotContain("ERROR");
            } finally {
                begun.forEach(Delivery::close);
                first.close();
            }
            try (RunningApplication second = first.again();
                    Script script = Script.loggedIn(second)) {
                script.settledLedger();
                assertThat(script.messagesWith(PHONE, IN_FLIGHT))
                        .extracting(message -> message.path("providerMessageId").asString())
                        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, IN_FLIGHT)
                                .mapToObj(delivery -> "wamid.in-flight-" + delivery)
                                .toList());
            }
        }
    }

    private static boolean isRefused(URI address) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return !socket.isConnected();
        } catch (ConnectException refused) {
            return true;
        }
    }

    /** A delivery that the application has asked to see, and of which it has the first half so far. */
    private static final class Delivery implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader answer;
        private final byte[] body;
        private final int half;

        Delivery(URI address, byte[] body) throws IOException {
            this.body = body;
            half = body.length / 2;
            socket = new Socket(address.getHost(), address.getPort());
            socket.setSoTimeout(30_000);
            answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String head = "POST /webhook/meta HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\n"
                            .formatted(address.getHost(), address.getPort())
                    + "Expect: 100-continue\r\nX-Hub-Signature-256: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(WebhookCannon.signature(body), body.length);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 100");
            assertThat(answer.readLine()).isEmpty();
            socket.getOutputStream().write(body, 0, half);
        }

        /** Sends the other half; the first line of the answer. */
        String finish() throws IOException {
            socket.getOutputStream().write(body, half, body.length - half);
            return String.valueOf(answer.readLine());
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException alreadyClosed) {
                throw new IllegalStateException(alreadyClosed);
            }
        }
    }
}
