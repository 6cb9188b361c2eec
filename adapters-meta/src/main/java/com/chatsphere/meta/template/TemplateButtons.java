package com.chatsphere.meta.template;

import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.meta.MetaJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The buttons of a template as a webhook tells of them, under longer names than everywhere else. */
public final class TemplateButtons {
    private static final String START = "message_template_button_";

    private TemplateButtons() {}

    public static Button told(JsonNode button) {
        return LayoutReader.button(
                LayoutReader.word(button, START + "type"),
                MetaJson.text(button, START + "text"),
                MetaJson.text(button, START + "url"),
                phone(button));
    }

    private static @Nullable String phone(JsonNode button) {
        return MetaJson.text(button, START + "phone_number");
    }
}
