package com.chatsphere.persistence.webhook;

import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_ARRIVAL;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_DELIVERY;
import static org.jooq.impl.DSL.field;

import com.chatsphere.application.webhook.KeptDeliveries;
import com.chatsphere.application.webhook.Ledger;
import com.chatsphere.application.webhook.UsualSilence;
import com.chatsphere.application.webhook.WebhookAlarm;
import com.chatsphere.application.webhook.WebhookWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks from time to time whether Meta's deliveries come and are applied; every time is the database's. */
@Component
public class PostgresWebhookWatch implements WebhookWatch {
    private static final Logger log = LoggerFactory.getLogger(PostgresWebhookWatch.class);
    private static final Duration LONGEST_BACKLOG = Duration.ofSeconds(60);
    private static final Duration SLOT = Duration.ofMinutes(5);

    private final DSLContext database;
    private final LedgerAnswers ledger;
    private final ItemAnswers items;
    private volatile List<WebhookAlarm> alarms = List.of();

    PostgresWebhookWatch(DSLContext database, LedgerAnswers ledger, ItemAnswers items) {
        this.database = database;
        this.ledger = ledger;
        this.items = items;
    }

    @Override
    public List<WebhookAlarm> alarms() {
        return alarms;
    }

    /** Looks now; an outage leaves what was seen before. */
    public void look() {
        try {
            alarms = see();
        } catch (RuntimeException outage) {
            log.warn("could not look how deliveries are doing, trying again later: {}", outage.getMessage());
        }
    }

    private List<WebhookAlarm> see() {
        List<WebhookAlarm> seen = new ArrayList<>();
        Ledger counts = ledger.answer(new Ledger.Query(null, null));
        KeptDeliveries backlog = items.answer(new KeptDeliveries.Query(0L, 1));
        if (backlog.oldest().compareTo(LONGEST_BACKLOG) > 0) {
            seen.add(new WebhookAlarm(
                    WebhookAlarm.Kind.BACKLOG,
                    "%,d deliveries wait to be applied, the oldest for %s."
                            .formatted(backlog.backlog(), inWords(backlog.oldest())),
                    "Nothing is lost, but people see messages late. Look for “Deliveries cannot be applied” in the log,"
                            + " and at the database."));
        }
        if (counts.quarantined() > 0) {
            seen.add(new WebhookAlarm(
                    WebhookAlarm.Kind.QUARANTINE,
                    counts.quarantined() == 1
                            ? "1 item could not be applied and was set aside."
                            : "%,d items could not be applied and were set aside.".formatted(counts.quarantined()),
                    "Open them below to see why. Re-process them once the cause is gone, usually with an upgrade."));
        }
        WebhookAlarm silence = silence();
        if (silence != null) {
            seen.add(silence);
        }
        return List.copyOf(seen);
    }

    private @Nullable WebhookAlarm silence() {
        List<Instant> arrivals = database.select(WEBHOOK_ARRIVAL.SLOT)
                .from(WEBHOOK_ARRIVAL)
                .orderBy(WEBHOOK_ARRIVAL.SLOT.desc())
                .limit((int) Duration.ofDays(30).dividedBy(SLOT))
                .fetch(WEBHOOK_ARRIVAL.SLOT);
        if (arrivals.isEmpty()) {
            return null;
        }
        Instant now = database.select(field("now()", WEBHOOK_ARRIVAL.SLOT.getDataType()))
                .fetchSingle()
                .value1();
        Duration silent = Duration.between(lastArrival(arrivals.getFirst()), now);
        return new UsualSilence(arrivals)
                .limitAt(now)
                .filter(limit -> silent.compareTo(limit) > 0)
                .map(limit -> new WebhookAlarm(
                        WebhookAlarm.Kind.SILENCE,
                        "Meta has delivered nothing for %s; at this time of day %s would be unusual."
                                .formatted(inWords(silent), inWords(limit)),
                        "Send a test message and answer it from a phone. If nothing arrives, check in Meta's app that"
                                + " the webhook has this address and is subscribed to messages, and that this server is"
                                + " reachable from outside."))
                .orElse(null);
    }

    /** The last delivery itself where it is still kept, else the end of its slot. */
    private Instant lastArrival(Instant lastSlot) {
        Instant atLeast = lastSlot;
        return database.select(WEBHOOK_DELIVERY.RECEIVED_AT)
                .from(WEBHOOK_DELIVERY)
                .orderBy(WEBHOOK_DELIVERY.ID.desc())
                .limit(1)
                .fetchOptional(WEBHOOK_DELIVERY.RECEIVED_AT)
                .filter(kept -> !kept.isBefore(atLeast))
                .orElse(lastSlot.plus(SLOT));
    }

    private static String inWords(Duration duration) {
        if (duration.toDays() >= 2) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= 1) {
            return String.format(Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart());
        }
        return duration.toMinutes() >= 2 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
