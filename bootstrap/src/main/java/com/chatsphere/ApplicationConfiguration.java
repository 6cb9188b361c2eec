package com.chatsphere;

import static com.chatsphere.persistence.jooq.Tables.TOKEN_ENTRY;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Readiness;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.instance.SendingPolicies;
import com.chatsphere.application.message.Attentiveness;
import com.chatsphere.application.message.Faults;
import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.application.message.Outbox;
import com.chatsphere.application.message.ReadReceipts;
import com.chatsphere.application.message.ReceiptSender;
import com.chatsphere.application.message.ReceiptsDue;
import com.chatsphere.application.message.SendOnce;
import com.chatsphere.application.message.Sender;
import com.chatsphere.application.message.WhatsApp;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.application.readymessage.ReadyMessageEditor;
import com.chatsphere.application.readymessage.ReadyMessageRegister;
import com.chatsphere.application.webhook.KeptWebhooks;
import com.chatsphere.application.webhook.WebhookWatch;
import com.chatsphere.database.RunningDatabase;
import com.chatsphere.persistence.live.LiveLog;
import com.chatsphere.persistence.live.Signals;
import com.chatsphere.persistence.webhook.PostgresWebhookBacklog;
import com.chatsphere.persistence.webhook.PostgresWebhookWatch;
import com.chatsphere.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.config.EventProcessingConfiguration;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that run by themselves, and what the application's own classes are made of. */
@Configuration(proxyBeanMethods = false)
class ApplicationConfiguration {
    private static final Logger log = LoggerFactory.getLogger(ApplicationConfiguration.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    LiveLog liveLog(DSLContext database, Signals signals, ScreenTimes times) {
        LiveLog live = new LiveLog(database, signals);
        live.onShown(times::shown);
        return live;
    }

    @Bean
    ScreenTimes screenTimes(MeterRegistry meters, Clock clock) {
        return new ScreenTimes(meters, clock);
    }

    @Bean
    SendOnce sendOnce(Commands commands, KnownMessages messages, Faults faults) {
        return new SendOnce(commands, messages, faults);
    }

    @Bean
    ReadyMessageEditor readyMessageEditor(Commands commands, ReadyMessageRegister register, Transactions transactions) {
        return new ReadyMessageEditor(commands, register, transactions);
    }

    @Bean(destroyMethod = "")
    Sender sender(
            Outbox outbox,
            WhatsApp whatsApp,
            Commands commands,
            Transactions transactions,
            NoticeBoard notices,
            Faults faults,
            Clock clock) {
        return new Sender(outbox, whatsApp, commands, transactions, notices, faults, clock);
    }

    @Bean
    Attentiveness attentiveness(SendingPolicies policies, ReceiptsDue due) {
        return new Attentiveness(policies, due);
    }

    @Bean
    Running showingThatMessagesWereRead(ReceiptsDue due, ReadReceipts receipts) {
        ScheduledExecutorService showing = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("read-receipts").daemon().factory());
        ReceiptSender sender = new ReceiptSender(due, receipts);
        return new Running(
                Running.AFTER_EVENTS,
                () -> showing.scheduleWithFixedDelay(sender::run, 1_000, 500, TimeUnit.MILLISECONDS),
                showing::shutdownNow);
    }

    /**
     * Hears other nodes and tells pages, from before the first event is handled until after the last.
     *
     * <p>Beside the database that is brought along nobody else can be at work: claims on read models that a killed process left
     * behind need not be waited out.
     */
    @Bean
    Running listening(Signals signals, LiveLog live, RunningDatabase running, DSLContext database) {
        return new Running(
                Running.BEFORE_EVENTS,
                () -> {
                    if (running.embedded().isPresent()) {
                        database.update(TOKEN_ENTRY).setNull(TOKEN_ENTRY.OWNER).execute();
                    }
                    live.start();
                    signals.start();
                },
                () -> {
                    signals.close();
                    live.close();
                });
    }

    @Bean
    Running sending(Sender sender) {
        return new Running(Running.AFTER_EVENTS, sender::start, sender::close);
    }

    @Bean
    DatabaseWatch databaseWatch(
            DataSource database, Instances instances, EventProcessingConfiguration processing, Clock clock) {
        return new DatabaseWatch(database, instances, processing, clock);
    }

    /** Ready only when everything else runs, and no longer ready before anything else stops. */
    @Bean
    Running watching(DatabaseWatch watch) {
        return new Running(Running.LAST, watch::start, watch::stop);
    }

    /** Clears away what has waited in vain, and tries again what was set aside. */
    @Bean
    Running tidying(
            PostgresWebhookBacklog backlog,
            Outbox outbox,
            KeptWebhooks kept,
            Settings settings,
            EventProcessingConfiguration processing) {
        ScheduledExecutorService tidying = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("tidying").daemon().factory());
        return new Running(
                Running.AFTER_EVENTS,
                () -> {
                    tidying.scheduleWithFixedDelay(outbox::forgetIdle, 1, 10, TimeUnit.MINUTES);
                    tidying.scheduleWithFixedDelay(backlog::forgetLongParked, 1, 10, TimeUnit.MINUTES);
                    tidying.scheduleWithFixedDelay(() -> expire(kept, settings), 2, 10, TimeUnit.MINUTES);
                    tidying.scheduleWithFixedDelay(new DeadLetters(processing)::tryAgain, 1, 10, TimeUnit.MINUTES);
                },
                tidying::shutdownNow);
    }

    private static void expire(KeptWebhooks kept, Settings settings) {
        try {
            int removed = kept.expire(settings.webhookRetention());
            if (removed > 0) {
                log.info(
                        "{} deliveries older than {} days were removed; they stay counted",
                        removed,
                        settings.webhookRetention().toDays());
            }
        } catch (RuntimeException failure) {
            log.warn("could not remove old deliveries, trying again later: {}", failure.getMessage());
        }
    }

    @Bean
    Running watchingWebhooks(PostgresWebhookWatch watch) {
        ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("webhook-watch").daemon().factory());
        return new Running(
                Running.AFTER_EVENTS,
                () -> looking.scheduleWithFixedDelay(watch::look, 0, 5, TimeUnit.SECONDS),
                looking::shutdownNow);
    }

    /** For monitoring, in words; what asks for a person does not make the node unfit for work. */
    @Bean
    HealthIndicator deliveries(WebhookWatch watch) {
        return () -> {
            Health.Builder health = Health.up();
            watch.alarms()
                    .forEach(alarm -> health.withDetail(
                            alarm.kind().name().toLowerCase(Locale.ROOT), alarm.happened() + " " + alarm.remedy()));
            return health.build();
        };
    }

    /** What the machine that runs this process asks on the management port: the same answer as everybody gets. */
    @Bean
    HealthIndicator work(Readiness readiness) {
        return () -> readiness.problem().isEmpty()
                ? Health.up().build()
                : Health.down().build();
    }
}
