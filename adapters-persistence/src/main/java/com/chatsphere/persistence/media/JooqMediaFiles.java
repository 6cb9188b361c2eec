package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_OF_MESSAGE;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.selectOne;

import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.media.MediaFiles;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.persistence.eventstore.Transaction;
import com.chatsphere.persistence.jooq.tables.records.MediaFileRecord;
import com.chatsphere.persistence.live.LiveLog;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which files are kept here, as rows. */
@Component
class JooqMediaFiles implements MediaFiles {
    private final DSLContext database;
    private final LiveLog live;
    private final Transaction transaction;

    JooqMediaFiles(DSLContext database, LiveLog live, Transaction transaction) {
        this.database = database;
        this.live = live;
        this.transaction = transaction;
    }

    @Override
    public Optional<Served> served(FileId file, MediaAddresses.Variant variant) {
        return served(file, variant, isShown());
    }

    @Override
    public Optional<Served> served(FileId file, MediaAddresses.Variant variant, AgentId asking) {
        return served(file, variant, isShown().or(MEDIA_FILE.UPLOADED_BY.eq(asking.value())));
    }

    private Optional<Served> served(FileId file, MediaAddresses.Variant variant, Condition mayBeSeen) {
        return database.selectFrom(MEDIA_FILE)
                .where(MEDIA_FILE.FILE_ID.eq(file.value()))
                .and(MEDIA_FILE.STATE.eq(MediaRows.READY))
                .and(mayBeSeen)
                .fetchOptional()
                .map(row -> switch (variant) {
                    case ORIGINAL -> original(row);
                    case THUMBNAIL -> thumbnail(row);
                });
    }

    private static Condition isShown() {
        return exists(selectOne()
                .from(MEDIA_OF_MESSAGE)
                .where(MEDIA_OF_MESSAGE.FILE_ID.eq(MEDIA_FILE.FILE_ID))
                .and(MEDIA_OF_MESSAGE.SHOWN));
    }

    private static Served original(MediaFileRecord row) {
        return new Served(
                new StoreKey(row.getStoreKey()),
                row.getSizeBytes(),
                row.getMimeType(),
                row.getFilename(),
                row.getSha256(),
                row.getKeptAt());
    }

    private static @Nullable Served thumbnail(MediaFileRecord row) {
        return row.getThumbnailKey() == null
                ? null
                : new Served(
                        new StoreKey(row.getThumbnailKey()),
                        row.getThumbnailSize(),
                        row.getThumbnailType(),
                        row.getFilename(),
                        row.getSha256(),
                        row.getKeptAt());
    }

    /** As often as a file that has just come: refusals count from nothing, and while Meta may still have it, it is tried for long. */
    @Override
    public boolean tryAgain(FileId file) {
        return transaction.call(() -> {
            boolean waits = database.update(MEDIA_FILE)
                            .set(MEDIA_FILE.STATE, MediaRows.DUE)
                            .set(MEDIA_FILE.TRIES, 0)
                            .set(MEDIA_FILE.REFUSALS, 0)
                            .set(MEDIA_FILE.DUE_AT, MediaRows.now())
                            .setNull(MEDIA_FILE.TROUBLE)
                            .where(MEDIA_FILE.FILE_ID.eq(file.value()))
                            .and(MEDIA_FILE.STATE.in(MediaRows.DUE, MediaRows.FAILED))
                            .and(isShown())
                            .execute()
                    == 1;
            if (waits) {
                MediaRows.announce(database, live, file.value());
                MediaRows.tell(database, MediaRows.FETCHING);
            }
            return waits;
        });
    }
}
