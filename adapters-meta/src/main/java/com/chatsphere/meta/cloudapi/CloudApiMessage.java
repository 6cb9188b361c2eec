package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.message.WhatsApp.Parcel;
import com.chatsphere.domain.message.ContactCard;
import com.chatsphere.domain.message.InteractiveAction;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.meta.MessageTag;
import com.chatsphere.meta.MetaJson;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as the Cloud API wants it.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages">Meta, sending messages</a>
 */
final class CloudApiMessage {
    private CloudApiMessage() {}

    /** The request's body; empty for what cannot be sent, or when there is nobody to send it to. */
    static Optional<byte[]> of(Parcel parcel) {
        ObjectNode message = MetaJson.MAPPER.createObjectNode();
        message.put("messaging_product", "whatsapp");
        message.put("recipient_type", parcel.group() == null ? "individual" : "group");
        if (parcel.group() != null) {
            message.put("to", parcel.group().value());
        } else if (parcel.phone() != null) {
            message.put("to", "+" + parcel.phone().digits());
        } else if (parcel.userId() != null) {
            message.put("recipient", parcel.userId().value());
        } else {
            return Optional.empty();
        }
        if (parcel.replyTo() != null) {
            message.putObject("context").put("message_id", parcel.replyTo().value());
        }
        message.put("biz_opaque_callback_data", new MessageTag(parcel.messageId(), parcel.attempt()).toString());
        return write(parcel.content(), parcel.handedOver(), message)
                ? Optional.of(MetaJson.MAPPER.writeValueAsBytes(message))
                : Optional.empty();
    }

    private static boolean write(MessageContent content, @Nullable MediaId handedOver, ObjectNode message) {
        switch (content) {
            case MessageContent.Text(var body) ->
                typed(message, "text").put("body", body.value()).put("preview_url", holdsLink(body.value()));
            case MessageContent.Media media -> {
                MediaId id = media.file() instanceof RemoteMedia remote ? remote.id() : handedOver;
                if (id == null) {
                    return false;
                }
                write(media, id, message);
            }
            case MessageContent.Location place ->
                place(typed(message, "location"), place.latitude(), place.longitude(), place.name(), place.address());
            case MessageContent.Contacts(var cards) -> {
                message.put("type", "contacts");
                ArrayNode contacts = message.putArray("contacts");
                cards.forEach(card -> write(card, contacts.addObject()));
            }
            case MessageContent.Interactive interactive -> write(interactive, typed(message, "interactive"));
            case MessageContent.Template template -> CloudApiTemplate.write(template, typed(message, "template"));
            case MessageContent.Reaction reaction ->
                typed(message, "reaction")
                        .put("message_id", reaction.wamid().value())
                        .put(
                                "emoji",
                                reaction.emoji() == null ? "" : reaction.emoji().value());
            case MessageContent.ButtonReply reply -> {
                return false;
            }
            case MessageContent.ListReply reply -> {
                return false;
            }
            case MessageContent.FlowReply reply -> {
                return false;
            }
            case MessageContent.CallPermissionReply reply -> {
                return false;
            }
            case MessageContent.TemplateReply reply -> {
                return false;
            }
            case MessageContent.Order order -> {
                return false;
            }
            case MessageContent.Notice notice -> {
                return false;
            }
            case MessageContent.Welcome welcome -> {
                return false;
            }
            case MessageContent.Call call -> {
                return false;
            }
            case MessageContent.MediaToFollow later -> {
                return false;
            }
            case MessageContent.Unsupported unsupported -> {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode typed(ObjectNode message, String type) {
        message.put("type", type);
        return message.putObject(type);
    }

    private static void write(MessageContent.Media media, MediaId id, ObjectNode message) {
        ObjectNode file = typed(message, word(media.kind())).put("id", id.value());
        putIfThere(file, "caption", media.caption());
        if (media.kind() == MediaKind.DOCUMENT) {
            putIfThere(file, "filename", media.file().filename());
        }
        if (media.kind() == MediaKind.VOICE_NOTE) {
            file.put("voice", true);
        }
    }

    private static String word(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> "image";
            case VIDEO -> "video";
            case AUDIO, VOICE_NOTE -> "audio";
            case DOCUMENT -> "document";
            case STICKER, ANIMATED_STICKER -> "sticker";
        };
    }

    private static void place(
            ObjectNode place,
            double latitude,
            double longitude,
            @Nullable MessageText name,
            @Nullable MessageText address) {
        place.put("latitude", latitude).put("longitude", longitude);
        putIfThere(place, "name", name);
        putIfThere(place, "address", address);
    }

    /** A formatted name has to have one part of a name beside it. */
    private static void write(ContactCard card, ObjectNode contact) {
        String name = card.name() == null ? "" : card.name().value();
        contact.putObject("name").put("formatted_name", name).put("first_name", name);
        if (!card.phones().isEmpty()) {
            ArrayNode phones = contact.putArray("phones");
            card.phones().forEach(phone -> {
                ObjectNode node = phones.addObject().put("phone", phone.number().value());
                if (phone.label() != null) {
                    node.put("type", phone.label());
                }
                if (phone.whatsApp() != null) {
                    node.put("wa_id", phone.whatsApp().digits());
                }
            });
        }
        lines(contact, "emails", "email", card.emails());
        lines(contact, "urls", "url", card.urls());
        lines(contact, "addresses", "street", card.addresses());
        if (card.organization() != null) {
            contact.putObject("org").put("company", card.organization().value());
        }
        putIfThere(contact, "birthday", card.birthday());
    }

    private static void lines(ObjectNode contact, String member, String inner, List<ContactCard.Line> lines) {
        if (!lines.isEmpty()) {
            ArrayNode array = contact.putArray(member);
            lines.forEach(line -> {
                ObjectNode node = array.addObject().put(inner, line.value().value());
                if (line.label() != null) {
                    node.put("type", line.label());
                }
            });
        }
    }

    private static void write(MessageContent.Interactive interactive, ObjectNode node) {
        node.put("type", word(interactive.action()));
        if (interactive.header() != null) {
            write(interactive.header(), node.putObject("header"));
        }
        node.putObject("body").put("text", interactive.body().value());
        if (interactive.footer() != null) {
            node.putObject("footer").put("text", interactive.footer().value());
        }
        write(interactive.action(), node.putObject("action"));
    }

    private static String word(InteractiveAction action) {
        return switch (action) {
            case InteractiveAction.ReplyButtons buttons -> "button";
            case InteractiveAction.ChoiceList list -> "list";
            case InteractiveAction.Link link -> "cta_url";
            case InteractiveAction.LocationRequest request -> "location_request_message";
            case InteractiveAction.ContactInfoRequest request -> "request_contact_info";
            case InteractiveAction.CallPermissionRequest request -> "call_permission_request";
        };
    }

    /** The same shape serves the headers of interactive messages and the header parameters of templates. */
    static void write(MessageHeader header, ObjectNode node) {
        switch (header) {
            case MessageHeader.Text(var text) -> node.put("type", "text").put("text", text.value());
            case MessageHeader.File file -> {
                ObjectNode content =
                        typed(node, word(file.kind())).put("id", file.id().value());
                if (file.kind() == MediaKind.DOCUMENT) {
                    putIfThere(content, "filename", file.filename());
                }
            }
            case MessageHeader.Place place ->
                place(typed(node, "location"), place.latitude(), place.longitude(), place.name(), place.address());
        }
    }

    private static void write(InteractiveAction action, ObjectNode node) {
        switch (action) {
            case InteractiveAction.ReplyButtons(var choices) -> {
                ArrayNode buttons = node.putArray("buttons");
                choices.forEach(choice -> buttons.addObject()
                        .put("type", "reply")
                        .putObject("reply")
                        .put("id", choice.id())
                        .put("title", choice.title().value()));
            }
            case InteractiveAction.ChoiceList(var label, var sections) -> {
                node.put("button", label.value());
                ArrayNode all = node.putArray("sections");
                sections.forEach(section -> write(section, all.addObject()));
            }
            case InteractiveAction.Link(var label, var url) ->
                node.put("name", "cta_url")
                        .putObject("parameters")
                        .put("display_text", label.value())
                        .put("url", url.value());
            case InteractiveAction.LocationRequest request -> node.put("name", "send_location");
            case InteractiveAction.ContactInfoRequest request -> node.put("name", "request_contact_info");
            case InteractiveAction.CallPermissionRequest request -> node.put("name", "call_permission_request");
        }
    }

    private static void write(InteractiveAction.Section section, ObjectNode node) {
        putIfThere(node, "title", section.title());
        ArrayNode rows = node.putArray("rows");
        section.choices().forEach(choice -> {
            ObjectNode row = rows.addObject()
                    .put("id", choice.id())
                    .put("title", choice.title().value());
            putIfThere(row, "description", choice.description());
        });
    }

    private static void putIfThere(ObjectNode node, String member, @Nullable MessageText text) {
        if (text != null) {
            node.put(member, text.value());
        }
    }

    private static boolean holdsLink(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("http://") || lower.contains("https://");
    }
}
