package com.chatsphere.application.media;

import com.chatsphere.domain.message.FileId;
import org.jspecify.annotations.Nullable;

/**
 * The file of a message, as far as it is here.
 *
 * @param mimeType what its bytes say it is, once they are here
 * @param size in bytes, once it is here
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param seconds how long it plays
 * @param pages of a document
 * @param hasThumbnail whether there is a small picture of it
 * @param sha256 of its bytes, in hexadecimal small letters, once they are here
 * @param trouble for people: why it is not here, or what is wrong with it; null when nothing is
 */
public record Attachment(
        FileId id,
        State state,
        @Nullable String mimeType,
        @Nullable Long size,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Double seconds,
        @Nullable Integer pages,
        boolean hasThumbnail,
        @Nullable String sha256,
        @Nullable String trouble) {
    /** How far it has come. */
    public enum State {
        /** It is being fetched, or waits to be. */
        PENDING,
        /** It can be opened. */
        READY,
        /** It could not be fetched; a person may have it tried again. */
        FAILED,
        /** It was here and was removed for good. */
        REMOVED
    }
}
