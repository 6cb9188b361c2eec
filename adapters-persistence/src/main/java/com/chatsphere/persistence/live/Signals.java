package com.chatsphere.persistence.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what any node says through PostgreSQL's NOTIFY, on one connection of its own and one thread.
 *
 * <p>Only ever a hint to look now instead of a little later: whoever listens polls as well, and after every lost connection
 * all are woken, because something may have been said meanwhile.
 */
public final class Signals implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final int WAIT_MILLIS = 500;
    private static final int RECONNECT_MILLIS = 500;

    private final Connections connections;
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final Thread thread = Thread.ofPlatform().name("signals").daemon().unstarted(this::listen);
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Opens a connection outside any pool. */
    @FunctionalInterface
    public interface Connections {
        Connection open() throws SQLException;
    }

    public Signals(Connections connections) {
        this.connections = connections;
    }

    /** Calls {@code wake}, which must be quick, whenever something is said on the channel. */
    public void on(String channel, Runnable wake) {
        listeners.computeIfAbsent(channel, none -> new CopyOnWriteArrayList<>()).add(wake);
    }

    /** Begins to listen to the channels named by then. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
    }

    private boolean open() {
        return closing.getCount() > 0;
    }

    private void listen() {
        boolean connected = true;
        while (open()) {
            try (Connection connection = connections.open()) {
                subscribe(connection);
                if (!connected) {
                    log.info("listening to PostgreSQL again");
                }
                connected = true;
                listeners.values().forEach(Signals::wakeAll);
                hear(connection);
            } catch (SQLException lost) {
                if (connected && open()) {
                    log.warn(
                            "lost the connection that listens to PostgreSQL, polling until it is back: {}",
                            lost.getMessage());
                }
                connected = false;
                pause();
            }
        }
    }

    private void subscribe(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String channel : listeners.keySet()) {
                statement.execute("LISTEN " + channel);
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (open()) {
            PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
            if (heard == null) {
                continue;
            }
            java.util.stream.Stream.of(heard)
                    .map(PGNotification::getName)
                    .distinct()
                    .forEach(channel -> wakeAll(listeners.getOrDefault(channel, List.of())));
        }
    }

    private static void wakeAll(List<Runnable> wakes) {
        wakes.forEach(wake -> {
            try {
                wake.run();
            } catch (RuntimeException failure) {
                log.error("a listener to PostgreSQL failed", failure);
            }
        });
    }

    private void pause() {
        try {
            closing.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
