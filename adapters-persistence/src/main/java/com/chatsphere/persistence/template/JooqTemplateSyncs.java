package com.chatsphere.persistence.template;

import static com.chatsphere.persistence.jooq.Tables.NUMBER_ACCOUNT;
import static com.chatsphere.persistence.jooq.Tables.TEMPLATE_SYNC;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.persistence.eventstore.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.types.DayToSecond;
import org.springframework.stereotype.Component;

/** How far we have come with Meta's templates, a row for each account; every time but Meta's is the database's. */
@Component
class JooqTemplateSyncs implements TemplateSyncs {
    private final DSLContext database;

    JooqTemplateSyncs(DSLContext database) {
        this.database = database;
    }

    @Override
    public Optional<Last> last(String waba) {
        return database.selectFrom(TEMPLATE_SYNC)
                .where(TEMPLATE_SYNC.WABA_ID.eq(waba))
                .fetchOptional(row -> new Last(
                        row.getSyncedAt(),
                        row.getSaidAt(),
                        new Counts(row.getAdded(), row.getChanged(), row.getGone()),
                        row.getTotal(),
                        row.getProblem(),
                        row.getTriedAt(),
                        row.getRequestedAt() != null));
    }

    @Override
    public boolean begin(String waba, Duration pause) {
        return database.insertInto(TEMPLATE_SYNC)
                        .set(TEMPLATE_SYNC.WABA_ID, waba)
                        .set(TEMPLATE_SYNC.TRIED_AT, now())
                        .onConflict(TEMPLATE_SYNC.WABA_ID)
                        .doUpdate()
                        .set(TEMPLATE_SYNC.TRIED_AT, now())
                        .where(TEMPLATE_SYNC.TRIED_AT.le(before(pause)))
                        .execute()
                == 1;
    }

    /** What was asked for while Meta was being asked is not in the answer. */
    @Override
    public void succeeded(String waba, Counts counts, int total, Instant saidAt) {
        database.update(TEMPLATE_SYNC)
                .set(TEMPLATE_SYNC.SYNCED_AT, now())
                .set(TEMPLATE_SYNC.SAID_AT, saidAt)
                .set(TEMPLATE_SYNC.ADDED, counts.added())
                .set(TEMPLATE_SYNC.CHANGED, counts.changed())
                .set(TEMPLATE_SYNC.GONE, counts.gone())
                .set(TEMPLATE_SYNC.TOTAL, total)
                .setNull(TEMPLATE_SYNC.PROBLEM)
                .set(
                        TEMPLATE_SYNC.REQUESTED_AT,
                        when(TEMPLATE_SYNC.REQUESTED_AT.gt(TEMPLATE_SYNC.TRIED_AT), TEMPLATE_SYNC.REQUESTED_AT))
                .where(TEMPLATE_SYNC.WABA_ID.eq(waba))
                .execute();
    }

    @Override
    public void failed(String waba, String problem) {
        database.update(TEMPLATE_SYNC)
                .set(TEMPLATE_SYNC.PROBLEM, Shown.text(problem))
                .where(TEMPLATE_SYNC.WABA_ID.eq(waba))
                .execute();
    }

    @Override
    public void request(String waba) {
        database.insertInto(TEMPLATE_SYNC)
                .set(TEMPLATE_SYNC.WABA_ID, waba)
                .set(TEMPLATE_SYNC.TRIED_AT, Instant.EPOCH)
                .set(TEMPLATE_SYNC.REQUESTED_AT, now())
                .onConflict(TEMPLATE_SYNC.WABA_ID)
                .doUpdate()
                .set(TEMPLATE_SYNC.REQUESTED_AT, excluded(TEMPLATE_SYNC.REQUESTED_AT))
                .execute();
    }

    @Override
    public Optional<String> accountOf(PhoneNumberId number) {
        return database.select(NUMBER_ACCOUNT.WABA_ID)
                .from(NUMBER_ACCOUNT)
                .where(NUMBER_ACCOUNT.PHONE_NUMBER_ID.eq(number.value()))
                .fetchOptional(NUMBER_ACCOUNT.WABA_ID);
    }

    @Override
    public void remember(PhoneNumberId number, String waba) {
        database.insertInto(NUMBER_ACCOUNT)
                .set(NUMBER_ACCOUNT.PHONE_NUMBER_ID, number.value())
                .set(NUMBER_ACCOUNT.WABA_ID, waba)
                .onConflict(NUMBER_ACCOUNT.PHONE_NUMBER_ID)
                .doUpdate()
                .set(NUMBER_ACCOUNT.WABA_ID, waba)
                .execute();
    }

    private static Field<Instant> now() {
        return field("clock_timestamp()", TEMPLATE_SYNC.TRIED_AT.getDataType());
    }

    private static Field<Instant> before(Duration pause) {
        return field("clock_timestamp() - {0}", TEMPLATE_SYNC.TRIED_AT.getDataType(), val(DayToSecond.valueOf(pause)));
    }
}
