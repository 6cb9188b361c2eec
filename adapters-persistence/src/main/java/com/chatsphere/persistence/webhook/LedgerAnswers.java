package com.chatsphere.persistence.webhook;

import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_BACKLOG;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_COUNT;
import static org.jooq.impl.DSL.cast;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import com.chatsphere.application.webhook.Ledger;
import com.chatsphere.application.webhook.LedgerDays;
import com.chatsphere.application.webhook.LedgerKinds;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.persistence.jooq.tables.WebhookCount;
import java.math.BigDecimal;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds up what became of Meta's deliveries, from the counts that are kept of it. */
@Component
class LedgerAnswers {
    private static final WebhookCount LATEST = WEBHOOK_COUNT.as("latest");

    private final DSLContext database;

    LedgerAnswers(DSLContext database) {
        this.database = database;
    }

    @QueryHandler
    Ledger answer(Ledger.Query query) {
        Condition asked = noCondition();
        if (query.number() != null) {
            asked = asked.and(WEBHOOK_COUNT.PHONE_NUMBER_ID.eq(query.number().value()));
        }
        if (query.day() != null) {
            asked = asked.and(WEBHOOK_COUNT.DAY.eq(query.day()));
        }
        int waiting = database.fetchCount(WEBHOOK_BACKLOG);
        return database.select(
                        total(WEBHOOK_COUNT.RECEIVED),
                        total(WEBHOOK_COUNT.APPLIED),
                        total(WEBHOOK_COUNT.ALREADY_KNOWN),
                        total(WEBHOOK_COUNT.IGNORED),
                        total(WEBHOOK_COUNT.PARKED),
                        total(WEBHOOK_COUNT.QUARANTINED))
                .from(WEBHOOK_COUNT)
                .where(asked)
                .fetchSingle(row -> new Ledger(
                        row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(), waiting));
    }

    @QueryHandler
    LedgerDays answer(LedgerDays.Query query) {
        return new LedgerDays(database.select(
                        WEBHOOK_COUNT.DAY,
                        WEBHOOK_COUNT.PHONE_NUMBER_ID,
                        total(WEBHOOK_COUNT.RECEIVED),
                        total(WEBHOOK_COUNT.APPLIED),
                        total(WEBHOOK_COUNT.ALREADY_KNOWN),
                        total(WEBHOOK_COUNT.IGNORED),
                        total(WEBHOOK_COUNT.PARKED),
                        total(WEBHOOK_COUNT.QUARANTINED))
                .from(WEBHOOK_COUNT)
                .where(WEBHOOK_COUNT.DAY.in(select(LATEST.DAY)
                        .from(LATEST)
                        .groupBy(LATEST.DAY)
                        .orderBy(LATEST.DAY.desc())
                        .limit(query.days())))
                .groupBy(WEBHOOK_COUNT.DAY, WEBHOOK_COUNT.PHONE_NUMBER_ID)
                .having(sum(WEBHOOK_COUNT.RECEIVED).gt(inline(BigDecimal.ZERO)))
                .orderBy(WEBHOOK_COUNT.DAY.desc(), WEBHOOK_COUNT.PHONE_NUMBER_ID)
                .fetch(row -> new LedgerDays.Row(
                        row.value1(),
                        number(row.value2()),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7(),
                        row.value8())));
    }

    @QueryHandler
    LedgerKinds answer(LedgerKinds.Query query) {
        return new LedgerKinds(database.select(
                        WEBHOOK_COUNT.KIND,
                        total(WEBHOOK_COUNT.RECEIVED),
                        total(WEBHOOK_COUNT.IGNORED),
                        total(WEBHOOK_COUNT.QUARANTINED))
                .from(WEBHOOK_COUNT)
                .groupBy(WEBHOOK_COUNT.KIND)
                .orderBy(WEBHOOK_COUNT.KIND)
                .fetch(row -> new LedgerKinds.Row(row.value1(), row.value2(), row.value3(), row.value4())));
    }

    private static @Nullable PhoneNumberId number(String stored) {
        return stored.isEmpty() ? null : new PhoneNumberId(stored);
    }

    private static Field<Long> total(Field<Long> counted) {
        return coalesce(cast(sum(counted), SQLDataType.BIGINT), inline(0L));
    }
}
