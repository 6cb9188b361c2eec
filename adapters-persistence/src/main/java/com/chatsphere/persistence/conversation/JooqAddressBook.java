package com.chatsphere.persistence.conversation;

import static com.chatsphere.persistence.jooq.Tables.ADDRESS_BOOK;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.row;

import com.chatsphere.application.conversation.AddressBook;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.persistence.eventstore.Shown;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Row2;
import org.springframework.stereotype.Component;

/** Saved names as rows, one for each identity; the latest counts. */
@Component
class JooqAddressBook implements AddressBook {
    private final DSLContext database;

    JooqAddressBook(DSLContext database) {
        this.database = database;
    }

    @Override
    public boolean note(Contact who, Entry entry) {
        return identities(who)
                        .mapToInt(identity -> database.insertInto(ADDRESS_BOOK)
                                .set(ADDRESS_BOOK.KIND, identity.kind())
                                .set(ADDRESS_BOOK.VALUE, identity.value())
                                .set(
                                        ADDRESS_BOOK.NAME,
                                        entry.name() == null
                                                ? null
                                                : Shown.text(entry.name().value()))
                                .set(ADDRESS_BOOK.SAVED_AT, entry.savedAt())
                                .onConflict(ADDRESS_BOOK.KIND, ADDRESS_BOOK.VALUE)
                                .doUpdate()
                                .set(ADDRESS_BOOK.NAME, excluded(ADDRESS_BOOK.NAME))
                                .set(ADDRESS_BOOK.SAVED_AT, excluded(ADDRESS_BOOK.SAVED_AT))
                                .where(ADDRESS_BOOK.SAVED_AT.lt(excluded(ADDRESS_BOOK.SAVED_AT)))
                                .execute())
                        .sum()
                > 0;
    }

    @Override
    public Optional<Entry> find(Contact who) {
        return database.selectFrom(ADDRESS_BOOK)
                .where(row(ADDRESS_BOOK.KIND, ADDRESS_BOOK.VALUE)
                        .in(identities(who).map(Identity::asRow).toList()))
                .orderBy(ADDRESS_BOOK.SAVED_AT.desc())
                .limit(1)
                .fetchOptional(found -> new Entry(
                        found.getName() == null ? null : new ContactName(found.getName()), found.getSavedAt()));
    }

    private static Stream<Identity> identities(Contact who) {
        return Stream.of(
                        who.phone() == null
                                ? null
                                : new Identity("phone", who.phone().digits()),
                        who.userId() == null
                                ? null
                                : new Identity(
                                        "user_id", Shown.text(who.userId().value())),
                        who.group() == null
                                ? null
                                : new Identity("group", Shown.text(who.group().value())))
                .flatMap(Stream::ofNullable);
    }

    private record Identity(String kind, String value) {
        Row2<String, String> asRow() {
            return row(kind, value);
        }
    }
}
