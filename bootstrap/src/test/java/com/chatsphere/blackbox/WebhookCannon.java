package com.chatsphere.blackbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Delivers as Meta does: signed, by HTTP, many at a time. */
final class WebhookCannon implements AutoCloseable {
    static final String SECRET = "fixture-app-secret-not-real";

    /** No answer at all: the connection was refused, or ended before one. */
    static final int UNANSWERED = 0;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Supplier<URI> webhook;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** The address is asked for at every delivery, because it changes with a restart. */
    WebhookCannon(Supplier<URI> webhook) {
        this.webhook = webhook;
    }

    static WebhookCannon at(Addressed application) {
        return new WebhookCannon(() -> application.at("/webhook/meta"));
    }

    static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Delivers once; the status of the answer. */
    int fire(byte[] body) {
        return fire(body, signature(body));
    }

    int fire(byte[] body, String signature) {
        HttpRequest request = HttpRequest.newBuilder(webhook.get())
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", signature)
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException unanswered) {
            return UNANSWERED;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Delivers all of them at the same moment, each over a connection of its own; the answers in the same order. */
    List<Integer> volley(List<byte[]> bodies) {
        CountDownLatch together = new CountDownLatch(bodies.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = bodies.stream()
                    .map(body -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return fire(body);
                    }))
                    .toList();
            return answers.stream().map(WebhookCannon::joined).toList();
        }
    }

    private static int joined(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
