package com.chatsphere.application.template;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.template.TemplateCommand.FillTemplate;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateRejection;
import com.chatsphere.domain.template.TemplateValues;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Finds templates by what people call them, and makes messages of them. */
public final class SendableTemplates {
    private static final Duration UNTIL_VISIBLE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Queries queries;
    private final Commands commands;
    private final BusinessAccounts accounts;
    private final TemplateSync sync;
    private final Clock clock;

    public SendableTemplates(
            Queries queries, Commands commands, BusinessAccounts accounts, TemplateSync sync, Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.accounts = accounts;
        this.sync = sync;
        this.clock = clock;
    }

    /**
     * The template of this name and language of the number's account; if it is not here, Meta is asked.
     *
     * @throws TemplateRejection.NoSuchTemplate if nobody has it
     */
    public TemplateCatalog.Row find(PhoneNumberId from, TemplateName name, TemplateLanguage language) {
        String waba = accounts.of(from).orElseThrow(TemplateRejection.NoSuchTemplate::new);
        TemplateCatalog.One question = new TemplateCatalog.One(TemplateId.of(waba, name, language));
        Optional<TemplateCatalog.Row> row = queries.ask(question);
        if (row.isEmpty() && sync.onMiss(waba)) {
            long deadline = System.nanoTime() + UNTIL_VISIBLE.toNanos();
            while (row.isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                row = queries.ask(question);
            }
        }
        return row.orElseThrow(TemplateRejection.NoSuchTemplate::new);
    }

    /**
     * The message that these values make of a template.
     *
     * @throws TemplateRejection when it cannot be sent so
     */
    public MessageContent.Template fill(TemplateId template, TemplateValues values) {
        try {
            return commands.send(new FillTemplate(template, values, clock.instant()));
        } catch (Commands.Unknown none) {
            throw new TemplateRejection.NoSuchTemplate();
        }
    }
}
