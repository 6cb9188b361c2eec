package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_HANDOVER;
import static com.chatsphere.persistence.jooq.Tables.OUTBOX;
import static com.chatsphere.persistence.media.MediaRows.in;
import static com.chatsphere.persistence.media.MediaRows.now;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.media.Handovers;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.persistence.jooq.tables.records.MediaFileRecord;
import com.chatsphere.persistence.jooq.tables.records.MediaHandoverRecord;
import com.chatsphere.persistence.live.Signals;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Files of ours on their way to Meta, as rows; every time is the database's. */
@Component
class JooqHandovers implements Handovers {
    private static final String DUE = "due";
    private static final String IN_FLIGHT = "in_flight";
    private static final String TAKEN = "taken";
    private static final String REFUSED = "refused";

    private final DSLContext database;
    private final Signals signals;

    JooqHandovers(DSLContext database, Signals signals) {
        this.database = database;
        this.signals = signals;
    }

    @Override
    public List<Claim> claim(int most, Duration lease) {
        return database.transactionResult(transaction -> {
            DSLContext dsl = transaction.dsl();
            askAgainForExpired(dsl);
            List<MediaHandoverRecord> claimed = dsl.update(MEDIA_HANDOVER)
                    .set(MEDIA_HANDOVER.STATE, IN_FLIGHT)
                    .set(MEDIA_HANDOVER.CLAIMS, MEDIA_HANDOVER.CLAIMS.plus(1))
                    .set(MEDIA_HANDOVER.TRIES, MEDIA_HANDOVER.TRIES.plus(1))
                    .set(MEDIA_HANDOVER.LEASE_UNTIL, in(lease))
                    .where(row(MEDIA_HANDOVER.FILE_ID, MEDIA_HANDOVER.PHONE_NUMBER_ID)
                            .in(select(MEDIA_HANDOVER.FILE_ID, MEDIA_HANDOVER.PHONE_NUMBER_ID)
                                    .from(MEDIA_HANDOVER)
                                    .where(MEDIA_HANDOVER
                                            .STATE
                                            .eq(DUE)
                                            .and(MEDIA_HANDOVER.DUE_AT.le(now()))
                                            .or(MEDIA_HANDOVER
                                                    .STATE
                                                    .eq(IN_FLIGHT)
                                                    .and(MEDIA_HANDOVER.LEASE_UNTIL.lt(now()))))
                                    .orderBy(MEDIA_HANDOVER.DUE_AT)
                                    .limit(most)
                                    .forUpdate()
                                    .skipLocked()))
                    .returning()
                    .fetch();
            Map<UUID, MediaFileRecord> files = files(dsl, claimed);
            return claimed.stream()
                    .map(row -> toClaim(row, files.get(row.getFileId())))
                    .toList();
        });
    }

    /** A message has waited longer than Meta keeps files, for example because nothing ran. */
    private static void askAgainForExpired(DSLContext dsl) {
        dsl.update(MEDIA_HANDOVER)
                .set(MEDIA_HANDOVER.STATE, DUE)
                .set(MEDIA_HANDOVER.TRIES, 0)
                .set(MEDIA_HANDOVER.ASKED_AT, now())
                .set(MEDIA_HANDOVER.DUE_AT, now())
                .where(MEDIA_HANDOVER.STATE.eq(TAKEN))
                .and(MEDIA_HANDOVER.EXPIRES_AT.le(now()))
                .and(exists(selectOne().from(OUTBOX).where(waitsForIt())))
                .execute();
    }

    private static Map<UUID, MediaFileRecord> files(DSLContext dsl, List<MediaHandoverRecord> claimed) {
        if (claimed.isEmpty()) {
            return Map.of();
        }
        return dsl.selectFrom(MEDIA_FILE)
                .where(MEDIA_FILE.FILE_ID.in(
                        claimed.stream().map(MediaHandoverRecord::getFileId).toList()))
                .and(MEDIA_FILE.STATE.eq("ready"))
                .fetchMap(MEDIA_FILE.FILE_ID);
    }

    private static Claim toClaim(MediaHandoverRecord row, @Nullable MediaFileRecord file) {
        return new Claim(
                new FileId(row.getFileId()),
                new PhoneNumberId(row.getPhoneNumberId()),
                row.getClaims(),
                row.getTries(),
                Duration.between(row.getAskedAt(), row.getLeaseUntil()),
                file == null
                        ? null
                        : new Content(
                                new StoreKey(file.getStoreKey()),
                                file.getMimeType(),
                                file.getFilename() == null ? "file" : file.getFilename(),
                                file.getSizeBytes()));
    }

    @Override
    public void renew(Collection<Claim> claims, Duration lease) {
        for (Claim claim : claims) {
            database.update(MEDIA_HANDOVER)
                    .set(MEDIA_HANDOVER.LEASE_UNTIL, in(lease))
                    .where(isOurs(claim))
                    .execute();
        }
    }

    @Override
    public boolean take(Claim claim, MediaId media, Duration holds) {
        return database.transactionResult(transaction -> {
            DSLContext dsl = transaction.dsl();
            boolean ours = dsl.update(MEDIA_HANDOVER)
                            .set(MEDIA_HANDOVER.STATE, TAKEN)
                            .set(MEDIA_HANDOVER.MEDIA_ID, media.value())
                            .set(MEDIA_HANDOVER.TAKEN_AT, now())
                            .set(MEDIA_HANDOVER.EXPIRES_AT, in(holds))
                            .setNull(MEDIA_HANDOVER.LEASE_UNTIL)
                            .setNull(MEDIA_HANDOVER.ERROR_CODE)
                            .setNull(MEDIA_HANDOVER.ERROR_TITLE)
                            .setNull(MEDIA_HANDOVER.ERROR_DETAILS)
                            .where(isOurs(claim))
                            .execute()
                    == 1;
            if (ours) {
                MediaRows.tell(dsl, FilesAhead.TAKEN);
            }
            return ours;
        });
    }

    @Override
    public boolean postpone(Claim claim, MessageError error, Duration delay) {
        return database.update(MEDIA_HANDOVER)
                        .set(MEDIA_HANDOVER.STATE, DUE)
                        .set(MEDIA_HANDOVER.DUE_AT, in(delay))
                        .setNull(MEDIA_HANDOVER.LEASE_UNTIL)
                        .set(MEDIA_HANDOVER.ERROR_CODE, error.code())
                        .set(MEDIA_HANDOVER.ERROR_TITLE, error.title())
                        .set(MEDIA_HANDOVER.ERROR_DETAILS, error.details())
                        .where(isOurs(claim))
                        .execute()
                == 1;
    }

    @Override
    public List<Waiting> waiting(Claim claim, int most) {
        return database.select(OUTBOX.MESSAGE_ID, OUTBOX.ATTEMPT)
                .from(OUTBOX)
                .where(waitsFor(claim))
                .orderBy(OUTBOX.PLACE)
                .limit(most)
                .fetch(row -> new Waiting(new MessageId(row.value1()), row.value2()));
    }

    /** Whoever queues a message with the file touches its row: once that is ours, all who wait are seen. */
    @Override
    public boolean refuse(Claim claim, MessageError error) {
        return database.transactionResult(transaction -> {
            DSLContext dsl = transaction.dsl();
            boolean ours = !dsl.selectOne()
                    .from(MEDIA_HANDOVER)
                    .where(isOurs(claim))
                    .forUpdate()
                    .fetch()
                    .isEmpty();
            if (!ours) {
                return true;
            }
            if (dsl.fetchExists(OUTBOX, waitsFor(claim))) {
                return false;
            }
            dsl.update(MEDIA_HANDOVER)
                    .set(MEDIA_HANDOVER.STATE, REFUSED)
                    .setNull(MEDIA_HANDOVER.LEASE_UNTIL)
                    .set(MEDIA_HANDOVER.ERROR_CODE, error.code())
                    .set(MEDIA_HANDOVER.ERROR_TITLE, error.title())
                    .set(MEDIA_HANDOVER.ERROR_DETAILS, error.details())
                    .where(isOurs(claim))
                    .execute();
            return true;
        });
    }

    @Override
    public void forgetUnneeded() {
        database.deleteFrom(MEDIA_HANDOVER)
                .where(MEDIA_HANDOVER
                        .STATE
                        .eq(REFUSED)
                        .or(MEDIA_HANDOVER.STATE.eq(TAKEN).and(MEDIA_HANDOVER.EXPIRES_AT.lt(now()))))
                .and(notExists(selectOne().from(OUTBOX).where(waitsForIt())))
                .execute();
    }

    @Override
    public void onDue(Runnable wake) {
        signals.on(FilesAhead.DUE, wake);
    }

    private static Condition isOurs(Claim claim) {
        return FilesAhead.isThatOf(val(claim.file().value()), val(claim.number().value()))
                .and(MEDIA_HANDOVER.STATE.eq(IN_FLIGHT))
                .and(MEDIA_HANDOVER.CLAIMS.eq(claim.count()));
    }

    private static Condition waitsForIt() {
        return FilesAhead.isThatOf(OUTBOX.FILE_ID, OUTBOX.PHONE_NUMBER_ID).and(OUTBOX.STATE.eq(DUE));
    }

    private static Condition waitsFor(Claim claim) {
        return OUTBOX.FILE_ID
                .eq(claim.file().value())
                .and(OUTBOX.PHONE_NUMBER_ID.eq(claim.number().value()))
                .and(OUTBOX.STATE.eq(DUE));
    }
}
