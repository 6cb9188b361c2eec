package com.chatsphere.persistence.webhook;

import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_BACKLOG;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_ITEM;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.noCondition;

import com.chatsphere.application.webhook.Ledger;
import java.time.ZoneOffset;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Adds up what became of Meta's deliveries. */
@Component
class LedgerAnswers {
    private final DSLContext database;

    LedgerAnswers(DSLContext database) {
        this.database = database;
    }

    @QueryHandler
    Ledger answer(Ledger.Query query) {
        Condition asked = noCondition();
        if (query.number() != null) {
            asked = asked.and(WEBHOOK_ITEM.PHONE_NUMBER_ID.eq(query.number().value()));
        }
        if (query.day() != null) {
            asked = asked.and(WEBHOOK_ITEM.RECEIVED_AT.ge(
                            query.day().atStartOfDay(ZoneOffset.UTC).toInstant()))
                    .and(WEBHOOK_ITEM.RECEIVED_AT.lt(
                            query.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
        }
        Map<String, Integer> counts = database.select(WEBHOOK_ITEM.OUTCOME, count())
                .from(WEBHOOK_ITEM)
                .where(asked)
                .groupBy(WEBHOOK_ITEM.OUTCOME)
                .fetchMap(WEBHOOK_ITEM.OUTCOME, count());
        long received = counts.values().stream().mapToLong(Integer::longValue).sum();
        return new Ledger(
                received,
                counts.getOrDefault("applied", 0),
                counts.getOrDefault("already_known", 0),
                counts.getOrDefault("ignored", 0),
                counts.getOrDefault("parked", 0),
                counts.getOrDefault("quarantined", 0),
                database.fetchCount(WEBHOOK_BACKLOG));
    }
}
