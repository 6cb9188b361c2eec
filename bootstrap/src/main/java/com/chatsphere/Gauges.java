package com.chatsphere;

import static com.chatsphere.persistence.jooq.Tables.DEAD_LETTER;
import static com.chatsphere.persistence.jooq.Tables.DOMAIN_EVENT;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static com.chatsphere.persistence.jooq.Tables.OUTBOX;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_BACKLOG;
import static com.chatsphere.persistence.jooq.Tables.WEBHOOK_COUNT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.sum;

import com.chatsphere.application.webhook.WebhookAlarm;
import com.chatsphere.application.webhook.WebhookWatch;
import com.chatsphere.persistence.webhook.PostgresWebhookBacklog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.springframework.stereotype.Component;

/** What an operator watches: how far applying, showing and sending are behind, and what needs a person. */
@Component
class Gauges implements MeterBinder {
    private final DSLContext database;
    private final WebhookWatch watch;
    private final EventProcessingConfiguration processing;

    Gauges(DSLContext database, WebhookWatch watch, EventProcessingConfiguration processing) {
        this.database = database;
        this.watch = watch;
        this.processing = processing;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                "chatsphere.webhook.backlog",
                "Deliveries kept but not applied yet",
                () -> database.fetchCount(WEBHOOK_BACKLOG));
        gauge(
                registry,
                "chatsphere.webhook.backlog.age.seconds",
                "Age of the oldest of them",
                () -> PostgresWebhookBacklog.age(database).toMillis() / 1_000.0);
        gauge(
                registry,
                "chatsphere.webhook.quarantined",
                "Items set aside because of an error",
                () -> counted(WEBHOOK_COUNT.QUARANTINED));
        gauge(
                registry,
                "chatsphere.webhook.parked",
                "Items that wait for the message they are about",
                () -> counted(WEBHOOK_COUNT.PARKED));
        gauge(registry, "chatsphere.webhook.items", "Items received, ever", () -> counted(WEBHOOK_COUNT.RECEIVED));
        for (WebhookAlarm.Kind kind : WebhookAlarm.Kind.values()) {
            Gauge.builder("chatsphere.webhook.alarm", () -> isOn(kind) ? 1 : 0)
                    .description("Whether somebody should look at Meta's deliveries")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        gauge(
                registry,
                "chatsphere.outbox.waiting",
                "Messages due or being handed to Meta",
                () -> database.fetchCount(OUTBOX, OUTBOX.STATE.ne("held")));
        gauge(
                registry,
                "chatsphere.media.waiting",
                "Files of messages that are not here yet",
                () -> database.fetchCount(MEDIA_FILE, MEDIA_FILE.STATE.in("due", "in_flight")));
        gauge(
                registry,
                "chatsphere.media.failed",
                "Files of messages that were given up",
                () -> database.fetchCount(MEDIA_FILE, MEDIA_FILE.STATE.eq("failed")));
        gauge(
                registry,
                "chatsphere.dead.letters",
                "Events a read model could not take",
                () -> database.fetchCount(DEAD_LETTER));
        processing.eventProcessors().forEach((name, processor) -> {
            if (processor instanceof StreamingEventProcessor streaming) {
                Gauge.builder("chatsphere.read.model.behind.events", () -> behind(streaming))
                        .description("Events that a read model has not taken yet")
                        .tag("name", name)
                        .register(registry);
            }
        });
    }

    private static void gauge(MeterRegistry registry, String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble).description(description).register(registry);
    }

    private double counted(Field<Long> outcome) {
        return database.select(coalesce(sum(outcome), BigDecimal.ZERO))
                .from(WEBHOOK_COUNT)
                .fetchSingle()
                .value1()
                .doubleValue();
    }

    private boolean isOn(WebhookAlarm.Kind kind) {
        return watch.alarms().stream().anyMatch(alarm -> alarm.kind() == kind);
    }

    private double behind(StreamingEventProcessor processor) {
        Long head = database.select(max(DOMAIN_EVENT.GLOBAL_INDEX))
                .from(DOMAIN_EVENT)
                .fetchSingle()
                .value1();
        long reached = processor.processingStatus().values().stream()
                .map(EventTrackerStatus::getCurrentPosition)
                .mapToLong(position -> position.orElse(0))
                .min()
                .orElse(0);
        return head == null ? 0 : Math.max(0, head - reached);
    }
}
