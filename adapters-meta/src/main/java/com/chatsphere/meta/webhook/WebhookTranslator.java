package com.chatsphere.meta.webhook;

import com.chatsphere.application.conversation.Contacts.Sighting;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Ignored;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Quarantined;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.GroupId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Author;
import com.chatsphere.domain.message.ContactCard;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageContext.Route;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Pricing;
import com.chatsphere.domain.message.Receipt;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.MessageTag;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.webhook.WebhookItem.Content;
import com.chatsphere.meta.webhook.WebhookItem.Echo;
import com.chatsphere.meta.webhook.WebhookItem.Edit;
import com.chatsphere.meta.webhook.WebhookItem.Fact;
import com.chatsphere.meta.webhook.WebhookItem.Failure;
import com.chatsphere.meta.webhook.WebhookItem.GroupNamed;
import com.chatsphere.meta.webhook.WebhookItem.Incoming;
import com.chatsphere.meta.webhook.WebhookItem.News;
import com.chatsphere.meta.webhook.WebhookItem.ParticipantProgress;
import com.chatsphere.meta.webhook.WebhookItem.Progress;
import com.chatsphere.meta.webhook.WebhookItem.Reaction;
import com.chatsphere.meta.webhook.WebhookItem.Revocation;
import com.chatsphere.meta.webhook.WebhookItem.Settled;
import com.chatsphere.meta.webhook.WebhookPayload.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Turns Meta's JSON into what it tells, item by item: a pure function of the bytes and of the numbers that are ours.
 *
 * <p>Every message and every status becomes exactly one item, whatever is wrong with it or with its neighbours.
 */
final class WebhookTranslator {
    /** Meta puts up to 1,000 news into a delivery; many more would be more rows than one statement takes. */
    private static final int MOST_ITEMS = 5_000;

    /** What news of chats are made of; where there is anything else, it is news of another kind. */
    private static final Set<String> CHAT = Set.of(
            "messaging_product",
            "metadata",
            "contacts",
            "messages",
            "statuses",
            "errors",
            "message_echoes",
            "standby",
            "history");

    private final OurNumbers ours;

    private WebhookTranslator(OurNumbers ours) {
        this.ours = ours;
    }

    /** What the delivery tells to an installation that has these numbers; at least one item. */
    static List<WebhookItem> translate(byte[] body, OurNumbers ours) {
        WebhookPayload payload;
        try {
            payload = WebhookPayload.read(body);
        } catch (WebhookPayload.Unreadable unreadable) {
            return List.of(WebhookItem.unreadable(0, String.valueOf(unreadable.getMessage())));
        }
        if (payload.object() != null && !payload.object().equals("whatsapp_business_account")) {
            return List.of(new WebhookItem(
                    0, "body", null, new Settled(new Ignored("It is not about a WhatsApp business account."))));
        }
        WebhookTranslator translator = new WebhookTranslator(ours);
        Items items = new Items();
        for (Change change : payload.changes()) {
            try {
                translator.translate(change, items);
            } catch (JacksonException | MetaJson.NotJson unreadable) {
                items.add(
                        "field." + Words.word(change.field()),
                        null,
                        quarantined("It exceeds the limits of what is read."));
            }
        }
        if (items.list.isEmpty()) {
            items.add("body", null, new Settled(new Ignored("It holds no changes.")));
        }
        return items.list.size() <= MOST_ITEMS
                ? items.list
                : List.of(WebhookItem.unreadable(0, "It holds more than %d news.".formatted(MOST_ITEMS)));
    }

    private void translate(Change change, Items items) {
        String field = change.field();
        if (field == null) {
            items.add("field.unnamed", null, quarantined("A change does not say what it is about."));
            return;
        }
        Map<String, String> value = change.members();
        Line line = Line.in(value.get("metadata"));
        PhoneNumberId number = line.number();
        int before = items.list.size();
        switch (field) {
            case "messages", "smb_message_echoes" -> translateChat(change, value, line, Route.LIVE, items);
            case "standby" -> {
                translateChat(change, value, line, Route.STANDBY, items);
                String standby = value.get("standby");
                if (standby != null && standby.charAt(0) == '{') {
                    translateChat(change, MetaJson.members(standby), line, Route.STANDBY, items);
                }
            }
            case "history" -> translateHistory(change, value, line, items);
            default -> {
                if (CustomerNews.isToldBy(field)) {
                    translateCustomerNews(change, field, value, items);
                }
            }
        }
        if (items.list.size() == before) {
            if (CHAT.containsAll(value.keySet())) {
                items.add(
                        "field." + Words.word(field),
                        number,
                        new Settled(new Ignored("It holds neither messages nor news.")));
            } else {
                translateNews(change, number, items);
            }
        }
    }

    private void translateChat(Change change, Map<String, String> value, Line line, Route route, Items items) {
        List<String> messages = MetaJson.elements(value.get("messages"));
        List<String> echoes = MetaJson.elements(value.get("message_echoes"));
        List<String> statuses = MetaJson.elements(value.get("statuses"));
        People people = new People(value.get("contacts"), messages.size() + echoes.size() + statuses.size());
        each(messages, "message", line, items, (node, raw, heading) -> incoming(node, raw, heading, people, route));
        each(statuses, "status", line, items, (node, raw, heading) -> report(node, heading, people));
        each(echoes, "echo", line, items, (node, raw, heading) -> outgoing(node, raw, heading, people, route));
        errors(change, MetaJson.elements(value.get("errors")), line, items);
    }

    private void errors(Change change, List<String> errors, Line line, Items items) {
        PhoneNumberId number = line.number();
        for (String raw : errors) {
            MessageError error = Words.error(MetaJson.MAPPER.readTree(raw));
            items.add(
                    "error." + error.code(),
                    number,
                    number != null && !ours.contains(number)
                            ? new Settled(notOurs(number))
                            : new News(NoticeTranslator.error(change, raw, number)));
        }
    }

    private void translateHistory(Change change, Map<String, String> value, Line line, Items items) {
        for (String chunk : MetaJson.elements(value.get("history"))) {
            for (String thread : parts(chunk, "threads")) {
                JsonNode with = MetaJson.MAPPER.readTree(thread).path("context");
                String phone = MetaJson.text(with, "wa_id");
                String partner = phone == null ? MetaJson.text(MetaJson.MAPPER.readTree(thread), "id") : phone;
                each(
                        parts(thread, "messages"),
                        "history",
                        line,
                        items,
                        (node, raw, heading) -> imported(
                                node,
                                raw,
                                heading,
                                line,
                                new People(null, 1)
                                        .named(
                                                partner,
                                                MetaJson.text(with, "user_id"),
                                                MetaJson.text(with, "parent_user_id"),
                                                heading.at())));
            }
            errors(change, parts(chunk, "errors"), line, items);
        }
        List<String> messages = MetaJson.elements(value.get("messages"));
        List<String> echoes = MetaJson.elements(value.get("message_echoes"));
        People people = new People(value.get("contacts"), messages.size() + echoes.size());
        each(
                messages,
                "history",
                line,
                items,
                (node, raw, heading) -> line.isOurs(MetaJson.text(node, "from"))
                        ? outgoing(node, raw, heading, people, Route.IMPORT)
                        : incoming(node, raw, heading, people, Route.IMPORT));
        each(
                echoes,
                "history",
                line,
                items,
                (node, raw, heading) -> outgoing(node, raw, heading, people, Route.IMPORT));
    }

    private static List<String> parts(String object, String member) {
        return object.charAt(0) == '{'
                ? MetaJson.elements(MetaJson.members(object).get(member))
                : List.of();
    }

    /** Adds what each of these tells, or that it cannot be read: then it alone is set aside. */
    private void each(List<String> elements, String family, Line line, Items items, Reading reading) {
        for (String raw : elements) {
            try {
                JsonNode node = MetaJson.MAPPER.readTree(raw);
                items.add(family + "." + kind(family, node), line.number(), read(node, raw, line, reading));
            } catch (JacksonException unreadable) {
                items.add(family + ".other", line.number(), quarantined("It exceeds the limits of what is read."));
            }
        }
    }

    private Content read(JsonNode node, String raw, Line line, Reading reading) {
        if (line.number() == null) {
            return quarantined("It does not say for which of our numbers it is.");
        }
        if (!ours.contains(line.number())) {
            return new Settled(notOurs(line.number()));
        }
        Wamid wamid = wamid(MetaJson.text(node, "id"));
        if (wamid == null) {
            return quarantined("It has no usable id.");
        }
        Instant at = MetaTime.inSeconds(node, "timestamp");
        if (at == null) {
            return quarantined("It has no usable timestamp.");
        }
        return reading.read(node, raw, new Heading(line.number(), wamid, at));
    }

    private static String kind(String family, JsonNode node) {
        return switch (family) {
            case "status" -> Words.word(MetaJson.text(node, "status"));
            default -> Words.word(MetaJson.text(node, "type"));
        };
    }

    private static Content incoming(JsonNode message, String raw, Heading heading, People people, Route route) {
        Sighting from = people.party(message, "from", heading.at());
        if (from == null) {
            return quarantined("The message names no sender: neither a phone number nor a user id.");
        }
        Content aimed = aimed(message, heading, from, Author.CUSTOMER);
        if (aimed != null) {
            return aimed;
        }
        MessageContent content = ContentTranslator.translate(message, raw);
        return new Incoming(
                heading.number(),
                heading.wamid(),
                before(message, from),
                group(message),
                content,
                repliedTo(message),
                forwarded(message),
                context(message, route),
                becomes(message, content, from),
                heading.at());
    }

    private static Content outgoing(JsonNode message, String raw, Heading heading, People people, Route route) {
        Content aimed = aimed(message, heading, null, Author.BUSINESS);
        return aimed != null ? aimed : echo(message, raw, heading, people.party(message, "to", heading.at()), route);
    }

    private static Content imported(
            JsonNode message, String raw, Heading heading, Line line, @Nullable Sighting customer) {
        boolean ours = line.isOurs(MetaJson.text(message, "from"));
        Content aimed = aimed(message, heading, ours ? null : customer, ours ? Author.BUSINESS : Author.CUSTOMER);
        if (aimed != null) {
            return aimed;
        }
        if (ours) {
            return echo(message, raw, heading, customer, Route.IMPORT);
        }
        if (customer == null) {
            return quarantined("The thread names no customer: neither a phone number nor a user id.");
        }
        return new Incoming(
                heading.number(),
                heading.wamid(),
                customer,
                group(message),
                ContentTranslator.translate(message, raw),
                repliedTo(message),
                forwarded(message),
                context(message, Route.IMPORT),
                null,
                heading.at());
    }

    private static Content echo(JsonNode message, String raw, Heading heading, @Nullable Sighting to, Route route) {
        GroupId group = group(message);
        if (to == null && group == null) {
            return quarantined("The message names no recipient: neither a phone number nor a user id nor a group.");
        }
        return new Echo(
                heading.number(),
                heading.wamid(),
                to,
                group,
                ContentTranslator.translate(message, raw),
                repliedTo(message),
                forwarded(message),
                context(message, route),
                progress(MetaJson.text(message.path("history_context"), "status")),
                heading.at());
    }

    /** How far an imported message had come; a fresh one has at least left. */
    private static DeliveryProgress progress(@Nullable String status) {
        return switch (String.valueOf(status).toUpperCase(Locale.ROOT)) {
            case "DELIVERED" -> DeliveryProgress.DELIVERED;
            case "READ" -> DeliveryProgress.READ;
            case "PLAYED" -> DeliveryProgress.PLAYED;
            case "ERROR", "FAILED" -> DeliveryProgress.FAILED;
            default -> DeliveryProgress.SENT;
        };
    }

    /** A reaction, an edit or a revocation; null when the message is none of them. */
    private static @Nullable Content aimed(JsonNode message, Heading heading, @Nullable Sighting by, Author author) {
        return switch (String.valueOf(MetaJson.text(message, "type"))) {
            case "reaction" -> reaction(message.path("reaction"), heading, by);
            case "edit" -> edit(message.path("edit"), heading, author);
            case "revoke" -> {
                Wamid target = wamid(MetaJson.text(message.path("revoke"), "original_message_id"));
                yield target == null
                        ? quarantined("The revocation does not say of which message.")
                        : new Revocation(heading.number(), heading.wamid(), target, author, heading.at());
            }
            default -> null;
        };
    }

    private static Content edit(JsonNode edit, Heading heading, Author author) {
        Wamid target = wamid(MetaJson.text(edit, "original_message_id"));
        JsonNode anew = edit.path("message");
        if (target == null || !anew.isObject()) {
            return quarantined("The edit does not say of which message, or what it says now.");
        }
        MessageContent content = ContentTranslator.translate(anew, anew.toString());
        return new Edit(heading.number(), heading.wamid(), target, author, content, heading.at());
    }

    /** A reaction that is withdrawn has no emoji, or an empty one. */
    private static Content reaction(JsonNode reaction, Heading heading, @Nullable Sighting by) {
        Wamid target = wamid(MetaJson.text(reaction, "message_id"));
        if (target == null) {
            return quarantined("The reaction does not say to which message.");
        }
        String text = MetaJson.text(reaction, "emoji");
        boolean withdrawn = text == null || text.isBlank();
        Emoji emoji = withdrawn ? null : Words.valueOrNull(text, Emoji::new);
        return emoji == null && !withdrawn
                ? quarantined("The reaction is no emoji.")
                : new Reaction(heading.number(), heading.wamid(), target, by, emoji, heading.at());
    }

    private static MessageContext context(JsonNode message, Route route) {
        JsonNode context = message.path("context");
        JsonNode referral = message.path("referral");
        JsonNode product = context.path("referred_product");
        String productId = Words.shortText(product, "product_retailer_id");
        return new MessageContext(
                route,
                context.path("frequently_forwarded").asBoolean(false),
                referral.isObject() ? referral(referral) : null,
                productId == null
                        ? null
                        : new MessageContext.Product(Words.shortText(product, "catalog_id"), productId),
                null);
    }

    private static MessageContext.Referral referral(JsonNode referral) {
        String image = Words.shortText(referral, "image_url");
        return new MessageContext.Referral(
                Words.shortText(referral, "source_type"),
                Words.shortText(referral, "source_id"),
                Words.shortText(referral, "source_url"),
                said(referral, "headline"),
                said(referral, "body"),
                Words.shortText(referral, "media_type"),
                image == null ? Words.shortText(referral, "video_url") : image,
                Words.shortText(referral, "thumbnail_url"),
                Words.shortText(referral, "ctwa_clid"),
                said(referral.path("welcome_message"), "text"));
    }

    private static @Nullable MessageText said(JsonNode object, String member) {
        String text = Words.shortText(object, member);
        return text == null ? null : new MessageText(text);
    }

    /** Whom a notice of a change is about: the user id they had until then counts. */
    private static Sighting before(JsonNode message, Sighting from) {
        BusinessScopedUserId previous =
                Words.valueOrNull(MetaJson.text(message.path("system"), "previous_user_id"), BusinessScopedUserId::new);
        return previous == null
                ? from
                : new Sighting(from.phone(), previous, null, from.username(), from.name(), from.at());
    }

    /** The identities that a notice of a change gives, or a phone number shared on request. */
    private static @Nullable Sighting becomes(JsonNode message, MessageContent content, Sighting from) {
        if (content instanceof MessageContent.Notice) {
            JsonNode system = message.path("system");
            PhoneNumber phone = Words.valueOrNull(MetaJson.text(system, "wa_id"), PhoneNumber::new);
            BusinessScopedUserId userId =
                    Words.valueOrNull(MetaJson.text(system, "user_id"), BusinessScopedUserId::new);
            BusinessScopedUserId parent =
                    Words.valueOrNull(MetaJson.text(system, "parent_user_id"), BusinessScopedUserId::new);
            return phone == null && userId == null ? null : new Sighting(phone, userId, parent, null, null, from.at());
        }
        if (content instanceof MessageContent.Contacts(var cards)) {
            return cards.stream()
                    .filter(ContactCard::sharedOnRequest)
                    .flatMap(card -> card.phones().stream())
                    .flatMap(phone -> Stream.ofNullable(phone.whatsApp()))
                    .findFirst()
                    .map(phone -> Sighting.of(phone, from.at()))
                    .orElse(null);
        }
        return null;
    }

    private static @Nullable Wamid repliedTo(JsonNode message) {
        return wamid(MetaJson.text(message.path("context"), "id"));
    }

    private static boolean forwarded(JsonNode message) {
        JsonNode context = message.path("context");
        return context.path("forwarded").asBoolean(false)
                || context.path("frequently_forwarded").asBoolean(false);
    }

    private static @Nullable GroupId group(JsonNode message) {
        return Words.valueOrNull(MetaJson.text(message, "group_id"), GroupId::new);
    }

    private static Content report(JsonNode status, Heading heading, People people) {
        if ("call".equals(MetaJson.text(status, "type"))) {
            return new Settled(new Ignored("It reports on a call under the field of messages."));
        }
        PhoneNumberId number = heading.number();
        Wamid wamid = heading.wamid();
        MessageTag tag = MessageTag.read(MetaJson.text(status, "biz_opaque_callback_data"));
        String word = String.valueOf(MetaJson.text(status, "status"));
        if (word.equals("failed")) {
            return new Failure(
                    number, wamid, tag, Words.error(status.path("errors").path(0)), heading.at());
        }
        Receipt receipt = receipt(word);
        if (receipt == null) {
            return new Settled(new Ignored("The status %s is not known.".formatted(Words.word(word))));
        }
        Sighting participant = participant(status, people, heading.at());
        return participant == null
                ? new Progress(number, wamid, tag, receipt, pricing(status), heading.at())
                : new ParticipantProgress(number, wamid, tag, participant, receipt, heading.at());
    }

    private static @Nullable Pricing pricing(JsonNode status) {
        JsonNode pricing = status.path("pricing");
        Instant freeUntil = MetaTime.inSeconds(status.path("conversation"), "expiration_timestamp");
        if (!pricing.isObject() && freeUntil == null) {
            return null;
        }
        JsonNode billable = pricing.path("billable");
        return new Pricing(
                Words.shortText(pricing, "category"),
                Words.shortText(pricing, "type"),
                Words.shortText(pricing, "pricing_model"),
                billable.isBoolean() ? billable.asBoolean() : null,
                freeUntil);
    }

    private static @Nullable Receipt receipt(String word) {
        return switch (word) {
            case "sent" -> Receipt.SENT;
            case "delivered" -> Receipt.DELIVERED;
            case "read" -> Receipt.READ;
            case "played" -> Receipt.PLAYED;
            default -> null;
        };
    }

    /** The one participant of a group that a status is about; null when it is about the message as a whole. */
    private static @Nullable Sighting participant(JsonNode status, People people, Instant at) {
        if (!"group".equals(MetaJson.text(status, "recipient_type"))) {
            return null;
        }
        String phone = MetaJson.text(status, "recipient_participant_id");
        String userId = MetaJson.text(status, "recipient_participant_user_id");
        if (phone == null) {
            phone = MetaJson.text(status, "participant_recipient_id");
        }
        return phone == null && userId == null ? null : people.named(phone, userId, null, at);
    }

    /** What is told of customers; a piece that is not as it should be is kept as a notice. */
    private void translateCustomerNews(Change change, String field, Map<String, String> value, Items items) {
        String text = Objects.requireNonNullElse(change.value(), "null");
        PhoneNumberId number = Line.in(value.containsKey("metadata") ? value.get("metadata") : value.get("recipient"))
                .number();
        if (number == null || !ours.contains(number)) {
            items.add(
                    "field." + Words.word(field),
                    number,
                    number == null
                            ? quarantined("It does not say for which of our numbers it is.")
                            : new Settled(notOurs(number)));
            return;
        }
        List<String> pieces = CustomerNews.pieces(field, text, value);
        People people = new People(value.get("contacts"), pieces.size());
        for (String piece : pieces) {
            JsonNode node = MetaJson.MAPPER.readTree(piece);
            Fact fact = CustomerNews.read(field, node, number, people);
            items.add(
                    "field." + Words.word(field),
                    number,
                    fact == null ? new News(NoticeTranslator.piece(change, piece, number)) : fact);
        }
    }

    /** Whatever is no chat is kept as a notice, also where it is of a kind that is not known yet. */
    private void translateNews(Change change, @Nullable PhoneNumberId number, Items items) {
        String kind = "field." + Words.word(change.field());
        if (number != null && !ours.contains(number)) {
            items.add(kind, number, new Settled(notOurs(number)));
            return;
        }
        for (Notice notice : NoticeTranslator.translate(change, ours)) {
            items.add(kind, notice.number(), named(notice));
        }
    }

    /** A notice, or one that says what a group is called. */
    private static Content named(Notice notice) {
        PhoneNumberId number = notice.number();
        GroupId group = Words.valueOrNull(notice.groupId(), GroupId::new);
        ContactName subject = group == null
                ? null
                : Words.valueOrNull(GroupNews.subject(MetaJson.MAPPER.readTree(notice.value())), ContactName::new);
        return number == null || group == null || subject == null
                ? new News(notice)
                : new GroupNamed(number, notice, group, subject);
    }

    private static Outcome notOurs(PhoneNumberId number) {
        return new Quarantined("The number with phone_number_id %s is not set up here.".formatted(number));
    }

    private static @Nullable Wamid wamid(@Nullable String text) {
        return Words.valueOrNull(text, Wamid::new);
    }

    private static Content quarantined(String reason) {
        return new Settled(new Quarantined(reason));
    }

    /** Which of our numbers it is about, and how that number is written. */
    private record Line(
            @Nullable PhoneNumberId number, @Nullable String displayNumber) {
        static Line in(@Nullable String metadata) {
            if (metadata == null) {
                return new Line(null, null);
            }
            JsonNode node = MetaJson.MAPPER.readTree(metadata);
            return new Line(
                    Words.valueOrNull(MetaJson.text(node, "phone_number_id"), PhoneNumberId::new),
                    digits(MetaJson.text(node, "display_phone_number")));
        }

        boolean isOurs(@Nullable String phone) {
            return phone != null && displayNumber != null && displayNumber.equals(digits(phone));
        }

        private static @Nullable String digits(@Nullable String phone) {
            return phone == null ? null : phone.replaceAll("[^0-9]", "");
        }
    }

    /** What every message and every status begins with. */
    private record Heading(PhoneNumberId number, Wamid wamid, Instant at) {}

    @FunctionalInterface
    private interface Reading {
        Content read(JsonNode node, String raw, Heading heading);
    }

    /** The items so far, numbered in order. */
    private static final class Items {
        private final List<WebhookItem> list = new ArrayList<>();

        void add(String kind, @Nullable PhoneNumberId number, Content content) {
            list.add(new WebhookItem(list.size(), kind, number, content));
        }
    }
}
