package com.chatsphere.meta.webhook;

import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.message.ContactCard;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContent.ButtonReply;
import com.chatsphere.domain.message.MessageContent.CallPermissionReply;
import com.chatsphere.domain.message.MessageContent.Contacts;
import com.chatsphere.domain.message.MessageContent.FlowReply;
import com.chatsphere.domain.message.MessageContent.ListReply;
import com.chatsphere.domain.message.MessageContent.Location;
import com.chatsphere.domain.message.MessageContent.Media;
import com.chatsphere.domain.message.MessageContent.MediaToFollow;
import com.chatsphere.domain.message.MessageContent.Notice;
import com.chatsphere.domain.message.MessageContent.Order;
import com.chatsphere.domain.message.MessageContent.TemplateReply;
import com.chatsphere.domain.message.MessageContent.Text;
import com.chatsphere.domain.message.MessageContent.Unsupported;
import com.chatsphere.domain.message.MessageContent.Welcome;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.meta.MetaJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Gives what a message says its shape, by Meta's word for its type; what has no shape, or not the one it should have, is
 * kept as it came.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages">Meta, messages webhook
 *     reference</a>
 */
final class ContentTranslator {
    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry("text", ContentTranslator::text),
            Map.entry("image", media(MediaKind.IMAGE)),
            Map.entry("video", media(MediaKind.VIDEO)),
            Map.entry("audio", ContentTranslator::audio),
            Map.entry("voice", media(MediaKind.VOICE_NOTE)),
            Map.entry("document", media(MediaKind.DOCUMENT)),
            Map.entry("sticker", ContentTranslator::sticker),
            Map.entry("location", ContentTranslator::location),
            Map.entry("contacts", ContentTranslator::contacts),
            Map.entry("interactive", ContentTranslator::interactive),
            Map.entry("button", ContentTranslator::button),
            Map.entry("order", ContentTranslator::order),
            Map.entry("system", ContentTranslator::system),
            Map.entry("request_welcome", (type, message) -> new Welcome()),
            Map.entry("media_placeholder", (type, message) -> new MediaToFollow()));

    private ContentTranslator() {}

    /** One type's shape; null where the message lacks what it needs. */
    @FunctionalInterface
    private interface Shape {
        @Nullable
        MessageContent of(String type, JsonNode message);
    }

    /**
     * What this message says.
     *
     * @param raw the message as Meta wrote it
     */
    static MessageContent translate(JsonNode message, String raw) {
        String type = MetaJson.text(message, "type");
        MessageContent content = type == null ? null : shape(type).of(type, message);
        return content == null ? unsupported(type, message, raw) : content;
    }

    private static Shape shape(String type) {
        return SHAPES.getOrDefault(type, (unknown, message) -> null);
    }

    private static Unsupported unsupported(@Nullable String type, JsonNode message, String raw) {
        JsonNode errors = message.path("errors");
        String what = MetaJson.text(message.path("unsupported"), "type");
        return new Unsupported(
                Words.word(type),
                new MessageText(raw),
                what == null ? null : Words.word(what),
                errors.isEmpty() ? null : Words.error(errors.path(0)));
    }

    private static @Nullable MessageContent text(String type, JsonNode message) {
        MessageText body = words(message.path(type), "body");
        return body == null ? null : new Text(body);
    }

    private static Shape media(MediaKind kind) {
        return (type, message) -> media(kind, message.path(type));
    }

    private static @Nullable MessageContent audio(String type, JsonNode message) {
        JsonNode audio = message.path(type);
        return media(audio.path("voice").asBoolean(false) ? MediaKind.VOICE_NOTE : MediaKind.AUDIO, audio);
    }

    private static @Nullable MessageContent sticker(String type, JsonNode message) {
        JsonNode sticker = message.path(type);
        return media(
                sticker.path("animated").asBoolean(false) ? MediaKind.ANIMATED_STICKER : MediaKind.STICKER, sticker);
    }

    /** A file without an id is none; then what is left is the caption, as in the edit of one. */
    private static @Nullable MessageContent media(MediaKind kind, JsonNode file) {
        MediaId id = Words.valueOrNull(MetaJson.text(file, "id"), MediaId::new);
        MessageText caption = words(file, "caption");
        if (id == null) {
            return caption == null ? null : new Text(caption);
        }
        return new Media(
                kind,
                new RemoteMedia(
                        id,
                        Words.shortText(file, "mime_type"),
                        Words.shortText(file, "sha256"),
                        words(file, "filename")),
                caption);
    }

    private static @Nullable MessageContent location(String type, JsonNode message) {
        JsonNode place = message.path(type);
        BigDecimal latitude = number(place.path("latitude"));
        BigDecimal longitude = number(place.path("longitude"));
        if (latitude == null || longitude == null) {
            return null;
        }
        return new Location(
                latitude.doubleValue(),
                longitude.doubleValue(),
                words(place, "name"),
                words(place, "address"),
                words(place, "url"));
    }

    private static @Nullable MessageContent contacts(String type, JsonNode message) {
        List<ContactCard> cards = new ArrayList<>();
        message.path(type).forEach(card -> cards.add(card(card)));
        return cards.isEmpty() ? null : new Contacts(cards);
    }

    private static ContactCard card(JsonNode card) {
        List<ContactCard.Phone> phones = new ArrayList<>();
        for (JsonNode phone : card.path("phones")) {
            MessageText number = words(phone, "phone");
            PhoneNumber onWhatsApp = Words.valueOrNull(MetaJson.text(phone, "wa_id"), PhoneNumber::new);
            if (number == null && onWhatsApp != null) {
                number = new MessageText("+" + onWhatsApp);
            }
            if (number != null) {
                phones.add(new ContactCard.Phone(number, onWhatsApp, Words.shortText(phone, "type")));
            }
        }
        return new ContactCard(
                name(card.path("name")),
                phones,
                lines(card.path("emails"), "email"),
                addresses(card.path("addresses")),
                lines(card.path("urls"), "url"),
                joined(card.path("org"), ", ", "title", "department", "company"),
                words(card, "birthday"),
                "contact_request".equals(MetaJson.text(card, "origin")));
    }

    private static @Nullable MessageText name(JsonNode name) {
        MessageText formatted = words(name, "formatted_name");
        return formatted != null
                ? formatted
                : joined(name, " ", "prefix", "first_name", "middle_name", "last_name", "suffix");
    }

    private static List<ContactCard.Line> lines(JsonNode entries, String member) {
        List<ContactCard.Line> lines = new ArrayList<>();
        for (JsonNode entry : entries) {
            MessageText value = words(entry, member);
            if (value != null) {
                lines.add(new ContactCard.Line(value, Words.shortText(entry, "type")));
            }
        }
        return lines;
    }

    private static List<ContactCard.Line> addresses(JsonNode entries) {
        List<ContactCard.Line> lines = new ArrayList<>();
        for (JsonNode entry : entries) {
            MessageText address = joined(entry, ", ", "street", "zip", "city", "state", "country");
            if (address != null) {
                lines.add(new ContactCard.Line(address, Words.shortText(entry, "type")));
            }
        }
        return lines;
    }

    private static @Nullable MessageText joined(JsonNode object, String separator, String... members) {
        String text = Stream.of(members)
                .map(member -> MetaJson.text(object, member))
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(separator));
        return text.isEmpty() ? null : new MessageText(text);
    }

    private static @Nullable MessageContent interactive(String type, JsonNode message) {
        JsonNode interactive = message.path(type);
        String kind = String.valueOf(MetaJson.text(interactive, "type"));
        JsonNode reply = interactive.path(kind);
        return switch (kind) {
            case "button_reply" -> {
                MessageText title = words(reply, "title");
                yield title == null ? null : new ButtonReply(words(reply, "id"), title);
            }
            case "list_reply" -> {
                MessageText title = words(reply, "title");
                yield title == null ? null : new ListReply(words(reply, "id"), title, words(reply, "description"));
            }
            case "nfm_reply" -> {
                MessageText response = words(reply, "response_json");
                String name = MetaJson.text(reply, "name");
                yield response == null
                        ? null
                        : new FlowReply(name == null ? "flow" : Words.word(name), words(reply, "body"), response);
            }
            case "call_permission_reply" -> {
                String response = MetaJson.text(reply, "response");
                yield response == null
                        ? null
                        : new CallPermissionReply(
                                response.equals("accept"),
                                reply.path("is_permanent").asBoolean(false),
                                MetaTime.inSeconds(reply, "expiration_timestamp"),
                                "automatic".equals(MetaJson.text(reply, "response_source")));
            }
            default -> null;
        };
    }

    private static @Nullable MessageContent button(String type, JsonNode message) {
        MessageText text = words(message.path(type), "text");
        return text == null ? null : new TemplateReply(words(message.path(type), "payload"), text);
    }

    private static @Nullable MessageContent order(String type, JsonNode message) {
        JsonNode order = message.path(type);
        List<Order.Line> lines = new ArrayList<>();
        for (JsonNode item : order.path("product_items")) {
            String product = Words.shortText(item, "product_retailer_id");
            BigDecimal quantity = number(item.path("quantity"));
            BigDecimal price = number(item.path("item_price"));
            String currency = Words.shortText(item, "currency");
            if (product == null || quantity == null || price == null || currency == null) {
                return null;
            }
            lines.add(new Order.Line(product, quantity, price, currency));
        }
        return lines.isEmpty() ? null : new Order(Words.shortText(order, "catalog_id"), words(order, "text"), lines);
    }

    private static @Nullable MessageContent system(String type, JsonNode message) {
        String kind = MetaJson.text(message.path(type), "type");
        return kind == null ? null : new Notice(Words.word(kind), words(message.path(type), "body"));
    }

    private static @Nullable MessageText words(JsonNode object, String member) {
        String text = MetaJson.text(object, member);
        return text == null || text.isEmpty() ? null : new MessageText(text);
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        return node.isString() ? Words.valueOrNull(node.asString(), BigDecimal::new) : null;
    }
}
