package com.chatsphere.media.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.Secret;
import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.StoreKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3MediaStoreTest extends MediaStoreContract {
    private static final StoreKey KEY = new StoreKey("zz/000000000000000000000000");

    private final String bucket = "b" + UUID.randomUUID();

    @TempDir
    Path folder;

    private S3MediaStore store;

    @BeforeEach
    void open() throws IOException {
        RunningS3.shared().make(bucket);
        store = new S3MediaStore(RunningS3.shared().bucket(bucket), folder, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    MediaStore store() {
        return store;
    }

    @Override
    List<String> left() throws IOException {
        var left = new ArrayList<>(RunningS3.shared().objects(bucket));
        left.addAll(FilesystemMediaStoreTest.filesIn(folder));
        return left;
    }

    @Override
    List<String> whereItIs() {
        var place = RunningS3.shared().bucket(bucket);
        return List.of(
                folder.toString(),
                place.endpoint().toString(),
                bucket,
                place.accessKey().reveal(),
                place.secretKey().reveal());
    }

    @Test
    void saysThatTheBucketIsNotThere() throws IOException {
        try (var nowhere = new S3MediaStore(RunningS3.shared().bucket("nowhere"), folder, Clock.systemUTC())) {
            assertThatThrownBy(() -> nowhere.put(stream("x"), 10))
                    .isInstanceOf(MediaStore.StoreFailed.class)
                    .hasMessageEndingWith("does not answer as it should (HTTP 404 NoSuchBucket)");
            assertThatThrownBy(() -> nowhere.read(KEY, 0, 10)).isInstanceOf(MediaStore.StoreFailed.class);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void tellsOfAWrongSecretWithoutTellingIt() throws IOException {
        var right = RunningS3.shared().bucket(bucket);
        var wrong = new S3Bucket(
                right.endpoint(), "us-east-1", bucket, true, right.accessKey(), new Secret("HIDDEN-SECRET"));
        try (var stranger = new S3MediaStore(wrong, folder, Clock.systemUTC())) {
            assertThatThrownBy(() -> stranger.put(stream("x"), 10))
                    .isInstanceOf(MediaStore.StoreFailed.class)
                    .hasMessageContaining("HTTP 403 ")
                    .satisfies(failure -> assertThat(traceOf(failure)).doesNotContain("HIDDEN"));
        }
        assertThat(wrong.toString()).doesNotContain("HIDDEN");
        assertThat(left()).isEmpty();
    }

    @Test
    void failsWhereNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var nobody = at(port)) {
            assertThatThrownBy(() -> nobody.put(stream("x"), 10)).isInstanceOf(MediaStore.StoreFailed.class);
            assertThatThrownBy(() -> nobody.read(KEY, 0, 10)).isInstanceOf(MediaStore.StoreFailed.class);
            assertThatThrownBy(() -> nobody.remove(KEY)).isInstanceOf(MediaStore.StoreFailed.class);
        }
        assertThat(FilesystemMediaStoreTest.filesIn(folder)).isEmpty();
    }

    @Test
    void sendsAgainWhatAServerInTroubleDidNotTake() throws IOException {
        var puts = new AtomicInteger();
        var server = serving(exchange -> {
            var length = exchange.getRequestBody().readAllBytes().length;
            exchange.sendResponseHeaders(puts.incrementAndGet() < 3 ? 503 : length == 4 ? 200 : 400, -1);
        });
        try (var recovering = at(server.getAddress().getPort())) {
            assertThat(recovering.put(stream("four"), 10).size()).isEqualTo(4);
        } finally {
            server.stop(0);
        }
        assertThat(puts).hasValue(3);
    }

    @Test
    void failsOnAServerThatStaysInTroubleAndTakesItsFileBack() throws IOException {
        var methods = new ArrayList<String>();
        var server = serving(exchange -> {
            exchange.getRequestBody().readAllBytes();
            methods.add(exchange.getRequestMethod());
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("DELETE") ? 204 : 500, -1);
        });
        try (var troubled = at(server.getAddress().getPort())) {
            assertThatThrownBy(() -> troubled.put(stream("x"), 10))
                    .isInstanceOf(MediaStore.StoreFailed.class)
                    .hasMessageContaining("HTTP 500");
        } finally {
            server.stop(0);
        }
        assertThat(methods).startsWith("PUT").endsWith("DELETE");
        assertThat(FilesystemMediaStoreTest.filesIn(folder)).isEmpty();
    }

    @Test
    void neverTakesHalfAnAnswerForAFile() throws IOException {
        var server = serving(exchange -> {
            exchange.sendResponseHeaders(206, 1_000_000);
            exchange.getResponseBody().write(bytes(500_000));
            exchange.getResponseBody().flush();
            exchange.close();
        });
        try (var broken = at(server.getAddress().getPort())) {
            assertThatThrownBy(() -> broken.locally(KEY, Files::size)).isInstanceOf(IOException.class);
        } finally {
            server.stop(0);
        }
        assertThat(FilesystemMediaStoreTest.filesIn(folder)).isEmpty();
    }

    private S3MediaStore at(int port) throws IOException {
        return new S3MediaStore(
                new S3Bucket(
                        URI.create("http://127.0.0.1:" + port),
                        "us-east-1",
                        "any",
                        true,
                        new Secret("access"),
                        new Secret("secret")),
                folder,
                Clock.systemUTC());
    }

    private static HttpServer serving(Answering answering) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answering.answer(exchange);
            }
        });
        server.start();
        return server;
    }

    private static String traceOf(Throwable failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }
}
