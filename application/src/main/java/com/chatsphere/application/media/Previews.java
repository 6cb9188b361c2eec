package com.chatsphere.application.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Need: look into files of strangers, where that cannot hurt this process. Few at a time: whoever asks waits, within limits.
 * A file that cannot be looked into is no error; its message is shown without a picture.
 */
public interface Previews {
    /**
     * What the file shows; {@link Look#NOTHING} with a reason when it cannot be told.
     *
     * @throws Unavailable when it says nothing of the file that it was not told
     */
    Look look(Path file, String mimeType);

    /**
     * A copy of a picture that WhatsApp takes: JPEG or PNG, upright, without what cameras write about place and time, and
     * within WhatsApp's size; empty when the picture cannot be read. The file is the caller's, to move or to remove.
     *
     * @throws Unavailable when it says nothing of the picture that there is none
     */
    Optional<Prepared> prepare(Path picture, String mimeType) throws IOException;

    /**
     * What was seen.
     *
     * @param width in pixels, upright
     * @param height in pixels, upright
     * @param seconds how long it plays
     * @param pages of a document
     * @param thumbnail a small picture of it
     * @param trouble why something is missing, for the log
     */
    record Look(
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Double seconds,
            @Nullable Integer pages,
            @Nullable Thumbnail thumbnail,
            @Nullable String trouble) {
        public static final Look NOTHING = new Look(null, null, null, null, null, null);

        public static Look nothing(String trouble) {
            return new Look(null, null, null, null, null, trouble);
        }
    }

    /** A small picture. */
    @SuppressWarnings("ArrayRecordComponent")
    record Thumbnail(byte[] bytes, String mimeType, int width, int height) {}

    /** A picture made ready to be sent. */
    record Prepared(Path file, String mimeType) {}

    /** Nothing can be looked into at the moment, because too many wait or this process stops; the same may be asked later. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }
}
