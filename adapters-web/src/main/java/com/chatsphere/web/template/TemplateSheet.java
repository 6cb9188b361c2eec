package com.chatsphere.web.template;

import com.chatsphere.application.template.TemplateField;
import com.chatsphere.domain.conversation.ConversationId;
import java.util.List;
import java.util.Map;

/** A template with its blanks, as an agent fills them in. */
public record TemplateSheet(ConversationId conversation, TemplatePick pick, List<Blank> blanks, TemplateView view) {

    /** A field, what stands in it, and an example. */
    public record Blank(TemplateField field, String value, String example) {
        static Blank of(TemplateField field, FilledFields filled, Map<String, String> examples) {
            return new Blank(field, filled.at(field.path()), examples.getOrDefault(field.path(), ""));
        }

        public String inputType() {
            return field.kind() == TemplateField.Kind.MOMENT ? "datetime-local" : "text";
        }

        public String inputMode() {
            return switch (field.kind()) {
                case LATITUDE, LONGITUDE -> "decimal";
                default -> "text";
            };
        }

        public int longest() {
            return switch (field.kind()) {
                case CODE -> 15;
                case PAYLOAD, IMAGE, VIDEO, DOCUMENT -> 256;
                default -> 1024;
            };
        }

        /** Whether it is about letters that are not those of a language. */
        public boolean isTechnical() {
            return switch (field.kind()) {
                case TEXT, FILENAME -> false;
                default -> true;
            };
        }
    }

    public String address() {
        return "/conversations/" + conversation + "/templates/" + pick.id();
    }
}
