package com.chatsphere.meta.webhook;

import static com.chatsphere.meta.webhook.MetaWords.plain;
import static com.chatsphere.meta.webhook.MetaWords.sentence;
import static com.chatsphere.meta.webhook.MetaWords.shown;
import static com.chatsphere.meta.webhook.MetaWords.text;

import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.Notice.Template;
import com.chatsphere.application.notice.Notice.Topic;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.webhook.Told.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Meta tells about message templates.
 *
 * <p>The keys decide what it is, not the field: a change of quality comes under more than one name.
 */
final class TemplateNews {
    private static final Map<String, Reading> STATUSES = Map.ofEntries(
            Map.entry("APPROVED", value -> info(value, "was approved", "It can be sent now.")),
            Map.entry("REINSTATED", value -> info(value, "was reinstated", "It can be sent again.")),
            Map.entry("UNARCHIVED", value -> info(value, "is no longer archived", "It can be sent again.")),
            Map.entry("UNLOCKED", value -> info(value, "is no longer locked", "It can be sent again.")),
            Map.entry("PENDING", value -> info(value, "is being reviewed", "It cannot be sent yet.")),
            Map.entry("IN_APPEAL", value -> info(value, "is in appeal", "Meta looks at its rejection again.")),
            Map.entry("PENDING_DELETION", value -> info(value, "is being deleted", "It cannot be sent any more.")),
            Map.entry("DELETED", value -> info(value, "was deleted", "It cannot be sent any more.")),
            Map.entry(
                    "ARCHIVED", value -> warning(value, "was archived", "It cannot be sent, and goes after 28 days.")),
            Map.entry("LOCKED", value -> warning(value, "was locked", "It cannot be changed at present.")),
            Map.entry("FLAGGED", value -> warning(value, "was flagged", "If its quality stays low, Meta pauses it.")),
            Map.entry("PAUSED", value -> warning(value, "was paused", "It cannot be sent while it is paused.")),
            Map.entry("DISABLED", value -> warning(value, "was switched off", "It cannot be sent any more.")),
            Map.entry("LIMIT_EXCEEDED", value -> warning(value, "is one too many", "The account has all it may have.")),
            Map.entry("REJECTED", value -> warning(value, "was rejected", "It cannot be sent.")));

    private static final Map<String, String> REASONS = Map.of(
            "ABUSIVE_CONTENT", "Meta finds its content abusive.",
            "INCORRECT_CATEGORY", "Its category does not fit its content.",
            "INVALID_FORMAT", "Its format is not valid.",
            "PROMOTIONAL", "It is promotional, which its category does not allow.",
            "SCAM", "Meta takes it for a scam.",
            "TAG_CONTENT_MISMATCH", "Its language or category does not fit its content.");

    private static final List<String> SCORES = List.of("RED", "YELLOW", "GREEN");

    private TemplateNews() {}

    /** Whether a value names a template. */
    static boolean isIn(JsonNode value) {
        return value.has("message_template_id") || value.has("message_template_name");
    }

    static Template template(JsonNode value) {
        return new Template(
                NoticeTranslator.name(value, "message_template_name"),
                NoticeTranslator.name(value, "message_template_language"),
                NoticeTranslator.name(value, "message_template_id"));
    }

    static Told read(JsonNode value) {
        if (value.has("new_quality_score") || value.has("previous_quality_score")) {
            return quality(value);
        }
        if (value.has("correct_category")
                || value.has("category_update_timestamp")
                || value.has("previous_category")
                || value.has("new_category")) {
            return category(value);
        }
        if (!value.has("event")
                && (value.has("message_template_element")
                        || value.has("message_template_title")
                        || value.has("message_template_footer")
                        || value.has("message_template_buttons"))) {
            return content(value);
        }
        return status(value);
    }

    private static Told status(JsonNode value) {
        String event = text(value, "event");
        Reading known = STATUSES.get(event);
        return known == null ? info(value, "has news", "Meta calls it %s.".formatted(plain(event))) : known.of(value);
    }

    private static Told info(JsonNode value, String what, String then) {
        return status(value, Severity.INFO, what, then);
    }

    private static Told warning(JsonNode value, String what, String then) {
        return status(value, Severity.WARNING, what, then);
    }

    private static Told status(JsonNode value, Severity severity, String what, String then) {
        String event = text(value, "event");
        Instant disabled = MetaWords.date(value.path("disable_info"), "disable_date");
        String explanation = then
                + reason(value)
                + sentence(value.path("rejection_info"), "reason")
                + sentence(value.path("rejection_info"), "recommendation")
                + sentence(value.path("other_info"), "description")
                + (disabled == null ? "" : " It is so from %s.".formatted(shown(disabled)));
        return new Told(
                Topic.TEMPLATE_STATUS, event, severity, title(value, what), explanation, plain(event), disabled);
    }

    private static String reason(JsonNode value) {
        String reason = text(value, "reason");
        if (reason.isEmpty() || reason.equals("NONE")) {
            return "";
        }
        return " " + REASONS.getOrDefault(reason, "Meta's reason: %s.".formatted(plain(reason)));
    }

    private static Told quality(JsonNode value) {
        String before = text(value, "previous_quality_score");
        String now = text(value, "new_quality_score");
        boolean fell = SCORES.contains(now)
                && (SCORES.contains(before) ? SCORES.indexOf(now) < SCORES.indexOf(before) : !now.equals("GREEN"));
        String title = title(value, "has quality " + plain(now).toLowerCase(Locale.ROOT));
        String was = before.isEmpty()
                ? ""
                : "It was %s before. ".formatted(plain(before).toLowerCase(Locale.ROOT));
        Told told = fell
                ? Told.warning(
                        Topic.TEMPLATE_QUALITY,
                        now,
                        title,
                        was + "Customers block it or do not read it; if that goes on, Meta pauses it.")
                : Told.info(Topic.TEMPLATE_QUALITY, now, title, was + "Customers' reactions decide about it.");
        return told.standing(plain(now));
    }

    private static Told category(JsonNode value) {
        String now = text(value, "new_category");
        if (value.has("correct_category") || value.has("category_update_timestamp")) {
            String coming = plain(text(value, "correct_category"));
            Instant from = MetaTime.of(value.path("category_update_timestamp"));
            return Told.warning(
                            Topic.TEMPLATE_CATEGORY,
                            text(value, "correct_category"),
                            title(value, "will become %s".formatted(coming)),
                            "It is %s until %s. Then Meta makes it %s, which changes its price."
                                    .formatted(plain(now), from == null ? "then" : shown(from), coming))
                    .standing("%s, soon %s".formatted(plain(now), coming))
                    .until(from);
        }
        return Told.info(
                        Topic.TEMPLATE_CATEGORY,
                        now,
                        title(value, "is %s now".formatted(plain(now))),
                        "It was %s before. The category decides what sending it costs."
                                .formatted(plain(text(value, "previous_category"))))
                .standing(plain(now));
    }

    private static Told content(JsonNode value) {
        String body = text(value, "message_template_element");
        return Told.info(
                Topic.TEMPLATE_TEXT,
                null,
                title(value, "was changed"),
                body.isEmpty() ? "Its parts were changed." : "Its text is now: " + body);
    }

    private static String title(JsonNode value, String what) {
        @Nullable String language = MetaJson.text(value, "message_template_language");
        String name = Objects.requireNonNullElse(
                MetaJson.text(value, "message_template_name"), text(value, "message_template_id"));
        return "Template %s%s %s".formatted(name, language == null ? "" : " (" + language + ")", what);
    }
}
