package com.chatsphere;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.template.BusinessAccounts;
import com.chatsphere.application.template.DeclaredTemplates;
import com.chatsphere.application.template.MetaTemplates;
import com.chatsphere.application.template.SendableTemplates;
import com.chatsphere.application.template.TemplateDefaults;
import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.application.template.TemplateSync;
import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.settings.Settings;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Message templates: where they come from, and what the settings say about them. */
@Configuration(proxyBeanMethods = false)
class TemplateConfiguration {
    private static final Logger log = LoggerFactory.getLogger(TemplateConfiguration.class);
    private static final int SECONDS_BETWEEN_LOOKS = 5;

    @Bean
    BusinessAccounts businessAccounts(Instances instances, TemplateSyncs syncs) {
        return new BusinessAccounts(instances, syncs);
    }

    @Bean
    TemplateSync templateSync(
            MetaTemplates meta,
            TemplateSyncs syncs,
            BusinessAccounts accounts,
            Commands commands,
            Queries queries,
            Transactions transactions,
            Clock clock) {
        return new TemplateSync(meta, syncs, accounts, commands, queries, transactions, clock);
    }

    @Bean
    SendableTemplates sendableTemplates(
            Queries queries, Commands commands, BusinessAccounts accounts, TemplateSync sync, Clock clock) {
        return new SendableTemplates(queries, commands, accounts, sync, clock);
    }

    @Bean
    TemplateDefaults templateDefaults(Settings settings) {
        return settings.templateDefaults().understood();
    }

    @Bean
    DeclaredTemplates declaredTemplates(
            TemplateDefaults defaults,
            Instances instances,
            BusinessAccounts accounts,
            TemplateNotation notation,
            Commands commands,
            Clock clock) {
        return new DeclaredTemplates(defaults, instances, accounts, notation, commands, clock);
    }

    /** What the settings declare comes first, then what Meta has; from then on Meta is asked whenever that is due. */
    @Bean
    Running synchronising(DeclaredTemplates declared, TemplateSync sync) {
        ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("template-sync").daemon().factory());
        return new Running(
                Running.AFTER_EVENTS,
                () -> {
                    asking.execute(() -> quietly(declared::addMissing));
                    asking.scheduleWithFixedDelay(
                            () -> quietly(sync::whatIsDue), 0, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
                },
                asking::shutdownNow);
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            log.warn("templates cannot be kept up to date now, trying again: {}", failure.toString());
        }
    }
}
