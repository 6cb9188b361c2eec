package com.chatsphere.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.chatsphere.settings.StartRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class EmbeddedPostgresTest {
    @TempDir
    Path place;

    private Path data = Path.of("");

    @BeforeEach
    void letTheServersUserPass() throws IOException {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx--x--x"));
        data = Files.createDirectory(place.resolve("data"));
        SharedServer.lendBinariesTo(data);
    }

    /** Whatever a failed test leaves running is stopped by the next start, as after any crash. */
    @AfterEach
    void leaveNoServerBehind() throws IOException {
        if (Files.exists(data.resolve("postgres/postmaster.pid"))) {
            EmbeddedPostgres.start(data).stop();
        }
        Folders.delete(data);
    }

    @Test
    void keepsWhatWasWrittenOverRestarts() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data);
                var connection = connect(postgres)) {
            execute(connection, "CREATE TABLE note (text text)");
            execute(connection, "INSERT INTO note VALUES ('kept')");
        }
        try (var postgres = EmbeddedPostgres.start(data);
                var connection = connect(postgres)) {
            assertThat(answer(connection, "SELECT text FROM note")).isEqualTo("kept");
        }
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "full_page_writes, on",
        "synchronous_commit, on",
        "data_checksums, on",
        "password_encryption, scram-sha-256",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "server_encoding, UTF8",
        "log_timezone, UTC",
        "jit, off",
        "is_superuser, off",
    })
    void isDurableAndClosedToOthers(String setting, String value) throws Exception {
        assertThat(SharedServer.setting(setting)).isEqualTo(value);
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        var url = SharedServer.running().jdbcUrl();
        for (var user : List.of("chatsphere", "postgres", "nobody")) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() ->
                            DriverManager.getConnection(url, user, "guess").close())
                    .satisfies(refusal -> assertThat(refusal.getSQLState()).startsWith("28"));
        }
    }

    @Test
    void keepsThePasswordToItsOwner() throws Exception {
        SharedServer.running();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(SharedServer.data().resolve("postgres-password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(SharedServer.data().resolve("postgres"))))
                .isEqualTo("rwx------");
    }

    @Test
    void bringsTheExtensionsThatSearchNeedsForEveryScript() throws Exception {
        try (var connection = connect(SharedServer.running())) {
            for (var extension : List.of("unaccent", "pg_trgm", "pgcrypto")) {
                execute(connection, "CREATE EXTENSION IF NOT EXISTS " + extension);
            }
            assertThat(answer(connection, "SELECT unaccent('Ångström é')")).isEqualTo("Angstrom e");
            assertThat(answer(connection, "SELECT cardinality(show_trgm('مرحبا')) > 0"))
                    .isEqualTo("t");
            assertThat(answer(connection, "SELECT lower('ÄÉ')")).isEqualTo("äé");
            assertThat(answer(connection, "SELECT to_tsvector('simple', 'مرحبا') @@ to_tsquery('simple', 'مرحبا')"))
                    .isEqualTo("t");
        }
    }

    @Test
    void losesNothingWhenItsProcessIsKilled() throws Exception {
        var child = childThatWrites(data);
        long acknowledged;
        try (var lines = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            var line = lines.readLine();
            while (line != null && !line.equals("200")) {
                line = lines.readLine();
            }
            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(data))
                    .satisfies(refusal -> assertThat(refusal.lines())
                            .singleElement()
                            .asString()
                            .contains("in use by another running ChatSphere (process " + child.pid() + ")"));
            child.toHandle().destroyForcibly();
            acknowledged = lines.lines().mapToLong(Long::parseLong).max().orElse(200);
        }
        var before = System.nanoTime();
        try (var postgres = EmbeddedPostgres.start(data);
                var connection = connect(postgres)) {
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
            assertThat(Long.parseLong(answer(connection, "SELECT count(*) FROM written")))
                    .isGreaterThanOrEqualTo(acknowledged);
        }
    }

    @Test
    void isStartedAgainOnTheSamePortWhenItDies() throws Exception {
        try (var postgres = EmbeddedPostgres.start(data)) {
            try (var connection = connect(postgres)) {
                execute(connection, "CREATE TABLE note (text text)");
            }
            var server = serverOf(data);
            server.destroyForcibly();
            server.onExit().get(10, TimeUnit.SECONDS);
            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
                try (var connection = connect(postgres)) {
                    assertThat(answer(connection, "SELECT count(*) FROM note")).isEqualTo("0");
                }
            });
        }
    }

    @Test
    void forgetsAProcessIdThatBelongsToAStrangerByNow() throws Exception {
        EmbeddedPostgres.start(data).stop();
        Files.writeString(
                data.resolve("postgres/postmaster.pid"),
                "%d%n%s%n%d%n5432%n%n127.0.0.1%n 1 1%nready   %n"
                        .formatted(ProcessHandle.current().pid(), data.resolve("postgres"), 1_700_000_000));
        EmbeddedPostgres.start(data).stop();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void startsAfterAFirstStartThatWasKilledHalfway() throws Exception {
        Files.createDirectories(data.resolve("postgres-unfinished/base"));
        Files.writeString(data.resolve("postgres-unfinished/PG_VERSION"), "18");
        Files.createDirectories(data.resolve("postgres"));
        EmbeddedPostgres.start(data).stop();
        assertThat(data.resolve("postgres-unfinished")).doesNotExist();
    }

    @Test
    void makesANewPasswordWhenItsFileIsLost() throws Exception {
        String lost;
        try (var postgres = EmbeddedPostgres.start(data)) {
            lost = postgres.password().reveal();
        }
        Files.delete(data.resolve("postgres-password"));
        try (var postgres = EmbeddedPostgres.start(data);
                var connection = connect(postgres)) {
            assertThat(answer(connection, "SELECT 1")).isEqualTo("1");
            assertThat(postgres.password().reveal()).isNotEqualTo(lost);
        }
    }

    @Test
    void saysWhatToDoAboutAPasswordThatIsNotItsOwn() throws Exception {
        EmbeddedPostgres.start(data).stop();
        Files.writeString(data.resolve("postgres-password"), "another");
        try (var postgres = EmbeddedPostgres.start(data)) {
            assertThatExceptionOfType(StartRefused.class)
                    .isThrownBy(() -> DatabaseCheck.require(postgres, false))
                    .withMessageContaining("postgres-password of the data folder; delete that file");
        }
    }

    @Test
    void worksBelowFoldersThatOnlyRootMayPass() throws Exception {
        assumeTrue(ServerUser.currentUserIsRoot(), "only root hands the server to another user");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
        try (var postgres = EmbeddedPostgres.start(data);
                var connection = connect(postgres)) {
            assertThat(answer(connection, "SELECT 1")).isEqualTo("1");
        }
        EmbeddedPostgres.start(data).stop();
    }

    @Test
    void refusesTheDataOfAnotherMajorVersion() throws Exception {
        Files.createDirectories(data.resolve("postgres"));
        Files.writeString(data.resolve("postgres/PG_VERSION"), "17\n");
        assertThat(refusal(data)).contains("made by PostgreSQL 17").contains("DATABASE_URL");
        assertThat(data.resolve("postgres-password")).doesNotExist();
    }

    @Test
    void refusesAFolderThatHoldsSomethingElse() throws Exception {
        Files.createDirectories(data.resolve("postgres"));
        Files.writeString(data.resolve("postgres/holiday.jpg"), "no database");
        assertThat(refusal(data)).contains("something else than a PostgreSQL database");
        assertThat(data.resolve("postgres/holiday.jpg")).exists();
    }

    @Test
    void refusesADataFolderItCannotWriteTo() throws Exception {
        var file = Files.writeString(place.resolve("file"), "");
        assertThat(refusal(file)).startsWith("CHATSPHERE_DATA: ").contains("cannot be written to");
        assertThat(refusal(Path.of("/proc/chatsphere"))).startsWith("CHATSPHERE_DATA: ");
    }

    @Test
    void refusesAPlatformItHasNoServerFor() {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> PostgresBinaries.archiveFor("Plan 9", "mips"))
                .withMessageContaining("no embedded database for Plan 9 on mips")
                .withMessageContaining("DATABASE_URL");
    }

    private static String refusal(Path data) {
        try {
            EmbeddedPostgres.start(data).stop();
            return "started";
        } catch (StartRefused refused) {
            assertThat(refused.lines()).hasSize(1);
            return refused.lines().getFirst();
        }
    }

    private static ProcessHandle serverOf(Path data) throws IOException {
        var pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static Process childThatWrites(Path data) throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Writer.class.getName(), data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.user(), postgres.password().reveal());
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var prepared = connection.prepareStatement(statement)) {
            prepared.execute();
        }
    }

    static String answer(Connection connection, String question) throws SQLException {
        try (var prepared = connection.prepareStatement(question);
                var rows = prepared.executeQuery()) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** A process that writes until it is killed, and says how much of it was committed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
                    var connection = connect(postgres)) {
                execute(connection, "CREATE TABLE written (number bigint)");
                try (var insert = connection.prepareStatement("INSERT INTO written VALUES (?)")) {
                    for (var number = 1L; ; number++) {
                        insert.setLong(1, number);
                        insert.executeUpdate();
                        System.out.println(number);
                    }
                }
            }
        }
    }
}
