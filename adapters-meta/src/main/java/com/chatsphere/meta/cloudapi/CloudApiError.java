package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.message.KnownError;
import com.chatsphere.application.message.KnownError.Reach;
import com.chatsphere.application.message.KnownError.Remedy;
import com.chatsphere.application.message.WhatsApp.Outcome;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.meta.MetaJson;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Meta's refusal of a call. */
record CloudApiError(int code, boolean calledTransient, MessageError inWords) {
    private static final int LONGEST = 1_000;

    /** Reads the body of an answer; empty if it is not Meta's way to refuse. */
    static Optional<CloudApiError> read(byte[] body) {
        JsonNode error;
        try {
            error = MetaJson.MAPPER.readTree(body).path("error");
        } catch (JacksonException notMetas) {
            return Optional.empty();
        }
        if (!error.path("code").canConvertToInt()) {
            return Optional.empty();
        }
        int code = error.path("code").asInt();
        return Optional.of(new CloudApiError(
                code,
                error.path("is_transient").asBoolean(false),
                new MessageError(code, title(code, MetaJson.text(error, "message")), details(error))));
    }

    /**
     * Whether a message was refused because Meta could not use the file it calls so: it is gone, or it has gone bad. Meta has no
     * code of its own for that.
     */
    static boolean isAboutFile(MessageError refusal, @Nullable MediaId handedOver) {
        if (handedOver == null) {
            return false;
        }
        String details = refusal.details() == null ? "" : refusal.details().toLowerCase(Locale.ROOT);
        return switch (refusal.code()) {
            case 131_053 -> true;
            case 100, 131_009 -> details.contains("media") || details.contains(handedOver.value());
            default -> false;
        };
    }

    /** What it means for the message; {@code asked} is how long the answer asks to wait. */
    Outcome outcome(@Nullable Duration asked, boolean tooManyRequests) {
        KnownError known = KnownError.of(code).orElse(null);
        if (known != null && known.remedy() == Remedy.HOLD) {
            return new Outcome.NumberRefused(inWords);
        }
        boolean passing = known == null ? calledTransient || tooManyRequests : known.remedy() == Remedy.RETRY;
        if (!passing) {
            return new Outcome.Refused(inWords);
        }
        Reach reach = known == null ? (tooManyRequests ? Reach.NUMBER : Reach.MESSAGE) : known.reach();
        return new Outcome.Postponed(inWords, asked != null || known == null ? asked : known.pause(), reach);
    }

    private static String title(int code, @Nullable String message) {
        return KnownError.of(code)
                .map(KnownError::cause)
                .orElseGet(() -> message == null ? "WhatsApp refused the message." : shortened(message));
    }

    private static @Nullable String details(JsonNode error) {
        String details = MetaJson.text(error.path("error_data"), "details");
        String shown = details == null ? MetaJson.text(error, "message") : details;
        return shown == null ? null : shortened(shown);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
