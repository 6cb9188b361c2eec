package com.chatsphere.meta.webhook;

import com.chatsphere.application.conversation.Contacts.Sighting;
import com.chatsphere.domain.call.CallStage;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.webhook.WebhookItem.CallReport;
import com.chatsphere.meta.webhook.WebhookItem.Fact;
import com.chatsphere.meta.webhook.WebhookItem.Handover;
import com.chatsphere.meta.webhook.WebhookItem.MarketingChoice;
import com.chatsphere.meta.webhook.WebhookItem.SavedContact;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Meta tells of customers apart from messages: calls, choices about marketing, the address book, handovers.
 *
 * <p>What is not as it should be becomes null; the translator keeps it as a notice then.
 */
final class CustomerNews {
    /** The list that holds the single pieces of news of a field; a field without one is a single piece itself. */
    private static final Map<String, List<String>> LISTS = Map.of(
            "calls", List.of("calls", "statuses"),
            "user_preferences", List.of("user_preferences"),
            "smb_app_state_sync", List.of("state_sync"),
            "messaging_handovers", List.of());

    private static final int LONGEST_CALL_ID = 512;

    private CustomerNews() {}

    static boolean isToldBy(String field) {
        return LISTS.containsKey(field);
    }

    /** The pieces of news of such a field, each as written. */
    static List<String> pieces(String field, String value, Map<String, String> members) {
        List<String> lists = Objects.requireNonNull(LISTS.get(field));
        return lists.isEmpty()
                ? List.of(value)
                : lists.stream()
                        .flatMap(list -> MetaJson.elements(members.get(list)).stream())
                        .toList();
    }

    static @Nullable Fact read(String field, JsonNode piece, PhoneNumberId number, People people) {
        return switch (field) {
            case "calls" ->
                "call".equals(MetaJson.text(piece, "type"))
                        ? callStatus(piece, number, people)
                        : call(piece, number, people);
            case "user_preferences" -> marketing(piece, number, people);
            case "smb_app_state_sync" -> saved(piece, number, people);
            default -> handover(piece, number, people);
        };
    }

    private static @Nullable Fact call(JsonNode call, PhoneNumberId number, People people) {
        Instant at = MetaTime.inSeconds(call, "timestamp");
        String id = callId(call);
        boolean byCustomer = !"BUSINESS_INITIATED".equals(MetaJson.text(call, "direction"));
        CallStage stage =
                switch (MetaWords.text(call, "event")) {
                    case "connect" -> CallStage.CONNECTING;
                    case "terminate" ->
                        "FAILED".equals(MetaJson.text(call, "status")) ? CallStage.FAILED : CallStage.COMPLETED;
                    default -> null;
                };
        Sighting with = at == null ? null : people.party(call, byCustomer ? "from" : "to", at);
        if (id == null || stage == null || at == null || with == null) {
            return null;
        }
        JsonNode duration = call.path("duration");
        Long seconds = duration.canConvertToInt() && duration.asInt() >= 0 ? duration.asLong() : null;
        return new CallReport(number, id, with, byCustomer, stage, seconds, at);
    }

    /** Meta reports so on calls that the business began. */
    private static @Nullable Fact callStatus(JsonNode status, PhoneNumberId number, People people) {
        Instant at = MetaTime.inSeconds(status, "timestamp");
        String id = callId(status);
        CallStage stage =
                switch (MetaWords.text(status, "status").toUpperCase(Locale.ROOT)) {
                    case "RINGING" -> CallStage.RINGING;
                    case "ACCEPTED" -> CallStage.ACCEPTED;
                    case "REJECTED" -> CallStage.REJECTED;
                    default -> null;
                };
        Sighting with = at == null
                ? null
                : people.named(
                        MetaJson.text(status, "recipient_id"),
                        MetaJson.text(status, "recipient_user_id"),
                        MetaJson.text(status, "recipient_parent_user_id"),
                        at);
        return id == null || stage == null || at == null || with == null
                ? null
                : new CallReport(number, id, with, false, stage, null, at);
    }

    private static @Nullable String callId(JsonNode call) {
        String id = MetaJson.text(call, "id");
        return id == null || id.isBlank() || id.length() > LONGEST_CALL_ID ? null : id;
    }

    private static @Nullable Fact marketing(JsonNode choice, PhoneNumberId number, People people) {
        Instant at = MetaTime.of(choice.path("timestamp"));
        String value = MetaWords.text(choice, "value");
        if (at == null
                || !"marketing_messages".equals(MetaJson.text(choice, "category"))
                || !List.of("stop", "resume").contains(value)) {
            return null;
        }
        Sighting by = people.named(choice, "wa_id", at);
        return by == null ? null : new MarketingChoice(number, by, value.equals("stop"), at);
    }

    private static @Nullable Fact saved(JsonNode sync, PhoneNumberId number, People people) {
        JsonNode contact = sync.path("contact");
        Instant at = MetaTime.of(sync.path("metadata").path("timestamp"));
        String action = MetaWords.text(sync, "action");
        if (at == null || !"contact".equals(MetaJson.text(sync, "type"))) {
            return null;
        }
        Sighting who = people.named(contact, "phone_number", at);
        ContactName name = Words.valueOrNull(MetaJson.text(contact, "full_name"), ContactName::new);
        if (name == null) {
            name = Words.valueOrNull(MetaJson.text(contact, "first_name"), ContactName::new);
        }
        boolean removed = action.equals("remove");
        return who == null || (name == null && !removed)
                ? null
                : new SavedContact(number, who, removed ? null : name, at);
    }

    private static @Nullable Fact handover(JsonNode value, PhoneNumberId number, People people) {
        Instant at = MetaTime.of(value.path("timestamp"));
        String type = MetaWords.text(value, "type");
        String to = MetaWords.text(value.path(type), "new_owner_role");
        JsonNode sender = value.path("sender");
        if (at == null || to.isEmpty()) {
            return null;
        }
        Sighting with = people.named(sender, "phone_number", at);
        return with == null ? null : new Handover(number, with, !to.startsWith("ai"), at);
    }
}
