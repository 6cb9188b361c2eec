package com.chatsphere.web.api;

import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.FilledTemplate;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A template as it was sent, in the form of its components with everything filled in. */
final class FilledTemplateJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private FilledTemplateJson() {}

    static JsonNode of(MessageContent.Template template) {
        return components(template.layout().filledWith(template.values()));
    }

    private static ArrayNode components(FilledTemplate filled) {
        ArrayNode components = JSON.createArrayNode();
        if (filled.header() != null) {
            header(filled.header(), components.addObject().put("type", "HEADER"));
        }
        components.addObject().put("type", "BODY").put("text", shown(filled.body()));
        if (filled.footer() != null) {
            components.addObject().put("type", "FOOTER").put("text", shown(filled.footer()));
        }
        if (filled.offer() != null) {
            ObjectNode offer = components
                    .addObject()
                    .put("type", "LIMITED_TIME_OFFER")
                    .putObject("limited_time_offer")
                    .put("text", shown(filled.offer()));
            if (filled.offerEndsAt() != null) {
                offer.put("expirationTime", filled.offerEndsAt().toString());
            }
        }
        if (!filled.buttons().isEmpty()) {
            ArrayNode buttons = components.addObject().put("type", "BUTTONS").putArray("buttons");
            filled.buttons().forEach(button -> button(button, buttons.addObject()));
        }
        if (!filled.cards().isEmpty()) {
            ArrayNode cards = components.addObject().put("type", "CAROUSEL").putArray("cards");
            filled.cards().forEach(card -> cards.addObject().set("components", components(card)));
        }
        return components;
    }

    private static void header(MessageHeader header, ObjectNode node) {
        switch (header) {
            case MessageHeader.Text(var text) -> node.put("format", "TEXT").put("text", shown(text));
            case MessageHeader.File file -> {
                String format = file.kind().name();
                node.put("format", format);
                ObjectNode member = node.putObject(format.toLowerCase(Locale.ROOT));
                member.put("id", file.id().value());
                if (file.filename() != null) {
                    member.put("filename", shown(file.filename()));
                }
            }
            case MessageHeader.Place place -> {
                ObjectNode location = node.put("format", "LOCATION").putObject("location");
                location.put("latitude", place.latitude()).put("longitude", place.longitude());
                location.put("name", place.name() == null ? null : shown(place.name()));
                location.put("address", place.address() == null ? null : shown(place.address()));
            }
        }
    }

    private static void button(FilledTemplate.Button button, ObjectNode node) {
        node.put("type", button.kind().name()).put("text", shown(button.label()));
        if (button.target() != null) {
            node.put(member(button.kind()), shown(button.target()));
        }
    }

    private static String member(ButtonKind kind) {
        return switch (kind) {
            case URL -> "url";
            case PHONE_NUMBER -> "phone_number";
            case COPY_CODE -> "code";
            default -> "payload";
        };
    }

    private static String shown(MessageText text) {
        return text.value().replace('\0', '\uFFFD');
    }
}
