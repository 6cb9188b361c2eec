package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code java -jar chatsphere.jar} in a folder of its own, with everything it says. */
final class RunningApplication implements Addressed, AutoCloseable {
    static final String PASSWORD = "correct-horse-battery";

    private static final Path JAR = Path.of("target/chatsphere.jar").toAbsolutePath();
    /** What each of them said, for whoever looks into a failure. */
    private static final Path LOGS = Path.of("target/blackbox-logs");

    private static final Pattern READY = Pattern.compile("ChatSphere is ready: (http://127\\.0\\.0\\.1:[0-9]+)");
    private static final Pattern FIRST_PASSWORD = Pattern.compile("user admin, password (\\S+)");

    /** Generous, because the machine may be busy with something else. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final int LINE_OF_THE_PORT = 3;

    private static final List<Path> BINARIES = new CopyOnWriteArrayList<>();

    private final Path folder;
    private final Map<String, String> settings;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Process process;
    private final Thread listening;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private RunningApplication(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
        lendBinaries();
        this.process = launch();
        this.listening = Thread.ofPlatform().daemon().name("application-log").start(this::listen);
    }

    /** Starts it without Meta's credentials and waits until it is ready; it listens on any free port. */
    static RunningApplication withSandbox() {
        return launch(Workplace.folder(), Map.of()).awaitReady();
    }

    /** Starts it with Meta's credentials, and a stand-in where the Graph API would be, and waits until it is ready. */
    static RunningApplication withMeta(URI graph) {
        return withMeta(graph, Map.of());
    }

    static RunningApplication withMeta(URI graph, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(settings(graph));
        settings.putAll(more);
        return launch(Workplace.folder(), settings).awaitReady();
    }

    /** Meta's credentials as they are in every test, and an administrator's password. */
    static Map<String, String> settings(URI graph) {
        return Map.of(
                "META_TOKEN",
                "token-of-the-tests",
                "META_PHONE_NUMBER_ID",
                Deliveries.NUMBER,
                "META_WABA_ID",
                Deliveries.ACCOUNT,
                "META_VERIFY_TOKEN",
                "verify-token-of-the-tests",
                "META_APP_SECRET",
                WebhookCannon.SECRET,
                "META_GRAPH_BASE_URL",
                graph.toString(),
                "ADMIN_PASSWORD",
                PASSWORD);
    }

    /** Starts it and does not wait. */
    static RunningApplication launch(Path folder, Map<String, String> settings) {
        return new RunningApplication(folder, Map.copyOf(settings));
    }

    /** Starts it anew on the same data. */
    RunningApplication again() {
        assertThat(process.isAlive()).isFalse();
        return launch(folder, settings).awaitReady();
    }

    /** Starts anew on the same data with other settings, and does not wait. */
    RunningApplication launchAgain(Map<String, String> otherSettings) {
        assertThat(process.isAlive()).isFalse();
        return launch(folder, otherSettings);
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Whether it has told where it listens. */
    boolean isReady() {
        return ready.isDone() && !ready.isCompletedExceptionally();
    }

    RunningApplication awaitReady() {
        try {
            ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            keepBinaries();
            return this;
        } catch (TimeoutException | ExecutionException notReady) {
            close();
            return fail("The application did not become ready. It said:\n" + log());
        } catch (InterruptedException interrupted) {
            close();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public URI address() {
        return ready.join();
    }

    Path data() {
        return folder.resolve("data");
    }

    String log() {
        return String.join("\n", said);
    }

    /** The first lines of the stack traces in what was said. */
    List<String> stackTraces() {
        List<String> lines = List.copyOf(said);
        return IntStream.range(1, lines.size())
                .filter(line -> lines.get(line).startsWith("\tat ")
                        && !lines.get(line - 1).startsWith("\t")
                        && !lines.get(line - 1).startsWith("Caused by"))
                .mapToObj(line -> lines.get(line - 1))
                .toList();
    }

    /** The password of the first administrator, as it was printed. */
    String firstPassword() {
        Matcher password =
                await().atMost(Duration.ofSeconds(10)).until(() -> FIRST_PASSWORD.matcher(log()), Matcher::find);
        return password.group(1);
    }

    /** SIGKILL to this process alone; its database lives on. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM. */
    void askToStop() {
        process.destroy();
    }

    /** The exit code; what was said until then is complete. */
    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                fail("The application does not end. It said:\n" + log());
            }
            listening.join(PATIENCE);
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** The first process of the embedded database, while it runs. */
    Optional<ProcessHandle> database() {
        try (Stream<String> lines = Files.lines(data().resolve("postgres/postmaster.pid"))) {
            return lines.findFirst()
                    .map(String::strip)
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                    .filter(ProcessHandle::isAlive);
        } catch (NoSuchFileException stopped) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A connection to the embedded database, beside the application's own. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + databasePort() + "/chatsphere", "chatsphere", databasePassword());
    }

    /** Where another node finds the embedded database. */
    String databaseUrl() {
        return "postgres://chatsphere:%s@127.0.0.1:%s/chatsphere"
                .formatted(URLEncoder.encode(databasePassword(), StandardCharsets.UTF_8), databasePort());
    }

    private String databasePort() {
        try {
            return Files.readAllLines(data().resolve("postgres/postmaster.pid")).get(LINE_OF_THE_PORT);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String databasePassword() {
        try {
            return Files.readString(data().resolve("postgres-password")).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        database().ifPresent(ProcessHandle::destroyForcibly);
    }

    private Process launch() {
        assertThat(JAR)
                .as("the packaged application; these tests run in `./mvnw verify`")
                .isRegularFile();
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", // none of them runs long enough to earn back what more would cost
                        "-Xmx512m",
                        "-jar",
                        JAR.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = command.environment();
        String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("PORT", "0");
        environment.put("CHATSPHERE_DATA", data().toString());
        environment.putAll(settings);
        try {
            return command.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader();
                BufferedWriter kept =
                        Files.newBufferedWriter(Files.createDirectories(LOGS).resolve(process.pid() + ".log"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                kept.write(line + "\n");
                kept.flush();
                Matcher welcome = READY.matcher(line);
                if (welcome.find()) {
                    ready.complete(URI.create(welcome.group(1)));
                }
            }
        } catch (IOException ended) {
            said.add("(" + ended.getMessage() + ")");
        }
        ready.completeExceptionally(new IllegalStateException("ended"));
    }

    /** Spares all but the first the unpacking of the database's programs. */
    private void lendBinaries() {
        try {
            Files.createDirectories(data());
            for (Path binaries : BINARIES) {
                Path link = data().resolve(binaries.getFileName());
                if (Files.notExists(link)) {
                    Files.createSymbolicLink(link, binaries);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void keepBinaries() {
        if (!BINARIES.isEmpty()) {
            return;
        }
        try (var unpacked = Files.newDirectoryStream(data(), "postgres-binaries-*")) {
            unpacked.forEach(BINARIES::add);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
