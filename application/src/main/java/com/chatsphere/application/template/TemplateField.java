package com.chatsphere.application.template;

import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.Placeholder;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is to be filled into a template.
 *
 * @param path where it belongs, for example {@code body.1}, {@code buttons.0} or {@code cards.2.header.file}
 * @param label what to call it before people
 * @param required whether nothing can be sent without it
 */
public record TemplateField(String path, String label, Kind kind, boolean required) {

    /** What is filled in. */
    public enum Kind {
        TEXT,
        IMAGE,
        VIDEO,
        DOCUMENT,
        FILENAME,
        LATITUDE,
        LONGITUDE,
        /** The end of a button's address. */
        ADDRESS,
        /** A code to copy. */
        CODE,
        /** What a tap on a quick reply brings back. */
        PAYLOAD,
        /** A date and time. */
        MOMENT
    }

    /** Everything that the template takes, in the order in which it is read. */
    public static List<TemplateField> of(TemplateLayout layout) {
        List<TemplateField> fields = new ArrayList<>();
        collect(layout, "", "", fields);
        return fields;
    }

    /** The names of the placeholders of its text, in their order. */
    public static List<String> parameters(TemplateLayout layout) {
        return Placeholder.inOrder(layout.body(), layout.format());
    }

    private static void collect(TemplateLayout layout, String path, String where, List<TemplateField> fields) {
        switch (layout.header()) {
            case Header.Text(var text) -> placeholders(text, layout, path + "header", where + "Header", fields);
            case Header.File(var kind) -> file(kind, path, where, fields);
            case Header.Place() -> {
                fields.add(new TemplateField(path + "header.latitude", where + "Latitude", Kind.LATITUDE, true));
                fields.add(new TemplateField(path + "header.longitude", where + "Longitude", Kind.LONGITUDE, true));
                fields.add(new TemplateField(path + "header.name", where + "Name of the place", Kind.TEXT, true));
                fields.add(new TemplateField(path + "header.address", where + "Address", Kind.TEXT, true));
            }
            case Header.Other _ -> {
                // nobody can fill that in here
            }
            case null -> {
                // there is none
            }
        }
        placeholders(layout.body(), layout, path + "body", where + "Text", fields);
        TemplateLayout.Offer offer = layout.offer();
        if (offer != null && offer.expires()) {
            fields.add(new TemplateField(path + "offer.ends", where + "Offer ends at", Kind.MOMENT, true));
        }
        for (int index = 0; index < layout.buttons().size(); index++) {
            button(layout.buttons().get(index), path + "buttons." + index, where, fields);
        }
        for (int index = 0; index < layout.cards().size(); index++) {
            collect(layout.cards().get(index), path + "cards." + index + ".", "Card %d: ".formatted(index + 1), fields);
        }
    }

    private static void file(MediaKind kind, String path, String where, List<TemplateField> fields) {
        String name = path + "header.file";
        switch (kind) {
            case IMAGE -> fields.add(new TemplateField(name, where + "Image (media id)", Kind.IMAGE, true));
            case VIDEO -> fields.add(new TemplateField(name, where + "Video (media id)", Kind.VIDEO, true));
            default -> {
                fields.add(new TemplateField(name, where + "Document (media id)", Kind.DOCUMENT, true));
                fields.add(new TemplateField(path + "header.filename", where + "File name", Kind.FILENAME, false));
            }
        }
    }

    private static void placeholders(
            MessageText text, TemplateLayout layout, String path, String where, List<TemplateField> fields) {
        for (String name : Placeholder.inOrder(text, layout.format())) {
            fields.add(new TemplateField(path + "." + name, where + " {{" + name + "}}", Kind.TEXT, true));
        }
    }

    private static void button(Button button, String path, String where, List<TemplateField> fields) {
        String label = where + "Button “" + button.label().value() + "”";
        if (button.takesValue()) {
            boolean isCode = button.kind() == ButtonKind.COPY_CODE;
            fields.add(new TemplateField(
                    path,
                    isCode ? where + "Code to copy" : label + ": end of the address",
                    isCode ? Kind.CODE : Kind.ADDRESS,
                    true));
        } else if (button.kind() == ButtonKind.QUICK_REPLY) {
            fields.add(new TemplateField(path, label + ": payload", Kind.PAYLOAD, false));
        }
    }
}
