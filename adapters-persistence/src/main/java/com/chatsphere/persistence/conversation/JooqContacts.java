package com.chatsphere.persistence.conversation;

import static com.chatsphere.persistence.jooq.Tables.CONTACT_IDENTITY;
import static com.chatsphere.persistence.jooq.Tables.CONTACT_MOVE;
import static org.jooq.impl.DSL.any;

import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.persistence.eventstore.Shown;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who is who, kept in the transaction that is under way.
 *
 * <p>What is committed is remembered until a phone number goes over to somebody else, which is counted for all nodes to
 * see; what is not committed yet is remembered only for the unit of work that learnt it.
 */
@Component
class JooqContacts implements Contacts {
    private static final String PHONE = "phone";
    private static final String USER_ID = "user_id";
    private static final String PARENT_USER_ID = "parent_user_id";
    private static final int REMEMBERED = 100_000;
    private static final String LEARNT = JooqContacts.class.getName() + ".learnt";

    private final DSLContext database;
    private final Supplier<UUID> ids;
    private final AtomicLong knownMoves = new AtomicLong();
    private final Cache<Identity, ContactId> committed =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    JooqContacts(DSLContext database) {
        this.database = database;
        this.ids = UUID::randomUUID;
    }

    @Override
    public void recall(Collection<Sighting> sightings) {
        if (sightings.isEmpty()) {
            return;
        }
        Map<Identity, Optional<ContactId>> learnt = learnt();
        Map<String, Set<String>> asked = new HashMap<>();
        sightings.stream()
                .map(Identities::of)
                .flatMap(Identities::inAllForms)
                .filter(identity -> !learnt.containsKey(identity) && committed.getIfPresent(identity) == null)
                .forEach(identity -> asked.computeIfAbsent(identity.kind(), kind -> new HashSet<>())
                        .add(identity.value()));
        asked.forEach((kind, values) -> {
            values.forEach(value -> learnt.put(new Identity(kind, value), Optional.empty()));
            database.selectFrom(CONTACT_IDENTITY)
                    .where(CONTACT_IDENTITY.KIND.eq(kind))
                    .and(CONTACT_IDENTITY.VALUE.eq(any(values.toArray(String[]::new))))
                    .forEach(found -> learnt.put(
                            new Identity(kind, found.getValue()), Optional.of(new ContactId(found.getContactId()))));
        });
    }

    @Override
    public Recognition recognise(Sighting sighting) {
        Identities seen = Identities.of(sighting);
        Recognised recognised = recognise(seen, sighting.at());
        Contact contact = new Contact(
                recognised.contact(),
                recognised.phoneIsAnothers() ? null : sighting.phone(),
                sighting.userId(),
                sighting.parentUserId(),
                sighting.username(),
                sighting.name());
        return new Recognition(contact, recognised.formerOwner());
    }

    private Recognised recognise(Identities seen, Instant at) {
        ContactId byUserId = seen.userId() == null ? null : find(seen.userId());
        if (byUserId == null && seen.parent() != null) {
            byUserId = find(seen.parent());
        }
        ContactId byPhone = seen.phones().stream()
                .map(this::find)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        ContactId contact = byUserId;
        if (contact == null && byPhone != null && (seen.userId() == null || !hasUserId(byPhone))) {
            contact = byPhone;
        }
        if (contact == null) {
            return introduce(seen, byPhone, at);
        }
        for (Identity identity : seen.all()) {
            if (find(identity) == null && !(identity.isPhone() && byPhone != null && !byPhone.equals(contact))) {
                ContactId owner = link(identity, contact, at);
                if (!owner.equals(contact) && !identity.isPhone()) {
                    return recognise(seen, at);
                }
            }
        }
        return takeOver(seen, contact, byPhone, at);
    }

    /** A stranger; whom somebody else made known with the same identities at the same moment is none. */
    private Recognised introduce(Identities seen, @Nullable ContactId byPhone, Instant at) {
        ContactId stranger = new ContactId(ids.get());
        for (Identity identity : seen.all()) {
            boolean anothers = identity.isPhone() && byPhone != null;
            if (!anothers && !link(identity, stranger, at).equals(stranger)) {
                return recogniseAfter(stranger, seen, at);
            }
        }
        return takeOver(seen, stranger, byPhone, at);
    }

    /** The number goes over to this contact if it came with a user id other than its owner's, and later than to them. */
    private Recognised takeOver(Identities seen, ContactId contact, @Nullable ContactId owner, Instant at) {
        if (owner == null || owner.equals(contact) || seen.userId() == null || !hasUserId(owner)) {
            return new Recognised(contact, null, false);
        }
        int moved = database.update(CONTACT_IDENTITY)
                .set(CONTACT_IDENTITY.CONTACT_ID, contact.value())
                .set(CONTACT_IDENTITY.SEEN_AT, at)
                .where(CONTACT_IDENTITY.KIND.eq(PHONE))
                .and(CONTACT_IDENTITY.VALUE.in(
                        seen.phones().stream().map(Identity::value).toList()))
                .and(CONTACT_IDENTITY.CONTACT_ID.eq(owner.value()))
                .and(CONTACT_IDENTITY.SEEN_AT.lt(at))
                .execute();
        if (moved == 0) {
            return new Recognised(contact, null, true);
        }
        database.update(CONTACT_MOVE)
                .set(CONTACT_MOVE.MOVES, CONTACT_MOVE.MOVES.plus(1))
                .execute();
        seen.phones().forEach(phone -> learnt().remove(phone));
        committed.invalidateAll(seen.phones());
        learnt().put(seen.phones().getFirst(), Optional.of(contact));
        return new Recognised(contact, owner, false);
    }

    @Override
    public boolean link(ContactId contact, Sighting further) {
        Identities seen = Identities.of(further);
        boolean free = seen.all().stream().map(this::find).allMatch(owner -> owner == null || owner.equals(contact));
        if (free) {
            seen.all().forEach(identity -> link(identity, contact, further.at()));
        }
        return free;
    }

    /** Somebody else was first with one of the identities: whom they made known is known now, and our stranger is not. */
    private Recognised recogniseAfter(ContactId stranger, Identities seen, Instant at) {
        database.deleteFrom(CONTACT_IDENTITY)
                .where(CONTACT_IDENTITY.CONTACT_ID.eq(stranger.value()))
                .execute();
        learnt().values().removeIf(known -> known.isEmpty() || known.get().equals(stranger));
        return recognise(seen, at);
    }

    private @Nullable ContactId find(Identity identity) {
        Optional<ContactId> learnt = learnt().get(identity);
        if (learnt != null) {
            return learnt.orElse(null);
        }
        ContactId known = committed.getIfPresent(identity);
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
    private ContactId link(Identity identity, ContactId contact, Instant at) {
        int added = database.insertInto(CONTACT_IDENTITY)
                .set(CONTACT_IDENTITY.KIND, identity.kind())
                .set(CONTACT_IDENTITY.VALUE, identity.value())
                .set(CONTACT_IDENTITY.CONTACT_ID, contact.value())
                .set(CONTACT_IDENTITY.SEEN_AT, at)
                .onConflictDoNothing()
                .execute();
        ContactId owner = added == 1 ? contact : read(identity).orElseThrow();
        learnt().put(identity, Optional.of(owner));
        return owner;
    }

    /** What this unit of work knows; empty for what it knows to be unknown. */
    private Map<Identity, Optional<ContactId>> learnt() {
        if (!CurrentUnitOfWork.isStarted()) {
            forgetWhatMoved();
            return new HashMap<>();
        }
        UnitOfWork<?> unit = CurrentUnitOfWork.get().root();
        return unit.getOrComputeResource(LEARNT, name -> {
            forgetWhatMoved();
            Map<Identity, Optional<ContactId>> learnt = new HashMap<>();
            unit.afterCommit(done ->
                    learnt.forEach((identity, owner) -> owner.ifPresent(contact -> committed.put(identity, contact))));
            return learnt;
        });
    }

    /** Another node may have seen a number go over to somebody else. */
    private void forgetWhatMoved() {
        long moves = database.selectFrom(CONTACT_MOVE).fetchSingle().getMoves();
        if (knownMoves.getAndSet(moves) != moves) {
            committed.invalidateAll();
        }
    }

    /**
     * Who was met.
     *
     * @param formerOwner of the phone number, if it went over to them with this
     * @param phoneIsAnothers whether something later is known of the number than that it is theirs
     */
    private record Recognised(ContactId contact, @Nullable ContactId formerOwner, boolean phoneIsAnothers) {}

    private record Identity(String kind, String value) {
        private Condition is() {
            return CONTACT_IDENTITY.KIND.eq(kind).and(CONTACT_IDENTITY.VALUE.eq(value));
        }

        private boolean isPhone() {
            return kind.equals(PHONE);
        }
    }

    /** What a sighting brings; the phone number in all its forms, the one that was seen first. */
    private record Identities(
            @Nullable Identity userId, @Nullable Identity parent, List<Identity> phones) {
        static Identities of(Sighting sighting) {
            return new Identities(
                    identity(USER_ID, sighting.userId()),
                    identity(PARENT_USER_ID, sighting.parentUserId()),
                    sighting.phone() == null
                            ? List.of()
                            : Stream.concat(Stream.of(sighting.phone()), sighting.phone().otherForms().stream())
                                    .map(form -> new Identity(PHONE, form.digits()))
                                    .toList());
        }

        private static @Nullable Identity identity(String kind, @Nullable BusinessScopedUserId id) {
            return id == null ? null : new Identity(kind, Shown.text(id.value()));
        }

        Stream<Identity> inAllForms() {
            return Stream.concat(Stream.of(userId, parent).filter(Objects::nonNull), phones.stream());
        }

        /** What is to be linked: of the phone number, the form that was seen. */
        List<Identity> all() {
            return Stream.of(userId, parent, phones.isEmpty() ? null : phones.getFirst())
                    .filter(Objects::nonNull)
                    .toList();
        }
    }
}
