package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_OF_MESSAGE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.live.Change.Kind;
import com.chatsphere.application.media.FileLease;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.persistence.jooq.tables.records.MediaFileRecord;
import com.chatsphere.persistence.live.LiveLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/** What all that works on rows of files has in common. */
final class MediaRows {
    static final String DUE = "due";
    static final String IN_FLIGHT = "in_flight";
    static final String READY = "ready";
    static final String FAILED = "failed";
    static final String REMOVED = "removed";

    /** Where it is said that there is something to fetch, to look into, to remove. */
    static final String FETCHING = "chatsphere_media_fetching";

    static final String LOOKING = "chatsphere_media_looking";
    static final String REMOVING = "chatsphere_media_removing";

    private MediaRows() {}

    static Field<Instant> now() {
        return field("clock_timestamp()", MEDIA_FILE.DUE_AT.getDataType());
    }

    static Field<Instant> in(Duration duration) {
        return field("clock_timestamp() + {0}", MEDIA_FILE.DUE_AT.getDataType(), val(DayToSecond.valueOf(duration)));
    }

    static void tell(DSLContext database, String channel) {
        database.execute("SELECT pg_notify({0}, '')", val(channel));
    }

    /** Claims rows in the order they became due, none that somebody else is just claiming. */
    static List<MediaFileRecord> claim(DSLContext database, Condition due, String state, int most, Duration lease) {
        return database.transactionResult(transaction -> {
            DSLContext dsl = transaction.dsl();
            List<UUID> files = dsl.select(MEDIA_FILE.FILE_ID)
                    .from(MEDIA_FILE)
                    .where(due)
                    .orderBy(MEDIA_FILE.DUE_AT)
                    .limit(most)
                    .forUpdate()
                    .skipLocked()
                    .fetch(MEDIA_FILE.FILE_ID);
            return files.isEmpty()
                    ? List.of()
                    : dsl.update(MEDIA_FILE)
                            .set(MEDIA_FILE.STATE, state)
                            .set(MEDIA_FILE.LEASE, MEDIA_FILE.LEASE.plus(1))
                            .set(MEDIA_FILE.TRIES, MEDIA_FILE.TRIES.plus(1))
                            .set(MEDIA_FILE.LEASE_UNTIL, in(lease))
                            .where(MEDIA_FILE.FILE_ID.in(files))
                            .returning()
                            .fetch();
        });
    }

    static boolean renew(DSLContext database, FileLease lease, String state, Duration longer) {
        return database.update(MEDIA_FILE)
                        .set(MEDIA_FILE.LEASE_UNTIL, in(longer))
                        .where(under(lease, state))
                        .execute()
                == 1;
    }

    static FileLease lease(MediaFileRecord row) {
        return new FileLease(new FileId(row.getFileId()), row.getLease());
    }

    /** What is written under a lease is written only while nobody has a later one. */
    static Condition under(FileLease lease, String state) {
        return MEDIA_FILE
                .FILE_ID
                .eq(lease.file().value())
                .and(MEDIA_FILE.LEASE.eq(lease.count()))
                .and(MEDIA_FILE.STATE.eq(state))
                .and(MEDIA_FILE.LEASE_UNTIL.isNotNull());
    }

    /** Has everybody who sees a message with the file told, with the commit of the transaction under way. */
    static void announce(DSLContext database, LiveLog live, UUID file) {
        database.select(MEDIA_OF_MESSAGE.CONVERSATION_ID, MEDIA_OF_MESSAGE.MESSAGE_ID)
                .from(MEDIA_OF_MESSAGE)
                .where(MEDIA_OF_MESSAGE.FILE_ID.eq(file))
                .and(MEDIA_OF_MESSAGE.SHOWN)
                .forEach(shown -> live.announce(
                        Kind.MESSAGE_MEDIA_UPDATED, new ConversationId(shown.value1()), new MessageId(shown.value2())));
    }

    /**
     * Marks those of the files as removed that no message shows. They are locked before anybody looks for messages, so that of
     * two who take away the last two messages the later one sees it.
     */
    static void removeUnlessShown(DSLContext database, Collection<UUID> files) {
        if (files.isEmpty()) {
            return;
        }
        database.select(MEDIA_FILE.FILE_ID)
                .from(MEDIA_FILE)
                .where(MEDIA_FILE.FILE_ID.in(files))
                .orderBy(MEDIA_FILE.FILE_ID)
                .forUpdate()
                .fetch();
        int removed = database.update(MEDIA_FILE)
                .set(MEDIA_FILE.STATE, REMOVED)
                .setNull(MEDIA_FILE.REMOTE_ID)
                .setNull(MEDIA_FILE.TROUBLE)
                .setNull(MEDIA_FILE.LEASE_UNTIL)
                .set(MEDIA_FILE.TRIES, 0)
                .set(MEDIA_FILE.DUE_AT, now())
                .where(MEDIA_FILE.FILE_ID.in(files))
                .and(MEDIA_FILE.STATE.ne(REMOVED))
                .and(DSL.notExists(DSL.selectOne()
                        .from(MEDIA_OF_MESSAGE)
                        .where(MEDIA_OF_MESSAGE.FILE_ID.eq(MEDIA_FILE.FILE_ID))
                        .and(MEDIA_OF_MESSAGE.SHOWN)))
                .execute();
        if (removed > 0) {
            tell(database, REMOVING);
        }
    }
}
