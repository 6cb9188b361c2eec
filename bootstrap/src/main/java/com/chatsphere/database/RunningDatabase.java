package com.chatsphere.database;

import com.chatsphere.application.Secret;
import com.chatsphere.settings.Settings;
import com.chatsphere.settings.Settings.Database;
import com.chatsphere.settings.StartRefused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The database of this installation, checked and ready: the operator's own, or the one ChatSphere brings along.
 *
 * @param password null where the server asks for none
 */
public record RunningDatabase(
        String jdbcUrl, String user, @Nullable Secret password, Optional<EmbeddedPostgres> embedded)
        implements AutoCloseable {

    /** Starts the embedded server where it is asked for, and refuses the start where the database is no safe place. */
    public static RunningDatabase of(Settings settings) {
        return switch (settings.database()) {
            case Database.External external -> {
                DatabaseCheck.require(
                        external.jdbcUrl(), external.user(), external.password(), external.acceptsDataLoss());
                yield new RunningDatabase(external.jdbcUrl(), external.user(), external.password(), Optional.empty());
            }
            case Database.Embedded own -> embedded(settings, own);
        };
    }

    private static RunningDatabase embedded(Settings settings, Database.Embedded own) {
        var server = EmbeddedPostgres.start(settings.dataFolder().path());
        try {
            DatabaseCheck.require(server, own.acceptsDataLoss());
            return new RunningDatabase(server.jdbcUrl(), server.user(), server.password(), Optional.of(server));
        } catch (StartRefused refused) {
            server.stop();
            throw refused;
        }
    }

    /** Stops the embedded server; to be called once every pool is closed. */
    @Override
    public void close() {
        embedded.ifPresent(EmbeddedPostgres::stop);
    }
}
