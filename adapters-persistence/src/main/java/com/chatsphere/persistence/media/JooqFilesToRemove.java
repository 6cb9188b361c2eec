package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_OF_MESSAGE;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import com.chatsphere.application.media.FileLease;
import com.chatsphere.application.media.FilesToRemove;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.persistence.jooq.tables.records.MediaFileRecord;
import com.chatsphere.persistence.live.Signals;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Files that nothing shows any more and whose bytes are still here, as rows. */
@Component
class JooqFilesToRemove implements FilesToRemove {
    private static final int DROPPED_AT_ONCE = 500;

    private final DSLContext database;
    private final Signals signals;

    JooqFilesToRemove(DSLContext database, Signals signals) {
        this.database = database;
        this.signals = signals;
    }

    @Override
    public List<Claim> claim(int most, Duration lease) {
        Condition due = MEDIA_FILE
                .STATE
                .eq(MediaRows.REMOVED)
                .and(MEDIA_FILE.STORE_KEY.isNotNull().or(MEDIA_FILE.THUMBNAIL_KEY.isNotNull()))
                .and(MEDIA_FILE.DUE_AT.le(MediaRows.now()))
                .and(MEDIA_FILE.LEASE_UNTIL.isNull().or(MEDIA_FILE.LEASE_UNTIL.lt(MediaRows.now())));
        return MediaRows.claim(database, due, MediaRows.REMOVED, most, lease).stream()
                .map(row -> new Claim(MediaRows.lease(row), keys(row), row.getTries()))
                .toList();
    }

    private static List<StoreKey> keys(MediaFileRecord row) {
        return Stream.of(row.getStoreKey(), row.getThumbnailKey())
                .filter(key -> key != null)
                .map(StoreKey::new)
                .toList();
    }

    @Override
    public boolean renew(FileLease lease, Duration longer) {
        return MediaRows.renew(database, lease, MediaRows.REMOVED, longer);
    }

    @Override
    public void removed(FileLease lease) {
        database.update(MEDIA_FILE)
                .setNull(MEDIA_FILE.STORE_KEY)
                .setNull(MEDIA_FILE.THUMBNAIL_KEY)
                .setNull(MEDIA_FILE.LEASE_UNTIL)
                .where(MediaRows.under(lease, MediaRows.REMOVED))
                .execute();
    }

    @Override
    public void postpone(FileLease lease, Duration delay) {
        database.update(MEDIA_FILE)
                .set(MEDIA_FILE.DUE_AT, MediaRows.in(delay))
                .setNull(MEDIA_FILE.LEASE_UNTIL)
                .where(MediaRows.under(lease, MediaRows.REMOVED))
                .execute();
    }

    @Override
    public void dropUnsent(Duration age) {
        database.transaction(transaction -> {
            DSLContext dsl = transaction.dsl();
            List<UUID> unsent = dsl.select(MEDIA_FILE.FILE_ID)
                    .from(MEDIA_FILE)
                    .where(MEDIA_FILE.UPLOADED_BY.isNotNull())
                    .and(MEDIA_FILE.STATE.ne(MediaRows.REMOVED))
                    .and(MEDIA_FILE.CREATED_AT.lt(MediaRows.in(age.negated())))
                    .and(notExists(
                            selectOne().from(MEDIA_OF_MESSAGE).where(MEDIA_OF_MESSAGE.FILE_ID.eq(MEDIA_FILE.FILE_ID))))
                    .limit(DROPPED_AT_ONCE)
                    .fetch(MEDIA_FILE.FILE_ID);
            MediaRows.removeUnlessShown(dsl, unsent);
        });
    }

    @Override
    public void onDue(Runnable wake) {
        signals.on(MediaRows.REMOVING, wake);
    }
}
