package com.chatsphere.application.media;

import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageError;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Need: take files from Meta, and hand files to it. */
public interface MetaMedia {
    /** Opens what Meta holds under this id; the content is to be closed. */
    Answer open(PhoneNumberId number, MediaId media);

    /** Hands a file to Meta, which keeps it for 30 days; repeating it does no harm. */
    Handover give(PhoneNumberId number, Parcel file);

    /**
     * A file on its way to Meta.
     *
     * @param filename as the customer may see it
     * @param size in bytes
     */
    record Parcel(String mimeType, String filename, long size, Source source) {}

    /** Opens the bytes of a file from its beginning, as often as it is asked. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /** What came of asking for a file. */
    sealed interface Answer {
        /**
         * It comes now; reading fails with {@link RemoteFailed} when the connection does.
         *
         * @param sha256 as Meta says it is, in hexadecimal small letters
         * @param size as Meta says it is, in bytes
         */
        record Coming(
                InputStream content,
                @Nullable String mimeType,
                @Nullable String sha256,
                @Nullable Long size) implements Answer {}

        /** Meta does not have it, or will not give it, whatever happens. */
        record Gone(String reason) implements Answer {}

        /**
         * Not this time.
         *
         * @param after how long Meta wants to be left alone
         */
        record Later(String reason, @Nullable Duration after) implements Answer {}
    }

    /** What came of handing a file over. */
    sealed interface Handover {
        record Taken(MediaId media) implements Handover {}

        /** Meta does not take this file, and never will. */
        record Refused(MessageError error) implements Handover {}

        /**
         * Not this time.
         *
         * @param after how long Meta wants to be left alone
         */
        record Later(MessageError error, @Nullable Duration after) implements Handover {}
    }

    /** The connection to Meta ended before the file did. */
    final class RemoteFailed extends IOException {
        private static final long serialVersionUID = 1L;

        public RemoteFailed(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }
}
