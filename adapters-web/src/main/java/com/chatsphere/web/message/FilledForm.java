package com.chatsphere.web.message;

import com.chatsphere.domain.message.MessageContent.FlowReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answers of a form, question by question.
 *
 * @param answers empty when the answers cannot be read, and {@code raw} has them as they came
 */
public record FilledForm(
        String icon,
        String title,
        @Nullable WrittenText body,
        List<Answer> answers,
        int more,
        @Nullable String raw) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_ANSWERS = 60;
    private static final int DEEPEST = 4;
    private static final int LONGEST_VALUE = 2_000;
    private static final int LONGEST_RAW = 8_000;

    /** Set by whoever sent the form, to recognise it; it is nobody's answer. */
    private static final String TOKEN = "flow_token";

    /** Addresses have their answers in here. */
    private static final String VALUES = "values";

    public record Answer(String question, String value) {}

    public static FilledForm of(FlowReply reply) {
        boolean isAddress = reply.name().startsWith("address");
        List<Answer> answers = new ArrayList<>();
        String response = reply.response().value();
        JsonNode object = object(response);
        if (object != null) {
            object.properties().stream()
                    .filter(member -> !member.getKey().equals(TOKEN))
                    .flatMap(member ->
                            member.getKey().equals(VALUES) && member.getValue().isObject()
                                    ? member.getValue().properties().stream()
                                    : Stream.of(member))
                    .forEach(member -> collect(question(member.getKey()), member.getValue(), 1, answers));
        }
        String body = reply.body() == null ? "" : reply.body().value();
        boolean saysMore = !ShownText.isBlank(body) && !body.equals("Sent");
        return new FilledForm(
                isAddress ? "map-pin" : "clipboard-list",
                isAddress ? "Address" : "Filled-in form",
                saysMore ? WrittenText.of(body) : null,
                answers.stream().limit(MOST_ANSWERS).toList(),
                Math.max(0, answers.size() - MOST_ANSWERS),
                object == null ? ShownText.shortened(ShownText.lines(response), LONGEST_RAW) : null);
    }

    private static @Nullable JsonNode object(String response) {
        try {
            JsonNode tree = JSON.readTree(response);
            return tree.isObject() ? tree : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** What is nested gets the names of what it is nested in. */
    private static void collect(String question, JsonNode value, int depth, List<Answer> answers) {
        if (value.isObject() && depth < DEEPEST) {
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                collect(question + " › " + question(member.getKey()), member.getValue(), depth + 1, answers);
            }
            return;
        }
        if (value.isArray() && depth < DEEPEST && value.valueStream().anyMatch(JsonNode::isContainer)) {
            int number = 0;
            for (JsonNode item : value) {
                number++;
                collect(question + " " + number, item, depth + 1, answers);
            }
            return;
        }
        String shown = shown(value);
        if (!shown.isEmpty()) {
            answers.add(new Answer(question, shown));
        }
    }

    private static String shown(JsonNode value) {
        String text = value.isArray() && value.valueStream().noneMatch(JsonNode::isContainer)
                ? value.valueStream().map(FilledForm::word).collect(Collectors.joining(", "))
                : word(value);
        String shown = ShownText.shortened(ShownText.lines(text), LONGEST_VALUE).strip();
        return ShownText.isBlank(shown) ? "" : shown;
    }

    private static String word(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "Yes" : "No";
        }
        if (value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** Forms name their questions for programs, for example {@code screen_0_Pick_a_day_1}. */
    private static String question(String key) {
        String words = ShownText.label(
                key.replaceFirst("^screen_\\d+_", "").replaceFirst("_\\d+$", "").replaceAll("[_\\s]+", " "), "Unnamed");
        return Character.toString(Character.toUpperCase(words.codePointAt(0)))
                + words.substring(words.offsetByCodePoints(0, 1));
    }
}
