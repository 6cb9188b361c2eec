package com.chatsphere.meta.webhook;

import com.chatsphere.domain.message.MessageError;
import com.chatsphere.meta.MetaJson;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Single words and errors as Meta writes them; what is not as it should be counts as not there. */
final class Words {
    private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,40}");

    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_DETAILS = 2_048;

    private Words() {}

    /** A word of Meta's that may go into the ledger; anything that is no such word becomes "other". */
    static String word(@Nullable String text) {
        return text != null && WORD.matcher(text).matches() ? text : "other";
    }

    /** A member that is a short text, cut off where it is not short. */
    static @Nullable String shortText(JsonNode object, String member) {
        String text = MetaJson.text(object, member);
        return text == null || text.isBlank() ? null : shortened(text, LONGEST_DETAILS);
    }

    static MessageError error(JsonNode error) {
        JsonNode code = error.path("code");
        String title = MetaJson.text(error, "title");
        String message = MetaJson.text(error, "message");
        String details = MetaJson.text(error.path("error_data"), "details");
        String shown = title != null ? title : message != null ? message : "The message was not delivered";
        if (details == null && !shown.equals(message)) {
            details = message;
        }
        return new MessageError(
                code.canConvertToInt() ? code.asInt(0) : 0,
                shortened(shown, LONGEST_TITLE),
                details == null ? null : shortened(details, LONGEST_DETAILS));
    }

    /** The value made of this text, or null when the value's own rules refuse it. */
    static <T> @Nullable T valueOrNull(@Nullable String text, Function<String, T> constructor) {
        if (text == null) {
            return null;
        }
        try {
            return constructor.apply(text);
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }

    private static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
