package com.chatsphere.persistence.conversation;

import static com.chatsphere.persistence.jooq.Tables.CONTACT_IDENTITY;

import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.persistence.eventstore.Shown;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who is who, kept in the transaction that is under way.
 *
 * <p>An identity never moves to another contact, so what is committed may be remembered; what is not committed yet is
 * remembered only for the unit of work that learnt it.
 */
@Component
class JooqContacts implements Contacts {
    private static final String PHONE = "phone";
    private static final String USER_ID = "user_id";
    private static final int REMEMBERED = 100_000;
    private static final String LEARNT = JooqContacts.class.getName() + ".learnt";

    private final DSLContext database;
    private final Supplier<UUID> ids;
    private final Cache<Identity, ContactId> committed =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    JooqContacts(DSLContext database) {
        this.database = database;
        this.ids = UUID::randomUUID;
    }

    @Override
    public Contact recognise(Sighting sighting) {
        Identity userId = sighting.userId() == null
                ? null
                : new Identity(USER_ID, Shown.text(sighting.userId().value()));
        Identity phone = sighting.phone() == null
                ? null
                : new Identity(PHONE, sighting.phone().digits());
        return new Contact(
                recognise(userId, phone),
                sighting.phone(),
                sighting.userId(),
                sighting.parentUserId(),
                sighting.username(),
                sighting.name());
    }

    private ContactId recognise(@Nullable Identity userId, @Nullable Identity phone) {
        ContactId byUserId = userId == null ? null : find(userId);
        ContactId byPhone = phone == null ? null : find(phone);
        if (byUserId != null) {
            if (phone != null && byPhone == null) {
                link(phone, byUserId);
            }
            return byUserId;
        }
        if (byPhone != null && (userId == null || !hasUserId(byPhone))) {
            return userId == null ? byPhone : link(userId, byPhone);
        }
        ContactId stranger = new ContactId(ids.get());
        boolean first = (userId == null || link(userId, stranger).equals(stranger))
                && (phone == null || byPhone != null || link(phone, stranger).equals(stranger));
        return first ? stranger : recogniseAfter(stranger, userId, phone);
    }

    /** Somebody else was first with one of the identities: whom they made known is known now, and our stranger is not. */
    private ContactId recogniseAfter(ContactId stranger, @Nullable Identity userId, @Nullable Identity phone) {
        database.deleteFrom(CONTACT_IDENTITY)
                .where(CONTACT_IDENTITY.CONTACT_ID.eq(stranger.value()))
                .execute();
        learnt().values().removeIf(stranger::equals);
        return recognise(userId, phone);
    }

    private @Nullable ContactId find(Identity identity) {
        ContactId learnt = learnt().get(identity);
        ContactId known = learnt != null ? learnt : committed.getIfPresent(identity);
        return known != null ? known : read(identity).orElse(null);
    }

    private Optional<ContactId> read(Identity identity) {
        return database.select(CONTACT_IDENTITY.CONTACT_ID)
                .from(CONTACT_IDENTITY)
                .where(identity.is())
                .fetchOptional(found -> new ContactId(found.value1()));
    }

    private boolean hasUserId(ContactId contact) {
        return database.fetchExists(
                CONTACT_IDENTITY,
                CONTACT_IDENTITY.CONTACT_ID.eq(contact.value()).and(CONTACT_IDENTITY.KIND.eq(USER_ID)));
    }

    /** Gives the identity to the contact, or finds that somebody else was first with another. */
    private ContactId link(Identity identity, ContactId contact) {
        int added = database.insertInto(CONTACT_IDENTITY)
                .set(CONTACT_IDENTITY.KIND, identity.kind())
                .set(CONTACT_IDENTITY.VALUE, identity.value())
                .set(CONTACT_IDENTITY.CONTACT_ID, contact.value())
                .onConflictDoNothing()
                .execute();
        ContactId owner = added == 1 ? contact : read(identity).orElseThrow();
        learnt().put(identity, owner);
        return owner;
    }

    private Map<Identity, ContactId> learnt() {
        if (!CurrentUnitOfWork.isStarted()) {
            return new HashMap<>();
        }
        UnitOfWork<?> unit = CurrentUnitOfWork.get().root();
        return unit.getOrComputeResource(LEARNT, name -> {
            Map<Identity, ContactId> learnt = new HashMap<>();
            unit.afterCommit(done -> committed.putAll(learnt));
            return learnt;
        });
    }

    private record Identity(String kind, String value) {
        private Condition is() {
            return CONTACT_IDENTITY.KIND.eq(kind).and(CONTACT_IDENTITY.VALUE.eq(value));
        }
    }
}
