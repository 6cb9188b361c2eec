package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.Content.Answer;
import com.chatsphere.meta.sandbox.Content.Card;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens on a phone in Meta's words.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components">Meta, webhooks</a>
 */
final class WebhookBody {
    static final String MESSAGES = "messages";
    private static final Duration CALLS_PERMITTED_FOR = Duration.ofDays(7);

    private WebhookBody() {}

    /** How a message came, beside what it holds. */
    record Manners(@Nullable String replyTo, @Nullable String forwarded, boolean fromAd) {
        static final Manners PLAIN = new Manners(null, null, false);

        static Manners answering(@Nullable String wamid) {
            return new Manners(wamid, null, false);
        }
    }

    /** What stands around all news of the number. */
    static ObjectNode envelope() {
        ObjectNode value = MetaJson.MAPPER.createObjectNode().put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", SandboxLine.DIGITS)
                .put("phone_number_id", SandboxLine.NUMBER.value());
        return value;
    }

    static ObjectNode about(Customer customer) {
        ObjectNode value = envelope();
        ObjectNode contact = value.putArray("contacts").addObject();
        ObjectNode profile = contact.putObject("profile").put("name", customer.name());
        if (customer.username() != null) {
            profile.put("username", customer.username());
        }
        if (customer.phone() != null) {
            contact.put("wa_id", customer.phone());
        }
        if (customer.userId() != null) {
            contact.put("user_id", customer.userId());
        }
        return value;
    }

    /** A customer's message, of which only the content is left to be said. */
    static ObjectNode message(
            Customer customer, String wamid, long at, String type, BiConsumer<ObjectNode, ObjectNode> content) {
        ObjectNode value = type.equals("system") ? envelope() : about(customer);
        ObjectNode message = value.putArray(MESSAGES).addObject();
        if (customer.phone() != null) {
            message.put("from", customer.phone());
        }
        if (customer.userId() != null) {
            message.put("from_user_id", customer.userId());
        }
        message.put("id", wamid).put("timestamp", String.valueOf(at)).put("type", type);
        content.accept(message, value);
        return value;
    }

    /** A message as the customer's phone sends it. */
    static ObjectNode message(Customer customer, Bubble bubble, Manners manners, MediaShelf shelf) {
        return message(customer, bubble.wamid(), bubble.at(), typeOf(bubble.content()), (message, _) -> {
            circumstances(message, manners);
            content(message, bubble.content(), shelf, bubble.at());
        });
    }

    private static void circumstances(ObjectNode message, Manners manners) {
        if (manners.replyTo() != null) {
            message.putObject("context").put("from", SandboxLine.DIGITS).put("id", manners.replyTo());
        } else if (manners.forwarded() != null) {
            message.putObject("context").put(manners.forwarded(), true);
        }
        if (manners.fromAd()) {
            ObjectNode ad = message.putObject("referral")
                    .put("source_url", "https://fb.me/SANDBOXAD1")
                    .put("source_id", "120000000000000001")
                    .put("source_type", "ad")
                    .put("body", "Kettles, now in blue")
                    .put("headline", "Chat with us")
                    .put("media_type", "image")
                    .put("image_url", "https://scontent.example.invalid/ad1.jpg")
                    .put("ctwa_clid", "SANDBOXCLICKID0001");
            ad.putObject("welcome_message").put("text", "Hi! How can we help?");
        }
    }

    static String typeOf(Content content) {
        return switch (content) {
            case Content.Text text -> "text";
            case Content.File file -> file.kind().type();
            case Content.Place place -> "location";
            case Content.Cards cards -> "contacts";
            case Answer answer -> answer.kind() == Answer.Kind.TEMPLATE ? "button" : "interactive";
            case Content.Order order -> "order";
            case Content.Welcome welcome -> "request_welcome";
            case Content.Unsupported unsupported -> "unsupported";
            case Content.Panel panel -> "unsupported";
            case Content.Note note -> "system";
        };
    }

    /** Puts what a message holds beside its type, as it also stands in an edit. */
    static void content(ObjectNode message, Content content, MediaShelf shelf, long at) {
        switch (content) {
            case Content.Text(var body) -> message.putObject("text").put("body", body);
            case Content.File file -> file(message.putObject(file.kind().type()), file, shelf);
            case Content.Place place -> {
                ObjectNode node = message.putObject("location")
                        .put("latitude", place.latitude())
                        .put("longitude", place.longitude());
                putIfThere(node, "name", place.name());
                putIfThere(node, "address", place.address());
            }
            case Content.Cards cards -> cards(message.putArray("contacts"), cards);
            case Answer answer -> answer(message, answer, at);
            case Content.Order order -> order(message.putObject("order"), order);
            case Content.Unsupported(var kind) -> {
                message.putArray("errors")
                        .addObject()
                        .put("code", 131051)
                        .put("title", "Message type unknown")
                        .put("message", "Message type unknown")
                        .putObject("error_data")
                        .put("details", "Message type is currently not supported.");
                message.putObject("unsupported").put("type", kind);
            }
            case Content.Welcome _, Content.Panel _, Content.Note _ -> {}
        }
    }

    private static void file(ObjectNode node, Content.File file, MediaShelf shelf) {
        putIfThere(node, "caption", file.caption());
        if (file.kind() == FileKind.DOCUMENT) {
            putIfThere(node, "filename", file.filename());
        }
        String id = file.mediaId() == null ? "" : file.mediaId();
        shelf.find(id)
                .ifPresent(stored -> node.put("mime_type", stored.mimeType()).put("sha256", stored.sha256Base64()));
        node.put("id", id);
        if (file.kind() == FileKind.AUDIO) {
            node.put("voice", file.voice());
        }
        if (file.kind() == FileKind.STICKER) {
            node.put("animated", shelf.isAnimated(id));
        }
    }

    private static void cards(ArrayNode all, Content.Cards cards) {
        for (Card card : cards.cards()) {
            ObjectNode node = all.addObject();
            if (cards.requested()) {
                node.put("origin", "contact_request");
            } else {
                node.putObject("name").put("formatted_name", card.name()).put("first_name", card.name());
            }
            if (card.company() != null) {
                node.putObject("org").put("company", card.company());
            }
            ArrayNode phones = node.putArray("phones");
            card.phones()
                    .forEach(phone -> phones.addObject()
                            .put("phone", phone)
                            .put("wa_id", phone.replaceAll("[^0-9]", ""))
                            .put("type", "CELL"));
            if (!card.emails().isEmpty()) {
                ArrayNode emails = node.putArray("emails");
                card.emails()
                        .forEach(email -> emails.addObject().put("email", email).put("type", "WORK"));
            }
        }
    }

    private static void answer(ObjectNode message, Answer answer, long at) {
        switch (answer.kind()) {
            case TEMPLATE ->
                message.putObject("button").put("payload", answer.id()).put("text", answer.title());
            case BUTTON ->
                message.putObject("interactive")
                        .put("type", "button_reply")
                        .putObject("button_reply")
                        .put("id", answer.id())
                        .put("title", answer.title());
            case LIST -> {
                ObjectNode reply = message.putObject("interactive")
                        .put("type", "list_reply")
                        .putObject("list_reply")
                        .put("id", answer.id())
                        .put("title", answer.title());
                putIfThere(reply, "description", answer.description());
            }
            case CALL_PERMISSION -> {
                ObjectNode reply = message.putObject("interactive")
                        .put("type", "call_permission_reply")
                        .putObject("call_permission_reply")
                        .put("response", answer.id());
                if (answer.id().equals("accept")) {
                    reply.put("is_permanent", false).put("expiration_timestamp", at + CALLS_PERMITTED_FOR.toSeconds());
                }
                reply.put("response_source", "user_action");
            }
        }
    }

    private static void order(ObjectNode node, Content.Order order) {
        node.put("catalog_id", order.catalogId());
        putIfThere(node, "text", order.text());
        ArrayNode items = node.putArray("product_items");
        order.items()
                .forEach(item -> items.addObject()
                        .put("product_retailer_id", item.product())
                        .put("quantity", item.quantity())
                        .put("item_price", item.price())
                        .put("currency", item.currency()));
    }

    private static void putIfThere(ObjectNode node, String member, @Nullable String text) {
        if (text != null) {
            node.put(member, text);
        }
    }
}
