package com.chatsphere.database;

import com.chatsphere.application.Secret;
import com.chatsphere.settings.StartFailure;
import com.chatsphere.settings.StartRefused;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every database must answer before ChatSphere trusts it with a customer's message. */
final class DatabaseCheck {
    private static final Logger log = LoggerFactory.getLogger(DatabaseCheck.class);
    private static final int LEAST_VERSION = 15;
    private static final List<String> NEEDED_FOR_DURABILITY =
            List.of("fsync", "full_page_writes", "synchronous_commit");

    private DatabaseCheck() {}

    /** Refuses the start where the database cannot be reached, is too old, or acknowledges what it may still lose. */
    static void require(String jdbcUrl, String user, @Nullable Secret password, boolean acceptsDataLoss) {
        try {
            accept(jdbcUrl, user, password, acceptsDataLoss);
        } catch (SQLException failure) {
            var line = StartFailure.explain(failure);
            throw new StartRefused(
                    line.isEmpty()
                            ? "DATABASE_URL: the database cannot be used (%s)".formatted(reason(failure))
                            : line);
        }
    }

    /** The same for the server ChatSphere brings along, which is not what a variable of the operator's names. */
    static void require(EmbeddedPostgres server, boolean acceptsDataLoss) {
        try {
            accept(server.jdbcUrl(), server.user(), server.password(), acceptsDataLoss);
        } catch (SQLException failure) {
            throw new StartRefused(
                    String.valueOf(failure.getSQLState()).startsWith("28")
                            ? "The embedded database does not take the password in %s of the data folder; delete that file,"
                                            .formatted(EmbeddedPostgres.PASSWORD_FILE)
                                    + " and the next start makes a new one"
                            : "The embedded database cannot be used (%s)".formatted(reason(failure)));
        }
    }

    private static void accept(String jdbcUrl, String user, @Nullable Secret password, boolean acceptsDataLoss)
            throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        if (password != null) {
            properties.setProperty("password", password.reveal());
        }
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "20");
        properties.setProperty("ApplicationName", "chatsphere-start");
        try (var connection = DriverManager.getConnection(jdbcUrl, properties)) {
            requireVersion(connection);
            requireDurability(connection, acceptsDataLoss);
        }
    }

    private static String reason(SQLException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static void requireVersion(Connection connection) throws SQLException {
        var version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < LEAST_VERSION) {
            throw new StartRefused("DATABASE_URL: the database is PostgreSQL %d; ChatSphere needs %d or newer"
                    .formatted(version, LEAST_VERSION));
        }
    }

    private static void requireDurability(Connection connection, boolean acceptsDataLoss) throws SQLException {
        for (var setting : NEEDED_FOR_DURABILITY) {
            if (valueOf(connection, setting).equals("off")) {
                var line = "The database runs with %s off: a crash would lose messages already acknowledged"
                        .formatted(setting);
                if (!acceptsDataLoss) {
                    throw new StartRefused(line + "; switch it on for the whole server and this user");
                }
                log.warn("{} (accepted by CHATSPHERE_ACCEPT_DATA_LOSS)", line);
            }
        }
    }

    private static String valueOf(Connection connection, String setting) throws SQLException {
        try (var question = connection.prepareStatement("SELECT current_setting(?)")) {
            question.setString(1, setting);
            try (var row = question.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }
}
