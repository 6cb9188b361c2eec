package com.chatsphere.blackbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files that customers sent, as Meta's Graph API hands them out: as told, try by try. */
final class StandInFiles {
    private static final Pattern LOOK_UP = Pattern.compile("/v[0-9.]+/(media-[0-9]+)");
    private static final Pattern DOWNLOAD = Pattern.compile("/lookaside/(media-[0-9]+)");
    private static final String TOKEN = "Bearer token-of-the-tests";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Map<String, Held> files = new ConcurrentHashMap<>();
    private final List<String> strangers = new CopyOnWriteArrayList<>();
    private final URI address;

    StandInFiles(URI address) {
        this.address = address;
    }

    /** What becomes of one try to fetch a file. */
    enum Manner {
        HANDED_OUT,
        TOKEN_REFUSED,
        UNAVAILABLE,
        UNKNOWN,
        /** Looked up, and gone at the address that was told. */
        STALE,
        /** Cut off in the middle. */
        SHORT,
        /** Other bytes than were sent. */
        ANOTHER,
        ENDLESS,
        /** Elsewhere, where machines of a cloud tell their secrets. */
        REDIRECTED,
        /** Elsewhere from the beginning. */
        LOOKED_UP_ELSEWHERE,
        /** Half of it, and then nothing until {@link #release}. */
        HALTED
    }

    /** A file that Meta holds. */
    private static final class Held {
        private final byte[] bytes;
        private final String mimeType;
        private final Deque<Manner> manners;
        private final CountDownLatch released = new CountDownLatch(1);
        private final CountDownLatch halted = new CountDownLatch(1);
        private final AtomicInteger tries = new AtomicInteger();

        Held(byte[] bytes, String mimeType, List<Manner> manners) {
            this.bytes = bytes.clone();
            this.mimeType = mimeType;
            this.manners = new ArrayDeque<>(manners);
        }

        synchronized Manner next() {
            return manners.size() > 1 ? manners.removeFirst() : manners.getFirst();
        }

        synchronized Manner present() {
            return manners.getFirst();
        }

        synchronized void pass() {
            if (manners.size() > 1) {
                manners.removeFirst();
            }
        }
    }

    /** Holds a file; the last manner stays. */
    String hold(byte[] bytes, String mimeType, Manner... manners) {
        String id = "media-" + COUNT.incrementAndGet();
        files.put(
                id,
                new Held(bytes, mimeType, manners.length == 0 ? List.of(Manner.HANDED_OUT) : Arrays.asList(manners)));
        return id;
    }

    /** How often a file was looked up. */
    int tries(String id) {
        return held(id).tries.get();
    }

    /** Until half of the file is out. */
    void awaitHalted(String id) {
        try {
            held(id).halted.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** From now on everything about this file goes well. */
    void release(String id) {
        Held held = held(id);
        synchronized (held) {
            held.manners.clear();
            held.manners.add(Manner.HANDED_OUT);
        }
        held.released.countDown();
    }

    /** Requests for files without the token. */
    List<String> strangers() {
        return List.copyOf(strangers);
    }

    /** A message with the file, as Meta delivers it. */
    ObjectNode message(String wamid, String from, String type, String id, @Nullable String filename) {
        ObjectNode message = Deliveries.message(wamid, from, "");
        message.remove("text");
        message.put("type", type);
        ObjectNode file = message.putObject(type)
                .put("id", id)
                .put("mime_type", held(id).mimeType)
                .put("sha256", Base64.getEncoder().encodeToString(sha256(held(id).bytes)));
        if (filename != null) {
            file.put("filename", filename);
        }
        return message;
    }

    /** Whether this was about files, and has been answered. */
    boolean answers(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Matcher lookUp = LOOK_UP.matcher(path);
        Matcher download = DOWNLOAD.matcher(path);
        if (!lookUp.matches() && !download.matches()) {
            return false;
        }
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            strangers.add(path);
        }
        if (lookUp.matches()) {
            lookUp(exchange, lookUp.group(1));
        } else {
            download(exchange, held(download.group(1)));
        }
        return true;
    }

    private Held held(String id) {
        Held held = files.get(id);
        if (held == null) {
            throw new IllegalArgumentException(id);
        }
        return held;
    }

    private void lookUp(HttpExchange exchange, String id) throws IOException {
        Held held = held(id);
        held.tries.incrementAndGet();
        switch (held.present()) {
            case TOKEN_REFUSED -> refuse(exchange, held, 401, 190);
            case UNAVAILABLE -> refuse(exchange, held, 503, 131_016);
            case UNKNOWN -> refuse(exchange, held, 400, 100);
            case LOOKED_UP_ELSEWHERE -> {
                held.pass();
                tell(exchange, held, id, "http://169.254.169.254/latest/meta-data/");
            }
            default -> tell(exchange, held, id, address + "/lookaside/" + id);
        }
    }

    private static void refuse(HttpExchange exchange, Held held, int status, int code) throws IOException {
        held.pass();
        answer(exchange, status, "{\"error\":{\"code\":%d,\"message\":\"as told\"}}".formatted(code));
    }

    private static void tell(HttpExchange exchange, Held held, String id, String url) throws IOException {
        answer(
                exchange,
                200,
                JsonMapper.shared()
                        .createObjectNode()
                        .put("messaging_product", "whatsapp")
                        .put("url", url)
                        .put("mime_type", held.mimeType)
                        .put("sha256", HexFormat.of().formatHex(sha256(held.bytes)))
                        .put("file_size", held.bytes.length)
                        .put("id", id)
                        .toString());
    }

    private static void download(HttpExchange exchange, Held held) throws IOException {
        switch (held.next()) {
            case STALE -> answer(exchange, 404, "");
            case SHORT -> send(exchange, held.bytes, held.bytes.length / 2);
            case ANOTHER -> send(exchange, new byte[held.bytes.length], held.bytes.length);
            case ENDLESS -> sendForEver(exchange);
            case REDIRECTED -> {
                exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest/meta-data/");
                answer(exchange, 302, "");
            }
            case HALTED -> sendHalf(exchange, held);
            default -> send(exchange, held.bytes, held.bytes.length);
        }
    }

    /** Promises all of it. */
    private static void send(HttpExchange exchange, byte[] bytes, int length) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes, 0, length);
        }
    }

    private static void sendForEver(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (exchange) {
            OutputStream body = exchange.getResponseBody();
            byte[] part = new byte[64 * 1024];
            while (true) {
                body.write(part);
            }
        }
    }

    private static void sendHalf(HttpExchange exchange, Held held) throws IOException {
        exchange.sendResponseHeaders(200, held.bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(held.bytes, 0, held.bytes.length / 2);
            exchange.getResponseBody().flush();
            held.halted.countDown();
            held.released.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        try (exchange) {
            exchange.getResponseBody().write(answer);
        }
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
