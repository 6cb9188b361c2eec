package com.chatsphere.meta.template;

import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.Placeholder;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.meta.MetaJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the examples with which a template was submitted; one that makes no sense is no reason to complain. */
final class ExampleReader {
    private final Map<String, String> examples = new LinkedHashMap<>();

    private ExampleReader() {}

    static Map<String, String> read(JsonNode components) {
        ExampleReader reader = new ExampleReader();
        reader.read(components, "");
        return reader.examples;
    }

    private void read(JsonNode components, String path) {
        for (JsonNode component : components) {
            JsonNode example = component.path("example");
            switch (LayoutReader.word(component, "type")) {
                case "HEADER" -> {
                    texts(component, path + "header.", example.path("header_text"));
                    named(path + "header.", example.path("header_text_named_params"));
                }
                case "BODY" -> {
                    texts(component, path + "body.", example.path("body_text").path(0));
                    named(path + "body.", example.path("body_text_named_params"));
                }
                case "BUTTONS" -> buttons(component.path("buttons"), path + "buttons.");
                case "CAROUSEL" -> {
                    int index = 0;
                    for (JsonNode card : component.path("cards")) {
                        read(card.path("components"), path + "cards." + index++ + ".");
                    }
                }
                default -> {
                    // holds no examples
                }
            }
        }
    }

    private void texts(JsonNode component, String path, JsonNode values) {
        String text = MetaJson.text(component, "text");
        if (text == null) {
            return;
        }
        List<String> names = Placeholder.inOrder(new MessageText(text), ParameterFormat.POSITIONAL);
        for (int index = 0; index < Math.min(names.size(), values.size()); index++) {
            put(path + names.get(index), values.path(index));
        }
    }

    private void named(String path, JsonNode parameters) {
        for (JsonNode parameter : parameters) {
            String name = MetaJson.text(parameter, "param_name");
            if (name != null) {
                put(path + name, parameter.path("example"));
            }
        }
    }

    private void buttons(JsonNode buttons, String path) {
        int index = 0;
        for (JsonNode button : buttons) {
            JsonNode example = button.path("example");
            String shown = MetaJson.text(button, "example");
            String given = shown == null && example.isArray() ? first(example) : shown;
            if (given != null) {
                examples.put(path + index, withoutStart(given, MetaJson.text(button, "url")));
            }
            index++;
        }
    }

    private static @Nullable String first(JsonNode array) {
        return array.path(0).isString() ? array.path(0).asString() : null;
    }

    /** Meta's example of an address is the whole of it; what is filled in is its end. */
    static String withoutStart(String given, @Nullable String url) {
        int end = url == null ? -1 : url.indexOf("{{");
        String start = end < 0 || url == null ? "" : url.substring(0, end);
        return !start.isEmpty() && given.startsWith(start) ? given.substring(start.length()) : given;
    }

    private void put(String path, JsonNode value) {
        if (value.isString()) {
            examples.put(path, value.asString());
        }
    }
}
