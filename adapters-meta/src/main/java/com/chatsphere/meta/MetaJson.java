package com.chatsphere.meta;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON of strangers within limits, and takes it apart without rewriting it.
 *
 * <p>A part is the text exactly as it was written: so a message can be kept as Meta sent it, and a part that makes no sense
 * spoils nothing but itself.
 */
public final class MetaJson {
    private static final int LONGEST_DOCUMENT = 4 * 1024 * 1024;

    /** For what is looked into. */
    public static final JsonMapper MAPPER = mapper(StreamReadConstraints.builder()
            .maxNestingDepth(64)
            .maxNumberLength(100)
            .maxStringLength(1024 * 1024)
            .maxDocumentLength(LONGEST_DOCUMENT)
            .build());

    /** For what is only passed over on the way to its neighbours: it may be deeper and longer than anybody could want. */
    private static final JsonMapper PASSING = mapper(StreamReadConstraints.builder()
            .maxNestingDepth(LONGEST_DOCUMENT)
            .maxNumberLength(LONGEST_DOCUMENT)
            .maxStringLength(LONGEST_DOCUMENT)
            .maxDocumentLength(LONGEST_DOCUMENT)
            .build());

    private MetaJson() {}

    private static JsonMapper mapper(StreamReadConstraints limits) {
        return JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .build();
    }

    /** The members of an object, each as written; the last one counts where a name comes twice. */
    public static Map<String, String> members(String object) {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser parser = PASSING.createParser(object)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NotJson("It is not a JSON object.");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, written(parser, object));
            }
            requireEnd(parser);
        }
        return members;
    }

    /** The elements of an array, each as written; none if there is no array. */
    public static List<String> elements(@Nullable String array) {
        List<String> elements = new ArrayList<>();
        if (array == null || array.charAt(0) != '[') {
            return elements;
        }
        try (JsonParser parser = PASSING.createParser(array)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(written(parser, array));
            }
            requireEnd(parser);
        }
        return elements;
    }

    /** A member that is text, or a whole number, as text; null if it is anything else. */
    public static @Nullable String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        return value.isString() || value.isIntegralNumber() ? value.asString() : null;
    }

    private static String written(JsonParser parser, String source) {
        int begin = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        parser.finishToken();
        parser.skipChildren();
        return source.substring(begin, Math.toIntExact(parser.currentLocation().getCharOffset()));
    }

    private static void requireEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw new NotJson("Something follows after the end of the JSON.");
        }
    }

    /** The text is not the JSON it should be. */
    public static final class NotJson extends RuntimeException {
        NotJson(String message) {
            super(message);
        }
    }
}
