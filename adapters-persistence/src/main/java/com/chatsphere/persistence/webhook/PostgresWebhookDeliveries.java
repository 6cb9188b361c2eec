package com.chatsphere.persistence.webhook;

import com.chatsphere.application.webhook.WebhookDeliveries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps deliveries. Those that arrive while one commit is being flushed are written together by the next: one statement and
 * one flush for all of them, while each waits for its own.
 *
 * <p>Has connections of its own, so that nothing else that is busy with the database keeps a delivery waiting.
 */
public final class PostgresWebhookDeliveries implements WebhookDeliveries, AutoCloseable {
    static final String CHANNEL = "chatsphere_webhook";

    private static final int MOST_WAITING = 2_000;
    private static final int MOST_TOGETHER = 256;
    private static final int MOST_BYTES_TOGETHER = 16 << 20;
    private static final long PATIENCE_SECONDS = 8;
    private static final String INSERT = """
        WITH kept AS (
            INSERT INTO webhook_delivery (headers, body)
            SELECT headers, body FROM unnest(?::text[], ?::bytea[]) WITH ORDINALITY AS arrived (headers, body, place)
            ORDER BY place
            RETURNING id)
        INSERT INTO webhook_backlog (delivery_id) SELECT id FROM kept
        """;

    private final DataSource database;
    private final JsonMapper json = JsonMapper.shared();
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer =
            Thread.ofPlatform().name("webhook-writer").daemon().unstarted(this::write);
    private final List<Runnable> wakes;
    private volatile boolean closed;

    /**
     * @param database connections that are used for nothing else
     * @param wakes called after every commit
     */
    public PostgresWebhookDeliveries(DataSource database, List<Runnable> wakes) {
        this.database = database;
        this.wakes = wakes;
        writer.start();
    }

    @Override
    public void keep(byte[] body, Map<String, String> headers) {
        Waiting delivery = new Waiting(body, json.writeValueAsString(headers), new CompletableFuture<>());
        try {
            if (closed || !waiting.offer(delivery)) {
                throw new Unavailable(
                        "too many deliveries are waiting to be written", new IllegalStateException("full"));
            }
            delivery.kept().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new Unavailable("the delivery could not be written", failure);
        } catch (TimeoutException tooLong) {
            throw new Unavailable("writing the delivery took too long", tooLong);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Unavailable("stopped while the delivery was being written", stop);
        }
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
    }

    private void write() {
        List<Waiting> together = new ArrayList<>();
        while (!closed) {
            try {
                take(together);
                insert(together);
                together.forEach(delivery -> delivery.kept().complete(null));
                wakes.forEach(Runnable::run);
            } catch (InterruptedException stop) {
                break;
            } catch (SQLException | RuntimeException failure) {
                together.forEach(delivery -> delivery.kept().completeExceptionally(failure));
            } finally {
                together.clear();
            }
        }
        waiting.forEach(delivery -> delivery.kept().completeExceptionally(new IllegalStateException("shutting down")));
    }

    private void take(List<Waiting> together) throws InterruptedException {
        Waiting first = waiting.take();
        together.add(first);
        int bytes = first.body().length;
        while (together.size() < MOST_TOGETHER && bytes < MOST_BYTES_TOGETHER) {
            Waiting next = waiting.poll();
            if (next == null) {
                return;
            }
            together.add(next);
            bytes += next.body().length;
        }
    }

    private void insert(List<Waiting> together) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", together.stream().map(Waiting::headers).toArray(String[]::new)));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", together.stream().map(Waiting::body).toArray(byte[][]::new)));
            statement.executeUpdate();
        }
    }

    private record Waiting(byte[] body, String headers, CompletableFuture<Void> kept) {}
}
