package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.jooq.Tables.TRANSCRIPT;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.TranscriptRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What messages reply to, kept with the reply as it was then, so that it never has to be loaded.
 *
 * <p>Whichever of the two becomes known last completes the pair.
 */
final class Quotes {
    private static final int PREVIEW_LENGTH = 160;
    private static final JsonMapper JSON = EventJson.mapper();

    private final DSLContext database;

    Quotes(DSLContext database) {
        this.database = database;
    }

    private record Name(UUID conversation, String wamid) {}

    /** What is kept of the other message. */
    private record Snapshot(
            UUID id,
            Direction direction,
            String type,
            String preview,
            @Nullable String author) {}

    static Transcript.@Nullable Quote of(TranscriptRecord row) {
        if (row.getReplyTo() == null) {
            return null;
        }
        if (row.getQuote() == null) {
            return Transcript.Quote.unknown(row.getReplyTo());
        }
        Snapshot snapshot = JSON.readValue(row.getQuote(), Snapshot.class);
        return new Transcript.Quote(
                row.getReplyTo(),
                new MessageId(snapshot.id()),
                snapshot.direction(),
                snapshot.type(),
                snapshot.preview(),
                snapshot.author());
    }

    /** Completes those of these rows that reply to something that is known, before they are written. */
    void lookUp(Collection<TranscriptRecord> changed) {
        List<TranscriptRecord> wanting = changed.stream()
                .filter(reply -> reply.getReplyTo() != null && reply.getQuote() == null)
                .toList();
        if (wanting.isEmpty()) {
            return;
        }
        Map<Name, TranscriptRecord> known = new HashMap<>();
        String[] wamids =
                wanting.stream().map(TranscriptRecord::getReplyTo).distinct().toArray(String[]::new);
        database.selectFrom(TRANSCRIPT)
                .where(TRANSCRIPT.WAMID.eq(any(wamids)))
                .and(TRANSCRIPT.HIDDEN.isFalse())
                .forEach(row -> known.put(new Name(row.getConversationId(), row.getWamid()), row));
        changed.stream()
                .filter(row -> row.getWamid() != null && !row.getHidden())
                .forEach(row -> known.put(new Name(row.getConversationId(), row.getWamid()), row));
        for (TranscriptRecord reply : wanting) {
            TranscriptRecord quoted = known.get(new Name(reply.getConversationId(), reply.getReplyTo()));
            if (quoted != null) {
                reply.setQuote(snapshot(quoted));
            }
        }
    }

    /** Completes the replies that were there before what they reply to had a name, after these rows were written. */
    void handOut(Collection<TranscriptRecord> changed, Consumer<TranscriptRecord> completed) {
        List<TranscriptRecord> named = changed.stream()
                .filter(row -> row.getWamid() != null
                        && !row.getHidden()
                        && !row.getWamid().equals(row.original(TRANSCRIPT.WAMID)))
                .toList();
        if (named.isEmpty()) {
            return;
        }
        Map<Name, TranscriptRecord> byName = named.stream()
                .collect(Collectors.toMap(
                        row -> new Name(row.getConversationId(), row.getWamid()), row -> row, (one, other) -> other));
        List<TranscriptRecord> replies = database.selectFrom(TRANSCRIPT)
                .where(TRANSCRIPT.REPLY_TO.eq(
                        any(named.stream().map(TranscriptRecord::getWamid).toArray(String[]::new))))
                .and(TRANSCRIPT.REPLY_TO.isNotNull())
                .and(TRANSCRIPT.QUOTE.isNull())
                .orderBy(TRANSCRIPT.MESSAGE_ID)
                .forUpdate()
                .fetch();
        for (TranscriptRecord reply : replies) {
            TranscriptRecord quoted = byName.get(new Name(reply.getConversationId(), reply.getReplyTo()));
            if (quoted == null) {
                continue;
            }
            database.update(TRANSCRIPT)
                    .set(TRANSCRIPT.QUOTE, snapshot(quoted))
                    .set(TRANSCRIPT.VERSION, greatest(TRANSCRIPT.VERSION, val(quoted.getVersion())))
                    .where(TRANSCRIPT.MESSAGE_ID.eq(reply.getMessageId()))
                    .execute();
            completed.accept(reply);
        }
    }

    /** Takes what a message said out of the replies to it, because it was taken out of sight. */
    void forget(String wamid, UUID conversation) {
        database.update(TRANSCRIPT)
                .setNull(TRANSCRIPT.QUOTE)
                .where(TRANSCRIPT.REPLY_TO.eq(wamid))
                .and(TRANSCRIPT.REPLY_TO.isNotNull())
                .and(TRANSCRIPT.CONVERSATION_ID.eq(conversation))
                .execute();
    }

    private static String snapshot(TranscriptRecord quoted) {
        return JSON.writeValueAsString(new Snapshot(
                quoted.getMessageId(),
                Direction.valueOf(quoted.getDirection().toUpperCase(Locale.ROOT)),
                quoted.getType(),
                Shown.preview(Contents.preview(Contents.read(quoted.getContent())), PREVIEW_LENGTH),
                author(quoted)));
    }

    private static @Nullable String author(TranscriptRecord quoted) {
        if (quoted.getContext() == null) {
            return null;
        }
        MessageContext context = JSON.readValue(quoted.getContext(), MessageContext.class);
        return context.participant() == null || context.participant().name() == null
                ? null
                : Shown.text(context.participant().name().value());
    }
}
