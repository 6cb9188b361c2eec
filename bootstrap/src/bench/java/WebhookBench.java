import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Measures the way of a webhook: from HTTP to durable, and on to the read model.
 *
 * <p>Starts the jar on an empty data folder, warms it up, then lets wrk send signed deliveries of one text message each
 * over 1, 8, 32 and 128 connections, and compares with what PostgreSQL alone does with the same rows on the same machine.
 * Everything runs on this machine, so the load generator takes its share of it.
 */
final class WebhookBench {
    private static final String SECRET = "benchmark-app-secret";
    private static final String NUMBER = "200000000000001";
    private static final int CUSTOMERS = 2_000;
    private static final int[] CONNECTIONS = {1, 8, 32, 128};
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final int WARM_UP_CONNECTIONS = 32;
    private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("bench.seconds", 12));
    private static final int MOST_A_SECOND = 5_000;

    private final Path wrkScript;
    private final BenchedApplication application;
    private int deliveriesMade;

    /** Arguments: the jar, the folder of wrk's script. */
    public static void main(String[] arguments) throws Exception {
        requireWrk();
        WebhookBench bench =
                new WebhookBench(Path.of(arguments[0]), Path.of(arguments[1]).resolve("deliveries.lua"));
        try {
            bench.run();
        } finally {
            bench.close();
        }
    }

    private WebhookBench(Path jar, Path wrkScript) throws Exception {
        this.wrkScript = wrkScript.toAbsolutePath();
        application = new BenchedApplication(jar, SECRET, NUMBER);
    }

    private void run() throws Exception {
        Path warmUp = prepare(WARM_UP);
        Result warm = load(warmUp, WARM_UP_CONNECTIONS, WARM_UP);
        application.awaitApplied();
        System.out.printf("warmed up with %,d deliveries%n%n", warm.requests());
        System.out.println("connections   deliveries/s    p50 ms    p95 ms    p99 ms    max ms   errors   acknowledged"
                + "    stored   backlog age p50/p99 s   to the read model/s");
        for (int connections : CONNECTIONS) {
            measure(connections);
        }
        System.out.println();
        postgresAlone();
        System.out.printf(
                "%nmemory: application %,d MB resident, PostgreSQL %,d MB proportional%n",
                application.residentMegabytes(), application.postgresMegabytes());
    }

    private void measure(int connections) throws Exception {
        Path deliveries = prepare(RUN);
        long storedBefore = application.count("webhook_delivery");
        long readBefore = application.count("transcript");
        try (var sampler = Executors.newSingleThreadScheduledExecutor()) {
            List<Double> ages = Collections.synchronizedList(new ArrayList<>());
            ScheduledFuture<?> sampling = sampler.scheduleAtFixedRate(
                    () -> ages.add(application.backlogAge()), 0, 200, TimeUnit.MILLISECONDS);
            Instant begun = Instant.now();
            Result result = load(deliveries, connections, RUN);
            sampling.cancel(false);
            application.awaitApplied();
            double toTheEnd = BenchedApplication.secondsSince(begun);
            long stored = application.count("webhook_delivery") - storedBefore;
            long read = application.count("transcript") - readBefore;
            System.out.printf(
                    "%11d %14.0f %9.1f %9.1f %9.1f %9.1f %8d %14d %9d %14.2f / %.2f %21.0f%n",
                    connections,
                    result.requests() / result.seconds(),
                    result.p50() / 1_000.0,
                    result.p95() / 1_000.0,
                    result.p99() / 1_000.0,
                    result.max() / 1_000.0,
                    result.refused() + result.broken(),
                    result.requests() - result.refused(),
                    stored,
                    BenchedApplication.percentile(ages, 0.50),
                    BenchedApplication.percentile(ages, 0.99),
                    read / toTheEnd);
            if (stored < result.requests() - result.refused()) {
                throw new IllegalStateException("acknowledged deliveries are missing from the store");
            }
        }
    }

    /** What the database does with rows of the same size when nothing else stands before it. */
    private void postgresAlone() throws Exception {
        application.execute("CREATE TABLE bench_delivery (LIKE webhook_delivery INCLUDING ALL)");
        byte[] body = delivery(0).getBytes(StandardCharsets.UTF_8);
        System.out.println("PostgreSQL alone, the same rows:");
        for (int connections : new int[] {1, 8, 32}) {
            System.out.printf(
                    "%11d connections, a commit a row: %,8.0f rows/s%n", connections, insertRate(connections, 1, body));
        }
        System.out.printf("%11d connection, a commit every 32 rows: %,8.0f rows/s%n", 1, insertRate(1, 32, body));
        application.execute("DROP TABLE bench_delivery");
    }

    private double insertRate(int connections, int rowsEach, byte[] body) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        String rows = String.join(", ", Collections.nCopies(rowsEach, "('{}', ?)"));
        Callable<Long> worker = () -> {
            long written = 0;
            try (Connection connection = application.connect();
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO bench_delivery (headers, body) VALUES " + rows)) {
                while (System.nanoTime() < until) {
                    for (int row = 1; row <= rowsEach; row++) {
                        insert.setBytes(row, body);
                    }
                    written += insert.executeUpdate();
                }
            }
            return written;
        };
        long written = 0;
        try (var workers = Executors.newFixedThreadPool(connections)) {
            for (Future<Long> done : workers.invokeAll(Collections.nCopies(connections, worker))) {
                written += done.get();
            }
        }
        return written / 5.0;
    }

    private Path prepare(Duration duration) throws Exception {
        Path file = application.folder().resolve("deliveries-" + deliveriesMade + ".tsv");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        long wanted = duration.toSeconds() * MOST_A_SECOND;
        try (var lines = Files.newBufferedWriter(file)) {
            for (long i = 0; i < wanted; i++) {
                String body = delivery(deliveriesMade++);
                String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
                lines.write("sha256=" + signature + "\t" + body + "\n");
            }
        }
        return file;
    }

    private static String delivery(int number) {
        long customer = 15_555_000_000L + number % CUSTOMERS;
        return ("{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"100000000000001\",\"changes\":[{\"value\":"
            + "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":\"15555550100\",\"phone_number_id\":\"%s\"},\"contacts\":[{\"profile\":{\"name\":\"Customer"
            + " %d\"},\"wa_id\":\"%d\"}],"
            + "\"messages\":[{\"from\":\"%d\",\"id\":\"wamid.BENCH%012d\",\"timestamp\":\"%d\",\"type\":\"text\",\"text\":{\"body\":\"Is"
            + " the blue kettle still in stock? This is message number %d.\"}}]},\"field\":\"messages\"}]}]}")
                .formatted(
                        NUMBER,
                        customer,
                        customer,
                        customer,
                        number,
                        Instant.now().getEpochSecond(),
                        number);
    }

    private Result load(Path deliveries, int connections, Duration duration) throws Exception {
        int threads = Math.min(2, connections);
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "--threads=" + threads,
                        "--connections=" + connections,
                        "--duration=" + duration.toSeconds() + "s",
                        "--timeout=20s",
                        "--script=" + wrkScript,
                        "http://127.0.0.1:" + application.port(),
                        "--",
                        deliveries.toString(),
                        Integer.toString(threads))
                .redirectErrorStream(true)
                .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        Files.delete(deliveries);
        return output.lines()
                .filter(line -> line.startsWith("RESULT "))
                .map(Result::of)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("wrk failed:\n" + output));
    }

    /** What wrk counted; times in microseconds. */
    private record Result(
            long requests, double seconds, long refused, long broken, long p50, long p95, long p99, long max) {
        private static Result of(String line) {
            long[] figures = Arrays.stream(line.split(" "))
                    .skip(1)
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Result(
                    figures[0],
                    figures[1] / 1e6,
                    figures[2],
                    figures[3],
                    figures[4],
                    figures[5],
                    figures[6],
                    figures[7]);
        }
    }

    private static void requireWrk() throws InterruptedException {
        try {
            new ProcessBuilder("wrk", "--version")
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } catch (IOException missing) {
            System.err.println("wrk is missing: apt-get install -y --no-install-recommends wrk");
            System.exit(1);
        }
    }

    private void close() throws Exception {
        application.close();
    }
}
