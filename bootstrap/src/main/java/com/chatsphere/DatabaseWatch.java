package com.chatsphere;

import com.chatsphere.application.Readiness;
import com.chatsphere.application.instance.Instances;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether this node can work, and brings what waits for the database back to work once it answers.
 *
 * <p>Axon's processors double their pause up to a minute during an outage; they are started anew instead.
 */
final class DatabaseWatch implements Readiness {
    private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final Duration MOST_SKEW = Duration.ofSeconds(5);
    private static final int PATIENCE_SECONDS = 2;

    private final DataSource database;
    private final Instances instances;
    private final EventProcessingConfiguration processing;
    private final Clock clock;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("database-watch").daemon().factory());
    private volatile Optional<String> databaseProblem = Optional.of("starting");
    private boolean wasDown;

    DatabaseWatch(DataSource database, Instances instances, EventProcessingConfiguration processing, Clock clock) {
        this.database = database;
        this.instances = instances;
        this.processing = processing;
        this.clock = clock;
    }

    void start() {
        look();
        watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    void stop() {
        databaseProblem = Optional.of("stopping");
        watch.shutdownNow();
    }

    @Override
    public Optional<String> problem() {
        if (databaseProblem.isPresent()) {
            return databaseProblem;
        }
        boolean believes = instances.all().stream().anyMatch(instance -> instance.appSecret() != null);
        return believes ? Optional.empty() : Optional.of("no app secret is set, so no webhook can be believed");
    }

    private void look() {
        try {
            databaseProblem = skew();
            if (wasDown) {
                log.info("the database answers again");
                restartProcessors();
            }
            wasDown = false;
        } catch (SQLException | RuntimeException failure) {
            if (!wasDown) {
                log.warn("the database does not answer: {}", failure.getMessage());
            }
            wasDown = true;
            databaseProblem = Optional.of("the database does not answer");
        }
    }

    private Optional<String> skew() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            try (var now = statement.executeQuery("SELECT clock_timestamp()")) {
                now.next();
                Instant there = now.getTimestamp(1).toInstant();
                Duration apart = Duration.between(there, clock.instant()).abs();
                return apart.compareTo(MOST_SKEW) <= 0
                        ? Optional.empty()
                        : Optional.of("the clocks of this node and the database are more than 5 seconds apart");
            }
        }
    }

    private void restartProcessors() {
        processing.eventProcessors().values().stream()
                .filter(StreamingEventProcessor.class::isInstance)
                .forEach(processor -> {
                    processor.shutDown();
                    processor.start();
                });
    }
}
