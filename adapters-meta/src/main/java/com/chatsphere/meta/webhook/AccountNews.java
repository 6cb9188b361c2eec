package com.chatsphere.meta.webhook;

import static com.chatsphere.meta.webhook.MetaWords.plain;
import static com.chatsphere.meta.webhook.MetaWords.sentence;
import static com.chatsphere.meta.webhook.MetaWords.shown;
import static com.chatsphere.meta.webhook.MetaWords.text;

import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.Notice.Topic;
import com.chatsphere.meta.webhook.Told.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Meta tells about an account as a whole. */
final class AccountNews {
    private static final Map<String, Reading> UPDATES = Map.ofEntries(
            Map.entry("DISABLED_UPDATE", AccountNews::ban),
            Map.entry("ACCOUNT_RESTRICTION", AccountNews::restriction),
            Map.entry("ACCOUNT_VIOLATION", AccountNews::violation),
            Map.entry(
                    "ACCOUNT_DELETED",
                    _ -> Told.alarm(
                                    Topic.ACCOUNT,
                                    "ACCOUNT_DELETED",
                                    "The account was deleted",
                                    "Nothing can be sent or received any more.")
                            .standing("Deleted")),
            Map.entry("PARTNER_REMOVED", AccountNews::partnerRemoved),
            Map.entry(
                    "PARTNER_ADDED",
                    _ -> Told.info(
                                    Topic.ACCOUNT,
                                    "PARTNER_ADDED",
                                    "The account was connected",
                                    "It is shared with the app that sends and receives here.")
                            .standing("Connected")),
            Map.entry(
                    "ACCOUNT_OFFBOARDED",
                    _ -> Told.alarm(
                                    Topic.ACCOUNT,
                                    "ACCOUNT_OFFBOARDED",
                                    "The account was disconnected",
                                    "Its number no longer sends or receives here.")
                            .standing("Disconnected")),
            Map.entry(
                    "ACCOUNT_RECONNECTED",
                    _ -> Told.info(
                                    Topic.ACCOUNT,
                                    "ACCOUNT_RECONNECTED",
                                    "The account is connected again",
                                    "Its number sends and receives here again.")
                            .standing("Connected")),
            Map.entry(
                    "PARTNER_APP_UNINSTALLED",
                    _ -> Told.alarm(
                                    Topic.ACCOUNT,
                                    "PARTNER_APP_UNINSTALLED",
                                    "The app was removed from the account",
                                    "Meta may stop delivering messages here.")
                            .standing("App removed")),
            Map.entry(
                    "PARTNER_APP_INSTALLED",
                    _ -> Told.info(
                                    Topic.ACCOUNT,
                                    "PARTNER_APP_INSTALLED",
                                    "The app was added to the account",
                                    "Meta delivers messages here.")
                            .standing("Connected")));

    private static final Map<String, String> RESTRICTIONS = Map.of(
            "RESTRICTED_BIZ_INITIATED_MESSAGING", "conversations cannot be started by the business",
            "RESTRICTED_CUSTOMER_INITIATED_MESSAGING", "customers cannot be answered",
            "RESTRICTED_UTILITY_TEMPLATES", "utility templates cannot be sent",
            "RESTRICTED_ADD_PHONE_NUMBER_ACTION", "no further numbers can be added",
            "RESTRICTED_BIZ_INITIATED_CALLING", "customers cannot be called",
            "RESTRICTED_USER_INITIATED_CALLING", "customers cannot call");

    private AccountNews() {}

    static Told update(JsonNode value) {
        String event = text(value, "event");
        Reading known = UPDATES.get(event);
        return known == null
                ? Told.info(Topic.OTHER, event, "The account: " + plain(event), "Nothing has to be done about it here.")
                : known.of(value);
    }

    private static Told ban(JsonNode value) {
        JsonNode ban = value.path("ban_info");
        String state = text(ban, "waba_ban_state");
        String date = text(ban, "waba_ban_date");
        Instant from = MetaWords.date(ban, "waba_ban_date");
        String day = from == null ? date : shown(from);
        return switch (state) {
            case "SCHEDULE_FOR_DISABLE" ->
                Told.alarm(
                                Topic.ACCOUNT,
                                state,
                                "The account will be switched off" + (day.isEmpty() ? "" : " on " + day),
                                "From then on nothing can be sent or received. Appeal in Meta's Business Manager"
                                        + " before that.")
                        .standing("Will be switched off")
                        .until(from);
            case "DISABLE" ->
                Told.alarm(
                                Topic.ACCOUNT,
                                state,
                                "The account was switched off",
                                "Nothing can be sent or received%s. Appeal in Meta's Business Manager."
                                        .formatted(day.isEmpty() ? "" : " since " + day))
                        .standing("Switched off")
                        .until(from);
            case "REINSTATE" ->
                Told.info(Topic.ACCOUNT, state, "The account works again", "Meta took its ban back.")
                        .standing("Active");
            default ->
                Told.alarm(
                                Topic.ACCOUNT,
                                state,
                                "A ban of the account: " + plain(state),
                                "See in Meta's Business Manager what it means." + sentence(date))
                        .standing(plain(state))
                        .until(from);
        };
    }

    private static Told restriction(JsonNode value) {
        List<String> restricted = new ArrayList<>();
        Instant until = null;
        for (JsonNode restriction : value.path("restriction_info")) {
            String type = text(restriction, "restriction_type");
            restricted.add(RESTRICTIONS.getOrDefault(type, plain(type)));
            Instant end = MetaWords.date(restriction, "expiration");
            until = until == null || (end != null && end.isAfter(until)) ? end : until;
        }
        String end = until == null ? "" : " It is so until %s.".formatted(shown(until));
        String what = restricted.isEmpty() ? "Meta does not say how" : String.join("; ", restricted);
        return Told.alarm(
                        Topic.RESTRICTION,
                        "ACCOUNT_RESTRICTION",
                        "The account is restricted",
                        "For now: %s.%s".formatted(what, end))
                .standing(restricted.isEmpty() ? "Restricted" : MetaWords.capital(what))
                .until(until);
    }

    private static Told violation(JsonNode value) {
        String type = text(value.path("violation_info"), "violation_type");
        return Told.alarm(
                        Topic.ALERT,
                        "ACCOUNT_VIOLATION",
                        "The account violates WhatsApp's rules" + (type.isEmpty() ? "" : ": " + plain(type)),
                        "If it goes on, Meta restricts the account or switches it off.")
                .standing("Violation" + (type.isEmpty() ? "" : ": " + plain(type)));
    }

    private static Told partnerRemoved(JsonNode value) {
        JsonNode disconnection = value.path("disconnection_info");
        String reason = text(disconnection, "reason");
        String by = text(disconnection, "initiated_by");
        String why = reason.equals("PRIMARY_INACTIVITY")
                ? " The WhatsApp Business app was not opened for too long."
                : reason.isEmpty() ? "" : " Reason: %s.".formatted(plain(reason));
        return Told.alarm(
                        Topic.ACCOUNT,
                        "PARTNER_REMOVED",
                        "The account was disconnected",
                        "Its number no longer sends or receives here.%s%s"
                                .formatted(why, by.isEmpty() ? "" : " By: %s.".formatted(plain(by))))
                .standing("Disconnected");
    }

    static Told review(JsonNode value) {
        String decision = text(value, "decision");
        return switch (decision) {
            case "APPROVED" ->
                Told.info(Topic.REVIEW, decision, "The account passed Meta's review", "It can be used in full.")
                        .standing("Approved");
            case "REJECTED" ->
                Told.alarm(
                                Topic.REVIEW,
                                decision,
                                "The account did not pass Meta's review",
                                "See in Meta's Business Manager why, and ask for another review.")
                        .standing("Rejected");
            default ->
                Told.info(
                                Topic.REVIEW,
                                decision,
                                "Meta's review of the account: " + plain(decision),
                                "Nothing has to be done about it here.")
                        .standing(plain(decision));
        };
    }

    static Told capability(JsonNode value) {
        String limit = MetaWords.limit(value, "max_daily_conversations_per_business");
        if (limit == null) {
            limit = MetaWords.limit(value, "max_daily_conversation_per_phone");
        }
        String numbers = text(value, "max_phone_numbers_per_business");
        if (numbers.isEmpty()) {
            numbers = text(value, "max_phone_numbers_per_waba");
        }
        String more = numbers.isEmpty() ? "" : " It may have up to %s numbers.".formatted(numbers);
        return limit == null
                ? Told.info(Topic.OTHER, null, "What the business may do has changed", "Its limits are new." + more)
                : Told.info(
                                Topic.MESSAGING_LIMIT,
                                null,
                                "The business may write first to %s".formatted(limit),
                                "Answering customers who wrote is not limited." + more)
                        .standing(MetaWords.capital(limit));
    }

    static Told alert(JsonNode value) {
        JsonNode alert = value.has("alert_info") ? value.path("alert_info") : value;
        String type = text(alert, "alert_type");
        Severity severity =
                switch (text(alert, "alert_severity")) {
                    case "CRITICAL" -> Severity.ALARM;
                    case "WARNING" -> Severity.WARNING;
                    default -> Severity.INFO;
                };
        boolean isOver = text(alert, "alert_status").equals("RESOLVED");
        String description = text(alert, "alert_description");
        @Nullable String standing = isOver ? "Over: " + plain(type) : plain(type);
        return new Told(
                Topic.ALERT,
                type,
                isOver ? Severity.INFO : severity,
                (isOver ? "Over: " : "") + plain(type),
                description.isEmpty()
                        ? "Meta does not say more."
                        : sentence(description).strip(),
                standing,
                null);
    }

    static Told flow(JsonNode value) {
        String event = text(value, "event");
        String flow = text(value, "flow_id");
        String now = text(value, "new_status");
        String state = text(value, "alert_state");
        boolean isBad = List.of("THROTTLED", "BLOCKED").contains(now) || state.equals("ACTIVATED");
        String title = event.equals("FLOW_STATUS_CHANGE")
                ? "Flow %s is %s now".formatted(flow, plain(now).toLowerCase(Locale.ROOT))
                : "Flow %s: %s".formatted(flow, plain(event));
        String message = text(value, "message");
        String explanation = message.isEmpty()
                ? "Meta does not say more."
                : sentence(message).strip();
        Told told = isBad
                ? Told.warning(Topic.FLOW, event, title, explanation)
                : Told.info(Topic.FLOW, event, title, explanation);
        return now.isEmpty() ? told : told.standing(plain(now));
    }

    /** News of a kind that is kept, but of which nothing more is known. */
    static Told other(String field, JsonNode value) {
        String word = Objects.requireNonNullElse(first(value, "event", "type", "decision", "status"), "");
        return Told.info(
                Topic.OTHER,
                word.isEmpty() ? null : word,
                plain(field) + (word.isEmpty() ? "" : ": " + plain(word)),
                "News of a kind that ChatSphere keeps, but does nothing about.");
    }

    private static @Nullable String first(JsonNode value, String... members) {
        for (String member : members) {
            if (!text(value, member).isEmpty()) {
                return text(value, member);
            }
        }
        return null;
    }
}
