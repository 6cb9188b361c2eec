package com.chatsphere.web.template;

import com.chatsphere.application.template.TemplateField;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateValues;
import com.chatsphere.web.problem.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What somebody has typed into the fields of a template, by {@link TemplateField#path()}. */
public record FilledFields(Map<String, String> typed) {
    public FilledFields {
        typed = Map.copyOf(typed);
    }

    /** What was filled in at another time. */
    public static FilledFields of(TemplateValues values) {
        Map<String, String> typed = new TreeMap<>();
        collect(values, "", typed);
        return new FilledFields(typed);
    }

    private static void collect(TemplateValues values, String path, Map<String, String> typed) {
        values.header().forEach((name, value) -> typed.put(path + "header." + name, value.value()));
        switch (values.headerContent()) {
            case MessageHeader.File file -> {
                typed.put(path + "header.file", file.id().value());
                put(typed, path + "header.filename", file.filename());
            }
            case MessageHeader.Place place -> {
                typed.put(path + "header.latitude", String.valueOf(place.latitude()));
                typed.put(path + "header.longitude", String.valueOf(place.longitude()));
                put(typed, path + "header.name", place.name());
                put(typed, path + "header.address", place.address());
            }
            case MessageHeader.Text _ -> {
                // a template's own line, filled in above
            }
            case null -> {
                // there is none
            }
        }
        values.body().forEach((name, value) -> typed.put(path + "body." + name, value.value()));
        values.buttons().forEach((index, value) -> typed.put(path + "buttons." + index, value.value()));
        for (int index = 0; index < values.cards().size(); index++) {
            collect(values.cards().get(index), path + "cards." + index + ".", typed);
        }
        if (values.offerEndsAt() != null) {
            typed.put(path + "offer.ends", values.offerEndsAt().toString());
        }
    }

    private static void put(Map<String, String> typed, String path, @Nullable MessageText text) {
        if (text != null) {
            typed.put(path, text.value());
        }
    }

    String at(String path) {
        return typed.getOrDefault(path, "");
    }

    /** As values of the template; a blank that has to be filled in is refused by the name it has on the page. */
    public TemplateValues in(TemplateLayout layout) {
        for (TemplateField field : TemplateField.of(layout)) {
            if (field.required() && at(field.path()).isBlank()) {
                throw Problem.badRequest("template_value_missing", "%s is not filled in.".formatted(field.label()));
            }
        }
        return values(layout, "");
    }

    private TemplateValues values(TemplateLayout layout, String path) {
        List<TemplateValues> cards = new ArrayList<>();
        for (int index = 0; index < layout.cards().size(); index++) {
            cards.add(values(layout.cards().get(index), path + "cards." + index + "."));
        }
        Map<Integer, MessageText> buttons = new TreeMap<>();
        for (int index = 0; index < layout.buttons().size(); index++) {
            String value = at(path + "buttons." + index).strip();
            if (!value.isEmpty()) {
                buttons.put(index, new MessageText(value));
            }
        }
        String ends = at(path + "offer.ends");
        return new TemplateValues(
                layout.header() instanceof Header.Text ? under(path + "header.") : Map.of(),
                content(layout.header(), path),
                under(path + "body."),
                buttons,
                cards,
                ends.isBlank() ? null : moment(ends));
    }

    private Map<String, MessageText> under(String path) {
        Map<String, MessageText> values = new TreeMap<>();
        typed.forEach((name, value) -> {
            if (name.startsWith(path) && !value.isBlank()) {
                values.put(name.substring(path.length()), new MessageText(value.strip()));
            }
        });
        return values;
    }

    private @Nullable MessageHeader content(@Nullable Header header, String path) {
        return switch (header) {
            case Header.File(var kind) -> file(kind, path);
            case Header.Place() ->
                new MessageHeader.Place(
                        degrees("Latitude", path + "header.latitude", 90),
                        degrees("Longitude", path + "header.longitude", 180),
                        text(path + "header.name"),
                        text(path + "header.address"));
            case Header.Text _ -> null;
            case Header.Other _ -> null;
            case null -> null;
        };
    }

    private MessageHeader file(MediaKind kind, String path) {
        try {
            return new MessageHeader.File(
                    kind, new MediaId(at(path + "header.file").strip()), text(path + "header.filename"));
        } catch (IllegalArgumentException noId) {
            throw Problem.badRequest("invalid_field", "The media id of the header is none: " + noId.getMessage() + ".");
        }
    }

    private @Nullable MessageText text(String path) {
        String text = at(path).strip();
        return text.isEmpty() ? null : new MessageText(text);
    }

    private double degrees(String name, String path, int most) {
        try {
            double degrees = Double.parseDouble(at(path).strip().replace(',', '.'));
            if (Math.abs(degrees) <= most) {
                return degrees;
            }
        } catch (NumberFormatException noNumber) {
            // answered like one that is too large
        }
        throw Problem.badRequest("invalid_field", "%s has to be degrees from -%d to %d.".formatted(name, most, most));
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text.strip());
        } catch (DateTimeParseException noMoment) {
            throw Problem.badRequest("invalid_field", "The end of the offer is no date and time.");
        }
    }
}
