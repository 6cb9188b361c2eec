package com.chatsphere.meta.template;

import com.chatsphere.application.template.TemplateNotation.Unreadable;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.Placeholder;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateLayout.Offer;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.meta.MetaJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads how a template is made up; a part of a kind that is not known here is passed over.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components">Meta,
 *     template components</a>
 */
final class LayoutReader {
    private static final String OTP_ADDRESS = "https://www.whatsapp.com/otp/";
    private static final String OTP_BODY = "*{{1}}* is your verification code.";
    private static final int MOST_BUTTONS = 10;
    private static final int MOST_CARDS = 10;

    private LayoutReader() {}

    static TemplateLayout read(JsonNode components, @Nullable ParameterFormat format) {
        TemplateLayout layout = read(components, ParameterFormat.POSITIONAL, false);
        ParameterFormat known = format == null ? guess(layout) : format;
        return known == ParameterFormat.POSITIONAL ? layout : read(components, known, false);
    }

    private static ParameterFormat guess(TemplateLayout layout) {
        Stream<MessageText> texts = Stream.concat(
                Stream.of(layout.body()),
                layout.header() instanceof Header.Text(var text) ? Stream.of(text) : Stream.empty());
        boolean named = texts.flatMap(text -> Placeholder.in(text).stream())
                .anyMatch(name -> !name.chars().allMatch(Character::isDigit));
        return named ? ParameterFormat.NAMED : ParameterFormat.POSITIONAL;
    }

    private static TemplateLayout read(JsonNode components, ParameterFormat format, boolean isCard) {
        return new TemplateLayout(
                format,
                find(components, "HEADER").map(LayoutReader::header).orElse(null),
                find(components, "BODY").map(LayoutReader::body).orElseGet(() -> bodyless(isCard)),
                find(components, "FOOTER").map(LayoutReader::footer).orElse(null),
                find(components, "BUTTONS").map(LayoutReader::buttons).orElse(List.of()),
                find(components, "CAROUSEL")
                        .map(carousel -> cards(carousel, format))
                        .orElse(List.of()),
                find(components, "LIMITED_TIME_OFFER")
                        .map(offer -> offer(offer.path("limited_time_offer")))
                        .orElse(null));
    }

    private static Optional<JsonNode> find(JsonNode components, String type) {
        return components
                .valueStream()
                .filter(component -> type.equals(word(component, "type")))
                .findFirst();
    }

    private static MessageText bodyless(boolean isCard) {
        if (isCard) {
            return new MessageText("");
        }
        throw new Unreadable("There is no component of type BODY.");
    }

    private static @Nullable Header header(JsonNode component) {
        String format = word(component, "format");
        return switch (format) {
            case "TEXT", "" -> {
                String text = MetaJson.text(component, "text");
                yield text == null ? null : new Header.Text(new MessageText(text));
            }
            case "IMAGE" -> new Header.File(MediaKind.IMAGE);
            case "VIDEO", "GIF" -> new Header.File(MediaKind.VIDEO);
            case "DOCUMENT" -> new Header.File(MediaKind.DOCUMENT);
            case "LOCATION" -> new Header.Place();
            default -> new Header.Other(format);
        };
    }

    /** Meta writes the text of one-time passwords itself, and does not always tell it. */
    private static MessageText body(JsonNode component) {
        String text = MetaJson.text(component, "text");
        if (text == null && component.has("add_security_recommendation")) {
            return new MessageText(OTP_BODY);
        }
        if (text == null || text.isBlank()) {
            throw new Unreadable("The component of type BODY has no text.");
        }
        return new MessageText(text);
    }

    private static @Nullable MessageText footer(JsonNode component) {
        String text = MetaJson.text(component, "text");
        if (text != null) {
            return new MessageText(text);
        }
        String minutes = MetaJson.text(component, "code_expiration_minutes");
        return minutes == null ? null : new MessageText("This code expires in %s minutes.".formatted(minutes));
    }

    private static List<Button> buttons(JsonNode component) {
        List<Button> buttons = new ArrayList<>();
        for (JsonNode button : component.path("buttons")) {
            buttons.add(button(button));
        }
        if (buttons.size() > MOST_BUTTONS) {
            throw new Unreadable("There are more than %d buttons.".formatted(MOST_BUTTONS));
        }
        return buttons;
    }

    private static Button button(JsonNode button) {
        return button(
                word(button, "type"),
                MetaJson.text(button, "text"),
                MetaJson.text(button, "url"),
                MetaJson.text(button, "phone_number"));
    }

    static Button button(String type, @Nullable String label, @Nullable String url, @Nullable String phone) {
        ButtonKind kind = url != null && url.startsWith(OTP_ADDRESS) ? ButtonKind.OTP : kind(type);
        String target =
                switch (kind) {
                    case URL -> url;
                    case PHONE_NUMBER -> phone;
                    default -> null;
                };
        return new Button(
                kind,
                new MessageText(label == null ? label(kind) : label),
                target == null ? null : new MessageText(target));
    }

    private static ButtonKind kind(String type) {
        return switch (type) {
            case "QUICK_REPLY" -> ButtonKind.QUICK_REPLY;
            case "URL" -> ButtonKind.URL;
            case "PHONE_NUMBER" -> ButtonKind.PHONE_NUMBER;
            case "COPY_CODE" -> ButtonKind.COPY_CODE;
            case "OTP" -> ButtonKind.OTP;
            case "FLOW" -> ButtonKind.FLOW;
            case "VOICE_CALL" -> ButtonKind.VOICE_CALL;
            case "REQUEST_CONTACT_INFO" -> ButtonKind.REQUEST_CONTACT_INFO;
            case "CATALOG" -> ButtonKind.CATALOG;
            case "MPM", "SPM" -> ButtonKind.PRODUCTS;
            default -> ButtonKind.OTHER;
        };
    }

    private static String label(ButtonKind kind) {
        return switch (kind) {
            case COPY_CODE -> "Copy offer code";
            case OTP -> "Copy code";
            case REQUEST_CONTACT_INFO -> "Share contact info";
            case VOICE_CALL -> "Call on WhatsApp";
            case CATALOG -> "View catalogue";
            case PRODUCTS -> "View items";
            default -> "Button";
        };
    }

    private static List<TemplateLayout> cards(JsonNode component, ParameterFormat format) {
        List<TemplateLayout> cards = new ArrayList<>();
        for (JsonNode card : component.path("cards")) {
            cards.add(read(card.path("components"), format, true));
        }
        if (cards.size() > MOST_CARDS) {
            throw new Unreadable("There are more than %d cards.".formatted(MOST_CARDS));
        }
        return cards;
    }

    private static Offer offer(JsonNode offer) {
        String text = MetaJson.text(offer, "text");
        return new Offer(
                new MessageText(text == null ? "Limited-time offer" : text),
                offer.path("has_expiration").asBoolean(false));
    }

    static String word(JsonNode object, String member) {
        String text = MetaJson.text(object, member);
        return text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
    }
}
