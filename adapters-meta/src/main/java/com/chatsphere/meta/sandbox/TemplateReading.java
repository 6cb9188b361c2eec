package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.sandbox.Content.Key;
import com.chatsphere.meta.sandbox.Content.Key.Act;
import com.chatsphere.meta.sandbox.Content.Offer;
import com.chatsphere.meta.sandbox.Content.Panel;
import com.chatsphere.meta.sandbox.Refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a template message of the business against the template, and fills it in.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-message-templates">Meta, sending
 *     templates</a>
 */
final class TemplateReading {
    private static final int LONGEST_COUPON = 15;

    private final TemplateCatalogue catalogue;
    private final MessageReading messages;

    TemplateReading(TemplateCatalogue catalogue, MessageReading messages) {
        this.catalogue = catalogue;
        this.messages = messages;
    }

    Outgoing read(Param template) {
        template.only("name", "language", "components");
        String name = template.member("name").text(512);
        String language = template.member("language").object().member("code").text(20);
        JsonNode stored = catalogue.named(name, language).orElseThrow(() -> unknown(name, language));
        requireSendable(stored, name, language);
        Given given = given(template.member("components"));
        Panel filled = fill(name, stored, given, named(stored));
        String category = stored.path("category").asString();
        return new Outgoing.Message(
                filled, null, false, category.equals("MARKETING"), category.equals("AUTHENTICATION"));
    }

    private static Refused unknown(String name, String language) {
        return Refusal.template(
                        132001,
                        "Template name does not exist in the translation",
                        "template name (%s) does not exist in %s".formatted(name, language))
                .asException();
    }

    private static void requireSendable(JsonNode stored, String name, String language) {
        switch (TemplateCatalogue.standing(stored).status()) {
            case APPROVED -> {}
            case PAUSED ->
                throw Refusal.template(
                                132015, "Template is Paused", "Template %s is paused for its quality.".formatted(name))
                        .asException();
            case DISABLED ->
                throw Refusal.template(
                                132016, "Template is Disabled", "Template %s is disabled for good.".formatted(name))
                        .asException();
            case PENDING, REJECTED -> throw unknown(name, language);
        }
    }

    private static boolean named(JsonNode stored) {
        return stored.path("parameter_format").asString("POSITIONAL").equals("NAMED");
    }

    /** What was filled in: by component, for buttons also by index. */
    private record Given(Map<String, Param> components) {
        @Nullable
        Param of(String component) {
            return components.get(component);
        }
    }

    private static Given given(Param components) {
        Map<String, Param> given = new TreeMap<>();
        if (components.isThere()) {
            for (Param component : components.elements(0, 30)) {
                String type = component.object().member("type").text(40).toLowerCase(Locale.ROOT);
                String key = type.equals("button")
                        ? "button " + (int) component.member("index").number(0, 9)
                        : type;
                if (!List.of("header", "body", "limited_time_offer", "carousel").contains(type)
                        && !type.equals("button")) {
                    throw component.member("type").value("names no component of a template");
                }
                if (given.put(key, component) != null) {
                    throw component.value("is there twice");
                }
            }
        }
        return new Given(given);
    }

    private Panel fill(String name, JsonNode stored, Given given, boolean named) {
        Content header = null;
        String body = "";
        String footer = null;
        Offer offer = null;
        List<Key> keys = List.of();
        List<Panel> cards = List.of();
        for (JsonNode component : stored.path("components")) {
            switch (component.path("type").asString()) {
                case "HEADER" -> header = header(component, given.of("header"), named);
                case "BODY" ->
                    body = new Filling("body", named)
                            .fill(component.path("text").asString(), given.of("body"));
                case "FOOTER" -> footer = component.path("text").asString();
                case "BUTTONS" -> keys = keys(component.path("buttons"), given);
                case "CAROUSEL" -> cards = cards(name, component.path("cards"), given.of("carousel"), named);
                case "LIMITED_TIME_OFFER" ->
                    offer = offer(component.path("limited_time_offer"), given.of("limited_time_offer"));
                default -> {}
            }
        }
        requireNothingElse(stored, given, header != null, !cards.isEmpty());
        return new Panel(name, stored.path("category").asString(null), header, body, footer, offer, keys, cards);
    }

    private static void requireNothingElse(JsonNode stored, Given given, boolean header, boolean cards) {
        if ((given.of("header") != null && !header) || (given.of("carousel") != null && !cards)) {
            throw mismatch("Template %s has no such component."
                    .formatted(stored.path("name").asString()));
        }
    }

    private @Nullable Content header(JsonNode component, @Nullable Param given, boolean named) {
        String format = component.path("format").asString("TEXT");
        if (format.equals("TEXT")) {
            return new Content.Text(
                    new Filling("header", named).fill(component.path("text").asString(), given));
        }
        String wanted = format.toLowerCase(Locale.ROOT);
        if (given == null) {
            throw mismatch("header: Format mismatch, expected %s, received UNKNOWN".formatted(format));
        }
        Param parameter = given.member("parameters").elements(1, 1).getFirst();
        String type = parameter.member("type").text(20);
        if (!type.equals(wanted)) {
            throw mismatch("header: Format mismatch, expected %s, received %s"
                    .formatted(format, type.toUpperCase(Locale.ROOT)));
        }
        Param content = parameter.member(wanted);
        FileKind kind = FileKind.named(wanted);
        return kind == null ? messages.place(content) : messages.file(kind, content);
    }

    private static List<Key> keys(JsonNode buttons, Given given) {
        List<Key> keys = new ArrayList<>();
        for (int index = 0; index < buttons.size(); index++) {
            keys.add(key(buttons.get(index), index, given.of("button " + index)));
        }
        given.components().keySet().stream()
                .filter(name -> name.startsWith("button ") && Integer.parseInt(name.substring(7)) >= buttons.size())
                .findFirst()
                .ifPresent(name -> {
                    throw mismatch("buttons: There is no %s.".formatted(name));
                });
        return keys;
    }

    private static Key key(JsonNode button, int index, @Nullable Param given) {
        String label = button.path("text").asString("");
        return switch (button.path("type").asString()) {
            case "QUICK_REPLY" ->
                new Key(
                        Act.QUICK_REPLY,
                        label,
                        given == null ? label : value(given, "quick_reply", "payload", "payload", 256));
            case "URL" -> new Key(Act.LINK, label, url(button.path("url").asString(), index, given));
            case "PHONE_NUMBER" ->
                new Key(Act.CALL, label, button.path("phone_number").asString());
            case "COPY_CODE" ->
                new Key(
                        Act.COPY,
                        label,
                        value(required(given, index), "copy_code", "coupon_code", "coupon_code", LONGEST_COUPON));
            case "OTP" ->
                new Key(Act.COPY, label, value(required(given, index), "url", "text", "text", LONGEST_COUPON));
            case "REQUEST_CONTACT_INFO" -> new Key(Act.SHARE_CONTACT, label, null);
            default -> new Key(Act.NOTHING, label, null);
        };
    }

    private static String url(String url, int index, @Nullable Param given) {
        if (!url.contains("{{")) {
            if (given != null) {
                throw new Refusal(
                                400,
                                132018,
                                "Template parameters are not valid",
                                "buttons: Button at index %d of type Url does not require parameters".formatted(index))
                        .asException();
            }
            return url;
        }
        return url.replaceFirst(
                "\\{\\{.*?}}", Matcher.quoteReplacement(value(required(given, index), "url", "text", "text", 2_000)));
    }

    private static Param required(@Nullable Param given, int index) {
        if (given == null) {
            throw new Refusal(
                            400,
                            131008,
                            "Required parameter is missing",
                            "buttons: Button at index %d requires a parameter".formatted(index))
                    .asException();
        }
        return given;
    }

    private static String value(Param given, String subType, String type, String member, int most) {
        String actual = given.member("sub_type").text(40).toLowerCase(Locale.ROOT);
        if (!actual.equals(subType)) {
            throw mismatch("%s: expected %s, received %s".formatted(given.path(), subType, actual));
        }
        Param parameter = given.member("parameters").elements(1, 1).getFirst();
        if (!parameter.member("type").text(40).equals(type)) {
            throw mismatch("%s must have the type %s".formatted(parameter.path(), type));
        }
        return parameter.member(member).text(most);
    }

    private List<Panel> cards(String name, JsonNode stored, @Nullable Param given, boolean named) {
        if (given == null) {
            throw mismatch("carousel: expected %d cards, received 0".formatted(stored.size()));
        }
        List<Param> all = given.member("cards").elements(0, 10);
        if (all.size() != stored.size()) {
            throw mismatch("carousel: expected %d cards, received %d".formatted(stored.size(), all.size()));
        }
        List<Panel> cards = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            Param card = all.get(index).object();
            if (card.member("card_index").number(0, 9) != index) {
                throw card.member("card_index").value("must be " + index);
            }
            cards.add(fill(name, stored.get(index), given(card.member("components")), named));
        }
        return cards;
    }

    private static Offer offer(JsonNode stored, @Nullable Param given) {
        String text = stored.path("text").asString();
        if (!stored.path("has_expiration").asBoolean(false)) {
            return new Offer(text, null);
        }
        if (given == null) {
            throw mismatch("limited_time_offer: the expiration time is missing");
        }
        Param parameter = given.member("parameters").elements(1, 1).getFirst();
        double ends = parameter
                .member("limited_time_offer")
                .object()
                .member("expiration_time_ms")
                .number(0, Long.MAX_VALUE);
        return new Offer(text, (long) ends);
    }

    static Refused mismatch(String details) {
        return Refusal.template(132012, "Parameter format does not match format in the created template", details)
                .asException();
    }
}
