package com.chatsphere.persistence.agent;

import static com.chatsphere.persistence.jooq.Tables.LOGIN_FAILURE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.agent.LoginThrottle;
import com.chatsphere.persistence.eventstore.Shown;
import java.time.Duration;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.types.DayToSecond;
import org.springframework.stereotype.Component;

/**
 * Counts failed logins as rows: five a name from one address and twenty an address within 15 minutes are free, then each
 * further one doubles the wait, up to 15 minutes.
 *
 * <p>Names are counted together with the address, so that nobody can lock somebody else out.
 */
@Component
class JooqLoginThrottle implements LoginThrottle {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int FREE_FOR_NAME = 5;
    private static final int FREE_FOR_ADDRESS = 20;
    private static final int LONGEST_NAME = 100;

    private final DSLContext database;

    JooqLoginThrottle(DSLContext database) {
        this.database = database;
    }

    @Override
    public Duration waitFor(String username, String address) {
        Condition from = LOGIN_FAILURE.ADDRESS.eq(address);
        Duration forName = waitFor(from.and(LOGIN_FAILURE.USERNAME.eq(shortened(username))), FREE_FOR_NAME);
        Duration forAddress = waitFor(from, FREE_FOR_ADDRESS);
        return forName.compareTo(forAddress) > 0 ? forName : forAddress;
    }

    private Duration waitFor(Condition failures, int free) {
        Field<Instant> windowBegins =
                field("now() - {0}", LOGIN_FAILURE.FAILED_AT.getDataType(), val(DayToSecond.valueOf(WINDOW)));
        var found = database.select(count(), max(LOGIN_FAILURE.FAILED_AT), field("now()", Instant.class))
                .from(LOGIN_FAILURE)
                .where(failures)
                .and(LOGIN_FAILURE.FAILED_AT.gt(windowBegins))
                .fetchSingle();
        int beyond = found.value1() - free;
        if (beyond < 0) {
            return Duration.ZERO;
        }
        Duration penalty = Duration.ofSeconds(Math.min(WINDOW.toSeconds(), 1L << Math.min(beyond + 2, 20)));
        Duration left = Duration.between(found.value3(), found.value2().plus(penalty));
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void failed(String username, String address) {
        database.insertInto(LOGIN_FAILURE)
                .set(LOGIN_FAILURE.USERNAME, shortened(username))
                .set(LOGIN_FAILURE.ADDRESS, address)
                .execute();
        database.deleteFrom(LOGIN_FAILURE)
                .where(LOGIN_FAILURE.FAILED_AT.lt(Instant.now().minus(WINDOW.multipliedBy(2))))
                .execute();
    }

    @Override
    public void succeeded(String username, String address) {
        database.update(LOGIN_FAILURE)
                .set(LOGIN_FAILURE.USERNAME, "")
                .where(LOGIN_FAILURE.ADDRESS.eq(address))
                .and(LOGIN_FAILURE.USERNAME.eq(shortened(username)))
                .execute();
    }

    private static String shortened(String username) {
        return Shown.preview(username, LONGEST_NAME);
    }
}
