package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_OF_MESSAGE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.media.Previews;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.application.media.Uploads;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.persistence.jooq.tables.records.MediaFileRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.springframework.stereotype.Component;

/** Files that agents brought, as rows; a day is one of UTC, by the database's clock. */
@Component
class JooqUploads implements Uploads {
    private static final int MOST_FILES = 1_000;
    private static final long MOST_BYTES = 5L << 30;

    private final DSLContext database;

    JooqUploads(DSLContext database) {
        this.database = database;
    }

    /** One after the other for each agent, so that nobody gets past the limit by being quick. */
    @Override
    public void add(Upload upload) {
        database.transaction(transaction -> {
            DSLContext dsl = transaction.dsl();
            dsl.execute("SELECT pg_advisory_xact_lock(hashtextextended({0}, 0))", val("uploads of " + upload.by()));
            requireRoom(dsl, upload);
            insert(dsl, upload);
        });
    }

    private static void requireRoom(DSLContext dsl, Upload upload) {
        Field<Instant> today = field(
                "date_trunc('day', clock_timestamp() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'",
                MEDIA_FILE.CREATED_AT.getDataType());
        Record2<Integer, BigDecimal> brought = dsl.select(count(), sum(MEDIA_FILE.SIZE_BYTES))
                .from(MEDIA_FILE)
                .where(MEDIA_FILE.UPLOADED_BY.eq(upload.by().value()))
                .and(MEDIA_FILE.CREATED_AT.ge(today))
                .fetchSingle();
        if (brought.value1() >= MOST_FILES) {
            throw new QuotaExceeded(
                    "You have brought %,d files today, which is the most a day. Go on tomorrow (UTC), or ask a colleague."
                            .formatted(MOST_FILES));
        }
        long bytes = brought.value2() == null ? 0 : brought.value2().longValue();
        if (bytes + upload.file().size() > MOST_BYTES) {
            throw new QuotaExceeded(
                    "The files you have brought today would be more than %d GB, which is the most a day. Go"
                                    .formatted(MOST_BYTES >> 30)
                            + " on tomorrow (UTC), or ask a colleague.");
        }
    }

    private static void insert(DSLContext dsl, Upload upload) {
        KeptFile file = upload.file();
        Previews.Look look = upload.look();
        Previews.Thumbnail thumbnail = look.thumbnail();
        MediaFileRecord row = dsl.newRecord(MEDIA_FILE);
        row.setFileId(file.fileId().value());
        row.setKind(word(upload.kind()));
        row.setFilename(file.filename() == null ? null : file.filename().value());
        row.setState(MediaRows.READY);
        row.setMimeType(file.mimeType());
        row.setSizeBytes(file.size());
        row.setSha256(upload.sha256());
        row.setStoreKey(upload.key().value());
        row.setKeptAt(upload.at());
        row.setLookedInto(true);
        row.setWidth(look.width());
        row.setHeight(look.height());
        row.setSeconds(look.seconds());
        row.setPages(look.pages());
        if (upload.thumbnail() != null && thumbnail != null) {
            row.setThumbnailKey(upload.thumbnail().value());
            row.setThumbnailType(thumbnail.mimeType());
            row.setThumbnailSize((long) thumbnail.bytes().length);
        }
        row.setUploadedBy(upload.by().value());
        row.insert();
    }

    @Override
    public Optional<Upload> find(FileId file, AgentId by) {
        return database.selectFrom(MEDIA_FILE)
                .where(MEDIA_FILE.FILE_ID.eq(file.value()))
                .and(MEDIA_FILE.UPLOADED_BY.eq(by.value()))
                .and(MEDIA_FILE.STATE.eq(MediaRows.READY))
                .fetchOptional(row -> toUpload(row, by));
    }

    private static Upload toUpload(MediaFileRecord row, AgentId by) {
        return new Upload(
                new KeptFile(
                        new FileId(row.getFileId()),
                        row.getMimeType(),
                        row.getSizeBytes(),
                        row.getFilename() == null ? null : new MessageText(row.getFilename())),
                MediaKind.valueOf(row.getKind().toUpperCase(Locale.ROOT)),
                by,
                new StoreKey(row.getStoreKey()),
                row.getSha256(),
                new Previews.Look(row.getWidth(), row.getHeight(), row.getSeconds(), row.getPages(), null, null),
                row.getThumbnailKey() == null ? null : new StoreKey(row.getThumbnailKey()),
                row.getKeptAt());
    }

    /** The row is locked before anybody looks for messages, so that none is queued with it meanwhile. */
    @Override
    public boolean discard(FileId file, AgentId by) {
        return database.transactionResult(transaction -> {
            DSLContext dsl = transaction.dsl();
            Optional<MediaFileRecord> row = dsl.selectFrom(MEDIA_FILE)
                    .where(MEDIA_FILE.FILE_ID.eq(file.value()))
                    .and(MEDIA_FILE.UPLOADED_BY.eq(by.value()))
                    .forUpdate()
                    .fetchOptional();
            if (row.isEmpty() || dsl.fetchExists(MEDIA_OF_MESSAGE, MEDIA_OF_MESSAGE.FILE_ID.eq(file.value()))) {
                return false;
            }
            return row.get().delete() == 1;
        });
    }

    private static String word(MediaKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
