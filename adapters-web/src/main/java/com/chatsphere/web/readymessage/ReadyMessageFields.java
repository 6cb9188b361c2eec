package com.chatsphere.web.readymessage;

import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyText;
import com.chatsphere.domain.readymessage.Shortcut;
import com.chatsphere.web.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a ready message as people write them; a refusal names the field. */
public final class ReadyMessageFields {
    private ReadyMessageFields() {}

    public static ReadyMessageName name(@Nullable String text, String ifEmpty) {
        return read("name", text, ifEmpty, name -> new ReadyMessageName(name.strip()));
    }

    public static ReadyText body(@Nullable String text, String ifEmpty) {
        return read(
                "body",
                text,
                ifEmpty,
                body -> new ReadyText(body.replace("\r\n", "\n").strip()));
    }

    /** Null when there is none. */
    public static @Nullable Shortcut shortcut(@Nullable String text) {
        return text == null || text.isBlank() ? null : read("shortcut", text, "", Shortcut::parse);
    }

    private static <T> T read(String field, @Nullable String text, String ifEmpty, Function<String, T> reader) {
        if (text == null || text.isBlank()) {
            throw Problem.badRequest("missing_field", ifEmpty).at(field);
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Problem.badRequest("invalid_text", field + " has a character that is none.")
                    .at(field);
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException malformed) {
            throw Problem.badRequest("invalid_field", String.valueOf(malformed.getMessage()))
                    .at(field);
        }
    }
}
