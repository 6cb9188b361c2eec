package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.Handset.Impossible;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a customer does beside writing: gets a name, another number, wants or does not want something. */
final class Person {
    private static final int LONGEST_NAME = 60;
    private static final Pattern PHONE = Pattern.compile("[1-9][0-9]{7,14}");
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._]{3,30}");

    private final Sandbox sandbox;
    private final Phones phones;

    Person(Sandbox sandbox, Phones phones) {
        this.sandbox = sandbox;
        this.phones = phones;
    }

    Customer add(JsonNode asked) {
        String name = name(MetaJson.text(asked, "name"));
        String phone = phone(typed(asked, "phone"));
        String username = username(typed(asked, "username"));
        if (phone == null && username == null) {
            throw new Impossible("Please give a phone number or a username.");
        }
        String id = UUID.randomUUID().toString();
        Customer customer = new Customer(id, name, phone, userId(id), username);
        if (!phones.add(customer)) {
            throw new Impossible("There is a customer of that number or username already, or there are too many.");
        }
        return customer;
    }

    /** Changes what is named and leaves the rest. */
    void change(Phone phone, JsonNode asked) {
        if (asked.has("name") || asked.has("username")) {
            rename(phone.customer(), asked);
        }
        if (asked.has("phone")) {
            moveTo(phone, typed(asked, "phone"));
        }
        change(phone, asked, "receipts", value -> manner -> manner.receipts(value));
        change(phone, asked, "blocking", value -> manner -> manner.blocking(value));
        change(phone, asked, "hidden", value -> manner -> manner.hidden(value));
        if (asked.has("marketing")
                && asked.path("marketing").asBoolean(true) != phone.manner().marketing()) {
            wantMarketing(phone, asked.path("marketing").asBoolean(true));
        }
        if (asked.has("online")) {
            boolean online = asked.path("online").asBoolean(true);
            change(phone, asked, "online", value -> manner -> manner.online(value));
            if (online && !phone.manner().online()) {
                sandbox.cameOnline(phone.customer().id());
            }
        }
    }

    private void change(Phone phone, JsonNode asked, String what, Function<Boolean, UnaryOperator<Manner>> how) {
        if (asked.has(what)) {
            UnaryOperator<Manner> change = how.apply(asked.path(what).asBoolean(false));
            phones.change(phone.customer().id(), before -> before.with(change.apply(before.manner())));
        }
    }

    private void rename(Customer customer, JsonNode asked) {
        String name = asked.has("name") ? name(MetaJson.text(asked, "name")) : customer.name();
        String username = asked.has("username") ? username(typed(asked, "username")) : customer.username();
        Optional<Phone> now = phones.of(customer.id());
        if (now.isEmpty() || !phones.rename(now.get().customer().withName(name, username))) {
            throw new Impossible("Somebody else has that username.");
        }
    }

    /** Another number, and with it another user id; the business hears of it from the old one. */
    private void moveTo(Phone phone, String typed) {
        String number = phone(typed);
        Customer before = phone.shown();
        if (number == null || phone.customer().phone() == null) {
            throw new Impossible("Please give a phone number; who has none cannot change it.");
        }
        if (number.equals(phone.customer().phone())) {
            return;
        }
        Customer after = phones.of(phone.customer().id())
                .map(Phone::customer)
                .orElse(phone.customer())
                .withPhone(number, userId(UUID.randomUUID().toString()));
        if (!phones.rename(after)) {
            throw new Impossible("Somebody else has that number.");
        }
        String words = "User %s changed from %s to %s"
                .formatted(before.name(), phone.customer().phone(), number);
        long at = Instant.now().getEpochSecond();
        JsonNode value = WebhookBody.message(before, Sandbox.wamid(), at, "system", (message, _) -> {
            ObjectNode system = message.putObject("system")
                    .put("body", words)
                    .put("wa_id", number)
                    .put("type", "user_changed_number")
                    .put("user_id", after.userId());
            if (before.userId() != null) {
                system.put("previous_user_id", before.userId());
            }
        });
        Bubble note = Bubble.written(
                Sandbox.wamid(),
                new Content.Note("You changed your number to +" + number),
                at,
                null,
                Bubble.Marks.NONE);
        tell(phone, note, WebhookBody.MESSAGES, value);
    }

    private void wantMarketing(Phone phone, boolean wanted) {
        long at = Instant.now().getEpochSecond();
        ObjectNode value = WebhookBody.about(phone.shown());
        ObjectNode preference = value.putArray("user_preferences").addObject();
        if (phone.shown().phone() != null) {
            preference.put("wa_id", phone.shown().phone());
        }
        preference
                .put("user_id", phone.shown().userId())
                .put("detail", "User requested to %s marketing messages".formatted(wanted ? "resume" : "stop"))
                .put("category", "marketing_messages")
                .put("value", wanted ? "resume" : "stop")
                .put("timestamp", at);
        phones.change(
                phone.customer().id(), before -> before.with(before.manner().marketing(wanted)));
        String words = wanted ? "You asked for offers again" : "You stopped offers and announcements";
        tell(
                phone,
                Bubble.written(Sandbox.wamid(), new Content.Note(words), at, null, Bubble.Marks.NONE),
                "user_preferences",
                value);
    }

    private void tell(Phone phone, Bubble note, String field, JsonNode value) {
        Letter letter = Letter.of(phone.customer().id(), note.wamid(), field, value);
        if (!phones.change(before -> before.with(note), letter)) {
            throw new Impossible("Too much waits already for the application to take it.");
        }
        sandbox.tell(letter);
    }

    private static String name(@Nullable String name) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new Impossible("Please give a name of at most 60 characters.");
        }
        return name.strip();
    }

    private static @Nullable String phone(String typed) {
        String digits = typed.replaceAll("[\\s+().-]", "");
        if (!digits.isEmpty() && !PHONE.matcher(digits).matches()) {
            throw new Impossible("A phone number has 8 to 15 digits, country code first.");
        }
        return digits.isEmpty() ? null : digits;
    }

    private static @Nullable String username(String typed) {
        String username = typed.toLowerCase(Locale.ROOT).replaceFirst("^@", "");
        if (!username.isEmpty() && !USERNAME.matcher(username).matches()) {
            throw new Impossible("A username has 3 to 30 small letters, digits, dots or underscores.");
        }
        return username.isEmpty() ? null : username;
    }

    private static String userId(String id) {
        return "US.7" + id.replace("-", "").substring(0, 20);
    }

    private static String typed(JsonNode asked, String member) {
        return Objects.requireNonNullElse(MetaJson.text(asked, member), "").strip();
    }
}
