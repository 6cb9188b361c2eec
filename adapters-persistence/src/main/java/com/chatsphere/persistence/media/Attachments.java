package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;

import com.chatsphere.application.media.Attachment;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.persistence.jooq.tables.records.MediaFileRecord;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Rows of files as the thread shows them. */
public final class Attachments {
    private Attachments() {}

    /** The file of a message whose row was read together with it, or null when it has none. */
    public static @Nullable Attachment of(Record joined) {
        MediaFileRecord row = joined.into(MEDIA_FILE);
        return row.getFileId() == null ? null : of(row);
    }

    static Attachment of(MediaFileRecord row) {
        return new Attachment(
                new FileId(row.getFileId()),
                state(row.getState()),
                row.getMimeType(),
                row.getSizeBytes(),
                row.getWidth(),
                row.getHeight(),
                row.getSeconds(),
                row.getPages(),
                row.getThumbnailKey() != null,
                row.getSha256(),
                row.getTrouble());
    }

    private static Attachment.State state(String word) {
        return switch (word) {
            case "ready" -> Attachment.State.READY;
            case "failed" -> Attachment.State.FAILED;
            case "removed" -> Attachment.State.REMOVED;
            default -> Attachment.State.PENDING;
        };
    }
}
