package com.chatsphere.web.api;

import com.chatsphere.application.template.SendableTemplates;
import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.template.TemplateDefaults;
import com.chatsphere.application.template.TemplateField;
import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.template.FilledFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Makes messages of templates as scripts ask for them.
 *
 * <p>Nothing is passed over: a value too few, too many or empty is refused, because all that follow would be in the wrong
 * place.
 */
@Component
class TemplateWishes {
    private static final String BODY = "body.";

    private final SendableTemplates sendable;
    private final TemplateNotation notation;
    private final TemplateDefaults defaults;

    TemplateWishes(SendableTemplates sendable, TemplateNotation notation, TemplateDefaults defaults) {
        this.sendable = sendable;
        this.notation = notation;
        this.defaults = defaults;
    }

    /**
     * The message.
     *
     * @param template its name, or an object with name, language and components
     * @param params what is filled into the text, in order, or by name or path
     * @param buttonParams what is filled into the buttons that take something, in order, or by index
     */
    MessageContent.Template content(
            PhoneNumberId from,
            @Nullable JsonNode template,
            @Nullable JsonNode params,
            @Nullable JsonNode buttonParams) {
        JsonNode wished = template == null ? MissingNode.getInstance() : template;
        TemplateCatalog.Row row = sendable.find(from, name(wished), language(wished));
        Map<String, String> typed =
                new TreeMap<>(components(wished, row.layout()).typed());
        typed.putAll(body(unpacked("templateParams", params), row.layout()));
        typed.putAll(buttons(unpacked("templateButtonParams", buttonParams), row.layout()));
        requireKnown(typed, row.layout());
        return sendable.fill(row.id(), new FilledFields(typed).in(row.layout()));
    }

    private TemplateName name(JsonNode template) {
        String name = template.isObject() ? text(template, "name") : text(template);
        if (name != null && !name.isBlank()) {
            return TemplatesApi.name(name.strip());
        }
        if (defaults.name() == null) {
            throw Problem.badRequest("missing_field", "template is required: its name, or an object with its name.");
        }
        return defaults.name();
    }

    private TemplateLanguage language(JsonNode template) {
        JsonNode language = template.path("language");
        String code = language.isObject() ? text(language, "code") : text(language);
        return code == null || code.isBlank() ? defaults.language() : TemplatesApi.language(code.strip());
    }

    /** Components that only say how the template is made up add nothing to what is known of it. */
    private FilledFields components(JsonNode template, TemplateLayout layout) {
        JsonNode given = template.path("components");
        String json = written(given);
        if (json == null || !holdsParameters(json)) {
            return new FilledFields(Map.of());
        }
        return FilledFields.of(notation.values(json, layout));
    }

    private static boolean holdsParameters(String json) {
        try {
            JsonNode components = ApiJson.MAPPER.readTree(json);
            if (!components.isArray()) {
                throw Problem.badRequest("invalid_components", "template.components has to be an array.");
            }
            return components
                    .valueStream()
                    .anyMatch(component -> component.has("parameters")
                            || component.has("sub_type")
                            || component
                                    .path("cards")
                                    .valueStream()
                                    .anyMatch(card -> holdsParameters(
                                            card.path("components").toString())));
        } catch (JacksonException noJson) {
            throw Problem.badRequest("invalid_components", "template.components is not JSON.");
        }
    }

    private static Map<String, String> body(@Nullable JsonNode params, TemplateLayout layout) {
        Map<String, String> typed = new TreeMap<>();
        List<String> names = TemplateField.parameters(layout);
        if (params == null) {
            return typed;
        }
        if (params.isObject()) {
            params.properties()
                    .forEach(entry -> typed.put(
                            entry.getKey().contains(".") ? entry.getKey() : BODY + entry.getKey(),
                            value("templateParams." + entry.getKey(), entry.getValue())));
            return typed;
        }
        List<String> values = values("templateParams", params);
        requireCount(
                "templateParams",
                values.size(),
                names.stream().map(name -> "{{" + name + "}}").toList());
        for (int index = 0; index < names.size(); index++) {
            typed.put(BODY + names.get(index), values.get(index));
        }
        return typed;
    }

    private static Map<String, String> buttons(@Nullable JsonNode params, TemplateLayout layout) {
        Map<String, String> typed = new TreeMap<>();
        if (params == null) {
            return typed;
        }
        List<Button> all = layout.buttons();
        if (params.isObject()) {
            params.properties().forEach(entry -> {
                int index = entry.getKey().matches("[0-9]") ? Integer.parseInt(entry.getKey()) : all.size();
                String value = value("templateButtonParams." + entry.getKey(), entry.getValue());
                typed.put("buttons." + entry.getKey(), index < all.size() ? end(value, all.get(index)) : value);
            });
            return typed;
        }
        List<Integer> taking = IntStream.range(0, all.size())
                .filter(index -> all.get(index).takesValue())
                .boxed()
                .toList();
        List<String> values = values("templateButtonParams", params);
        requireCount(
                "templateButtonParams",
                values.size(),
                taking.stream()
                        .map(index -> "button “%s”".formatted(all.get(index).label()))
                        .toList());
        for (int place = 0; place < taking.size(); place++) {
            int index = taking.get(place);
            typed.put("buttons." + index, end(values.get(place), all.get(index)));
        }
        return typed;
    }

    /** Of a whole address, what follows the part that the template has already. */
    private static String end(String value, Button button) {
        if (button.target() == null) {
            return value;
        }
        String target = button.target().value();
        int blank = target.indexOf("{{");
        String start = blank < 0 ? target : target.substring(0, blank);
        return !start.isEmpty() && value.startsWith(start) ? value.substring(start.length()) : value;
    }

    private static void requireCount(String field, int given, List<String> places) {
        if (given != places.size()) {
            throw Problem.badRequest(
                    "wrong_count",
                    places.isEmpty()
                            ? "The template takes no %s; %d were given.".formatted(field, given)
                            : "The template takes %d %s (%s); %d were given."
                                    .formatted(places.size(), field, String.join(", ", places), given));
        }
    }

    private static void requireKnown(Map<String, String> typed, TemplateLayout layout) {
        List<String> paths =
                TemplateField.of(layout).stream().map(TemplateField::path).toList();
        List<String> unknown =
                typed.keySet().stream().filter(path -> !paths.contains(path)).toList();
        if (!unknown.isEmpty()) {
            throw Problem.badRequest(
                    "template_value_unknown",
                    "The template has no place for %s; it takes %s."
                            .formatted(
                                    String.join(", ", unknown),
                                    paths.isEmpty() ? "nothing" : paths.stream().collect(Collectors.joining(", "))));
        }
    }

    /** An array or object may come as the JSON of it in a string; any other string is the only value. */
    private static @Nullable JsonNode unpacked(String field, @Nullable JsonNode params) {
        if (params == null || params.isNull()) {
            return null;
        }
        if (params.isString()) {
            String text = params.asString().strip();
            if (text.startsWith("[") || text.startsWith("{")) {
                try {
                    return ApiJson.MAPPER.readTree(text);
                } catch (JacksonException noJson) {
                    return ApiJson.MAPPER.createArrayNode().add(params.asString());
                }
            }
            return text.isEmpty() ? null : ApiJson.MAPPER.createArrayNode().add(params.asString());
        }
        if (!params.isArray() && !params.isObject()) {
            throw Problem.badRequest(
                    "invalid_field", field + " has to be an array of texts, an object of texts, or one text.");
        }
        return params;
    }

    private static List<String> values(String field, JsonNode array) {
        List<String> values = new ArrayList<>();
        for (JsonNode element : array) {
            values.add(value("%s[%d]".formatted(field, values.size()), element));
        }
        return values;
    }

    private static String value(String field, JsonNode element) {
        if (element.isNull()) {
            return "";
        }
        if (element.isObject() && element.has("text")) {
            return value(field + ".text", element.path("text"));
        }
        if (!element.isString() && !element.isNumber() && !element.isBoolean()) {
            throw Problem.badRequest("invalid_field", field + " has to be a text.");
        }
        return Texts.wellFormed(field, element.asString());
    }

    private @Nullable String written(JsonNode components) {
        if (components.isNull() || components.isMissingNode()) {
            return defaults.components();
        }
        return components.isString() ? components.asString() : components.toString();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    private static @Nullable String text(JsonNode object, String member) {
        return text(object.path(member));
    }
}
