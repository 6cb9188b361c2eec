package com.chatsphere.web.media;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.media.SharedItems;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.web.message.MediaCard;
import com.chatsphere.web.message.ThreadPlace;
import com.chatsphere.web.message.WebAddress;
import com.chatsphere.web.problem.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Some of what a conversation has gathered, the newest first.
 *
 * @param kind the word of the address
 * @param before where the following page begins; null on the last one
 * @param isFirst whether nothing stands above it
 */
public record SharedPage(
        ConversationId conversationId,
        String kind,
        List<Row> rows,
        @Nullable String before,
        boolean isFirst) {
    static final int SIZE = 48;

    static SharedPage of(SharedItems.Query query, SharedItems answer) {
        return new SharedPage(
                query.conversationId(),
                query.kind().name().toLowerCase(Locale.ROOT),
                answer.items().stream().map(Row::new).toList(),
                answer.next() == null ? null : ThreadPlace.print(answer.next()),
                query.cursor() == null);
    }

    /** The kind of this name in an address. */
    static SharedItems.Kind kind(String word) {
        for (SharedItems.Kind kind : SharedItems.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        throw Problem.badRequest("invalid_kind", "kind is media, documents or links.");
    }

    public boolean isEmpty() {
        return rows.isEmpty() && isFirst;
    }

    /** What to say where there is nothing. */
    public String nothing() {
        return switch (kind) {
            case "media" -> "No photos or videos yet.";
            case "documents" -> "No documents yet.";
            default -> "No links yet.";
        };
    }

    /** One thing. */
    public record Row(SharedItems.Item item) {
        public String message() {
            return item.messageId().toString();
        }

        /** When it was sent, in milliseconds. */
        public String at() {
            return String.valueOf(item.sentAt().toEpochMilli());
        }

        public boolean isOurs() {
            return item.direction() == Direction.OUTBOUND;
        }

        /** The file; null for a link. */
        public @Nullable MediaCard card() {
            return item.kind() == null ? null : MediaCard.of(item, item.kind());
        }

        /** The address of a page, where it is one that may be opened; null for a file. */
        public @Nullable String address() {
            return item.link() == null ? null : WebAddress.written(item.link());
        }

        /** What was written. */
        public String written() {
            return String.valueOf(item.link());
        }
    }
}
