package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;

import com.chatsphere.application.media.FileLease;
import com.chatsphere.application.media.FilesToFetch;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.persistence.jooq.tables.records.MediaFileRecord;
import com.chatsphere.persistence.live.LiveLog;
import com.chatsphere.persistence.live.Signals;
import java.time.Duration;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Files that Meta holds and that are not here yet, as rows. */
@Component
class JooqFilesToFetch implements FilesToFetch {
    private final DSLContext database;
    private final LiveLog live;
    private final Signals signals;

    JooqFilesToFetch(DSLContext database, LiveLog live, Signals signals) {
        this.database = database;
        this.live = live;
        this.signals = signals;
    }

    @Override
    public List<Claim> claim(int most, Duration lease) {
        Condition due = MEDIA_FILE
                .STATE
                .eq(MediaRows.DUE)
                .and(MEDIA_FILE.DUE_AT.le(MediaRows.now()))
                .or(MEDIA_FILE.STATE.eq(MediaRows.IN_FLIGHT).and(MEDIA_FILE.LEASE_UNTIL.lt(MediaRows.now())));
        return MediaRows.claim(database, due, MediaRows.IN_FLIGHT, most, lease).stream()
                .map(row -> toClaim(row, lease))
                .toList();
    }

    private static Claim toClaim(MediaFileRecord row, Duration lease) {
        return new Claim(
                MediaRows.lease(row),
                new PhoneNumberId(row.getPhoneNumberId()),
                new MediaId(row.getRemoteId()),
                row.getFilename(),
                row.getDeclaredSha256(),
                row.getTries(),
                row.getRefusals(),
                row.getGiveUpAt() != null
                        && row.getGiveUpAt().isBefore(row.getLeaseUntil().minus(lease)));
    }

    @Override
    public boolean renew(FileLease lease, Duration longer) {
        return MediaRows.renew(database, lease, MediaRows.IN_FLIGHT, longer);
    }

    @Override
    public boolean ready(FileLease lease, Fetched file) {
        boolean ours = database.update(MEDIA_FILE)
                        .set(MEDIA_FILE.STATE, MediaRows.READY)
                        .set(MEDIA_FILE.STORE_KEY, file.kept().key().value())
                        .set(MEDIA_FILE.SIZE_BYTES, file.kept().size())
                        .set(MEDIA_FILE.SHA256, file.kept().sha256())
                        .set(MEDIA_FILE.MIME_TYPE, file.mimeType())
                        .set(MEDIA_FILE.KEPT_AT, MediaRows.now())
                        .setNull(MEDIA_FILE.TROUBLE)
                        .setNull(MEDIA_FILE.LEASE_UNTIL)
                        .set(MEDIA_FILE.TRIES, 0)
                        .set(MEDIA_FILE.DUE_AT, MediaRows.now())
                        .where(MediaRows.under(lease, MediaRows.IN_FLIGHT))
                        .execute()
                == 1;
        if (ours) {
            announce(lease);
            MediaRows.tell(database, MediaRows.LOOKING);
        }
        return ours;
    }

    @Override
    public void postpone(FileLease lease, String trouble, Duration delay) {
        putBack(lease, trouble, delay, 0);
    }

    @Override
    public void postponeRefused(FileLease lease, String trouble, Duration delay) {
        putBack(lease, trouble, delay, 1);
    }

    private void putBack(FileLease lease, String trouble, Duration delay, int refusals) {
        boolean isNews = database.fetchExists(
                MEDIA_FILE,
                MediaRows.under(lease, MediaRows.IN_FLIGHT).and(MEDIA_FILE.TROUBLE.isDistinctFrom(trouble)));
        database.update(MEDIA_FILE)
                .set(MEDIA_FILE.STATE, MediaRows.DUE)
                .set(MEDIA_FILE.TROUBLE, trouble)
                .set(MEDIA_FILE.REFUSALS, MEDIA_FILE.REFUSALS.plus(refusals))
                .set(MEDIA_FILE.DUE_AT, MediaRows.in(delay))
                .setNull(MEDIA_FILE.LEASE_UNTIL)
                .where(MediaRows.under(lease, MediaRows.IN_FLIGHT))
                .execute();
        if (isNews) {
            announce(lease);
        }
    }

    @Override
    public void giveBack(FileLease lease) {
        database.update(MEDIA_FILE)
                .set(MEDIA_FILE.STATE, MediaRows.DUE)
                .set(MEDIA_FILE.TRIES, MEDIA_FILE.TRIES.minus(1))
                .setNull(MEDIA_FILE.LEASE_UNTIL)
                .where(MediaRows.under(lease, MediaRows.IN_FLIGHT))
                .execute();
        MediaRows.tell(database, MediaRows.FETCHING);
    }

    @Override
    public void giveUp(FileLease lease, String trouble) {
        int given = database.update(MEDIA_FILE)
                .set(MEDIA_FILE.STATE, MediaRows.FAILED)
                .set(MEDIA_FILE.TROUBLE, trouble)
                .setNull(MEDIA_FILE.LEASE_UNTIL)
                .where(MediaRows.under(lease, MediaRows.IN_FLIGHT))
                .execute();
        if (given == 1) {
            announce(lease);
        }
    }

    @Override
    public void onDue(Runnable wake) {
        signals.on(MediaRows.FETCHING, wake);
    }

    private void announce(FileLease lease) {
        MediaRows.announce(database, live, lease.file().value());
    }
}
