import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Measures files beside texts: how long a text takes from the webhook to a socket, alone and while a hundred photos arrive
 * together; how soon all of their small pictures are there; and what a document of 100 MB takes of the heap on its way in and
 * out.
 */
final class MediaBench {
    private static final String SECRET = "benchmark-app-secret";
    private static final String NUMBER = "200000000000001";
    private static final int CUSTOMERS = 50;
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 2_000);
    private static final int WARM_UP_RATE = 100;
    private static final int IDLE = Integer.getInteger("bench.idle", 300);
    private static final int RATE = 10;
    private static final int PHOTOS = Integer.getInteger("bench.photos", 100);
    private static final int DOCUMENT = 100_000_000;
    private static final int DOCUMENT_RATE = 20_000_000;
    private static final long MEGABYTE = 1 << 20;
    private static final Pattern LOOK_UP = Pattern.compile("/v[0-9.]+/(file-[0-9]+)");
    private static final Pattern INCOMING =
            Pattern.compile("\"event\":\"message_incoming\".*\"providerMessageId\":\"(wamid\\.[^\"]+)\"");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern ADDRESS = Pattern.compile("\"relativePath\":\"([^\"]+)\"");
    private static final Pattern CONVERSATION = Pattern.compile("[-0-9a-f]{36}");

    private final Path folder = Files.createTempDirectory("chatsphere-bench");
    private final HttpServer graph;
    private final BenchedApplication application;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final Map<String, Path> files = new ConcurrentHashMap<>();
    private final Map<String, Long> told = new ConcurrentHashMap<>();
    private volatile byte[] handedOver = {};
    private volatile boolean isMessageTaken;
    private int written;

    /** Argument: the jar. */
    public static void main(String[] arguments) throws Exception {
        MediaBench bench = new MediaBench(Path.of(arguments[0]));
        try {
            bench.run();
        } finally {
            bench.application.close();
            bench.graph.stop(0);
            remove(bench.folder);
        }
        System.exit(0);
    }

    private MediaBench(Path jar) throws Exception {
        graph = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        graph.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        graph.createContext("/", this::answer);
        graph.start();
        application = new BenchedApplication(jar, SECRET, NUMBER, URI.create(graphAddress()));
    }

    private void run() throws Exception {
        List<Path> photos = Photos.in(folder, PHOTOS);
        Path document = document();
        api("/api/login", "{\"username\":\"admin\",\"password\":\"" + BenchedApplication.PASSWORD + "\"}");
        listen();
        texts(WARM_UP, WARM_UP_RATE);
        System.out.printf("%-8s %-58s %16s %s%n", "", "", "", "load");
        List<Double> alone = texts(IDLE, RATE);
        tell("idle", IDLE + " texts at " + RATE + "/s, webhook to socket, p50 / p99", inWords(alone));
        photos(photos, BenchedApplication.percentile(alone, 0.99));
        incoming(document);
        outgoing(document);
        verify();
    }

    /** All at once, while texts go on. */
    private void photos(List<Path> photos, double alone) throws Exception {
        List<byte[]> deliveries = new ArrayList<>();
        for (Path photo : photos) {
            deliveries.add(delivery(file("image", photo, "image/jpeg", "")));
        }
        try (Connection connection = application.connect();
                ExecutorService posting = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = Instant.now();
            Future<List<Double>> meanwhile =
                    posting.submit(() -> texts(RATE, () -> done(connection, "thumbnail_key") < PHOTOS));
            for (byte[] delivery : deliveries) {
                posting.submit(() -> deliver(delivery));
            }
            BenchedApplication.await("the photos", () -> done(connection, "store_key") == PHOTOS);
            double fetched = BenchedApplication.secondsSince(begun);
            List<Double> texts = meanwhile.get();
            double seen = BenchedApplication.secondsSince(begun);
            tell("photos", PHOTOS + " photos of 2 MB at once, until fetched", "%.1f s".formatted(fetched));
            tell("", "until all small pictures are there (goal 30 s)", "%.1f s".formatted(seen));
            tell("", texts.size() + " texts meanwhile, p50 / p99", inWords(texts));
            tell(
                    "",
                    "p99 compared with idle (goal 2)",
                    "%.1f".formatted(BenchedApplication.percentile(texts, 0.99) / alone));
        }
    }

    private void incoming(Path document) throws Exception {
        long extra = extraHeap(() -> {
            deliver(delivery(file("document", document, "application/pdf", ",\"filename\":\"large.pdf\"")));
            BenchedApplication.await(
                    "the document",
                    () -> application.number(
                                    "SELECT count(*) FROM media_file WHERE kind = 'document' AND state = 'ready'")
                            == 1);
            return null;
        });
        tell("document", "100 MB in, extra live heap (goal 32 MB)", "%.1f MB".formatted((double) extra / MEGABYTE));
    }

    private void outgoing(Path document) throws Exception {
        String conversation = anyConversation();
        long extra = extraHeap(() -> {
            String address = upload(document);
            api(
                    "/api/message/send",
                    "{\"conversationId\":\"%s\",\"media_url\":\"%s\"}".formatted(conversation, address));
            BenchedApplication.await("the message with the document", () -> isMessageTaken);
            return null;
        });
        tell("", "100 MB out, extra live heap (goal 32 MB)", "%.1f MB".formatted((double) extra / MEGABYTE));
    }

    /** How much more of the heap is in use at most than before, each time after a collection, as often as there is time for one. */
    private long extraHeap(Callable<Void> work) throws Exception {
        long before = Math.min(application.liveHeap(), application.liveHeap());
        long most = before;
        int looks = 0;
        try (ExecutorService working = Executors.newSingleThreadExecutor()) {
            Future<Void> under = working.submit(work);
            while (!under.isDone()) {
                most = Math.max(most, application.liveHeap());
                looks++;
            }
            under.get();
        }
        System.out.printf("         looked %d times; %.1f MB before%n", looks, (double) before / MEGABYTE);
        return most - before;
    }

    /** The milliseconds that each of so many texts took from the moment its delivery was posted until a socket told of it. */
    private List<Double> texts(int count, int rate) throws Exception {
        int end = written + count;
        return texts(rate, () -> written < end);
    }

    private List<Double> texts(int rate, Callable<Boolean> condition) throws Exception {
        Map<String, Long> posted = new ConcurrentHashMap<>();
        try (ExecutorService posting = Executors.newVirtualThreadPerTaskExecutor()) {
            long start = System.nanoTime();
            for (int i = 0; condition.call(); i++) {
                long wait = start + i * 1_000_000_000L / rate - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                int number = written++;
                String wamid = "wamid.TEXT" + number;
                byte[] delivery = delivery(text(number, wamid));
                posting.submit(() -> {
                    posted.put(wamid, System.nanoTime());
                    return deliver(delivery);
                });
            }
        }
        BenchedApplication.await("the texts", () -> told.keySet().containsAll(posted.keySet()));
        return posted.keySet().stream()
                .map(wamid -> (told.get(wamid) - posted.get(wamid)) / 1e6)
                .collect(Collectors.toList());
    }

    /** Every file is in the store as it was sent, and what was handed over is what was brought. */
    private void verify() throws Exception {
        Path store = application.folder().resolve("data/media");
        String[] kept = application
                .text("SELECT string_agg(remote_id || ' ' || store_key, ',') FROM media_file"
                        + " WHERE uploaded_by IS NULL AND state = 'ready'")
                .split(",");
        for (String row : kept) {
            String[] file = row.split(" ");
            if (Files.mismatch(files.get(file[0]), store.resolve(file[1])) >= 0) {
                throw new IllegalStateException(file[0] + " is not in the store as it was sent");
            }
        }
        if (kept.length != files.size()) {
            throw new IllegalStateException("only " + kept.length + " of " + files.size() + " files are in the store");
        }
        byte[] sent = Files.readAllBytes(folder.resolve("large.pdf"));
        int from = new String(handedOver, 0, Math.min(handedOver.length, 4_096), StandardCharsets.ISO_8859_1)
                .indexOf("%PDF");
        if (from < 0
                || handedOver.length < from + sent.length
                || !Arrays.equals(sent, 0, sent.length, handedOver, from, from + sent.length)) {
            throw new IllegalStateException("what was handed over is not what was brought");
        }
        System.out.printf(
                "all %d files are in the store as they were sent, and out as they were brought%n", kept.length);
    }

    private static long done(Connection connection, String column) {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM media_file WHERE kind = 'image' AND " + column + " IS NOT NULL")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String inWords(List<Double> milliseconds) {
        return "%.0f / %.0f ms"
                .formatted(
                        BenchedApplication.percentile(milliseconds, 0.50),
                        BenchedApplication.percentile(milliseconds, 0.99));
    }

    private static void tell(String name, String what, String figure) {
        System.out.printf(
                "%-8s %-58s %16s %.1f%n",
                name, what, figure, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** One page, and a stream that makes it large. */
    private Path document() throws IOException {
        byte[] filling = new byte[DOCUMENT];
        new Random(9).nextBytes(filling);
        String objects = """
            %%PDF-1.4
            1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
            2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
            3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >> endobj
            4 0 obj << /Length %d >> stream
            """.formatted(DOCUMENT);
        String end = "\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n";
        Path document = folder.resolve("large.pdf");
        try (var writing = Files.newOutputStream(document)) {
            writing.write(objects.getBytes(StandardCharsets.US_ASCII));
            writing.write(filling);
            writing.write(end.getBytes(StandardCharsets.US_ASCII));
        }
        return document;
    }

    private static String text(int number, String wamid) {
        return message(number % CUSTOMERS, wamid, "\"type\":\"text\",\"text\":{\"body\":\"Text " + number + "\"}");
    }

    /** A message with a file that the stand-in holds from now on. */
    private String file(String type, Path file, String mimeType, String more) throws Exception {
        String id = "file-" + files.size();
        files.put(id, file);
        return message(files.size() % CUSTOMERS, "wamid.FILE" + files.size(), """
            "type":"%1$s","%1$s":{"id":"%2$s","mime_type":"%3$s","sha256":"%4$s"%5$s}\
            """.formatted(
                        type, id, mimeType, Base64.getEncoder().encodeToString(sha256(file)), more));
    }

    private static String message(int customer, String wamid, String content) {
        return """
            "contacts":[{"profile":{"name":"Customer %1$d"},"wa_id":"%2$d"}],"messages":[{"from":"%2$d","id":"%3$s",\
            "timestamp":"%4$d",%5$s}]\
            """.formatted(
                customer, 15_555_000_000L + customer, wamid, Instant.now().getEpochSecond(), content);
    }

    private static byte[] delivery(String messages) {
        return """
            {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"field":"messages",\
            "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15555550100",\
            "phone_number_id":"%s"},%s}}]}]}\
            """.formatted(NUMBER, messages).getBytes(StandardCharsets.UTF_8);
    }

    private String deliver(byte[] delivery) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return exchange(HttpRequest.newBuilder(here("/webhook/meta"))
                .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(delivery)))
                .POST(BodyPublishers.ofByteArray(delivery))
                .build());
    }

    private static byte[] sha256(Path file) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    }

    private void listen() throws Exception {
        String cookie = cookies.getCookieStore().getCookies().stream()
                .map(one -> one.getName() + "=" + one.getValue())
                .collect(Collectors.joining("; "));
        client.newWebSocketBuilder()
                .header("Origin", here("").toString())
                .header("Cookie", cookie)
                .buildAsync(URI.create(here("/ws").toString().replace("http:", "ws:")), new WebSocket.Listener() {
                    private final StringBuilder partial = new StringBuilder();

                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                        partial.append(data);
                        if (last) {
                            Matcher incoming = INCOMING.matcher(partial);
                            if (incoming.find()) {
                                told.putIfAbsent(incoming.group(1), System.nanoTime());
                            }
                            partial.setLength(0);
                        }
                        socket.request(1);
                        return null;
                    }
                })
                .join();
    }

    private String anyConversation() throws Exception {
        Matcher id = CONVERSATION.matcher(application.text("SELECT conversation_id FROM inbox LIMIT 1"));
        if (!id.find()) {
            throw new IllegalStateException("no conversation");
        }
        return id.group();
    }

    /** Brings the file at the pace of a good line; its address. */
    private String upload(Path file) throws Exception {
        Matcher token = CSRF.matcher(exchange(HttpRequest.newBuilder(here("/")).build()));
        if (!token.find()) {
            throw new IllegalStateException("no form on the page");
        }
        byte[] head = """
            --of-the-benchmark\r
            Content-Disposition: form-data; name="file"; filename="large.pdf"\r
            Content-Type: application/pdf\r
            \r
            """.getBytes(StandardCharsets.UTF_8);
        byte[] end = "\r\n--of-the-benchmark--\r\n".getBytes(StandardCharsets.UTF_8);
        String answer = exchange(HttpRequest.newBuilder(here("/api/upload"))
                .header("Content-Type", "multipart/form-data; boundary=of-the-benchmark")
                .header("X-CSRF-Token", token.group(1))
                .POST(BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> form(head, file, end)),
                        head.length + Files.size(file) + end.length))
                .build());
        Matcher address = ADDRESS.matcher(answer);
        if (!address.find()) {
            throw new IllegalStateException(answer);
        }
        return address.group(1);
    }

    private static InputStream form(byte[] head, Path file, byte[] end) {
        try {
            return new SequenceInputStream(Collections.enumeration(List.of(
                    new ByteArrayInputStream(head),
                    new Paced(Files.newInputStream(file)),
                    new ByteArrayInputStream(end))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Matcher lookUp = LOOK_UP.matcher(path);
        if (lookUp.matches()) {
            String id = lookUp.group(1);
            json(exchange, """
                {"messaging_product":"whatsapp","url":"%s/files/%s","file_size":%d,"id":"%s"}\
                """.formatted(graphAddress(), id, Files.size(files.get(id)), id));
        } else if (path.startsWith("/files/")) {
            handOut(exchange, files.get(path.substring("/files/".length())));
        } else if (path.endsWith("/media")) {
            handedOver = new Paced(exchange.getRequestBody()).readAllBytes();
            json(exchange, "{\"id\":\"handed-over\"}");
        } else if (path.endsWith("/messages")) {
            String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            json(exchange, "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"wamid.BENCH\"}]}");
            isMessageTaken |= message.contains("handed-over");
        } else {
            json(exchange, "{\"data\":[]}");
        }
    }

    /** Photos as fast as they are taken, a document at the pace of a good line. */
    private static void handOut(HttpExchange exchange, Path file) throws IOException {
        long size = Files.size(file);
        exchange.sendResponseHeaders(200, size);
        InputStream bytes = Files.newInputStream(file);
        try (exchange;
                InputStream content = size < DOCUMENT ? bytes : new Paced(bytes)) {
            content.transferTo(exchange.getResponseBody());
        }
    }

    private static void json(HttpExchange exchange, String json) throws IOException {
        byte[] answer = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String api(String path, String json) throws Exception {
        return exchange(HttpRequest.newBuilder(here(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    private String exchange(HttpRequest request) throws Exception {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private URI here(String path) {
        return URI.create("http://127.0.0.1:" + application.port() + path);
    }

    private String graphAddress() {
        return "http://127.0.0.1:" + graph.getAddress().getPort();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Not faster than a good line, so that there is time to look at the heap. */
    private static final class Paced extends FilterInputStream {
        private final long begun = System.nanoTime();
        private long bytes;

        Paced(InputStream content) {
            super(content);
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = super.read(into, from, most);
            bytes += Math.max(count, 0);
            long wait = begun + bytes * 1_000_000_000L / DOCUMENT_RATE - System.nanoTime();
            try {
                TimeUnit.NANOSECONDS.sleep(wait);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
            return count;
        }
    }
}
