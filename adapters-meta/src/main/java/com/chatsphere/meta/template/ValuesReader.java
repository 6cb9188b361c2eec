package com.chatsphere.meta.template;

import com.chatsphere.application.template.TemplateNotation.Unreadable;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.Placeholder;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateValues;
import com.chatsphere.meta.MetaJson;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what is filled into a template, as messages to the Cloud API hold it.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates">Meta, sending
 *     templates</a>
 */
final class ValuesReader {
    private final Map<String, MessageText> header = new TreeMap<>();
    private @Nullable MessageHeader headerContent;
    private final Map<String, MessageText> body = new TreeMap<>();
    private final Map<Integer, MessageText> buttons = new TreeMap<>();
    private final List<TemplateValues> cards = new ArrayList<>();
    private @Nullable Instant offerEndsAt;

    private ValuesReader() {}

    static TemplateValues read(JsonNode components, TemplateLayout layout) {
        ValuesReader reader = new ValuesReader();
        for (JsonNode component : components) {
            reader.take(component, layout);
        }
        return new TemplateValues(
                reader.header, reader.headerContent, reader.body, reader.buttons, reader.cards, reader.offerEndsAt);
    }

    private void take(JsonNode component, TemplateLayout layout) {
        String type = LayoutReader.word(component, "type");
        JsonNode parameters = component.path("parameters");
        switch (type) {
            case "HEADER" -> takeHeader(parameters, layout);
            case "BODY" -> body.putAll(texts(parameters, Placeholder.inOrder(layout.body(), layout.format()), "body"));
            case "BUTTON" -> takeButton(component, parameters, layout);
            case "CAROUSEL" -> takeCards(component.path("cards"), layout);
            case "LIMITED_TIME_OFFER" ->
                offerEndsAt =
                        moment(parameters.path(0).path("limited_time_offer").path("expiration_time_ms"));
            default -> {
                if (!parameters.isEmpty()) {
                    throw new Unreadable("There is no component of type %s in messages.".formatted(type));
                }
            }
        }
    }

    private void takeHeader(JsonNode parameters, TemplateLayout layout) {
        JsonNode first = parameters.path(0);
        String type = LayoutReader.word(first, "type");
        switch (type) {
            case "IMAGE" -> headerContent = file(MediaKind.IMAGE, first.path("image"));
            case "VIDEO" -> headerContent = file(MediaKind.VIDEO, first.path("video"));
            case "DOCUMENT" -> headerContent = file(MediaKind.DOCUMENT, first.path("document"));
            case "LOCATION" -> headerContent = place(first.path("location"));
            default -> {
                List<String> names = layout.header() instanceof Header.Text(var text)
                        ? Placeholder.inOrder(text, layout.format())
                        : List.of();
                header.putAll(texts(parameters, names, "header"));
            }
        }
    }

    private static MessageHeader file(MediaKind kind, JsonNode file) {
        String id = MetaJson.text(file, "id");
        if (id == null || id.isBlank()) {
            throw new Unreadable("The file of the header has to be named by the id of an uploaded file.");
        }
        String filename = MetaJson.text(file, "filename");
        try {
            return new MessageHeader.File(
                    kind, new MediaId(id.strip()), filename == null ? null : new MessageText(filename));
        } catch (IllegalArgumentException noId) {
            throw new Unreadable("The file of the header: " + noId.getMessage() + ".");
        }
    }

    private static MessageHeader place(JsonNode place) {
        String name = MetaJson.text(place, "name");
        String address = MetaJson.text(place, "address");
        return new MessageHeader.Place(
                degrees(place, "latitude"),
                degrees(place, "longitude"),
                name == null ? null : new MessageText(name),
                address == null ? null : new MessageText(address));
    }

    private static double degrees(JsonNode place, String member) {
        JsonNode value = place.path(member);
        try {
            if (value.isNumber() || value.isString()) {
                return new BigDecimal(value.asString().strip()).doubleValue();
            }
        } catch (NumberFormatException noNumber) {
            // answered like none
        }
        throw new Unreadable("The location of the header needs a %s in degrees.".formatted(member));
    }

    /** By name where they have one, else by their order; what is too much keeps its number, so that somebody can complain. */
    private static Map<String, MessageText> texts(JsonNode parameters, List<String> names, String where) {
        Map<String, MessageText> values = new TreeMap<>();
        int index = 0;
        for (JsonNode parameter : parameters) {
            String name = MetaJson.text(parameter, "parameter_name");
            String value = text(parameter);
            if (value == null) {
                throw new Unreadable("A parameter of the %s has no text.".formatted(where));
            }
            String inOrder = index < names.size() ? names.get(index) : String.valueOf(index + 1);
            values.put(name == null ? inOrder : name, new MessageText(value));
            index++;
        }
        return values;
    }

    private static @Nullable String text(JsonNode parameter) {
        return switch (LayoutReader.word(parameter, "type")) {
            case "CURRENCY" -> MetaJson.text(parameter.path("currency"), "fallback_value");
            case "DATE_TIME" -> MetaJson.text(parameter.path("date_time"), "fallback_value");
            default -> MetaJson.text(parameter, "text");
        };
    }

    private void takeButton(JsonNode component, JsonNode parameters, TemplateLayout layout) {
        String index = MetaJson.text(component, "index");
        if (index == null || !index.matches("[0-9]{1,2}")) {
            throw new Unreadable("A component of type button has no index.");
        }
        JsonNode parameter = parameters.path(0);
        String value =
                switch (LayoutReader.word(parameter, "type")) {
                    case "PAYLOAD" -> MetaJson.text(parameter, "payload");
                    case "COUPON_CODE" -> MetaJson.text(parameter, "coupon_code");
                    default -> MetaJson.text(parameter, "text");
                };
        int at = Integer.parseInt(index);
        boolean isPassword =
                at < layout.buttons().size() && layout.buttons().get(at).kind() == TemplateLayout.ButtonKind.OTP;
        if (value != null && !isPassword) {
            buttons.put(at, new MessageText(value));
        }
    }

    private void takeCards(JsonNode given, TemplateLayout layout) {
        Map<Integer, JsonNode> inOrder = new TreeMap<>();
        int position = 0;
        for (JsonNode card : given) {
            inOrder.put(card.path("card_index").asInt(position), card);
            position++;
        }
        if (inOrder.size() != layout.cards().size()) {
            throw new Unreadable("The template takes %d cards; %d were given."
                    .formatted(layout.cards().size(), inOrder.size()));
        }
        int index = 0;
        for (JsonNode card : inOrder.values()) {
            cards.add(read(card.path("components"), layout.cards().get(index++)));
        }
    }

    private static Instant moment(JsonNode milliseconds) {
        try {
            if (milliseconds.isIntegralNumber() || milliseconds.isString()) {
                return Instant.ofEpochMilli(
                        Long.parseLong(milliseconds.asString().strip()));
            }
        } catch (NumberFormatException | DateTimeException noTime) {
            // answered like none
        }
        throw new Unreadable("The limited-time offer needs an expiration_time_ms.");
    }
}
