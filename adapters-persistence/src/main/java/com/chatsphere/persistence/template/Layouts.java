package com.chatsphere.persistence.template;

import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateValues;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.eventstore.Shown;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How templates are made up and filled in, as rows keep it: the same JSON as in the events, and the words in it. */
final class Layouts {
    private static final JsonMapper JSON = EventJson.mapper();

    private Layouts() {}

    static String write(TemplateLayout layout) {
        return JSON.writeValueAsString(layout);
    }

    static TemplateLayout read(String json) {
        return JSON.readValue(json, TemplateLayout.class);
    }

    static String write(TemplateValues values) {
        return JSON.writeValueAsString(values);
    }

    static TemplateValues readValues(String json) {
        return JSON.readValue(json, TemplateValues.class);
    }

    /** What somebody who looks for it may remember, folded for searching. */
    static String words(String name, @Nullable String note, TemplateLayout layout) {
        String said = Stream.concat(Stream.of(name, note == null ? "" : note), written(layout))
                .collect(Collectors.joining(" "));
        return Shown.words(Shown.folded(said));
    }

    private static Stream<String> written(TemplateLayout layout) {
        Stream<@Nullable MessageText> own = Stream.of(
                layout.header() instanceof TemplateLayout.Header.Text(var text) ? text : null,
                layout.body(),
                layout.footer());
        return Stream.of(
                        own.map(text -> text == null ? "" : text.value()),
                        layout.buttons().stream().map(button -> button.label().value()),
                        layout.cards().stream().flatMap(Layouts::written))
                .flatMap(part -> part);
    }
}
