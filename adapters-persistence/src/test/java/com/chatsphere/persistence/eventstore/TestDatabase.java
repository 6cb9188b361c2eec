package com.chatsphere.persistence.eventstore;

import com.chatsphere.persistence.live.Signals;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultConfiguration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.jooq.autoconfigure.ExceptionTranslatorExecuteListener;
import org.springframework.boot.jooq.autoconfigure.SpringTransactionProvider;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** A migrated database of a test's own, wired as the application wires it; all are on one PostgreSQL server. */
public final class TestDatabase implements AfterEachCallback {
    private static final int CONNECTIONS = 24;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name = "test_" + COUNT.incrementAndGet();
    private final HikariDataSource pool;
    private final DSLContext dsl;
    private final DataSourceTransactionManager springTransactions;
    private final TransactionManager transactions;
    private final List<AutoCloseable> toClose = new ArrayList<>();

    public TestDatabase() {
        Server.execute("CREATE DATABASE " + name + " TEMPLATE " + Server.TEMPLATE);
        pool = new HikariDataSource();
        pool.setJdbcUrl(url());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        springTransactions = new DataSourceTransactionManager(pool);
        transactions = new SpringTransactionManager(springTransactions);
        DefaultConfiguration jooq = new DefaultConfiguration();
        jooq.set(SQLDialect.POSTGRES);
        jooq.set(new DataSourceConnectionProvider(new TransactionAwareDataSourceProxy(pool)));
        jooq.set(new SpringTransactionProvider(springTransactions));
        jooq.setExecuteListener(ExceptionTranslatorExecuteListener.DEFAULT);
        dsl = DSL.using(jooq);
    }

    public DSLContext dsl() {
        return dsl;
    }

    public DataSource pool() {
        return pool;
    }

    public TransactionManager transactions() {
        return transactions;
    }

    public ConnectionProvider connections() {
        return new SpringDataSourceConnectionProvider(pool);
    }

    public Transaction transaction() {
        return new Transaction(transactions);
    }

    public PostgresEventStorage storage() {
        return PostgresEventStorage.create(
                dsl, connections(), transactions, EventJson.serializer(), NoOpEventUpcaster.INSTANCE);
    }

    /** Signals that nobody has started to listen to yet. */
    public Signals signals() {
        return closing(new Signals(this::connect));
    }

    /** A connection of its own, outside the pool. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /** Closes it before the database goes. */
    public <C extends AutoCloseable> C closing(C resource) {
        toClose.add(resource);
        return resource;
    }

    /** How many connections wait for a lock. */
    public long waitingForLocks() {
        return number("SELECT count(*) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND wait_event_type = 'Lock'");
    }

    /** The one number that this query finds. */
    public long number(String query) {
        return Objects.requireNonNull(dsl.fetchSingle(query).get(0, Long.class));
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        for (AutoCloseable resource : toClose.reversed()) {
            resource.close();
        }
        pool.close();
        Server.execute("DROP DATABASE " + name + " WITH (FORCE)");
    }

    private String url() {
        return Server.POSTGRES.getJdbcUrl("postgres", name) + "&reWriteBatchedInserts=true";
    }

    private static final class Server {
        static final String TEMPLATE = "migrated";
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("track_commit_timestamp", "on")
                        .start();
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE " + TEMPLATE);
                }
                Flyway.configure()
                        .dataSource(postgres.getJdbcUrl("postgres", TEMPLATE), "postgres", "")
                        .locations("classpath:db/migration")
                        .load()
                        .migrate();
                return postgres;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }

        static void execute(String statement) {
            try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                    Statement prepared = connection.createStatement()) {
                prepared.execute(statement);
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
