package com.chatsphere.web.webhook;

import com.chatsphere.application.Queries;
import com.chatsphere.application.Readiness;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.webhook.ArrivalTimes;
import com.chatsphere.application.webhook.KeptDeliveries;
import com.chatsphere.application.webhook.Ledger;
import com.chatsphere.application.webhook.LedgerDays;
import com.chatsphere.application.webhook.RefusedDeliveries;
import com.chatsphere.application.webhook.WebhookAlarm;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.application.webhook.WebhookWatch;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.web.webhook.Board.DayRow;
import com.chatsphere.web.webhook.Board.Term;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together how it is doing. */
@Component
class Boards {
    private static final int DAYS = 14;

    private final Queries queries;
    private final Readiness readiness;
    private final WebhookWatch watch;
    private final ArrivalTimes times;
    private final RefusedDeliveries refusals;
    private final Instances instances;
    private final Clock clock;

    Boards(
            Queries queries,
            Readiness readiness,
            WebhookWatch watch,
            ArrivalTimes times,
            RefusedDeliveries refusals,
            Instances instances,
            Clock clock) {
        this.queries = queries;
        this.readiness = readiness;
        this.watch = watch;
        this.times = times;
        this.refusals = refusals;
        this.instances = instances;
        this.clock = clock;
    }

    List<WebhookAlarm> alarms() {
        return watch.alarms();
    }

    Board now() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        KeptDeliveries backlog = queries.ask(new KeptDeliveries.Query(0L, 1));
        return new Board(
                alarms(),
                readiness.problem().orElse(null),
                queries.ask(new Ledger.Query(null, today)).received(),
                backlog.backlog(),
                backlog.oldest(),
                queries.ask(new Ledger.Query(null, null)),
                times.fromMeta(),
                times.fromArrival(),
                refusals.refused(),
                queries.ask(new LedgerDays.Query(DAYS)).rows().stream()
                        .map(this::day)
                        .toList());
    }

    ItemRow row(WebhookItems.Row item) {
        return new ItemRow(item, name(item.number()));
    }

    private DayRow day(LedgerDays.Row row) {
        return new DayRow(
                row.day().toString(),
                name(row.number()),
                row.received(),
                List.of(
                        new Term("applied", row.applied()),
                        new Term("already known", row.alreadyKnown()),
                        new Term("ignored", row.ignored()),
                        new Term("parked", row.parked()),
                        new Term("quarantined", row.quarantined())));
    }

    private @Nullable String name(@Nullable PhoneNumberId number) {
        return number == null
                ? null
                : instances.with(number).map(Instance::name).orElse(number.value());
    }
}
