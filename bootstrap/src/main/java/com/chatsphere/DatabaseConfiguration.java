package com.chatsphere;

import com.chatsphere.database.RunningDatabase;
import com.chatsphere.persistence.live.Signals;
import com.chatsphere.persistence.webhook.PostgresWebhookBacklog;
import com.chatsphere.persistence.webhook.PostgresWebhookDeliveries;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Who gets which connections: keeping deliveries must not wait for anything else that is busy with the database, so it has a
 * pool of its own; the listener has a connection outside the pools, without time limits.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    private static final int CONNECTIONS = 24;
    private static final int CONNECTIONS_FOR_DELIVERIES = 2;
    private static final long ACQUIRE_MILLIS = 2_000;

    /** Bounds every transaction, so that a lost node cannot hold the lock of the event store. */
    private static final String TIME_LIMITS = """
        SELECT set_config('lock_timeout', '3s', false),
               set_config('statement_timeout', '20s', false),
               set_config('idle_in_transaction_session_timeout', '10s', false),
               CASE WHEN current_setting('server_version_num')::int >= 170000
                    THEN set_config('transaction_timeout', '30s', false) END
        """;

    @Bean
    @Primary
    DataSource dataSource(RunningDatabase database) {
        return pool(database, "main", CONNECTIONS);
    }

    @Bean(defaultCandidate = false)
    HikariDataSource deliveriesDataSource(RunningDatabase database) {
        return pool(database, "deliveries", CONNECTIONS_FOR_DELIVERIES);
    }

    @Bean
    Signals signals(RunningDatabase database) {
        return new Signals(unpooled(database)::getConnection);
    }

    @Bean
    PostgresWebhookDeliveries webhookDeliveries(
            @Qualifier("deliveriesDataSource") DataSource database, PostgresWebhookBacklog backlog) {
        return new PostgresWebhookDeliveries(database, List.of(backlog::wake));
    }

    private static HikariDataSource pool(RunningDatabase database, String name, int connections) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(name);
        pool.setDataSource(unpooled(database));
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(Math.min(connections, 4));
        pool.setConnectionTimeout(ACQUIRE_MILLIS);
        pool.setConnectionInitSql(TIME_LIMITS);
        return pool;
    }

    private static PGSimpleDataSource unpooled(RunningDatabase database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(database.user());
        if (database.password() != null) {
            source.setPassword(database.password().reveal());
        }
        source.setReWriteBatchedInserts(true);
        source.setApplicationName("chatsphere");
        source.setConnectTimeout(5);
        source.setSocketTimeout(60);
        source.setTcpKeepAlive(true);
        return source;
    }
}
