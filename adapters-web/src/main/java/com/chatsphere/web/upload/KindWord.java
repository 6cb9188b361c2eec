package com.chatsphere.web.upload;

import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.web.problem.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of files as our scripts call them, for example {@code voice_note}. */
public final class KindWord {
    private KindWord() {}

    public static String of(MediaKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    public static MediaKind parse(String word) {
        for (MediaKind kind : MediaKind.values()) {
            if (of(kind).equals(word)) {
                return kind;
            }
        }
        throw Problem.badRequest(
                        "invalid_field",
                        "kind has to be one of %s."
                                .formatted(Arrays.stream(MediaKind.values())
                                        .map(KindWord::of)
                                        .collect(Collectors.joining(", "))))
                .at("kind");
    }
}
