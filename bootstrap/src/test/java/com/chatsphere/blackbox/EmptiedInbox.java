package com.chatsphere.blackbox;

import com.github.benmanes.caffeine.cache.Cache;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.axonframework.config.AggregateConfiguration;
import org.axonframework.config.Configuration;

/** Takes everything out of a running application but its users, their logins, and how far its read models have come. */
final class EmptiedInbox {
    private static final Set<String> KEPT = Set.of(
            "flyway_schema_history",
            "token_entry",
            "domain_event",
            "agent_account",
            "agent_session",
            "agent_api_token",
            "inbox_total",
            "contact_move");

    private EmptiedInbox() {}

    static void empty(ApplicationInside application) throws SQLException {
        try (Connection database = application.connect();
                Statement statement = database.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
                while (rows.next()) {
                    if (!KEPT.contains(rows.getString(1))) {
                        tables.add(rows.getString(1));
                    }
                }
            }
            statement.execute("TRUNCATE " + String.join(", ", tables));
            statement.execute("UPDATE inbox_total SET conversations = 0");
            statement.execute("ALTER TABLE domain_event DISABLE TRIGGER domain_event_is_append_only");
            statement.execute("DELETE FROM domain_event WHERE type <> 'Agent'");
            statement.execute("ALTER TABLE domain_event ENABLE TRIGGER domain_event_is_append_only");
        }
        for (Object part : application.parts()) {
            forget(part);
        }
        application.bean(Configuration.class).getModules().stream()
                .filter(AggregateConfiguration.class::isInstance)
                .map(module -> ((AggregateConfiguration<?>) module).repository())
                .forEach(EmptiedInbox::forget);
    }

    /** Whatever it remembers of what it has read. */
    private static void forget(Object part) {
        for (Class<?> type = part.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                try {
                    if (Cache.class.isAssignableFrom(field.getType())) {
                        field.setAccessible(true);
                        ((Cache<?, ?>) field.get(part)).invalidateAll();
                    } else if (org.axonframework.common.caching.Cache.class.isAssignableFrom(field.getType())) {
                        field.setAccessible(true);
                        ((org.axonframework.common.caching.Cache) field.get(part)).removeAll();
                    }
                } catch (IllegalAccessException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
    }
}
