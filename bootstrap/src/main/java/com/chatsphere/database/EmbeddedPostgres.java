package com.chatsphere.database;

import com.chatsphere.application.Secret;
import com.chatsphere.settings.DataFolder;
import com.chatsphere.settings.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL server of ChatSphere's own, for installations that have none.
 *
 * <p>It runs beside this process, not inside it. When this process is killed the server lives on, and the next start
 * stops it cleanly before it starts it again; when the server dies, it is started again on the same port.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String PASSWORD_FILE = "postgres-password";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int ATTEMPTS_AT_A_FREE_PORT = 5;
    private static final long LEAST_FREE_BYTES = 128L << 20;
    private static final Duration PAUSE_BEFORE_REVIVAL = Duration.ofSeconds(1);

    private final PostgresFolder folder;
    private final FolderLock lock;
    private final Secret password;
    private final int port;
    private final ScheduledExecutorService revival = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("embedded-postgres").factory());

    private volatile boolean stopping;

    private EmbeddedPostgres(PostgresFolder folder, FolderLock lock, Secret password, int port) {
        this.folder = folder;
        this.lock = lock;
        this.password = password;
        this.port = port;
    }

    /** Starts the server of this data folder, making its database on the first start, and returns once it answers. */
    public static EmbeddedPostgres start(Path dataFolder) {
        var data = DataFolder.at(dataFolder);
        var lock = FolderLock.on(data);
        try {
            requireRoom(data);
            var folder = PostgresFolder.in(data);
            var port = startOnFreePort(folder);
            var postgres = new EmbeddedPostgres(folder, lock, data.secretOrNew(PASSWORD_FILE), port);
            postgres.watch();
            return postgres;
        } catch (RuntimeException refused) {
            release(lock);
            throw refused;
        } catch (IOException failure) {
            release(lock);
            throw PostgresFolder.refusal(failure, data.path().resolve("postgres"));
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, PostgresFolder.DATABASE);
    }

    public String user() {
        return PostgresFolder.ROLE;
    }

    public Secret password() {
        return password;
    }

    /** Stops the server once its clients' transactions are rolled back; to be called after the pools are closed. */
    public synchronized void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        revival.shutdownNow();
        try {
            if (!folder.stopServer("fast", 60) && folder.server().isPresent() && !folder.stopServer("immediate", 20)) {
                log.error("The embedded database does not stop; the next start takes care of it");
            }
        } catch (IOException failure) {
            log.error("The embedded database could not be stopped; the next start takes care of it", failure);
        } finally {
            release(lock);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private static void requireRoom(DataFolder data) throws IOException {
        var free = Files.getFileStore(data.path()).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new StartRefused(
                    "The disk of the data folder %s is full (%d MB left, the database needs %d); make room"
                                    .formatted(data.path(), free >> 20, LEAST_FREE_BYTES >> 20)
                            + " and start again");
        }
    }

    private static int startOnFreePort(PostgresFolder folder) throws IOException {
        for (var attempt = 1; ; attempt++) {
            var port = freePort();
            var problem = start(folder, port);
            if (problem.isEmpty()) {
                return port;
            }
            if (attempt == ATTEMPTS_AT_A_FREE_PORT || !problem.contains("TCP/IP")) {
                throw new IOException(problem);
            }
        }
    }

    /** Empty when the server answers, else why it does not. */
    private static String start(PostgresFolder folder, int port) throws IOException {
        var options = "-c port=%d -c listen_addresses=127.0.0.1 -c unix_socket_directories= ".formatted(port)
                + "-c fsync=on -c full_page_writes=on -c synchronous_commit=on";
        var outcome = folder.startServer(options);
        if (outcome.succeeded()) {
            return "";
        }
        var words = folder.lastWords();
        return PostgresFolder.reasonIn(words.isEmpty() ? outcome.output() : words);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void watch() throws IOException {
        var server = folder.server();
        if (server.isPresent()) {
            var _ = server.get().onExit().thenRun(this::reviveSoon);
        } else {
            reviveSoon();
        }
    }

    private void reviveSoon() {
        if (!stopping) {
            log.error("The embedded database ended by itself; it is started again");
            later(this::revive);
        }
    }

    private void later(Runnable task) {
        try {
            var _ = revival.schedule(task, PAUSE_BEFORE_REVIVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            log.debug("The embedded database is being stopped", stopped);
        }
    }

    private synchronized void revive() {
        if (stopping) {
            return;
        }
        try {
            var problem = start(folder, port);
            if (problem.isEmpty()) {
                watch();
                return;
            }
            log.error("The embedded database cannot be started again: {}", problem);
        } catch (IOException failure) {
            log.error("The embedded database cannot be started again", failure);
        }
        later(this::revive);
    }

    private static void release(FolderLock lock) {
        try {
            lock.close();
        } catch (IOException failure) {
            log.warn("The lock on the data folder could not be released", failure);
        }
    }
}
