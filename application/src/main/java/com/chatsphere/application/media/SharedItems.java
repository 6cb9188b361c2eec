package com.chatsphere.application.media;

import com.chatsphere.application.Asks;
import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was sent in a conversation beside its words, the newest first.
 *
 * @param next for the following page, or null on the last one
 */
public record SharedItems(List<Item> items, Transcript.@Nullable Cursor next) {

    /** Asks for the {@code size} items before {@code cursor}, or else for the newest. */
    public record Query(ConversationId conversationId, Kind kind, Transcript.@Nullable Cursor cursor, int size)
            implements Asks<SharedItems> {}

    /** What is looked for. */
    public enum Kind {
        /** Photos and videos. */
        MEDIA,
        DOCUMENTS,
        /** Addresses of web pages in texts. */
        LINKS
    }

    /**
     * One thing that was sent.
     *
     * @param kind of file; null for a link
     * @param filename what its sender calls the file
     * @param link the address of a page; null for a file
     * @param attachment the file as far as it is here; null for a link, or when nobody has looked for it
     */
    public record Item(
            MessageId messageId,
            Instant sentAt,
            Direction direction,
            @Nullable MediaKind kind,
            @Nullable String filename,
            @Nullable String link,
            @Nullable Attachment attachment) {}
}
