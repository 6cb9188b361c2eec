package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The database goes away and comes back: nothing acknowledged is lost, and nobody restarts the application. */
@Timeout(300)
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Several times what a quiet machine needs, 300 further deliveries included. */
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(60);

    private static final Path DATABASE = Workplace.folder().resolve("database");
    private static final int PORT = Workplace.freePort();

    @Test
    void everyProcessOfTheEmbeddedDatabaseIsKilledUnderLoad() throws Exception {
        try (StandInMeta meta = new StandInMeta();
                RunningApplication application = RunningApplication.withMeta(meta.address());
                Script script = Script.loggedIn(application);
                SteadyLoad load = new SteadyLoad("outage", WebhookCannon.at(application), 100)) {
            load.awaitAcknowledged(300);
            ProcessHandle server = application.database().orElseThrow();

            long killed = System.nanoTime();
            signal(
                    "KILL",
                    Stream.concat(Stream.of(server), server.descendants()).toList());
            assertThat(server.onExit().orTimeout(20, TimeUnit.SECONDS).join().isAlive())
                    .isFalse();
            await().atMost(PATIENCE).until(() -> load.refused() > 0);
            load.awaitAcknowledged(300);
            script.settledLedger();
            Duration recovery = Duration.ofNanos(System.nanoTime() - killed);

            load.end();
            load.assertNothingLostOrDoubled(script);
            assertThat(recovery).isLessThan(LONGEST_RECOVERY);
            System.out.printf(
                    "%d deliveries, %d refused, flowing again %s after the kill%n",
                    load.acknowledged(), load.refused(), recovery);
        }
    }

    @Test
    void theEmbeddedDatabaseDies() {
        try (StandInMeta meta = new StandInMeta();
                RunningApplication application = RunningApplication.withMeta(meta.address());
                WebhookCannon cannon = WebhookCannon.at(application);
                Script script = Script.loggedIn(application)) {
            assertThat(cannon.fire(Deliveries.text("wamid.before", "15555558001", "before")))
                    .isEqualTo(200);
            script.conversationWith("15555558001");

            ProcessHandle server = application.database().orElseThrow();
            assertThat(server.destroyForcibly()).isTrue();
            assertThat(server.onExit().orTimeout(20, TimeUnit.SECONDS).join().isAlive())
                    .isFalse();

            assertFlowsAgain(cannon, script, meta, "15555558001", List.of("wamid.before"));
        }
    }

    @Test
    void theDatabaseOfTheOperatorHangsAndThenStops() throws Exception {
        EmbeddedPostgres database = database();
        try (StandInMeta meta = new StandInMeta();
                RunningApplication application =
                        RunningApplication.withMeta(meta.address(), Map.of("DATABASE_URL", url()));
                WebhookCannon cannon = WebhookCannon.at(application);
                Script script = Script.loggedIn(application)) {
            assertThat(cannon.fire(Deliveries.text("wamid.before", "15555558002", "before")))
                    .isEqualTo(200);
            script.conversationWith("15555558002");

            List<ProcessHandle> processes = processesOf(PORT);
            signal("STOP", processes);
            try {
                assertThat(cannon.fire(Deliveries.text("wamid.hung", "15555558002", "hung")))
                        .isEqualTo(503);
                await().atMost(PATIENCE).until(() -> script.get("/health").status() == 503);
            } finally {
                signal("CONT", processes);
            }
            await().atMost(PATIENCE).until(() -> script.get("/health").status() == 200);
            assertThat(cannon.fire(Deliveries.text("wamid.hung", "15555558002", "hung")))
                    .isEqualTo(200);

            database.close();
            assertThat(cannon.fire(Deliveries.text("wamid.gone", "15555558002", "gone")))
                    .isEqualTo(503);
            await().atMost(PATIENCE).until(() -> script.get("/health").status() == 503);
            database = database();

            assertFlowsAgain(cannon, script, meta, "15555558002", List.of("wamid.before", "wamid.hung"));
        } finally {
            database.close();
        }
    }

    private static void assertFlowsAgain(
            WebhookCannon cannon, Script script, StandInMeta meta, String phone, List<String> before) {
        byte[] again = Deliveries.text("wamid.gone", phone, "gone");
        await().atMost(PATIENCE).until(() -> cannon.fire(again) == 200);
        await().atMost(PATIENCE).until(() -> script.get("/health").status() == 200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(script.messagesWith(phone, before.size() + 1))
                        .extracting(message -> message.path("providerMessageId").asString())
                        .containsExactlyElementsOf(Stream.concat(before.stream(), Stream.of("wamid.gone"))
                                .toList()));
        String conversation = script.conversationWith(phone).path("id").asString();
        Script.Answer answer =
                script.post("/api/message/send", Map.of("conversationId", conversation, "body", "back again " + phone));
        assertThat(answer.status()).isEqualTo(200);
        script.awaitStatus(
                conversation, answer.body().path("message").path("id").asString(), "sent");
        assertThat(meta.taken("back again " + phone)).hasSize(1);
        await().atMost(PATIENCE)
                .until(() -> script.conversationWith(phone).path("unreadCount").asInt() == before.size() + 1);
    }

    private static EmbeddedPostgres database() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(DATABASE)
                .setCleanDataDirectory(false)
                .setPort(PORT)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(PATIENCE)
                .start();
    }

    private static String url() {
        return "postgres://postgres:postgres@127.0.0.1:" + PORT + "/postgres";
    }

    private static List<ProcessHandle> processesOf(int port) {
        ProcessHandle first = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").matches(".*postgres .*-p " + port + "\\b.*"))
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .findFirst()
                .orElseThrow();
        return Stream.concat(Stream.of(first), first.descendants()).toList();
    }

    private static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(String.valueOf(process.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
