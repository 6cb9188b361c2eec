package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static org.jooq.impl.DSL.not;

import com.chatsphere.application.media.FileLease;
import com.chatsphere.application.media.FilesToLookInto;
import com.chatsphere.application.media.MediaStore;
import com.chatsphere.application.media.Previews;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.persistence.live.LiveLog;
import com.chatsphere.persistence.live.Signals;
import java.time.Duration;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Files that are here and that nobody has looked into yet, as rows. */
@Component
class JooqFilesToLookInto implements FilesToLookInto {
    private final DSLContext database;
    private final LiveLog live;
    private final Signals signals;

    JooqFilesToLookInto(DSLContext database, LiveLog live, Signals signals) {
        this.database = database;
        this.live = live;
        this.signals = signals;
    }

    @Override
    public List<Claim> claim(int most, Duration lease) {
        Condition due = MEDIA_FILE
                .STATE
                .eq(MediaRows.READY)
                .and(not(MEDIA_FILE.LOOKED_INTO))
                .and(MEDIA_FILE.DUE_AT.le(MediaRows.now()))
                .and(MEDIA_FILE.LEASE_UNTIL.isNull().or(MEDIA_FILE.LEASE_UNTIL.lt(MediaRows.now())));
        return MediaRows.claim(database, due, MediaRows.READY, most, lease).stream()
                .map(row -> new Claim(
                        MediaRows.lease(row), new StoreKey(row.getStoreKey()), row.getMimeType(), row.getTries()))
                .toList();
    }

    @Override
    public boolean renew(FileLease lease, Duration longer) {
        return MediaRows.renew(database, lease, MediaRows.READY, longer);
    }

    @Override
    public boolean seen(FileLease lease, Previews.Look look, MediaStore.@Nullable Kept thumbnail) {
        Previews.Thumbnail picture = look.thumbnail();
        boolean ours = database.update(MEDIA_FILE)
                        .set(MEDIA_FILE.LOOKED_INTO, true)
                        .set(MEDIA_FILE.WIDTH, look.width())
                        .set(MEDIA_FILE.HEIGHT, look.height())
                        .set(MEDIA_FILE.SECONDS, look.seconds())
                        .set(MEDIA_FILE.PAGES, look.pages())
                        .set(
                                MEDIA_FILE.THUMBNAIL_KEY,
                                thumbnail == null ? null : thumbnail.key().value())
                        .set(MEDIA_FILE.THUMBNAIL_TYPE, picture == null ? null : picture.mimeType())
                        .set(MEDIA_FILE.THUMBNAIL_SIZE, thumbnail == null ? null : Long.valueOf(thumbnail.size()))
                        .setNull(MEDIA_FILE.LEASE_UNTIL)
                        .where(MediaRows.under(lease, MediaRows.READY))
                        .execute()
                == 1;
        if (ours) {
            MediaRows.announce(database, live, lease.file().value());
        }
        return ours;
    }

    @Override
    public void postpone(FileLease lease, Duration delay) {
        putBack(lease, delay, 0);
    }

    @Override
    public void giveBack(FileLease lease, Duration delay) {
        putBack(lease, delay, 1);
    }

    private void putBack(FileLease lease, Duration delay, int uncounted) {
        database.update(MEDIA_FILE)
                .set(MEDIA_FILE.TRIES, MEDIA_FILE.TRIES.minus(uncounted))
                .set(MEDIA_FILE.DUE_AT, MediaRows.in(delay))
                .setNull(MEDIA_FILE.LEASE_UNTIL)
                .where(MediaRows.under(lease, MediaRows.READY))
                .execute();
    }

    @Override
    public void onDue(Runnable wake) {
        signals.on(MediaRows.LOOKING, wake);
    }
}
