package com.chatsphere.web.api;

import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.message.ContactCard;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageText;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What a message holds beyond its text, as scripts see it: an object whose {@code type} says which members it has. */
final class DetailsJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private DetailsJson() {}

    /** Null when there is nothing beyond the text. */
    static @Nullable JsonNode of(Transcript.Entry entry) {
        ObjectNode details = JSON.createObjectNode();
        if (entry.since().revokedAt() == null) {
            describe(entry.content(), details);
            describe(entry.context(), details);
            earlier(entry.since().earlier(), details);
        }
        if (entry.elsewhere()) {
            details.put("sentElsewhere", true);
        }
        receipts(entry.since().receipts(), details);
        return details.isEmpty() ? null : details;
    }

    private static void describe(MessageContent content, ObjectNode details) {
        switch (content) {
            case MessageContent.Text text -> {
                // all of it is in the body
            }
            case MessageContent.Media media -> {
                // all of it is in the body and the media
            }
            case MessageContent.Location location -> {
                details.put("type", "location");
                details.put("latitude", location.latitude());
                details.put("longitude", location.longitude());
                put(details, "name", location.name());
                put(details, "address", location.address());
                put(details, "url", location.url());
            }
            case MessageContent.Contacts(var cards) -> {
                details.put("type", "contacts");
                ArrayNode contacts = details.putArray("contacts");
                cards.forEach(card -> describe(card, contacts.addObject()));
            }
            case MessageContent.Interactive interactive -> {
                details.put("type", "interactive");
                QuestionJson.describe(interactive, details.putObject("interactive"));
            }
            case MessageContent.Template template -> {
                details.put("type", "template");
                details.put("name", template.name().value());
                details.put("language", template.language().value());
                details.put("category", template.category().value());
                details.set("components", FilledTemplateJson.of(template));
            }
            case MessageContent.Reaction reaction -> {
                details.put("type", "reaction");
                details.put("messageId", reaction.to().toString());
                details.put(
                        "emoji",
                        reaction.emoji() == null ? null : reaction.emoji().value());
            }
            case MessageContent.ButtonReply reply -> {
                details.put("type", "button_reply");
                put(details, "id", reply.id());
                put(details, "title", reply.title());
            }
            case MessageContent.ListReply reply -> {
                details.put("type", "list_reply");
                put(details, "id", reply.id());
                put(details, "title", reply.title());
                put(details, "description", reply.description());
            }
            case MessageContent.FlowReply reply -> {
                details.put("type", "nfm_reply");
                details.put("name", reply.name());
                put(details, "body", reply.body());
                details.set("response", tree(reply.response().value()));
            }
            case MessageContent.CallPermissionReply reply -> {
                details.put("type", "call_permission_reply");
                details.put("response", reply.accepted() ? "accept" : "reject");
                details.put("permanent", reply.permanent());
                put(details, "expiresAt", reply.until());
                details.put("source", reply.automatic() ? "automatic" : "user_action");
            }
            case MessageContent.TemplateReply reply -> {
                details.put("type", "button");
                put(details, "payload", reply.payload());
                put(details, "text", reply.text());
            }
            case MessageContent.Order order -> {
                details.put("type", "order");
                details.put("catalogId", order.catalog());
                put(details, "text", order.note());
                ArrayNode items = details.putArray("items");
                order.lines()
                        .forEach(line -> items.addObject()
                                .put("productRetailerId", line.product())
                                .put("quantity", line.quantity())
                                .put("itemPrice", line.price())
                                .put("currency", line.currency()));
            }
            case MessageContent.Notice notice -> details.put("type", notice.kind());
            case MessageContent.Welcome welcome -> details.put("type", "request_welcome");
            case MessageContent.Call call -> {
                details.put("type", "call");
                details.put("begunBy", call.byCustomer() ? "customer" : "business");
                details.put("outcome", call.progress().outcome().name().toLowerCase(Locale.ROOT));
                details.put("durationSeconds", call.progress().seconds());
            }
            case MessageContent.MediaToFollow later -> details.put("type", "media_placeholder");
            case MessageContent.Unsupported other -> {
                details.put("type", other.type());
                details.put("unsupportedType", other.what());
                if (other.error() != null) {
                    details.putObject("error")
                            .put("code", other.error().code())
                            .put("title", other.error().title())
                            .put("details", other.error().details());
                }
                details.set("raw", tree(other.raw().value()));
            }
        }
    }

    private static void describe(ContactCard card, ObjectNode details) {
        put(details, "name", card.name());
        ArrayNode phones = details.putArray("phones");
        card.phones()
                .forEach(phone -> phones.addObject()
                        .put("phone", shown(phone.number()))
                        .put(
                                "waId",
                                phone.whatsApp() == null
                                        ? null
                                        : phone.whatsApp().digits())
                        .put("type", phone.label()));
        lines(details, "emails", card.emails());
        lines(details, "addresses", card.addresses());
        lines(details, "urls", card.urls());
        put(details, "organization", card.organization());
        put(details, "birthday", card.birthday());
        if (card.sharedOnRequest()) {
            details.put("sharedOnRequest", true);
        }
    }

    private static void lines(ObjectNode details, String member, List<ContactCard.Line> lines) {
        if (!lines.isEmpty()) {
            ArrayNode array = details.putArray(member);
            lines.forEach(
                    line -> array.addObject().put("value", shown(line.value())).put("type", line.label()));
        }
    }

    private static void describe(MessageContext context, ObjectNode details) {
        if (context.forwardedOften()) {
            details.put("forwardedManyTimes", true);
        }
        switch (context.route()) {
            case LIVE -> {
                // as usual
            }
            case STANDBY -> details.put("standby", true);
            case IMPORT -> details.put("imported", true);
        }
        if (context.product() != null) {
            details.putObject("referredProduct")
                    .put("catalogId", context.product().catalog())
                    .put("productRetailerId", context.product().product());
        }
        if (context.referral() != null) {
            describe(context.referral(), details.putObject("referral"));
        }
        if (context.participant() != null) {
            describe(context.participant(), details.putObject("participant"));
        }
    }

    private static void describe(MessageContext.Referral referral, ObjectNode details) {
        details.put("sourceType", referral.source());
        details.put("sourceId", referral.sourceId());
        details.put("sourceUrl", referral.url());
        put(details, "headline", referral.headline());
        put(details, "body", referral.body());
        details.put("mediaType", referral.mediaType());
        details.put("mediaUrl", referral.mediaUrl());
        details.put("thumbnailUrl", referral.thumbnailUrl());
        details.put("ctwaClid", referral.click());
        put(details, "welcomeMessage", referral.welcome());
    }

    private static void describe(Contact person, ObjectNode details) {
        details.put("phone", text(person.phone()));
        details.put("userId", text(person.userId()));
        details.put("username", text(person.username()));
        details.put("displayName", text(person.name()));
    }

    private static void earlier(List<Transcript.Version> versions, ObjectNode details) {
        if (!versions.isEmpty()) {
            ArrayNode earlier = details.putArray("earlier");
            versions.forEach(version -> earlier.addObject()
                    .put("body", MessageJson.body(version.content()))
                    .put("at", version.writtenAt().toString()));
        }
    }

    private static void receipts(List<Transcript.ParticipantReceipt> receipts, ObjectNode details) {
        if (!receipts.isEmpty()) {
            ArrayNode array = details.putArray("receipts");
            receipts.forEach(receipt -> {
                ObjectNode one = array.addObject();
                describe(receipt.participant(), one);
                one.put("status", receipt.receipt().name().toLowerCase(Locale.ROOT));
                one.put("at", receipt.at().toString());
            });
        }
    }

    private static void put(ObjectNode details, String member, @Nullable MessageText text) {
        details.put(member, text == null ? null : shown(text));
    }

    private static void put(ObjectNode details, String member, @Nullable Instant time) {
        details.put(member, time == null ? null : time.toString());
    }

    private static String shown(MessageText text) {
        return text.value().replace('\0', '\uFFFD');
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static JsonNode tree(String raw) {
        try {
            return JSON.readTree(raw);
        } catch (JacksonException notJson) {
            return StringNode.valueOf(raw);
        }
    }
}
