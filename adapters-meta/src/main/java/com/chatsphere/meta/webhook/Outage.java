package com.chatsphere.meta.webhook;

import com.chatsphere.application.Commands;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures of the database from failures of what is being applied.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL, error codes</a>
 */
final class Outage {
    private static final int DEEPEST = 20;

    /** Classes of SQL states that pass: connection, rollback, resources, lock not available, operator, system. */
    private static final Set<String> PASSING = Set.of("08", "25", "40", "53", "55", "57", "58");

    private Outage() {}

    /** Whether the database is gone, or too busy: the same work may succeed later. */
    static boolean isBehind(Throwable failure) {
        SQLException exception = sqlException(failure);
        return exception != null
                && (exception instanceof SQLTransientException
                        || exception instanceof SQLRecoverableException
                        || exception instanceof SQLNonTransientConnectionException
                        || exception.getSQLState() == null
                        || PASSING.contains(exception.getSQLState().substring(0, 2)));
    }

    /** Whether nothing more can be done in the transaction in which this happened. */
    static boolean brokeTheTransaction(Throwable failure) {
        return failure instanceof Commands.Conflict || sqlException(failure) != null;
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SQLException exception) {
                return exception;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
