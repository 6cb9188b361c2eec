package com.chatsphere.meta.cloudapi;

import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.Placeholder;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.domain.template.TemplateValues;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A filled-in template as the Cloud API wants it: only what is filled in is named.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates">Meta, sending
 *     templates</a>
 */
final class CloudApiTemplate {
    private CloudApiTemplate() {}

    static void write(MessageContent.Template template, ObjectNode node) {
        node.put("name", template.name().value());
        node.putObject("language").put("code", template.language().value());
        ArrayNode components = node.putArray("components");
        write(template.layout(), template.values(), components);
        TemplateValues values = template.values();
        if (values.offerEndsAt() != null) {
            components
                    .addObject()
                    .put("type", "limited_time_offer")
                    .putArray("parameters")
                    .addObject()
                    .put("type", "limited_time_offer")
                    .putObject("limited_time_offer")
                    .put("expiration_time_ms", values.offerEndsAt().toEpochMilli());
        }
        if (!values.cards().isEmpty()) {
            ArrayNode cards = components.addObject().put("type", "carousel").putArray("cards");
            for (int index = 0; index < values.cards().size(); index++) {
                ObjectNode card = cards.addObject().put("card_index", index);
                write(template.layout().cards().get(index), values.cards().get(index), card.putArray("components"));
            }
        }
    }

    private static void write(TemplateLayout layout, TemplateValues values, ArrayNode components) {
        if (values.headerContent() != null) {
            CloudApiMessage.write(
                    values.headerContent(),
                    component(components, "header").putArray("parameters").addObject());
        } else if (layout.header() instanceof TemplateLayout.Header.Text(var text)) {
            texts(components, "header", layout.format(), text, values.header());
        }
        texts(components, "body", layout.format(), layout.body(), values.body());
        for (int index = 0; index < layout.buttons().size(); index++) {
            write(layout.buttons().get(index), index, values, components);
        }
    }

    private static ObjectNode component(ArrayNode components, String type) {
        return components.addObject().put("type", type);
    }

    private static void texts(
            ArrayNode components,
            String type,
            ParameterFormat format,
            MessageText text,
            Map<String, MessageText> values) {
        if (values.isEmpty()) {
            return;
        }
        ArrayNode parameters = component(components, type).putArray("parameters");
        Placeholder.inOrder(text, format).forEach(name -> {
            ObjectNode parameter = parameters.addObject().put("type", "text");
            if (format == ParameterFormat.NAMED) {
                parameter.put("parameter_name", name);
            }
            parameter.put("text", Objects.requireNonNull(values.get(name)).value());
        });
    }

    private static void write(TemplateLayout.Button button, int index, TemplateValues values, ArrayNode components) {
        MessageText value = values.buttons().get(index);
        String given = value == null ? passwordFor(button, values) : value.value();
        if (given == null) {
            return;
        }
        String subType =
                switch (button.kind()) {
                    case QUICK_REPLY -> "quick_reply";
                    case COPY_CODE -> "copy_code";
                    case URL, OTP -> "url";
                    default -> null;
                };
        if (subType == null) {
            return;
        }
        ObjectNode parameter = component(components, "button")
                .put("sub_type", subType)
                .put("index", String.valueOf(index))
                .putArray("parameters")
                .addObject();
        switch (subType) {
            case "quick_reply" -> parameter.put("type", "payload").put("payload", given);
            case "copy_code" -> parameter.put("type", "coupon_code").put("coupon_code", given);
            default -> parameter.put("type", "text").put("text", given);
        }
    }

    /** A one-time password stands in the body and goes along once more for the button that hands it over. */
    private static @Nullable String passwordFor(TemplateLayout.Button button, TemplateValues values) {
        MessageText password = values.body().get("1");
        return button.kind() == ButtonKind.OTP && password != null ? password.value() : null;
    }
}
