package com.chatsphere.persistence.readymessage;

import static com.chatsphere.persistence.jooq.Tables.READY_MESSAGE;

import com.chatsphere.application.readymessage.ReadyMessages;
import com.chatsphere.application.readymessage.ReadyMessages.Row;
import com.chatsphere.domain.readymessage.ReadyMessageEvent;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageDeleted;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageMoved;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageRenamed;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageReworded;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageSwitchedOff;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageSwitchedOn;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ReadyMessageWritten;
import com.chatsphere.domain.readymessage.ReadyMessageEvent.ShortcutChosen;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyText;
import com.chatsphere.domain.readymessage.Shortcut;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.ReadyMessageRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The texts that agents find ready. */
@Component
@ProcessingGroup("ready-messages")
class ReadyMessagesProjection {
    private final DSLContext database;

    ReadyMessagesProjection(DSLContext database) {
        this.database = database;
    }

    @EventHandler
    void on(ReadyMessageWritten event) {
        database.insertInto(READY_MESSAGE)
                .set(READY_MESSAGE.ID, event.readyMessageId().value())
                .set(READY_MESSAGE.NAME, Shown.text(event.name().value()))
                .set(
                        READY_MESSAGE.SHORTCUT,
                        event.shortcut() == null ? null : event.shortcut().value())
                .set(READY_MESSAGE.BODY, Shown.text(event.text().value()))
                .set(READY_MESSAGE.ACTIVE, event.active())
                .set(READY_MESSAGE.PLACE, event.place())
                .set(READY_MESSAGE.CREATED_AT, event.at())
                .set(READY_MESSAGE.UPDATED_AT, event.at())
                .onConflictDoNothing()
                .execute();
    }

    @EventHandler
    void on(ReadyMessageRenamed event) {
        write(event, READY_MESSAGE.NAME, Shown.text(event.name().value()), event.at());
    }

    @EventHandler
    void on(ShortcutChosen event) {
        write(
                event,
                READY_MESSAGE.SHORTCUT,
                event.shortcut() == null ? null : event.shortcut().value(),
                event.at());
    }

    @EventHandler
    void on(ReadyMessageReworded event) {
        write(event, READY_MESSAGE.BODY, Shown.text(event.text().value()), event.at());
    }

    @EventHandler
    void on(ReadyMessageSwitchedOn event) {
        write(event, READY_MESSAGE.ACTIVE, true, event.at());
    }

    @EventHandler
    void on(ReadyMessageSwitchedOff event) {
        write(event, READY_MESSAGE.ACTIVE, false, event.at());
    }

    @EventHandler
    void on(ReadyMessageMoved event) {
        write(event, READY_MESSAGE.PLACE, event.place(), event.at());
    }

    @EventHandler
    void on(ReadyMessageDeleted event) {
        database.deleteFrom(READY_MESSAGE)
                .where(READY_MESSAGE.ID.eq(event.readyMessageId().value()))
                .execute();
    }

    private <T> void write(
            ReadyMessageEvent event, TableField<ReadyMessageRecord, T> column, @Nullable T value, Instant at) {
        database.update(READY_MESSAGE)
                .set(column, value)
                .set(READY_MESSAGE.UPDATED_AT, at)
                .where(READY_MESSAGE.ID.eq(event.readyMessageId().value()))
                .execute();
    }

    @QueryHandler
    ReadyMessages answer(ReadyMessages.Query query) {
        return new ReadyMessages(all().stream()
                .filter(row -> row.active() || !query.onlyActive())
                .toList());
    }

    @QueryHandler
    Optional<Row> answer(ReadyMessages.One query) {
        return all().stream().filter(row -> row.id().equals(query.id())).findFirst();
    }

    /** There are never many, and the position of each depends on all. */
    private List<Row> all() {
        List<Row> rows = new ArrayList<>();
        database.selectFrom(READY_MESSAGE)
                .orderBy(READY_MESSAGE.PLACE, READY_MESSAGE.ID)
                .forEach(row -> rows.add(toRow(row, rows.size() + 1)));
        return rows;
    }

    private static Row toRow(ReadyMessageRecord row, int position) {
        return new Row(
                new ReadyMessageId(row.getId()),
                new ReadyMessageName(row.getName()),
                row.getShortcut() == null ? null : new Shortcut(row.getShortcut()),
                new ReadyText(row.getBody()),
                row.getActive(),
                position,
                row.getCreatedAt(),
                row.getUpdatedAt());
    }

    @ResetHandler
    void reset() {
        database.truncate(READY_MESSAGE).execute();
    }
}
