package com.chatsphere.blackbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes messages where Meta's Graph API would, remembers each, and fails in every way that a server or a network can.
 *
 * <p>It speaks HTTP by itself, because no server lets go of a connection in the middle.
 */
final class SendingGraph implements AutoCloseable {
    private static final Pattern MESSAGES = Pattern.compile("POST /v[0-9.]+/([0-9]+)/messages .*");
    private static final Pattern MEDIA = Pattern.compile("POST /v[0-9.]+/([0-9]+)/media .*");
    private static final Pattern TAG = Pattern.compile("v1:([-0-9a-f]{36}):([0-9]+)");
    private static final Duration META_DELIVERS_AGAIN = Duration.ofMillis(500);
    private static final int META_GIVES_UP = 400;
    private static final int LONGEST_HEAD = 16_384;

    private final int port = Workplace.freePort();
    private final List<Letter> accepted = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final AtomicInteger limited = new AtomicInteger();
    private volatile boolean keepingLimits;
    private volatile boolean closing;
    private volatile Function<Letter, Manner> manner = _ -> Manner.ACCEPT;
    private final List<Handed> handed = new CopyOnWriteArrayList<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger refusedFiles = new AtomicInteger();
    private volatile FileManner fileManner = FileManner.TAKE;
    private volatile @Nullable WebhookCannon reports;
    private volatile ServerSocket listening = listen();

    /** Whether and when the status of a message is delivered. */
    enum Report {
        NEVER,
        BEFORE_THE_ANSWER,
        AFTERWARDS
    }

    /** What becomes of a request. */
    sealed interface Manner {
        Manner ACCEPT = new Accept(Duration.ZERO, Report.NEVER);

        record Accept(Duration answerAfter, Report report) implements Manner {}

        /** The message is taken, and no answer comes. */
        record AcceptAndHang(Report report) implements Manner {}

        /** The message is taken, and the connection is reset. */
        record AcceptAndReset(Report report) implements Manner {}

        /** An error as Meta tells it. */
        record Refuse(int status, int code, @Nullable Integer retryAfter) implements Manner {}

        /** The connection is closed and the message is not taken. */
        record HangUp() implements Manner {}
    }

    /** What becomes of a file. */
    sealed interface FileManner {
        FileManner TAKE = new Take();

        record Take() implements FileManner {}

        /** It arrives, and no answer comes. */
        record Hang() implements FileManner {}

        record Refuse(int status, int code) implements FileManner {}
    }

    /** A file that was taken for a number, the whole form that it came in, and what it is called. */
    record Handed(String number, String form, String id) {}

    /**
     * One attempt at a message, as it arrived; the wamid is what it is called if it is taken.
     *
     * @param media what the file in it is called, empty when there is none
     */
    record Letter(
            String message,
            int attempt,
            String number,
            String to,
            String text,
            String media,
            String wamid,
            String tag,
            long nanos) {}

    SendingGraph() {
        up();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void behave(Function<Letter, Manner> newManner) {
        manner = newManner;
    }

    void behaveToFiles(FileManner newManner) {
        fileManner = newManner;
    }

    /** The files that were taken. */
    List<Handed> handed() {
        return List.copyOf(handed);
    }

    /** How many files were refused. */
    int refusedFiles() {
        return refusedFiles.get();
    }

    /** How many files have arrived without an answer. */
    int hanging() {
        return hanging.get();
    }

    void acceptAll(Report report) {
        Manner accept = new Manner.Accept(Duration.ZERO, report);
        behave(_ -> accept);
    }

    /** Where statuses are delivered, again and again until they are taken. */
    void reportTo(WebhookCannon cannon) {
        reports = cannon;
    }

    /** Refuses what is more than 80 messages a second of a number, or than 45 and one every 6 seconds to a customer. */
    void keepLimits(boolean newKeepingLimits) {
        keepingLimits = newKeepingLimits;
    }

    /** How many requests passed a limit. */
    int limited() {
        return limited.get();
    }

    List<Letter> accepted() {
        return List.copyOf(accepted);
    }

    List<Letter> acceptedOf(String message) {
        return accepted.stream()
                .filter(letter -> letter.message().equals(message))
                .toList();
    }

    Map<String, List<Letter>> acceptedByMessage() {
        return accepted.stream().collect(Collectors.groupingBy(Letter::message));
    }

    /** How often a message was offered, taken or not. */
    int requests(String message) {
        AtomicInteger count = requests.get(message);
        return count == null ? 0 : count.get();
    }

    /** Delivers a status of what was taken. */
    void report(Letter letter, String word) {
        report(Deliveries.status(letter.number(), letter.wamid(), letter.to(), word, letter.tag()));
    }

    void up() {
        if (listening.isClosed()) {
            listening = listen();
        }
        ServerSocket socket = listening;
        threads.execute(() -> acceptConnections(socket));
    }

    /** Refuses connections and cuts those that are open. */
    void down() {
        try {
            listening.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        hangUp();
    }

    /** Cuts the connections that are open. */
    void hangUp() {
        try {
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        closing = true;
        down();
        threads.shutdownNow();
    }

    private ServerSocket listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void acceptConnections(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (takeOne(socket, in)) {
                // the next one on the same connection
            }
        } catch (IOException ended) {
            // so does a client that is killed
        } finally {
            open.remove(socket);
        }
    }

    /** Whether the connection goes on. */
    private boolean takeOne(Socket socket, InputStream in) throws IOException {
        List<String> head = head(in);
        if (head.isEmpty()) {
            return false;
        }
        byte[] body = in.readNBytes(length(head));
        Matcher media = MEDIA.matcher(head.getFirst());
        if (media.matches()) {
            return takeFile(socket, in, media.group(1), body);
        }
        Matcher messages = MESSAGES.matcher(head.getFirst());
        if (!messages.matches()) {
            answer(socket, 404, "{}", null);
            return true;
        }
        Letter letter = letter(messages.group(1), JsonMapper.shared().readTree(body));
        if (letter == null) {
            answer(socket, 200, "{\"success\":true}", null);
            return true;
        }
        requests.computeIfAbsent(letter.message(), _ -> new AtomicInteger()).incrementAndGet();
        Integer limit = keepingLimits ? limit(letter) : null;
        if (limit != null) {
            limited.incrementAndGet();
            return behave(socket, in, letter, new Manner.Refuse(429, limit, null));
        }
        return behave(socket, in, letter, manner.apply(letter));
    }

    private boolean takeFile(Socket socket, InputStream in, String number, byte[] body) throws IOException {
        switch (fileManner) {
            case FileManner.Take() -> {
                Handed file = new Handed(
                        number,
                        new String(body, StandardCharsets.ISO_8859_1),
                        String.valueOf(700_000_000_000_000L + handed.size()));
                handed.add(file);
                answer(socket, 200, "{\"id\":\"%s\"}".formatted(file.id()), null);
                return true;
            }
            case FileManner.Hang() -> {
                hanging.incrementAndGet();
                return in.read() >= 0;
            }
            case FileManner.Refuse(var status, var code) -> {
                refusedFiles.incrementAndGet();
                refuse(socket, status, code, null);
                return true;
            }
        }
    }

    private static void refuse(Socket socket, int status, int code, @Nullable Integer retryAfter) throws IOException {
        answer(socket, status, """
            {"error":{"message":"(#%1$d) What Meta calls it","type":"OAuthException","code":%1$d,\
            "error_data":{"messaging_product":"whatsapp","details":"What Meta says about %1$d"},\
            "fbtrace_id":"A1"}}\
            """.formatted(code), retryAfter);
    }

    private boolean behave(Socket socket, InputStream in, Letter letter, Manner how) throws IOException {
        switch (how) {
            case Manner.Accept(var answerAfter, var report) -> {
                accept(letter, report);
                LockSupport.parkNanos(answerAfter.toNanos());
                answer(socket, 200, """
                    {"messaging_product":"whatsapp","contacts":[{"input":"%1$s","wa_id":"%1$s"}],\
                    "messages":[{"id":"%2$s"}]}\
                    """.formatted(letter.to(), letter.wamid()), null);
                return true;
            }
            case Manner.AcceptAndHang(var report) -> {
                accept(letter, report);
                return in.read() >= 0;
            }
            case Manner.AcceptAndReset(var report) -> {
                accept(letter, report);
                socket.setSoLinger(true, 0);
                return false;
            }
            case Manner.Refuse(var status, var code, var retryAfter) -> {
                refuse(socket, status, code, retryAfter);
                return true;
            }
            case Manner.HangUp() -> {
                return false;
            }
        }
    }

    private void accept(Letter letter, Report report) {
        accepted.add(letter);
        if (report == Report.BEFORE_THE_ANSWER) {
            report(letter, "sent");
        } else if (report == Report.AFTERWARDS) {
            threads.execute(() -> report(letter, "sent"));
        }
    }

    private void report(byte[] status) {
        WebhookCannon cannon = reports;
        if (cannon == null) {
            throw new IllegalStateException("nobody to report to");
        }
        for (int tries = 0; tries < META_GIVES_UP && !closing && cannon.fire(status) != 200; tries++) {
            LockSupport.parkNanos(META_DELIVERS_AGAIN.toNanos());
        }
    }

    private @Nullable Integer limit(Letter letter) {
        synchronized (buckets) {
            if (!buckets.computeIfAbsent(letter.number(), _ -> new Bucket(80, 80))
                    .take(letter.nanos())) {
                return 130_429;
            }
            return buckets.computeIfAbsent(letter.number() + " to " + letter.to(), _ -> new Bucket(45, 1 / 6.0))
                            .take(letter.nanos())
                    ? null
                    : Integer.valueOf(131_056);
        }
    }

    /** Null for what is no message of ours, such as a read receipt. */
    private static @Nullable Letter letter(String number, JsonNode message) {
        String tag = message.path("biz_opaque_callback_data").asString("");
        Matcher parts = TAG.matcher(tag);
        if (!parts.matches()) {
            return null;
        }
        return new Letter(
                parts.group(1),
                Integer.parseInt(parts.group(2)),
                number,
                message.path("to").asString(""),
                message.path("text").path("body").asString(""),
                message.path(message.path("type").asString("")).path("id").asString(""),
                "wamid.taken-" + UUID.randomUUID(),
                tag,
                System.nanoTime());
    }

    private static void answer(Socket socket, int status, String body, @Nullable Integer retryAfter)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes("HTTP/1.1 %d Answer\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
                .formatted(status, bytes.length, retryAfter == null ? "" : "Retry-After: " + retryAfter + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(bytes);
        socket.getOutputStream().write(whole.toByteArray());
        socket.getOutputStream().flush();
    }

    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int read = 0, next = in.read(); next >= 0 && read < LONGEST_HEAD; read++, next = in.read()) {
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            String ended = line.toString().strip();
            if (ended.isEmpty()) {
                return lines;
            }
            lines.add(ended);
            line.setLength(0);
        }
        return List.of();
    }

    private static int length(List<String> head) {
        return head.stream()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .max(Comparator.naturalOrder())
                .orElse(0);
    }

    /** So many in advance, and so many a second. */
    private static final class Bucket {
        private final double size;
        private final double aSecond;
        private double tokens;
        private long last = System.nanoTime();

        Bucket(double size, double aSecond) {
            this.size = size;
            this.aSecond = aSecond;
            this.tokens = size;
        }

        boolean take(long now) {
            tokens = Math.min(size, tokens + Math.max(0, now - last) / 1e9 * aSecond);
            last = Math.max(last, now);
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }
}
