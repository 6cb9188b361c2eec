package com.chatsphere.meta.webhook;

import com.chatsphere.application.notice.Notice;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.webhook.Told.Reading;
import com.chatsphere.meta.webhook.WebhookPayload.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns Meta's news that are no chat into notices: a pure function of the change and of the numbers that are ours.
 *
 * <p>Every change becomes at least one, also of a kind that did not exist when this was written: nothing is lost.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/webhooks/reference/whatsapp-business-account">Meta, webhook
 *     fields of an account</a>
 */
final class NoticeTranslator {
    private static final int LONGEST_WORD = 100;
    /** Meta's own limit for the name of a template. */
    private static final int LONGEST_NAME = 512;

    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_EXPLANATION = 4_000;

    private static final Map<String, Reading> READINGS = Map.ofEntries(
            Map.entry("account_update", AccountNews::update),
            Map.entry("account_review_update", AccountNews::review),
            Map.entry("account_alerts", AccountNews::alert),
            Map.entry("business_capability_update", AccountNews::capability),
            Map.entry("flows", AccountNews::flow),
            Map.entry("phone_number_quality_update", NumberNews::quality),
            Map.entry("phone_number_name_update", NumberNews::name),
            Map.entry("business_username_updates", NumberNews::username),
            Map.entry("security", NumberNews::security),
            Map.entry("group_lifecycle_update", GroupNews::read),
            Map.entry("group_participants_update", GroupNews::read),
            Map.entry("group_settings_update", GroupNews::read),
            Map.entry("group_status_update", GroupNews::read));

    private NoticeTranslator() {}

    /** What a change of any field tells; one notice for each group it is about, else one in all. */
    static List<Notice> translate(Change change, OurNumbers ours) {
        String value = change.value() == null ? "null" : change.value();
        List<String> groups = MetaJson.elements(change.members().get("groups"));
        JsonNode node = MetaJson.MAPPER.readTree(value);
        PhoneNumberId number = number(change, node, ours);
        return groups.isEmpty()
                ? List.of(notice(change, value, node, number, told(change, node)))
                : groups.stream()
                        .map(group -> {
                            JsonNode element = MetaJson.MAPPER.readTree(group);
                            return notice(change, group, element, number, told(change, element));
                        })
                        .toList();
    }

    /** What an error tells that stands beside the messages instead of within one. */
    static Notice error(Change change, String error, @Nullable PhoneNumberId number) {
        JsonNode node = MetaJson.MAPPER.readTree(error);
        return notice(change, error, node, number, NumberNews.error(node));
    }

    /** What one piece of a change tells that holds several. */
    static Notice piece(Change change, String piece, PhoneNumberId number) {
        JsonNode node = MetaJson.MAPPER.readTree(piece);
        return notice(change, piece, node, number, told(change, node));
    }

    private static Told told(Change change, JsonNode value) {
        String field = String.valueOf(change.field());
        if (TemplateNews.isIn(value)) {
            return TemplateNews.read(value);
        }
        Reading reading = READINGS.get(field);
        return reading == null ? AccountNews.other(field, value) : reading.of(value);
    }

    private static Notice notice(
            Change change, String written, JsonNode value, @Nullable PhoneNumberId number, Told told) {
        Instant own = MetaTime.of(value.path("timestamp"));
        return new Notice(
                change.account(),
                number,
                String.valueOf(change.field()),
                told.word() == null || told.word().isEmpty() ? null : shortened(told.word(), LONGEST_WORD),
                told.topic(),
                told.severity(),
                shortened(told.title(), LONGEST_TITLE),
                shortened(told.explanation(), LONGEST_EXPLANATION),
                told.standing() == null ? null : shortened(told.standing(), LONGEST_TITLE),
                told.until(),
                own == null ? change.time() : own,
                TemplateNews.isIn(value) ? TemplateNews.template(value) : null,
                name(value, "group_id"),
                written);
    }

    /** A name by which news are found again; what is too long to be one is cut. */
    static @Nullable String name(JsonNode value, String member) {
        String text = MetaJson.text(value, member);
        return text == null ? null : shortened(text, LONGEST_NAME);
    }

    private static @Nullable PhoneNumberId number(Change change, JsonNode value, OurNumbers ours) {
        PhoneNumberId named = ours.withId(MetaJson.text(value.path("metadata"), "phone_number_id"));
        return named == null ? ours.shownAs(MetaJson.text(value, "display_phone_number"), change.account()) : named;
    }

    private static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1) + "…";
    }
}
