package com.chatsphere.meta.webhook;

import static com.chatsphere.meta.webhook.MetaWords.plain;
import static com.chatsphere.meta.webhook.MetaWords.sentence;
import static com.chatsphere.meta.webhook.MetaWords.text;

import com.chatsphere.application.notice.Notice.Topic;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Meta tells about single numbers of the business. */
final class NumberNews {
    private static final Map<String, String> NAME_REASONS = Map.of(
            "NAME_INDIVIDUAL_ISSUE", "It looks like the name of a person instead of a business.",
            "NAME_FORMAT_ISSUE", "It is not written as Meta demands.",
            "NAME_GENERIC_ISSUE", "It is too general.",
            "NAME_NOT_CONSISTENT", "It has no visible relation to the business.",
            "NAME_EMPLOYMENT_ISSUE", "It names a position instead of a business.",
            "NAME_END_CLIENT_NOT_RELATED", "It has no visible relation to the business.");

    private static final Map<String, String> ERRORS = Map.of(
            "130429", "More is sent from the number than Meta takes. Sending slows down until it takes more again.",
            "131048", "Meta holds messages back, because too many were blocked or reported as spam.",
            "131056", "Too much is sent to the same customer in a short time.",
            "131031", "The account is locked. See in Meta's Business Manager why.",
            "131042", "There is a problem with the payment method. Messages that cost money are not sent.");

    private NumberNews() {}

    static Told quality(JsonNode value) {
        String event = text(value, "event");
        @Nullable String limit = MetaWords.limit(value, "max_daily_conversations_per_business");
        if (limit == null) {
            limit = MetaWords.limit(value, "current_limit");
        }
        String of = MetaWords.capital(number(value));
        String allowed = limit == null ? "" : " The business may write first to %s.".formatted(limit);
        String standing = limit == null ? plain(event) : MetaWords.capital(limit);
        return switch (event) {
            case "THROUGHPUT_UPGRADE" ->
                Told.info(
                                Topic.THROUGHPUT,
                                event,
                                "%s may send faster".formatted(of),
                                "Meta takes up to 1,000 messages a second from it now." + allowed)
                        .standing("High");
            case "ONBOARDING" ->
                Told.info(Topic.MESSAGING_LIMIT, event, "%s is ready".formatted(of), "It was set up." + allowed)
                        .standing(standing);
            case "UPGRADE" ->
                Told.info(
                                Topic.MESSAGING_LIMIT,
                                event,
                                "%s may write to more customers".formatted(of),
                                "Its limit was raised." + allowed)
                        .standing(standing);
            case "DOWNGRADE" ->
                Told.warning(
                                Topic.MESSAGING_LIMIT,
                                event,
                                "%s may write to fewer customers".formatted(of),
                                "Its limit was lowered." + allowed)
                        .standing(standing);
            case "FLAGGED" ->
                Told.warning(
                                Topic.QUALITY,
                                event,
                                "%s has low quality".formatted(of),
                                "Customers block or report its messages. If that goes on, its limit is lowered."
                                        + allowed)
                        .standing("Low, flagged");
            case "UNFLAGGED" ->
                Told.info(
                                Topic.QUALITY,
                                event,
                                "%s has good quality again".formatted(of),
                                "Meta took its flag back." + allowed)
                        .standing("No longer flagged");
            default ->
                Told.info(
                                Topic.QUALITY,
                                event,
                                "%s has news about its quality".formatted(of),
                                "Meta calls it %s.%s".formatted(plain(event), allowed))
                        .standing(plain(event));
        };
    }

    static Told name(JsonNode value) {
        String decision = text(value, "decision");
        String name = text(value, "requested_verified_name");
        String shown = name.isEmpty() ? "The display name" : "The display name \"%s\"".formatted(name);
        String of = MetaWords.capital(number(value));
        String reason = text(value, "rejection_reason");
        String because = reason.isEmpty() || reason.equals("NONE")
                ? ""
                : " " + NAME_REASONS.getOrDefault(reason, "Meta's reason: %s.".formatted(plain(reason)));
        Told told =
                switch (decision) {
                    case "APPROVED" ->
                        Told.info(
                                Topic.DISPLAY_NAME,
                                decision,
                                shown + " was approved",
                                "%s shows it to customers once it is registered again.".formatted(of));
                    case "REJECTED" ->
                        Told.warning(
                                Topic.DISPLAY_NAME,
                                decision,
                                shown + " was rejected",
                                "%s keeps the name it had.%s".formatted(of, because));
                    default ->
                        Told.info(
                                Topic.DISPLAY_NAME,
                                decision,
                                shown + " has news",
                                "Meta's decision for %s: %s.%s".formatted(number(value), plain(decision), because));
                };
        return told.standing(name.isEmpty() ? plain(decision) : plain(decision) + ": " + name);
    }

    static Told username(JsonNode value) {
        String status = text(value, "status");
        String username = text(value, "username");
        String shown = username.isEmpty() ? "The username" : "The username @" + username;
        boolean isGone = status.equalsIgnoreCase("deleted") || status.equalsIgnoreCase("rejected");
        String title = "%s is %s".formatted(shown, plain(status).toLowerCase(Locale.ROOT));
        String explanation = isGone
                ? "Customers cannot find %s by it.".formatted(number(value))
                : "Customers can find %s by it once it is approved.".formatted(number(value));
        Told told = isGone
                ? Told.warning(Topic.USERNAME, status, title, explanation)
                : Told.info(Topic.USERNAME, status, title, explanation);
        return told.standing(username.isEmpty() ? plain(status) : "@%s, %s".formatted(username, status));
    }

    static Told security(JsonNode value) {
        String event = text(value, "event");
        String of = number(value);
        String who = text(value, "requester").isEmpty()
                ? ""
                : " It was asked for by user %s of Meta's Business Manager.".formatted(text(value, "requester"));
        String standing =
                switch (event) {
                    case "PIN_CHANGED" -> "PIN changed";
                    case "PIN_RESET_REQUEST" -> "PIN reset asked for";
                    case "PIN_REQUEST_SUCCESS" -> "PIN switched off";
                    default -> plain(event);
                };
        String title =
                switch (event) {
                    case "PIN_CHANGED" -> "The PIN of %s was changed".formatted(of);
                    case "PIN_RESET_REQUEST" -> "Someone asked to switch off the PIN of %s".formatted(of);
                    case "PIN_REQUEST_SUCCESS" -> "The PIN of %s was switched off".formatted(of);
                    default -> "Security of %s: %s".formatted(of, plain(event));
                };
        return Told.alarm(
                        Topic.SECURITY,
                        event,
                        title,
                        "Whoever knows the PIN can take the number away. If it was none of you, act at once in Meta's"
                                + " Business Manager." + who)
                .standing(standing);
    }

    /** An error that Meta tells about the number, not about one message. */
    static Told error(JsonNode error) {
        String code = text(error, "code");
        String name = text(error, "title").isEmpty() ? text(error, "message") : text(error, "title");
        return Told.alarm(
                        Topic.SENDING,
                        code,
                        "Meta reports error %s: %s".formatted(code, name.isEmpty() ? "without a name" : name),
                        (ERRORS.getOrDefault(code, "It is about the number as a whole.")
                                        + sentence(error.path("error_data"), "details"))
                                .strip())
                .standing("Error %s".formatted(code));
    }

    private static String number(JsonNode value) {
        String number = text(value, "display_phone_number");
        if (number.isEmpty()) {
            return "one of your numbers";
        }
        return number.chars().allMatch(Character::isDigit) ? "+" + number : number;
    }
}
