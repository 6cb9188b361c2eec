package com.chatsphere.persistence.readymessage;

import static com.chatsphere.persistence.jooq.Tables.READY_MESSAGE_REGISTER;

import com.chatsphere.application.readymessage.ReadyMessageRegister;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyMessageRejection;
import com.chatsphere.domain.readymessage.Shortcut;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** The register as rows; unique keys of the table keep two from having the same. */
@Component
class JooqReadyMessageRegister implements ReadyMessageRegister {
    private static final String NAME_KEY = "ready_message_name";
    private static final String SHORTCUT_KEY = "ready_message_shortcut";

    private final DSLContext database;

    JooqReadyMessageRegister(DSLContext database) {
        this.database = database;
    }

    @Override
    public List<Held> all() {
        database.execute("LOCK TABLE ready_message_register IN SHARE ROW EXCLUSIVE MODE");
        return database.selectFrom(READY_MESSAGE_REGISTER)
                .orderBy(READY_MESSAGE_REGISTER.PLACE, READY_MESSAGE_REGISTER.ID)
                .fetch(row -> new Held(new ReadyMessageId(row.getId()), row.getPlace()));
    }

    @Override
    public void enter(ReadyMessageId id, ReadyMessageName name, @Nullable Shortcut shortcut, long place) {
        refusing(
                name,
                shortcut,
                () -> database.insertInto(READY_MESSAGE_REGISTER)
                        .set(READY_MESSAGE_REGISTER.ID, id.value())
                        .set(READY_MESSAGE_REGISTER.NAME_KEY, name.key())
                        .set(READY_MESSAGE_REGISTER.SHORTCUT_KEY, shortcut == null ? null : shortcut.value())
                        .set(READY_MESSAGE_REGISTER.PLACE, place)
                        .execute());
    }

    @Override
    public void rename(ReadyMessageId id, ReadyMessageName name) {
        refusing(
                name,
                null,
                () -> database.update(READY_MESSAGE_REGISTER)
                        .set(READY_MESSAGE_REGISTER.NAME_KEY, name.key())
                        .where(READY_MESSAGE_REGISTER.ID.eq(id.value()))
                        .execute());
    }

    @Override
    public void choose(ReadyMessageId id, @Nullable Shortcut shortcut) {
        refusing(
                null,
                shortcut,
                () -> database.update(READY_MESSAGE_REGISTER)
                        .set(READY_MESSAGE_REGISTER.SHORTCUT_KEY, shortcut == null ? null : shortcut.value())
                        .where(READY_MESSAGE_REGISTER.ID.eq(id.value()))
                        .execute());
    }

    @Override
    public void move(ReadyMessageId id, long place) {
        database.update(READY_MESSAGE_REGISTER)
                .set(READY_MESSAGE_REGISTER.PLACE, place)
                .where(READY_MESSAGE_REGISTER.ID.eq(id.value()))
                .execute();
    }

    @Override
    public void remove(ReadyMessageId id) {
        database.deleteFrom(READY_MESSAGE_REGISTER)
                .where(READY_MESSAGE_REGISTER.ID.eq(id.value()))
                .execute();
    }

    private static void refusing(@Nullable ReadyMessageName name, @Nullable Shortcut shortcut, Runnable write) {
        try {
            write.run();
        } catch (DuplicateKeyException taken) {
            String reason = String.valueOf(taken.getMostSpecificCause().getMessage());
            if (name != null && reason.contains(NAME_KEY)) {
                throw new ReadyMessageRejection.NameTaken(name);
            }
            if (shortcut != null && reason.contains(SHORTCUT_KEY)) {
                throw new ReadyMessageRejection.ShortcutTaken(shortcut);
            }
            throw taken;
        }
    }
}
