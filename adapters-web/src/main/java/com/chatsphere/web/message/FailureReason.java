package com.chatsphere.web.message;

import com.chatsphere.application.message.KnownError;
import com.chatsphere.application.message.KnownError.Help;
import com.chatsphere.domain.message.MessageError;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was not delivered, for people.
 *
 * @param cause in plain words
 * @param advice what to do about it, where we know
 * @param original what Meta said, for whoever asks Meta
 * @param help what can be done from here
 */
public record FailureReason(
        String cause, @Nullable String advice, @Nullable String original, Help help) {

    static FailureReason of(@Nullable MessageError error) {
        if (error == null) {
            return new FailureReason("WhatsApp could not deliver this message.", null, null, Help.RESEND);
        }
        if (error.code() == 0) {
            return new FailureReason(error.title(), error.details(), null, Help.RESEND);
        }
        return KnownError.of(error.code())
                .map(known -> new FailureReason(known.cause(), known.advice(), original(error), known.help()))
                .orElseGet(
                        () -> new FailureReason(error.title(), error.details(), "Code " + error.code(), Help.RESEND));
    }

    public boolean canBeResent() {
        return help == Help.RESEND;
    }

    public boolean asksForTemplate() {
        return help == Help.TEMPLATE;
    }

    public boolean asksForAnotherNumber() {
        return help == Help.ANOTHER_NUMBER;
    }

    private static String original(MessageError error) {
        String details = error.details();
        return "Code " + error.code() + ": " + error.title()
                + (details == null || details.equals(error.title()) ? "" : ". " + details);
    }
}
