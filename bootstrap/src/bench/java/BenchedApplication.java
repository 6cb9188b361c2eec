import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jar, started on an empty data folder, and what can be seen of it in its database. */
final class BenchedApplication implements AutoCloseable {
    static final String PASSWORD = "benchmark-password";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    private final Path folder = Files.createTempDirectory("chatsphere-bench");
    private final Process process;
    private final int port = freePort();

    BenchedApplication(Path jar, String secret, String number) throws Exception {
        this(jar, secret, number, NOWHERE);
    }

    /** With a stand-in where the Graph API would be. */
    BenchedApplication(Path jar, String secret, String number, URI graph) throws Exception {
        Instant started = Instant.now();
        ProcessBuilder start = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toAbsolutePath().toString());
        start.environment().keySet().removeIf(name -> name.startsWith("META_") || name.startsWith("DATABASE_"));
        start.environment().put("PORT", Integer.toString(port));
        start.environment().put("CHATSPHERE_DATA", folder.resolve("data").toString());
        start.environment().put("META_TOKEN", "benchmark-token");
        start.environment().put("META_PHONE_NUMBER_ID", number);
        start.environment().put("META_APP_SECRET", secret);
        start.environment().put("META_VERIFY_TOKEN", "benchmark-verify-token");
        start.environment().put("META_GRAPH_BASE_URL", graph.toString());
        start.environment().put("ADMIN_PASSWORD", PASSWORD);
        start.directory(folder.toFile());
        process = start.redirectErrorStream(true)
                .redirectOutput(folder.resolve("application.log").toFile())
                .start();
        awaitReady();
        System.out.printf("ready after %.1f s, first start with a new database included%n", secondsSince(started));
    }

    Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    void awaitApplied() throws Exception {
        await("the backlog and the read models", () -> count("webhook_backlog") == 0 && readModelsAreUpToDate());
    }

    private boolean readModelsAreUpToDate() throws SQLException {
        return number("SELECT count(*) FROM token_entry WHERE processor_name IN ('inbox', 'transcript')"
                        + " AND (convert_from(token, 'UTF8')::json ->> 'index')::bigint"
                        + " >= (SELECT max(global_index) FROM domain_event)")
                == 2;
    }

    double backlogAge() {
        try {
            return number("SELECT coalesce(extract(epoch FROM clock_timestamp() - min(received_at)) * 1000, 0)::bigint"
                            + " FROM webhook_delivery WHERE id = (SELECT min(delivery_id) FROM webhook_backlog)")
                    / 1_000.0;
        } catch (SQLException failure) {
            return Double.NaN;
        }
    }

    long count(String table) throws SQLException {
        return number("SELECT count(*) FROM " + table);
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    String text(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connect() throws SQLException {
        try {
            Path data = folder.resolve("data");
            String postgresPort =
                    Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3);
            String password =
                    Files.readString(data.resolve("postgres-password")).strip();
            return DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + postgresPort + "/chatsphere", "chatsphere", password);
        } catch (IOException failure) {
            throw new SQLException(failure);
        }
    }

    long residentMegabytes() throws IOException {
        return kilobytes(Path.of("/proc", Long.toString(process.pid()), "status"), "VmRSS:") / 1024;
    }

    /** Bytes on the heap that are in use once everything else has been collected. */
    long liveHeap() throws Exception {
        Process asking = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher total = LIVE.matcher(said);
        if (asking.waitFor() != 0 || !total.find()) {
            throw new IllegalStateException(said);
        }
        return Long.parseLong(total.group(1));
    }

    long postgresMegabytes() throws IOException {
        long postmaster = Long.parseLong(Files.readAllLines(folder.resolve("data/postgres/postmaster.pid"))
                .getFirst());
        List<Long> processes = new ArrayList<>(List.of(postmaster));
        ProcessHandle.of(postmaster)
                .ifPresent(server -> server.descendants().forEach(child -> processes.add(child.pid())));
        long kilobytes = 0;
        for (long process : processes) {
            try {
                kilobytes += kilobytes(Path.of("/proc", Long.toString(process), "smaps_rollup"), "Pss:");
            } catch (IOException ended) {
                continue;
            }
        }
        return kilobytes / 1024;
    }

    static double percentile(List<Double> values, double part) {
        List<Double> sorted = values.stream().filter(Double::isFinite).sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size()));
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        Instant until = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (Instant.now().isAfter(until)) {
                throw new IllegalStateException("waited too long for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    static double secondsSince(Instant begun) {
        return Duration.between(begun, Instant.now()).toMillis() / 1_000.0;
    }

    private void awaitReady() throws Exception {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            await("the application", () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException(Files.readString(folder.resolve("application.log")));
                }
                try {
                    return client.send(health, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200;
                } catch (IOException notYet) {
                    return false;
                }
            });
        }
    }

    private static long kilobytes(Path file, String figure) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(figure))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
