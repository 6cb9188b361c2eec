package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.sandbox.Refusal.Refused;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills the placeholders of one of a template's texts. */
record Filling(String component, boolean named) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-z0-9_]+)\\s*}}");
    private static final Pattern RAGGED = Pattern.compile("[\\n\\t]| {5}");
    private static final int LONGEST = 1_024;

    String fill(String text, @Nullable Param given) {
        Set<String> placeholders = new LinkedHashSet<>();
        PLACEHOLDER.matcher(text).results().forEach(found -> placeholders.add(found.group(1)));
        List<Param> parameters = given == null || !given.member("parameters").isThere()
                ? List.of()
                : given.member("parameters").elements(0, 100);
        if (parameters.size() != placeholders.size()) {
            throw Refusal.template(
                            132000,
                            "Number of parameters does not match the expected number of params",
                            "%s: number of localizable_params (%d) does not match the expected number of params (%d)"
                                    .formatted(component, parameters.size(), placeholders.size()))
                    .asException();
        }
        List<String> values = valuesOf(placeholders, parameters);
        List<String> names = new ArrayList<>(placeholders);
        String filled = PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.get(names.indexOf(found.group(1)))));
        if (filled.length() > LONGEST) {
            throw Refusal.template(132005, "Translated text too long", component + ": the filled text is too long")
                    .asException();
        }
        return filled;
    }

    /** The values in the placeholders' order; numbered ones go by their own. */
    private List<String> valuesOf(Set<String> placeholders, List<Param> parameters) {
        List<String> values = new ArrayList<>();
        int index = 0;
        for (String placeholder : placeholders) {
            Param parameter = named ? withName(placeholder, parameters) : numbered(placeholder, index, parameters);
            values.add(value(parameter));
            index++;
        }
        return values;
    }

    private Param numbered(String placeholder, int index, List<Param> parameters) {
        int number = placeholder.matches("[0-9]{1,3}") ? Integer.parseInt(placeholder) - 1 : index;
        Param parameter = parameters.get(Math.clamp(number, 0, parameters.size() - 1));
        if (parameter.object().member("parameter_name").isThere()) {
            throw TemplateReading.mismatch("%s: this template's parameters have no names".formatted(component));
        }
        return parameter;
    }

    private Param withName(String name, List<Param> parameters) {
        return parameters.stream()
                .filter(parameter -> parameter
                        .object()
                        .member("parameter_name")
                        .node()
                        .asString("")
                        .equals(name))
                .findFirst()
                .orElseThrow(
                        () -> TemplateReading.mismatch("%s: the parameter %s is missing".formatted(component, name)));
    }

    private String value(Param parameter) {
        String type = parameter.object().member("type").text(40);
        String value =
                switch (type) {
                    case "text" -> parameter.member("text").text(LONGEST);
                    case "currency", "date_time" ->
                        parameter.member(type).object().member("fallback_value").text(LONGEST);
                    default -> throw ragged("must have the type text", parameter);
                };
        if (RAGGED.matcher(value).find()) {
            throw ragged("cannot have new-line or tab characters or more than 4 consecutive spaces", parameter);
        }
        return value;
    }

    private static Refused ragged(String why, Param parameter) {
        return Refusal.template(
                        132018, "Template parameters are not valid", "Param %s %s.".formatted(parameter.path(), why))
                .asException();
    }
}
