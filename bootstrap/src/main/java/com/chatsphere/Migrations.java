package com.chatsphere;

import com.chatsphere.application.Secret;
import com.chatsphere.database.RunningDatabase;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Brings the tables of a database up to what this version needs. */
final class Migrations {
    private Migrations() {}

    /** The same database, migrated; one that cannot be is closed. */
    static RunningDatabase migrated(RunningDatabase database) {
        try {
            @Nullable Secret password = database.password();
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(database.jdbcUrl(), database.user(), password == null ? null : password.reveal())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            return database;
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }
}
