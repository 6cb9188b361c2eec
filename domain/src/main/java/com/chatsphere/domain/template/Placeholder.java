package com.chatsphere.domain.template;

import com.chatsphere.domain.message.MessageText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is to be filled into the text of a template: <code>{{1}}</code> or <code>{{first_name}}</code>. */
public final class Placeholder {
    private static final Pattern FORM = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]{1,100})\\s*}}");

    private Placeholder() {}

    /** The names of all placeholders, each once, in the order of the text. */
    public static Set<String> in(MessageText text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = FORM.matcher(text.value());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /** The same in the order in which values are sent: those with numbers by their number. */
    public static List<String> inOrder(MessageText text, TemplateLayout.ParameterFormat format) {
        List<String> names = new ArrayList<>(in(text));
        if (format == TemplateLayout.ParameterFormat.POSITIONAL) {
            names.sort(Comparator.comparing((String name) -> name.length()).thenComparing(name -> name));
        }
        return names;
    }

    static MessageText fill(MessageText text, Map<String, MessageText> values) {
        return new MessageText(FORM.matcher(text.value()).replaceAll(match -> {
            MessageText value = values.get(match.group(1));
            return Matcher.quoteReplacement(value == null ? match.group() : value.value());
        }));
    }
}
