package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.MEDIA_HANDOVER;
import static com.chatsphere.persistence.jooq.Tables.OUTBOX;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** The files of ours that have to be at Meta before messages of the outbox go out. */
public final class FilesAhead {
    /** Said when a file is to be handed over. */
    static final String DUE = "chatsphere_file_due";

    /** Said when Meta has been handed a file. */
    public static final String TAKEN = "chatsphere_file_taken";

    /** What Meta calls the file of a row of the outbox, where it has it. */
    public static final Field<String> MEDIA_ID = field(select(MEDIA_HANDOVER.MEDIA_ID)
                    .from(MEDIA_HANDOVER)
                    .where(isThatOf(OUTBOX.FILE_ID, OUTBOX.PHONE_NUMBER_ID))
                    .and(MEDIA_HANDOVER.STATE.eq("taken")))
            .as("handed_over");

    /** A file that would expire while its message waits is handed over anew. */
    private static final Duration LEAST_LEFT = Duration.ofDays(1);

    private final DSLContext database;

    public FilesAhead(DSLContext database) {
        this.database = database;
    }

    public static Optional<FileId> fileOf(MessageContent content) {
        return content instanceof MessageContent.Media media && media.file() instanceof KeptFile kept
                ? Optional.of(kept.fileId())
                : Optional.empty();
    }

    /** Whether a row of the outbox need not wait for a file. */
    public static Condition isThere() {
        return OUTBOX.FILE_ID
                .isNull()
                .or(exists(selectOne()
                        .from(MEDIA_HANDOVER)
                        .where(isThatOf(OUTBOX.FILE_ID, OUTBOX.PHONE_NUMBER_ID))
                        .and(MEDIA_HANDOVER.STATE.eq("taken"))
                        .and(MEDIA_HANDOVER.EXPIRES_AT.gt(MediaRows.now()))));
    }

    /** Has the file of a message handed over, unless Meta has it for long enough. */
    public void expect(MessageQueued message) {
        Condition over = MEDIA_HANDOVER.STATE.eq("taken").and(MEDIA_HANDOVER.EXPIRES_AT.lt(MediaRows.in(LEAST_LEFT)));
        fileOf(message.content())
                .ifPresent(file -> handOver(
                        file,
                        message.number(),
                        MEDIA_HANDOVER.STATE.eq("refused").or(over)));
    }

    /** The same for a message that failed before: that may have been for its file, so Meta is handed that anew. */
    public void expectAnew(MessageQueued message) {
        fileOf(message.content())
                .ifPresent(file -> handOver(file, message.number(), MEDIA_HANDOVER.STATE.in("refused", "taken")));
    }

    /** Meta does not know this name of the file any more; should it have another one by now, that stays. */
    public void forget(FileId file, PhoneNumberId number, @Nullable MediaId handedOver) {
        if (handedOver != null) {
            handOver(
                    file, number, MEDIA_HANDOVER.STATE.eq("taken").and(MEDIA_HANDOVER.MEDIA_ID.eq(handedOver.value())));
        }
    }

    /** Whoever has it in hand waits until this is committed before recording that nobody needs it. */
    private void handOver(FileId file, PhoneNumberId number, Condition anew) {
        database.insertInto(MEDIA_HANDOVER)
                .set(MEDIA_HANDOVER.FILE_ID, file.value())
                .set(MEDIA_HANDOVER.PHONE_NUMBER_ID, number.value())
                .onConflict(MEDIA_HANDOVER.FILE_ID, MEDIA_HANDOVER.PHONE_NUMBER_ID)
                .doUpdate()
                .set(MEDIA_HANDOVER.STATE, "due")
                .setNull(MEDIA_HANDOVER.MEDIA_ID)
                .setNull(MEDIA_HANDOVER.TAKEN_AT)
                .setNull(MEDIA_HANDOVER.EXPIRES_AT)
                .set(MEDIA_HANDOVER.TRIES, 0)
                .set(MEDIA_HANDOVER.ASKED_AT, MediaRows.now())
                .set(MEDIA_HANDOVER.DUE_AT, MediaRows.now())
                .where(anew)
                .execute();
        MediaRows.tell(database, DUE);
    }

    static Condition isThatOf(Field<UUID> file, Field<String> number) {
        return MEDIA_HANDOVER.FILE_ID.eq(file).and(MEDIA_HANDOVER.PHONE_NUMBER_ID.eq(number));
    }
}
