package com.chatsphere.web.message;

import com.chatsphere.domain.message.MessageError;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was not delivered, for people.
 *
 * @param cause in plain words
 * @param advice what to do about it, where we know
 * @param original what Meta said, for whoever asks Meta
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes">Meta, error codes</a>
 */
public record FailureReason(
        String cause, @Nullable String advice, @Nullable String original) {
    static FailureReason of(@Nullable MessageError error) {
        if (error == null) {
            return new FailureReason("WhatsApp could not deliver this message.", null, null);
        }
        String details = error.details();
        String original = (error.code() == 0 ? "" : "Code " + error.code() + ": ")
                + error.title()
                + (details == null || details.equals(error.title()) ? "" : ". " + details);
        return switch (error.code()) {
            case 131_047 ->
                new FailureReason(
                        "More than 24 hours have passed since the customer last wrote.",
                        "Wait for the customer to write, or send an approved template.",
                        original);
            case 131_026 ->
                new FailureReason(
                        "This number cannot receive the message.",
                        "The number may not be on WhatsApp, or its app is too old. Reach the customer another way.",
                        original);
            case 131_049 ->
                new FailureReason(
                        "Meta held this message back to limit marketing.", "Do not send it again today.", original);
            case 131_056, 130_429, 80_007, 4 ->
                new FailureReason("Too many messages in a short time.", "Wait a minute, then send it again.", original);
            case 131_051 -> new FailureReason("WhatsApp does not take this kind of message.", null, original);
            case 131_053 ->
                new FailureReason("WhatsApp could not use the attached file.", "Check its format and size.", original);
            case 132_000, 132_012, 132_005 ->
                new FailureReason(
                        "The template's values do not fit the template.", "Check them and send it anew.", original);
            case 131_031, 368 ->
                new FailureReason(
                        "WhatsApp has restricted this business account.",
                        "An administrator has to look into it at Meta.",
                        original);
            case 190, 0, 10, 131_005 ->
                error.code() == 0
                        ? new FailureReason(error.title(), details, null)
                        : new FailureReason(
                                "WhatsApp did not accept our access token.",
                                "An administrator has to renew it; then send the message again.",
                                original);
            default -> new FailureReason(error.title(), details, "Code " + error.code());
        };
    }
}
