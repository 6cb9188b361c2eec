package com.chatsphere.meta.template;

import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.meta.MetaJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes how a template is made up, as Meta would. */
final class LayoutWriter {
    private LayoutWriter() {}

    static ArrayNode write(TemplateLayout layout) {
        ArrayNode components = MetaJson.MAPPER.createArrayNode();
        switch (layout.header()) {
            case Header.Text(var text) -> header(components, "TEXT").put("text", text.value());
            case Header.File(var kind) -> header(components, kind.name());
            case Header.Place() -> header(components, "LOCATION");
            case Header.Other(var format) -> header(components, format);
            case null -> {
                // there is none
            }
        }
        if (!layout.body().value().isEmpty()) {
            component(components, "BODY").put("text", layout.body().value());
        }
        if (layout.footer() != null) {
            component(components, "FOOTER").put("text", layout.footer().value());
        }
        TemplateLayout.Offer offer = layout.offer();
        if (offer != null) {
            component(components, "LIMITED_TIME_OFFER")
                    .putObject("limited_time_offer")
                    .put("text", offer.text().value())
                    .put("has_expiration", offer.expires());
        }
        if (!layout.buttons().isEmpty()) {
            ArrayNode buttons = component(components, "BUTTONS").putArray("buttons");
            layout.buttons().forEach(button -> write(button, buttons.addObject()));
        }
        if (!layout.cards().isEmpty()) {
            ArrayNode cards = component(components, "CAROUSEL").putArray("cards");
            layout.cards().forEach(card -> cards.addObject().set("components", write(card)));
        }
        return components;
    }

    private static ObjectNode header(ArrayNode components, String format) {
        return component(components, "HEADER").put("format", format);
    }

    private static ObjectNode component(ArrayNode components, String type) {
        return components.addObject().put("type", type);
    }

    private static void write(Button button, ObjectNode node) {
        node.put(
                "type",
                button.kind() == ButtonKind.PRODUCTS ? "MPM" : button.kind().name());
        node.put("text", button.label().value());
        if (button.target() != null) {
            node.put(
                    button.kind() == ButtonKind.URL ? "url" : "phone_number",
                    button.target().value());
        }
    }
}
