package com.chatsphere.application.template;

import com.chatsphere.application.Commands;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.domain.template.TemplateCommand.AddTemplate;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateRejection;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The templates that the settings declare, for the account of the default number. */
public final class DeclaredTemplates {
    private static final Logger log = LoggerFactory.getLogger(DeclaredTemplates.class);

    private final TemplateDefaults defaults;
    private final Instances instances;
    private final BusinessAccounts accounts;
    private final TemplateNotation notation;
    private final Commands commands;
    private final Clock clock;

    public DeclaredTemplates(
            TemplateDefaults defaults,
            Instances instances,
            BusinessAccounts accounts,
            TemplateNotation notation,
            Commands commands,
            Clock clock) {
        this.defaults = defaults;
        this.instances = instances;
        this.accounts = accounts;
        this.notation = notation;
        this.commands = commands;
        this.clock = clock;
    }

    /** Adds those that were never here; one that somebody removed stays away. */
    public void addMissing() {
        if (defaults.catalog().isEmpty()) {
            return;
        }
        Optional<String> waba = instances.preferred().map(Instance::number).flatMap(accounts::of);
        if (waba.isEmpty()) {
            log.warn("The templates of the settings are left out: which account the default number belongs to is not"
                    + " known (META_WABA_ID)");
            return;
        }
        defaults.catalog().forEach(declared -> add(waba.get(), declared));
    }

    private void add(String waba, TemplateDefaults.Declared declared) {
        try {
            commands.send(new AddTemplate(
                    TemplateId.of(waba, declared.name(), declared.language()),
                    waba,
                    declared.name(),
                    declared.language(),
                    declared.category(),
                    notation.layout(declared.components(), null),
                    declared.components(),
                    declared.note(),
                    null,
                    clock.instant()));
        } catch (TemplateRejection.AlreadyHere known) {
            log.debug("Template {} of the settings is here already", declared.name());
        } catch (TemplateNotation.Unreadable senseless) {
            log.warn("Template {} of the settings is left out: {}", declared.name(), senseless.getMessage());
        }
    }
}
