package com.chatsphere.meta.webhook;

import com.chatsphere.meta.MetaJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A delivery's envelope as Meta writes it; whatever is not known here is left alone.
 *
 * @param object what the delivery is about; {@code whatsapp_business_account}
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components">Meta, webhook payloads</a>
 */
record WebhookPayload(@Nullable String object, List<Change> changes) {
    private static final Pattern PLAIN = Pattern.compile("\\d{1,40}|\"[A-Za-z0-9._:-]{1,100}\"");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * Takes a delivery apart.
     *
     * @throws Unreadable when there is no sense in it as a whole
     */
    static WebhookPayload read(byte[] body) {
        try {
            Map<String, String> members = MetaJson.members(decode(body));
            String entries = members.get("entry");
            if (entries == null || entries.charAt(0) != '[') {
                throw new Unreadable("It has no list of entries.");
            }
            List<Change> changes = new ArrayList<>();
            for (String entry : MetaJson.elements(entries)) {
                changes.addAll(Change.in(entry));
            }
            return new WebhookPayload(textOf(members.get("object")), changes);
        } catch (JacksonException noJson) {
            throw new Unreadable("It is not JSON as it should be%s.".formatted(place(noJson)));
        } catch (MetaJson.NotJson noJson) {
            throw new Unreadable(String.valueOf(noJson.getMessage()));
        }
    }

    private static String decode(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw new Unreadable("It is not UTF-8.");
        }
    }

    /** Where reading stopped, without quoting anything of it. */
    private static String place(JacksonException exception) {
        return exception.getLocation() == null
                ? ""
                : " (line %d, column %d)"
                        .formatted(
                                exception.getLocation().getLineNr(),
                                exception.getLocation().getColumnNr());
    }

    /** The text that this JSON is; null if it is none. */
    static @Nullable String textOf(@Nullable String json) {
        if (json == null || json.charAt(0) != '"') {
            return null;
        }
        return MetaJson.MAPPER.readTree(json).asString();
    }

    /**
     * One change.
     *
     * @param field what kind of news, for example {@code messages}; null when it does not say
     * @param value the news, as written
     * @param account whose news it is: the id of the entry it stands in, where that has one
     * @param time when Meta says that it happened: the time of the entry, where that has one
     */
    record Change(
            @Nullable String field,
            @Nullable String value,
            @Nullable String account,
            @Nullable Instant time) {
        private static List<Change> in(String entry) {
            if (entry.charAt(0) != '{') {
                return List.of(new Change(null, entry, null, null));
            }
            Map<String, String> members = MetaJson.members(entry);
            String account = plain(members.get("id"));
            Instant time = MetaTime.of(plain(members.get("time")));
            List<String> changes = MetaJson.elements(members.get("changes"));
            if (changes.isEmpty()) {
                return List.of(new Change(null, entry, account, time));
            }
            return changes.stream().map(change -> of(change, account, time)).toList();
        }

        private static Change of(String change, @Nullable String account, @Nullable Instant time) {
            if (change.charAt(0) != '{') {
                return new Change(null, change, account, time);
            }
            Map<String, String> members = MetaJson.members(change);
            return new Change(textOf(members.get("field")), members.get("value"), account, time);
        }

        /** Text, or a number as it is written. */
        private static @Nullable String plain(@Nullable String json) {
            return json != null && PLAIN.matcher(json).matches() ? json.replace("\"", "") : null;
        }

        /** The value's members, each as written. */
        Map<String, String> members() {
            return value == null || value.charAt(0) != '{' ? Map.of() : MetaJson.members(value);
        }
    }

    /** A person as the list beside the messages names them. */
    record Person(
            @Nullable String waId,
            @Nullable String userId,
            @Nullable String parentUserId,
            @Nullable String username,
            @Nullable String name) {

        static List<Person> in(@Nullable String contacts) {
            List<Person> people = new ArrayList<>();
            for (String contact : MetaJson.elements(contacts)) {
                JsonNode node = MetaJson.MAPPER.readTree(contact);
                JsonNode profile = node.path("profile");
                people.add(new Person(
                        MetaJson.text(node, "wa_id"),
                        MetaJson.text(node, "user_id"),
                        MetaJson.text(node, "parent_user_id"),
                        MetaJson.text(profile, "username"),
                        MetaJson.text(profile, "name")));
            }
            return people;
        }
    }

    /** There is no sense in the delivery as a whole; the message says why and quotes nothing of it. */
    static final class Unreadable extends RuntimeException {
        Unreadable(String message) {
            super(message);
        }
    }
}
