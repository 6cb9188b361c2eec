package com.chatsphere.meta.webhook;

import com.chatsphere.application.conversation.Contacts.Sighting;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Ignored;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Quarantined;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Receipt;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.MessageTag;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.webhook.WebhookItem.Content;
import com.chatsphere.meta.webhook.WebhookItem.Failure;
import com.chatsphere.meta.webhook.WebhookItem.Incoming;
import com.chatsphere.meta.webhook.WebhookItem.Progress;
import com.chatsphere.meta.webhook.WebhookItem.Settled;
import com.chatsphere.meta.webhook.WebhookPayload.Change;
import com.chatsphere.meta.webhook.WebhookPayload.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Turns Meta's JSON into what it tells, item by item: a pure function of the bytes and of the numbers that are ours.
 *
 * <p>Every message and every status becomes exactly one item, whatever is wrong with it or with its neighbours.
 */
final class WebhookTranslator {
    private static final Pattern WORD = Pattern.compile("[a-z0-9_]{1,40}");
    private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{1,10}");
    /** The year 2100: a time beyond it is milliseconds, or nonsense. */
    private static final long LATEST = 4_102_444_800L;

    /** Meta puts up to 1,000 news into a delivery; many more would be more rows than one statement takes. */
    private static final int MOST_ITEMS = 5_000;

    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_DETAILS = 2_048;

    private final Set<PhoneNumberId> ours;

    private WebhookTranslator(Set<PhoneNumberId> ours) {
        this.ours = ours;
    }

    /** What the delivery tells to an installation that has these numbers; at least one item. */
    static List<WebhookItem> translate(byte[] body, Set<PhoneNumberId> ours) {
        WebhookPayload payload;
        try {
            payload = WebhookPayload.read(body);
        } catch (WebhookPayload.Unreadable unreadable) {
            return List.of(new WebhookItem(0, "body", null, quarantined(String.valueOf(unreadable.getMessage()))));
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
                items.add("field." + word(change.field()), null, quarantined("It exceeds the limits of what is read."));
            }
        }
        if (items.list.isEmpty()) {
            items.add("body", null, new Settled(new Ignored("It holds no changes.")));
        }
        return items.list.size() <= MOST_ITEMS
                ? items.list
                : List.of(new WebhookItem(
                        0, "body", null, quarantined("It holds more than %d news.".formatted(MOST_ITEMS))));
    }

    private void translate(Change change, Items items) {
        String field = change.field();
        if (field == null) {
            items.add("field.unnamed", null, quarantined("A change does not say what it is about."));
            return;
        }
        Map<String, String> value = change.members();
        PhoneNumberId number = number(value.get("metadata"));
        int before = items.list.size();
        switch (field) {
            case "messages" -> translateChat(value, number, items);
            case "standby" -> {
                translateChat(value, number, items);
                String standby = value.get("standby");
                if (standby != null && standby.charAt(0) == '{') {
                    translateChat(MetaJson.members(standby), number, items);
                }
            }
            case "smb_message_echoes" ->
                each(value.get("message_echoes"), items, number, echo -> unused("echo", echo, field));
            case "history" -> translateHistory(value, number, items);
            default -> {
                // all the others tell one thing each
            }
        }
        if (items.list.size() == before) {
            items.add("field." + word(field), number, ignoredUnlessStrange(number, field));
        }
    }

    private void translateChat(Map<String, String> value, @Nullable PhoneNumberId number, Items items) {
        List<String> messages = MetaJson.elements(value.get("messages"));
        People people = new People(value.get("contacts"), messages.size());
        for (String message : messages) {
            items.add(number, "message", () -> {
                JsonNode node = MetaJson.MAPPER.readTree(message);
                return new Named(typed("message", node), incoming(node, message, number, people));
            });
        }
        each(value.get("statuses"), items, number, status -> report(status, number));
        each(value.get("errors"), items, number, error -> {
            MessageError reported = error(error);
            return new Named(
                    "error",
                    new Settled(new Ignored("Meta reports error %d: %s".formatted(reported.code(), reported.title()))));
        });
        each(value.get("message_echoes"), items, number, echo -> unused("echo", echo, "message_echoes"));
    }

    private static void translateHistory(Map<String, String> value, @Nullable PhoneNumberId number, Items items) {
        for (String chunk : MetaJson.elements(value.get("history"))) {
            for (String thread : parts(chunk, "threads")) {
                for (String message : parts(thread, "messages")) {
                    items.add(number, "history", () -> unused("history", MetaJson.MAPPER.readTree(message), "history"));
                }
            }
        }
        each(value.get("messages"), items, number, message -> unused("history", message, "history"));
    }

    private static List<String> parts(String object, String member) {
        return object.charAt(0) == '{'
                ? MetaJson.elements(MetaJson.members(object).get(member))
                : List.of();
    }

    private static void each(
            @Nullable String array, Items items, @Nullable PhoneNumberId number, Function<JsonNode, Named> reading) {
        for (String element : MetaJson.elements(array)) {
            items.add(number, "item", () -> reading.apply(MetaJson.MAPPER.readTree(element)));
        }
    }

    private static Named unused(String family, JsonNode node, String field) {
        return new Named(typed(family, node), new Settled(new Ignored(notUsed(field))));
    }

    private static String notUsed(String field) {
        return "The webhook field %s is not used.".formatted(word(field));
    }

    private Content incoming(JsonNode message, String raw, @Nullable PhoneNumberId number, People people) {
        Outcome stranger = stranger(number);
        if (stranger != null || number == null) {
            return new Settled(Objects.requireNonNull(stranger));
        }
        Wamid wamid = wamid(MetaJson.text(message, "id"));
        if (wamid == null) {
            return quarantined("The message has no usable id.");
        }
        Instant sentAt = time(message);
        if (sentAt == null) {
            return quarantined("The message has no usable timestamp.");
        }
        Sighting from = people.sender(message);
        if (from == null) {
            return quarantined("The message names no sender: neither a phone number nor a user id.");
        }
        JsonNode context = message.path("context");
        return new Incoming(
                number,
                wamid,
                from,
                content(message, raw),
                wamid(MetaJson.text(context, "id")),
                context.path("forwarded").asBoolean(false)
                        || context.path("frequently_forwarded").asBoolean(false),
                sentAt);
    }

    private static MessageContent content(JsonNode message, String raw) {
        String type = MetaJson.text(message, "type");
        JsonNode body = message.path("text").path("body");
        if ("text".equals(type)
                && body.isString()
                && !body.asString().isEmpty()
                && message.path("group_id").isMissingNode()) {
            return new MessageContent.Text(new MessageText(body.asString()));
        }
        return new MessageContent.Unsupported(word(type), new MessageText(raw));
    }

    private Named report(JsonNode status, @Nullable PhoneNumberId number) {
        String word = MetaJson.text(status, "status");
        return new Named("status." + word(word), report(status, String.valueOf(word), number));
    }

    private Content report(JsonNode status, String word, @Nullable PhoneNumberId number) {
        Outcome stranger = stranger(number);
        if (stranger != null || number == null) {
            return new Settled(Objects.requireNonNull(stranger));
        }
        if ("call".equals(MetaJson.text(status, "type")) || "group".equals(MetaJson.text(status, "recipient_type"))) {
            return new Settled(new Ignored("Reports about calls and groups are not used."));
        }
        Wamid wamid = wamid(MetaJson.text(status, "id"));
        if (wamid == null) {
            return quarantined("The status names no message.");
        }
        Instant reportedAt = time(status);
        if (reportedAt == null) {
            return quarantined("The status has no usable timestamp.");
        }
        MessageId tagged = MessageTag.messageId(MetaJson.text(status, "biz_opaque_callback_data"));
        return switch (word) {
            case "sent" -> new Progress(number, wamid, tagged, Receipt.SENT, reportedAt);
            case "delivered" -> new Progress(number, wamid, tagged, Receipt.DELIVERED, reportedAt);
            case "read" -> new Progress(number, wamid, tagged, Receipt.READ, reportedAt);
            case "played" -> new Progress(number, wamid, tagged, Receipt.PLAYED, reportedAt);
            case "failed" ->
                new Failure(number, wamid, tagged, error(status.path("errors").path(0)), reportedAt);
            default -> new Settled(new Ignored("The status %s is not known.".formatted(word(word))));
        };
    }

    private static MessageError error(JsonNode error) {
        JsonNode code = error.path("code");
        String title = MetaJson.text(error, "title");
        String message = MetaJson.text(error, "message");
        String details = MetaJson.text(error.path("error_data"), "details");
        String shown = title != null ? title : message != null ? message : "The message was not delivered";
        if (details == null && !shown.equals(message)) {
            details = message;
        }
        return new MessageError(
                code.canConvertToInt() ? code.asInt(0) : 0,
                shortened(shown, LONGEST_TITLE),
                details == null ? null : shortened(details, LONGEST_DETAILS));
    }

    private Content ignoredUnlessStrange(@Nullable PhoneNumberId number, String field) {
        return new Settled(number != null && !ours.contains(number) ? notOurs(number) : new Ignored(notUsed(field)));
    }

    private @Nullable Outcome stranger(@Nullable PhoneNumberId number) {
        if (number == null) {
            return new Quarantined("It does not say for which of our numbers it is.");
        }
        return ours.contains(number) ? null : notOurs(number);
    }

    private static Outcome notOurs(PhoneNumberId number) {
        return new Quarantined("The number with phone_number_id %s is not set up here.".formatted(number));
    }

    private static @Nullable PhoneNumberId number(@Nullable String metadata) {
        if (metadata == null) {
            return null;
        }
        return valueOrNull(MetaJson.text(MetaJson.MAPPER.readTree(metadata), "phone_number_id"), PhoneNumberId::new);
    }

    private static @Nullable Wamid wamid(@Nullable String text) {
        return valueOrNull(text, Wamid::new);
    }

    private static @Nullable Instant time(JsonNode node) {
        String text = MetaJson.text(node, "timestamp");
        if (text == null || !EPOCH_SECONDS.matcher(text).matches()) {
            return null;
        }
        long seconds = Long.parseLong(text);
        return seconds == 0 || seconds > LATEST ? null : Instant.ofEpochSecond(seconds);
    }

    /** The value made of this text, or null when the value's own rules refuse it. */
    private static <T> @Nullable T valueOrNull(@Nullable String text, Function<String, T> constructor) {
        if (text == null) {
            return null;
        }
        try {
            return constructor.apply(text);
        } catch (IllegalArgumentException refused) {
            return null;
        }
    }

    private static Content quarantined(String reason) {
        return new Settled(new Quarantined(reason));
    }

    private static String typed(String family, JsonNode node) {
        return family + "." + word(MetaJson.text(node, "type"));
    }

    /** A word of Meta's that may go into the ledger; anything that is no such word becomes "other". */
    private static String word(@Nullable String text) {
        return text != null && WORD.matcher(text).matches() ? text : "other";
    }

    private static String shortened(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** The people named beside the messages; matched by who they are, never by their place in the list. */
    private static final class People {
        private final List<Person> people;
        private final int messages;

        People(@Nullable String contacts, int messages) {
            this.people = read(contacts);
            this.messages = messages;
        }

        private static List<Person> read(@Nullable String contacts) {
            try {
                return Person.in(contacts);
            } catch (JacksonException strange) {
                return List.of();
            }
        }

        @Nullable
        Sighting sender(JsonNode message) {
            String from = MetaJson.text(message, "from");
            String fromUserId = MetaJson.text(message, "from_user_id");
            Person person = find(from, fromUserId);
            PhoneNumber phone = valueOrNull(from, PhoneNumber::new);
            if (phone == null) {
                phone = valueOrNull(person.waId(), PhoneNumber::new);
            }
            BusinessScopedUserId userId =
                    valueOrNull(fromUserId == null ? person.userId() : fromUserId, BusinessScopedUserId::new);
            if (phone == null && userId == null) {
                return null;
            }
            String parent = MetaJson.text(message, "from_parent_user_id");
            return new Sighting(
                    phone,
                    userId,
                    valueOrNull(parent == null ? person.parentUserId() : parent, BusinessScopedUserId::new),
                    valueOrNull(person.username(), ContactName::new),
                    valueOrNull(person.name(), ContactName::new));
        }

        private Person find(@Nullable String from, @Nullable String fromUserId) {
            for (Person person : people) {
                if (fromUserId != null && fromUserId.equals(person.userId())) {
                    return person;
                }
            }
            for (Person person : people) {
                if (from != null && from.equals(person.waId()) && (fromUserId == null || person.userId() == null)) {
                    return person;
                }
            }
            return onlyOne(fromUserId);
        }

        /**
         * The one person beside the one message.
         *
         * <p>In some countries the number a customer writes from is not quite their WhatsApp id, so it need not match.
         */
        private Person onlyOne(@Nullable String fromUserId) {
            Person nobody = new Person(null, null, null, null, null);
            if (people.size() != 1 || messages != 1) {
                return nobody;
            }
            Person person = people.getFirst();
            return fromUserId != null && person.userId() != null ? nobody : person;
        }
    }

    private record Named(String kind, Content content) {}

    @FunctionalInterface
    private interface Reading {
        Named read();
    }

    /** The items so far, numbered in order. */
    private static final class Items {
        private final List<WebhookItem> list = new ArrayList<>();

        void add(String kind, @Nullable PhoneNumberId number, Content content) {
            list.add(new WebhookItem(list.size(), kind, number, content));
        }

        /** Adds what is read, or that it cannot be read: then it alone is set aside. */
        void add(@Nullable PhoneNumberId number, String family, Reading reading) {
            try {
                Named named = reading.read();
                add(named.kind(), number, named.content());
            } catch (JacksonException unreadable) {
                add(family + ".other", number, quarantined("It exceeds the limits of what is read."));
            }
        }
    }
}
