package com.chatsphere.meta.cloudapi;

import com.chatsphere.domain.message.MessageError;
import com.chatsphere.meta.MetaJson;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Meta's refusal of a call.
 *
 * <p>Meta asks to decide by the code: titles will go away, and the HTTP status is no safe guide.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes">Meta, error codes</a>
 */
record CloudApiError(int code, boolean passing, MessageError inWords) {
    private static final int LONGEST = 1_000;

    /** Overload, limits and maintenance: the same call can succeed later. */
    private static final Set<Integer> PASSING = Set.of(1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004);

    /** Those that Meta asks to leave alone for a while. */
    private static final Map<Integer, Duration> PAUSES = Map.of(
            4, Duration.ofMinutes(1),
            80007, Duration.ofMinutes(1),
            131056, Duration.ofSeconds(4),
            131057, Duration.ofMinutes(1));

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(0, "WhatsApp does not accept this number's access token."),
            Map.entry(3, "This number's access token lacks a permission."),
            Map.entry(10, "This number's access token lacks a permission."),
            Map.entry(33, "This WhatsApp number no longer exists."),
            Map.entry(100, "WhatsApp could not read the message."),
            Map.entry(190, "This number's access token has expired or is not valid."),
            Map.entry(200, "This number's access token lacks a permission."),
            Map.entry(368, "WhatsApp has restricted this account."),
            Map.entry(130403, "You have blocked this customer."),
            Map.entry(130497, "WhatsApp does not allow messages to this country."),
            Map.entry(131005, "This number's access token lacks a permission."),
            Map.entry(131008, "WhatsApp could not read the message."),
            Map.entry(131009, "WhatsApp could not read the message."),
            Map.entry(131021, "A number cannot write to itself."),
            Map.entry(131026, "The customer cannot receive this on WhatsApp."),
            Map.entry(131030, "This is a test number, and the recipient is not on its list."),
            Map.entry(131031, "WhatsApp has locked this account."),
            Map.entry(131037, "The display name of this number is not approved yet."),
            Map.entry(131042, "There is a problem with the account's payment method."),
            Map.entry(131045, "This number has to be registered with WhatsApp again."),
            Map.entry(131047, "More than 24 hours have passed since the customer last wrote: send a template."),
            Map.entry(131048, "WhatsApp limits this number because of its quality."),
            Map.entry(131049, "WhatsApp chose not to deliver this marketing message."),
            Map.entry(131050, "The customer has stopped marketing messages from you."),
            Map.entry(131051, "WhatsApp does not support this kind of message."),
            Map.entry(131062, "The customer's phone number is needed for this message."),
            Map.entry(133010, "This number is not registered with WhatsApp."));

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
                PASSING.contains(code) || error.path("is_transient").asBoolean(false),
                new MessageError(code, title(code, MetaJson.text(error, "message")), details(error))));
    }

    /** How long Meta wants to be left alone after this one, where that is known. */
    @Nullable
    Duration pause() {
        return PAUSES.get(code);
    }

    private static String title(int code, @Nullable String message) {
        String known = TITLES.get(code);
        if (known != null) {
            return known;
        }
        return message == null ? "WhatsApp refused the message." : shortened(message);
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
