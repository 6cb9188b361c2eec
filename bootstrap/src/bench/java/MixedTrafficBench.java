import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Measures traffic as a business has it: three statuses to one message, reaction or edit, a delivery each, at a given rate;
 * and single deliveries of a thousand mixed items.
 *
 * <p>The statuses are about messages that are known: sent from the phone app of the number and echoed before.
 */
final class MixedTrafficBench {
    private static final String SECRET = "benchmark-app-secret";
    private static final String NUMBER = "200000000000001";
    private static final int CUSTOMERS = 2_000;
    private static final int WARM_UP = 20_000;
    private static final int WARM_UP_RATE = 500;
    private static final int RATE = Integer.getInteger("bench.rate", 320);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 60);
    private static final int BURST_RATE = 1_000;
    private static final int BURST_SECONDS = 10;
    private static final int BIG = 1_000;
    private static final int BIG_DELIVERIES = 10;
    private static final String[] STATUSES = {"sent", "delivered", "read"};

    private final BenchedApplication application;
    private final HttpClient client = HttpClient.newHttpClient();
    private int sent;
    private int reported;
    private int made;

    /** Argument: the jar. */
    public static void main(String[] arguments) throws Exception {
        MixedTrafficBench bench = new MixedTrafficBench(Path.of(arguments[0]));
        try {
            bench.run();
        } finally {
            bench.application.close();
        }
    }

    private MixedTrafficBench(Path jar) throws Exception {
        application = new BenchedApplication(jar, SECRET, NUMBER);
    }

    private void run() throws Exception {
        knowMessages(WARM_UP / 4);
        traffic("warm-up", WARM_UP_RATE, WARM_UP / WARM_UP_RATE);
        knowMessages((RATE * SECONDS + BURST_RATE * BURST_SECONDS + BIG * BIG_DELIVERIES) / 4 + 10);
        traffic("steady", RATE, SECONDS);
        traffic("burst", BURST_RATE, BURST_SECONDS);
        bigDeliveries();
        System.out.printf(
                "memory: application %,d MB resident, PostgreSQL %,d MB proportional%n",
                application.residentMegabytes(), application.postgresMegabytes());
    }

    /** Has the application know of messages that were sent from elsewhere, so that there is something to report on. */
    private void knowMessages(int more) throws Exception {
        for (int left = more; left > 0; left -= 500) {
            StringBuilder echoes = new StringBuilder();
            for (int i = 0; i < Math.min(500, left); i++) {
                int message = sent++;
                echoes.append(i == 0 ? "" : ",")
                        .append("""
                            {"from":"15555550100","to":"%d","id":"%s","timestamp":"%d","type":"text","text":{"body":"Answer %d"}}\
                            """.formatted(customer(message), outgoing(message), now(), message));
            }
            post(delivery("smb_message_echoes", "\"message_echoes\":[" + echoes + "]"));
        }
        application.awaitApplied();
    }

    private void traffic(String name, int rate, int seconds) throws Exception {
        int items = rate * seconds;
        List<byte[]> bodies = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            bodies.add(delivery("messages", item(i % 4 == 3)));
        }
        long before = application.number("SELECT count(*) FROM webhook_item");
        long unsettled = unsettled();
        AtomicLong refused = new AtomicLong();
        List<Double> ages = Collections.synchronizedList(new ArrayList<>());
        Instant begun = Instant.now();
        try (var sampler = Executors.newSingleThreadScheduledExecutor();
                ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            ScheduledFuture<?> sampling = sampler.scheduleAtFixedRate(
                    () -> ages.add(application.backlogAge()), 0, 100, TimeUnit.MILLISECONDS);
            long start = System.nanoTime();
            for (int i = 0; i < items; i++) {
                long due = start + i * 1_000_000_000L / rate;
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                byte[] body = bodies.get(i);
                senders.submit(() -> {
                    try {
                        if (post(body) != 200) {
                            refused.incrementAndGet();
                        }
                    } catch (IOException broken) {
                        refused.incrementAndGet();
                    }
                    return null;
                });
            }
            senders.shutdown();
            senders.awaitTermination(2, TimeUnit.MINUTES);
            sampling.cancel(false);
        }
        double sending = BenchedApplication.secondsSince(begun);
        application.awaitApplied();
        long counted = application.number("SELECT count(*) FROM webhook_item") - before;
        System.out.printf(
                "%-8s %,6d items at %,5d/s (sent in %.1f s): backlog age p50 %.2f s, p99 %.2f s, most %.2f s; refused"
                        + " %d, in the ledger %,d, not applied %d%n",
                name,
                items,
                rate,
                sending,
                BenchedApplication.percentile(ages, 0.50),
                BenchedApplication.percentile(ages, 0.99),
                BenchedApplication.percentile(ages, 1),
                refused.get(),
                counted,
                unsettled() - unsettled);
        System.out.println("         " + application.text("""
            SELECT string_agg(kind || ' ' || outcome || ' ' || items, ', ' ORDER BY kind, outcome)
            FROM (SELECT kind, outcome, count(*) AS items FROM webhook_item WHERE outcome <> 'applied'
                GROUP BY kind, outcome) AS counted
            """));
        if (counted < items - refused.get()) {
            throw new IllegalStateException("the ledger does not hold every acknowledged item exactly once");
        }
    }

    private long unsettled() throws Exception {
        return application.number("SELECT count(*) FROM webhook_item WHERE outcome <> 'applied'");
    }

    private void bigDeliveries() throws Exception {
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < BIG_DELIVERIES; round++) {
            StringBuilder messages = new StringBuilder();
            StringBuilder statuses = new StringBuilder();
            for (int i = 0; i < BIG; i++) {
                StringBuilder list = i % 4 == 3 ? messages : statuses;
                list.append(list.isEmpty() ? "" : ",").append(i % 4 == 3 ? message() : status());
            }
            byte[] body = delivery("messages", "\"messages\":[" + messages + "],\"statuses\":[" + statuses + "]");
            Instant begun = Instant.now();
            post(body);
            BenchedApplication.await(
                    "a big delivery", () -> application.number("SELECT count(*) FROM webhook_backlog") == 0);
            times.add(BenchedApplication.secondsSince(begun));
            application.awaitApplied();
        }
        System.out.printf(
                "1,000 mixed items in one delivery, from the request to applied: p50 %.2f s, most %.2f s of %d%n",
                BenchedApplication.percentile(times, 0.5), BenchedApplication.percentile(times, 1), times.size());
    }

    private String item(boolean fromCustomer) {
        return fromCustomer ? "\"messages\":[" + message() + "]" : "\"statuses\":[" + status() + "]";
    }

    private String status() {
        int report = reported++;
        int message = report / STATUSES.length;
        return """
            {"id":"%s","status":"%s","timestamp":"%d","recipient_id":"%d"}\
            """.formatted(outgoing(message), STATUSES[report % STATUSES.length], now(), customer(message));
    }

    /** Of every other round through the customers, a tenth are reactions and a tenth edits of the text before. */
    private String message() {
        int message = made++;
        String head = """
            {"from":"%d","id":"wamid.IN%d","timestamp":"%d",\
            """.formatted(customer(message), message, now());
        int before = message - CUSTOMERS;
        boolean otherRound = message / CUSTOMERS % 2 == 1;
        if (otherRound && message % 10 == 8) {
            return head + """
                "type":"reaction","reaction":{"message_id":"%s","emoji":"\\ud83d\\udc4d"}}\
                """.formatted(outgoing(before % sent));
        }
        if (otherRound && message % 10 == 9) {
            return head + """
                "type":"edit","edit":{"original_message_id":"wamid.IN%d","message":{"type":"text","text":{"body":"Edited"}}}}\
                """.formatted(before);
        }
        return head + """
            "type":"text","text":{"body":"Is the blue kettle still in stock? This is message number %d."}}\
            """.formatted(message);
    }

    private static byte[] delivery(String field, String news) {
        return """
            {"object":"whatsapp_business_account","entry":[{"id":"100000000000001","changes":[{"value":\
            {"messaging_product":"whatsapp","metadata":{"display_phone_number":"15555550100","phone_number_id":"%s"},%s},\
            "field":"%s"}]}]}\
            """.formatted(NUMBER, news, field).getBytes(StandardCharsets.UTF_8);
    }

    private int post(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + application.port() + "/webhook/meta"))
                .header("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static long customer(int number) {
        return 15_555_000_000L + number % CUSTOMERS;
    }

    private static String outgoing(int message) {
        return "wamid.OUT" + message;
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }
}
