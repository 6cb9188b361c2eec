package com.chatsphere.meta.webhook;

import static com.chatsphere.meta.webhook.MetaWords.sentence;
import static com.chatsphere.meta.webhook.MetaWords.text;

import com.chatsphere.application.Commands;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateCommand;
import com.chatsphere.domain.template.TemplateCommand.AnnounceTemplateCategory;
import com.chatsphere.domain.template.TemplateCommand.RateTemplate;
import com.chatsphere.domain.template.TemplateCommand.RecategoriseTemplate;
import com.chatsphere.domain.template.TemplateCommand.RegisterTemplateStatus;
import com.chatsphere.domain.template.TemplateCommand.RewordTemplate;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateQuality;
import com.chatsphere.domain.template.TemplateStatus;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.template.TemplateButtons;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Has templates take down what Meta tells about them.
 *
 * <p>Of one that is not known here, or when Meta tells only a part of it, Meta is going to be asked for the whole: with that
 * comes what is told here, too. What Meta told before it was last asked is in its answer already.
 */
@Component
final class TemplateReports {
    private final TemplateSyncs syncs;

    TemplateReports(TemplateSyncs syncs) {
        this.syncs = syncs;
    }

    /** As part of the transaction under way. */
    void take(Notice notice, Commands commands, Instant receivedAt) {
        String waba = notice.wabaId();
        Notice.Template named = notice.template();
        if (waba == null || named == null || named.name() == null || named.language() == null) {
            return;
        }
        Instant saidAt = notice.toldAt() == null ? receivedAt : notice.toldAt();
        Optional<Instant> known = syncs.last(waba).map(TemplateSyncs.Last::saidAt);
        if (known.isPresent() && saidAt.isBefore(known.get())) {
            return;
        }
        TemplateCommand order = order(waba, notice, named, saidAt, receivedAt);
        if (order == null) {
            return;
        }
        try {
            commands.send(order);
        } catch (Commands.Unknown notHere) {
            syncs.request(waba);
        }
        if (order instanceof RewordTemplate) {
            syncs.request(waba);
        }
    }

    /** Null for what is no matter of the template, or could be none of ours: the notice is kept all the same. */
    private static @Nullable TemplateCommand order(
            String waba, Notice notice, Notice.Template named, Instant saidAt, Instant receivedAt) {
        try {
            TemplateId id = TemplateId.of(
                    waba,
                    new TemplateName(String.valueOf(named.name())),
                    new TemplateLanguage(String.valueOf(named.language())));
            return order(notice.topic(), id, MetaJson.MAPPER.readTree(notice.value()), saidAt, receivedAt);
        } catch (IllegalArgumentException nameless) {
            return null;
        }
    }

    private static @Nullable TemplateCommand order(
            Notice.Topic topic, TemplateId id, JsonNode value, Instant saidAt, Instant at) {
        return switch (topic) {
            case TEMPLATE_STATUS -> {
                String event = text(value, "event");
                yield event.isEmpty()
                        ? null
                        : new RegisterTemplateStatus(id, TemplateStatus.of(event), reason(value), saidAt, at);
            }
            case TEMPLATE_QUALITY -> {
                String score = text(value, "new_quality_score");
                yield score.isEmpty() ? null : new RateTemplate(id, TemplateQuality.of(score), saidAt, at);
            }
            case TEMPLATE_CATEGORY -> category(id, value, saidAt, at);
            case TEMPLATE_TEXT -> reworded(id, value, saidAt, at);
            default -> null;
        };
    }

    /** Meta's word for the reason, or where it has more to say, its words. */
    private static @Nullable String reason(JsonNode value) {
        String words = (sentence(value.path("rejection_info"), "reason")
                        + sentence(value.path("rejection_info"), "recommendation")
                        + sentence(value.path("other_info"), "description"))
                .strip();
        if (!words.isEmpty()) {
            return words;
        }
        String reason = text(value, "reason");
        return reason.isEmpty() || reason.equals("NONE") ? null : reason;
    }

    /** Of a change to come, the new category is still the one that holds. */
    private static @Nullable TemplateCommand category(TemplateId id, JsonNode value, Instant saidAt, Instant at) {
        String coming = text(value, "correct_category").toUpperCase(Locale.ROOT);
        if (!coming.isEmpty()) {
            Instant from = MetaTime.of(value.path("category_update_timestamp"));
            return new AnnounceTemplateCategory(id, new TemplateCategory(coming), from, saidAt, at);
        }
        String now = text(value, "new_category").toUpperCase(Locale.ROOT);
        return now.isEmpty() ? null : new RecategoriseTemplate(id, new TemplateCategory(now), saidAt, at);
    }

    private static TemplateCommand reworded(TemplateId id, JsonNode value, Instant saidAt, Instant at) {
        List<Button> buttons = new ArrayList<>();
        for (JsonNode button : value.path("message_template_buttons")) {
            buttons.add(TemplateButtons.told(button));
        }
        return new RewordTemplate(
                id,
                written(value, "message_template_title"),
                written(value, "message_template_element"),
                written(value, "message_template_footer"),
                buttons,
                saidAt,
                at);
    }

    private static @Nullable MessageText written(JsonNode value, String member) {
        String text = MetaJson.text(value, member);
        return text == null || text.isBlank() ? null : new MessageText(text);
    }
}
