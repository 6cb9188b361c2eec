package com.chatsphere.domain.template;

import com.chatsphere.domain.Command;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.MessageText;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be ordered of a template. */
public sealed interface TemplateCommand extends Command {
    TemplateId templateId();

    /**
     * Takes a template up that somebody has described by hand; nobody asks Meta.
     *
     * @param waba the WhatsApp business account it belongs to
     * @param components Meta's JSON of how it is made up
     * @param by null where it is declared in the settings
     */
    record AddTemplate(
            @TargetAggregateIdentifier TemplateId templateId,
            String waba,
            TemplateName name,
            TemplateLanguage language,
            TemplateCategory category,
            TemplateLayout layout,
            String components,
            @Nullable String note,
            @Nullable AgentId by,
            Instant at)
            implements TemplateCommand {}

    /**
     * Takes a template over as Meta describes it, or what is new about it.
     *
     * @param wanted whether somebody asks for this one: one that was removed here comes back only then
     * @param saidAt Meta's time of the description
     */
    record ImportTemplate(
            @TargetAggregateIdentifier TemplateId templateId,
            String waba,
            TemplateName name,
            TemplateLanguage language,
            TemplateDescription description,
            boolean wanted,
            Instant saidAt,
            @Nullable AgentId by,
            Instant at)
            implements TemplateCommand {}

    /** Corrects what was described by hand; what is Meta's cannot be corrected here, only noted on. */
    record EditTemplate(
            @TargetAggregateIdentifier TemplateId templateId,
            TemplateCategory category,
            TemplateLayout layout,
            String components,
            @Nullable String note,
            AgentId by,
            Instant at)
            implements TemplateCommand {}

    /** Takes down how Meta stands to it. */
    record RegisterTemplateStatus(
            @TargetAggregateIdentifier TemplateId templateId,
            TemplateStatus status,
            @Nullable String reason,
            Instant saidAt,
            Instant at)
            implements TemplateCommand {}

    record RateTemplate(
            @TargetAggregateIdentifier TemplateId templateId, TemplateQuality quality, Instant saidAt, Instant at)
            implements TemplateCommand {}

    record RecategoriseTemplate(
            @TargetAggregateIdentifier TemplateId templateId, TemplateCategory category, Instant saidAt, Instant at)
            implements TemplateCommand {}

    /** Takes down that Meta is going to put it into another category. */
    record AnnounceTemplateCategory(
            @TargetAggregateIdentifier TemplateId templateId,
            TemplateCategory coming,
            @Nullable Instant from,
            Instant saidAt,
            Instant at)
            implements TemplateCommand {}

    /**
     * Takes other words of its text and buttons over; files in its header, cards and offers stay.
     *
     * @param title the text of the header, where it has one
     * @param body null where Meta does not tell
     */
    record RewordTemplate(
            @TargetAggregateIdentifier TemplateId templateId,
            @Nullable MessageText title,
            @Nullable MessageText body,
            @Nullable MessageText footer,
            List<TemplateLayout.Button> buttons,
            Instant saidAt,
            Instant at)
            implements TemplateCommand {
        public RewordTemplate {
            buttons = List.copyOf(buttons);
        }
    }

    /** Takes down that it is not among all the templates that Meta has. */
    record MissTemplate(@TargetAggregateIdentifier TemplateId templateId, Instant saidAt, Instant at)
            implements TemplateCommand {}

    record RemoveTemplate(@TargetAggregateIdentifier TemplateId templateId, AgentId by, Instant at)
            implements TemplateCommand {}

    /** Asks for the message that these values make of it; nothing is recorded. */
    record FillTemplate(@TargetAggregateIdentifier TemplateId templateId, TemplateValues values, Instant at)
            implements TemplateCommand {}
}
