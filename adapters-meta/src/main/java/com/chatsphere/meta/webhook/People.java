package com.chatsphere.meta.webhook;

import com.chatsphere.application.conversation.Contacts.Sighting;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.webhook.WebhookPayload.Person;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The people named beside the news; matched by who they are, never by their place in the list. */
final class People {
    private static final Person NOBODY = new Person(null, null, null, null, null);

    private final List<Person> people;
    private final int news;

    /**
     * @param contacts the list of people, as written
     * @param news how many pieces of news it stands beside
     */
    People(@Nullable String contacts, int news) {
        this.people = read(contacts);
        this.news = news;
    }

    private static List<Person> read(@Nullable String contacts) {
        try {
            return Person.in(contacts);
        } catch (JacksonException strange) {
            return List.of();
        }
    }

    /**
     * Who wrote a message, or to whom; null when it names nobody.
     *
     * @param role {@code from} or {@code to}, as the members that name them begin
     */
    @Nullable
    Sighting party(JsonNode message, String role, Instant at) {
        return named(
                MetaJson.text(message, role),
                MetaJson.text(message, role + "_user_id"),
                MetaJson.text(message, role + "_parent_user_id"),
                at);
    }

    /** The person this object is about; null when it names nobody. */
    @Nullable
    Sighting named(JsonNode person, String phone, Instant at) {
        return named(
                MetaJson.text(person, phone),
                MetaJson.text(person, "user_id"),
                MetaJson.text(person, "parent_user_id"),
                at);
    }

    /** The person of this number or this user id; null when there is neither. */
    @Nullable
    Sighting named(@Nullable String number, @Nullable String id, @Nullable String parentId, Instant at) {
        Person person = find(number, id);
        PhoneNumber phone = Words.valueOrNull(number, PhoneNumber::new);
        if (phone == null) {
            phone = Words.valueOrNull(person.waId(), PhoneNumber::new);
        }
        BusinessScopedUserId userId = Words.valueOrNull(id == null ? person.userId() : id, BusinessScopedUserId::new);
        if (phone == null && userId == null) {
            return null;
        }
        return new Sighting(
                phone,
                userId,
                Words.valueOrNull(parentId == null ? person.parentUserId() : parentId, BusinessScopedUserId::new),
                Words.valueOrNull(person.username(), ContactName::new),
                Words.valueOrNull(person.name(), ContactName::new),
                at);
    }

    private Person find(@Nullable String number, @Nullable String id) {
        for (Person person : people) {
            if (id != null && id.equals(person.userId())) {
                return person;
            }
        }
        for (Person person : people) {
            if (number != null && number.equals(person.waId()) && (id == null || person.userId() == null)) {
                return person;
            }
        }
        return onlyOne(id);
    }

    /**
     * The one person beside the one piece of news.
     *
     * <p>In some countries the number a customer writes from is not quite their WhatsApp id, so it need not match.
     */
    private Person onlyOne(@Nullable String id) {
        if (people.size() != 1 || news != 1) {
            return NOBODY;
        }
        Person person = people.getFirst();
        return id != null && person.userId() != null ? NOBODY : person;
    }
}
