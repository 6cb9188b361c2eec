import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Measures sending from one number to a stand-in for the Graph API that takes a while to answer: how many messages a second
 * at WhatsApp's limit and without one, how soon one goes out when nothing else is to be sent, and whether the database is
 * kept waiting for the answers.
 */
final class SendBench {
    private static final String SECRET = "benchmark-app-secret";
    private static final String NUMBER = "200000000000001";
    private static final int CUSTOMERS = 400;
    private static final int WARM_UP = Integer.getInteger("bench.warm-up", 2_000);
    private static final int WRITTEN_A_SECOND = 90;
    private static final int SECONDS = Integer.getInteger("bench.seconds", 60);
    private static final int RUN_IN_SECONDS = 5;
    private static final int IDLE = Integer.getInteger("bench.idle", 200);
    private static final int QUEUED = 2_000;
    private static final int SLOW = 60;
    private static final Duration ANSWER = Duration.ofMillis(200);
    private static final Duration SLOW_ANSWER = Duration.ofSeconds(5);
    private static final Pattern TEXT = Pattern.compile("\"body\"\\s*:\\s*\"([^\"]*)\"");
    private static final Pattern ACTIVE = Pattern.compile("(?m)^hikaricp_connections_active\\{[^}]*} ([0-9.]+)");

    private final HttpServer graph;
    private final BenchedApplication application;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger twice = new AtomicInteger();
    private final AtomicInteger notWritten = new AtomicInteger();
    private final List<String> conversations = new ArrayList<>();
    private volatile Duration answerAfter = ANSWER;
    private int written;

    /** Argument: the jar. */
    public static void main(String[] arguments) throws Exception {
        SendBench bench = new SendBench(Path.of(arguments[0]));
        try {
            bench.run();
        } finally {
            bench.application.close();
            bench.graph.stop(0);
        }
        System.exit(0);
    }

    private SendBench(Path jar) throws Exception {
        graph = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        graph.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        graph.createContext("/", this::take);
        graph.start();
        application = new BenchedApplication(
                jar,
                SECRET,
                NUMBER,
                URI.create("http://127.0.0.1:" + graph.getAddress().getPort()));
    }

    private void run() throws Exception {
        logIn();
        openConversations();
        write(WARM_UP, WRITTEN_A_SECOND);
        awaitAllTaken();
        idle();
        throughput();
        queue();
        slow();
        if (twice.get() > 0) {
            throw new IllegalStateException(twice + " messages went out twice");
        }
        System.out.printf(
                "memory: application %,d MB resident, PostgreSQL %,d MB proportional%n",
                application.residentMegabytes(), application.postgresMegabytes());
    }

    /** From the moment a client asks until the request is at the Graph API's door. */
    private void idle() throws Exception {
        List<Double> delays = new ArrayList<>();
        for (int message = 0; message < IDLE; message++) {
            long asked = System.nanoTime();
            String text = writeOne();
            BenchedApplication.await("the message", () -> arrivals.containsKey(text));
            delays.add((arrivals.get(text) - asked) / 1e6);
            TimeUnit.MILLISECONDS.sleep(ANSWER.toMillis() + 50);
        }
        System.out.printf(
                "idle     %,6d messages, one at a time: asked to at the socket p50 %.1f ms, p95 %.1f ms, most %.1f"
                        + " ms%n",
                IDLE,
                BenchedApplication.percentile(delays, 0.50),
                BenchedApplication.percentile(delays, 0.95),
                BenchedApplication.percentile(delays, 1));
    }

    private void throughput() throws Exception {
        List<Double> connections = new ArrayList<>();
        List<Double> open = new ArrayList<>();
        long begun = System.nanoTime() + TimeUnit.SECONDS.toNanos(RUN_IN_SECONDS);
        long ended = begun + TimeUnit.SECONDS.toNanos(SECONDS);
        int first = written;
        try (ScheduledExecutorService sampler = sampling(connections, open)) {
            write(WRITTEN_A_SECOND * (SECONDS + RUN_IN_SECONDS + 5), WRITTEN_A_SECOND);
            sampler.shutdownNow();
        }
        long taken = arrivals.values().stream()
                .filter(at -> at >= begun && at < ended)
                .count();
        awaitAllTaken();
        System.out.printf(
                "load     %,6d messages written at %d/s, answers after %d ms: %.1f/s went out for %d s; connections to"
                    + " the database in use %.1f on average and %.0f at most, requests open %.1f on average and %.0f"
                    + " at most%n",
                written - first,
                WRITTEN_A_SECOND,
                ANSWER.toMillis(),
                (double) taken / SECONDS,
                SECONDS,
                mean(connections),
                BenchedApplication.percentile(connections, 1),
                mean(open),
                BenchedApplication.percentile(open, 1));
    }

    /** What would go out if the number were allowed to: a queue that is there already, and no limit to speak of. */
    private void queue() throws Exception {
        application.execute("UPDATE sending_pace SET rests_until = clock_timestamp() + interval '10 minutes'");
        write(QUEUED, 1_000);
        application.execute("UPDATE sending_pace SET rests_until = NULL, per_second = 1000");
        long begun = System.nanoTime();
        awaitAllTaken();
        double seconds = (System.nanoTime() - begun) / 1e9;
        application.execute("UPDATE sending_pace SET per_second = 80");
        System.out.printf(
                "queue    %,6d messages that waited went out within %.1f s without a limit: %.1f/s%n",
                QUEUED, seconds, QUEUED / seconds);
    }

    /** Many requests wait at the same time, and nothing else happens. */
    private void slow() throws Exception {
        TimeUnit.SECONDS.sleep(3);
        answerAfter = SLOW_ANSWER;
        write(SLOW, 1_000);
        BenchedApplication.await("the slow requests", () -> inFlight.get() == SLOW);
        TimeUnit.SECONDS.sleep(1);
        List<Double> connections = new ArrayList<>();
        List<Double> open = new ArrayList<>();
        try (ScheduledExecutorService sampler = sampling(connections, open)) {
            TimeUnit.SECONDS.sleep(SLOW_ANSWER.toSeconds() - 3);
            sampler.shutdownNow();
        }
        System.out.printf(
                "waiting  %.0f requests open: connections to the database in use %.2f on average and %.0f at most%n",
                mean(open), mean(connections), BenchedApplication.percentile(connections, 1));
        answerAfter = ANSWER;
    }

    private ScheduledExecutorService sampling(List<Double> connections, List<Double> open) {
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        sampler.scheduleAtFixedRate(
                () -> {
                    open.add((double) inFlight.get());
                    connections.add(connectionsInUse());
                },
                0,
                250,
                TimeUnit.MILLISECONDS);
        return sampler;
    }

    private double connectionsInUse() {
        try {
            Matcher found = ACTIVE.matcher(client.send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://127.0.0.1:" + (application.port() + 1) + "/actuator/prometheus"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
            double all = 0;
            while (found.find()) {
                all += Double.parseDouble(found.group(1));
            }
            return all;
        } catch (IOException | InterruptedException failure) {
            return Double.NaN;
        }
    }

    private void write(int messages, int aSecond) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService writers = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < messages; i++) {
                long wait = start + i * 1_000_000_000L / aSecond - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                int number = written++;
                writers.submit(() -> {
                    try {
                        post(number);
                    } catch (Exception failure) {
                        notWritten.incrementAndGet();
                        System.out.println("not written: " + failure.getMessage());
                    }
                });
            }
        }
    }

    private String writeOne() throws Exception {
        int number = written++;
        post(number);
        return text(number);
    }

    private void post(int number) throws Exception {
        String answer =
                api("/api/message/send", """
                    {"conversationId":"%s","body":"%s"}\
                    """.formatted(conversations.get(number % conversations.size()), text(number)));
        if (!answer.contains("\"ok\":true")) {
            throw new IllegalStateException(answer);
        }
    }

    private static String text(int number) {
        return "Your parcel leaves today, number " + number;
    }

    private void awaitAllTaken() throws Exception {
        BenchedApplication.await(
                "all messages to go out", () -> arrivals.size() == written - notWritten.get() && inFlight.get() == 0);
    }

    private void take(HttpExchange exchange) throws IOException {
        long now = System.nanoTime();
        Matcher text = TEXT.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!text.find()) {
            answer(exchange, "{\"data\":[]}");
            return;
        }
        inFlight.incrementAndGet();
        if (arrivals.putIfAbsent(text.group(1), now) != null) {
            twice.incrementAndGet();
        }
        try {
            TimeUnit.NANOSECONDS.sleep(answerAfter.toNanos());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        inFlight.decrementAndGet();
        answer(exchange, "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"wamid.BENCH" + now + "\"}]}");
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] answer = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void logIn() throws Exception {
        api("/api/login", "{\"username\":\"admin\",\"password\":\"" + BenchedApplication.PASSWORD + "\"}");
    }

    private void openConversations() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            String body = """
                {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"field":"messages",\
                "value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15555550100",\
                "phone_number_id":"%s"},"contacts":[{"profile":{"name":"Customer %d"},"wa_id":"%d"}],"messages":[{\
                "from":"%d","id":"wamid.OPENS%d","timestamp":"%d","type":"text","text":{"body":"Hello"}}]}}]}]}\
                """.formatted(
                            NUMBER,
                            customer,
                            15_555_000_000L + customer,
                            15_555_000_000L + customer,
                            customer,
                            Instant.now().getEpochSecond());
            String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
            exchange(HttpRequest.newBuilder(here("/webhook/meta"))
                    .header("X-Hub-Signature-256", "sha256=" + signature)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build());
        }
        application.awaitApplied();
        conversations.addAll(List.of(application
                .text("SELECT string_agg(conversation_id::text, ',') FROM inbox")
                .split(",")));
    }

    private String api(String path, String json) throws Exception {
        return exchange(HttpRequest.newBuilder(here(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
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

    private static double mean(List<Double> values) {
        return values.stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }
}
