package com.chatsphere.meta.webhook;

import com.chatsphere.application.webhook.WebhookRehearsal.Order;
import com.chatsphere.domain.Command;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says an order in words, from its own: whatever orders there will be, their names say what they are. */
final class OrderWords {
    private static final int LONGEST = 300;
    private static final int DEEPEST = 4;

    private OrderWords() {}

    static Order of(Command command) {
        Map<String, String> details = new LinkedHashMap<>();
        components((Record) command).forEach((name, value) -> {
            String text = text(value, 0);
            if (!text.isEmpty()) {
                details.put(name, text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
            }
        });
        return new Order(capitalised(words(command.getClass().getSimpleName())), details);
    }

    private static String text(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> "";
            case Boolean yes -> yes ? "yes" : "";
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case Collection<?> several ->
                several.stream().map(one -> text(one, depth + 1)).collect(Collectors.joining("; "));
            case Record record -> record(record, depth);
            default -> value.toString();
        };
    }

    /** A value with one part is that part; one with several says its kind and names them. */
    private static String record(Record record, int depth) {
        Map<String, Object> parts = components(record);
        if (parts.size() == 1) {
            String only = text(parts.values().iterator().next(), depth);
            return isValue(record) ? only : words(record.getClass().getSimpleName()) + " " + quoted(only);
        }
        if (depth > DEEPEST) {
            return "…";
        }
        List<String> said = new ArrayList<>();
        parts.forEach((name, part) -> {
            String text = text(part, depth + 1);
            if (!text.isEmpty()) {
                said.add(name + " " + quoted(text));
            }
        });
        return String.join(", ", said);
    }

    /** Whether it says itself as text, as ids and numbers do. */
    private static boolean isValue(Record record) {
        return !record.toString().startsWith(record.getClass().getSimpleName() + "[");
    }

    private static String quoted(String text) {
        return text.indexOf(' ') < 0 ? text : "“" + text + "”";
    }

    private static Map<String, Object> components(Record record) {
        Map<String, Object> components = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(record);
                if (value != null) {
                    components.put(words(component.getName()), value);
                }
            } catch (ReflectiveOperationException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
        return components;
    }

    private static String words(String camelCase) {
        return camelCase
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
