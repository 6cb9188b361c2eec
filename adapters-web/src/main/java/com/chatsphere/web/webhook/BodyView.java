package com.chatsphere.web.webhook;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A body to be read by people.
 *
 * @param pretty with line breaks and indentation; null when it is no JSON, or too long for that
 * @param raw as it was received
 * @param cut whether only the beginning is shown
 */
public record BodyView(int bytes, @Nullable VisibleText pretty, VisibleText raw, boolean cut) {
    private static final int LONGEST = 200_000;
    private static final int DEEPEST = 200;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    static BodyView of(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        boolean cut = text.length() > LONGEST;
        return new BodyView(
                body.length, cut ? null : pretty(text), VisibleText.of(cut ? text.substring(0, LONGEST) : text), cut);
    }

    private static @Nullable VisibleText pretty(String text) {
        try {
            return VisibleText.of(JSON.writeValueAsString(JSON.readTree(text)));
        } catch (JacksonException noJson) {
            return null;
        }
    }
}
