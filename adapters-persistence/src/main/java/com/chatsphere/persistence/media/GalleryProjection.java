package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.jooq.Tables.DOMAIN_EVENT;
import static com.chatsphere.persistence.jooq.Tables.GALLERY;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_OF_MESSAGE;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.media.SharedItems;
import com.chatsphere.application.media.SharedItems.Kind;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationDeleted;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageEvent;
import com.chatsphere.domain.message.MessageEvent.MessageEdited;
import com.chatsphere.domain.message.MessageEvent.MessageFilledIn;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRevoked;
import com.chatsphere.domain.message.MessageEvent.MessageSentElsewhere;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.eventstore.Rows;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.GalleryRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was sent in a conversation beside its words: pictures and videos, documents, and the first address of a text. */
@Component
@ProcessingGroup("gallery")
class GalleryProjection {
    private static final JsonMapper JSON = EventJson.mapper();
    private static final List<String> END_OF_A_MESSAGE =
            List.of(MessageHidden.class.getName(), MessageRevoked.class.getName());

    private final DSLContext database;
    private final Rows<Key, GalleryRecord> rows;

    GalleryProjection(DSLContext database) {
        this.database = database;
        this.rows = new Rows<>(database, this::read, this::write);
    }

    /** What names a row. */
    private record Key(UUID message, Kind kind) {}

    /** Where a message stands in its thread. */
    private record Place(Direction direction, Instant sentAt, long arrival) {}

    @EventHandler
    void on(MessageReceived event, TrackingToken token) {
        add(event, event.content(), new Place(Direction.INBOUND, event.sentAt(), position(token)));
    }

    @EventHandler
    void on(MessageSentElsewhere event, TrackingToken token) {
        add(event, event.content(), new Place(Direction.OUTBOUND, event.sentAt(), position(token)));
    }

    @EventHandler
    void on(MessageQueued event, TrackingToken token) {
        add(event, event.content(), new Place(Direction.OUTBOUND, event.at(), position(token)));
    }

    @EventHandler
    void on(MessageFilledIn event, TrackingToken token) {
        if (bringsAnything(event.content()) && !isGone(event, token)) {
            add(event, event.content(), placeOf(event.messageId()));
        }
    }

    /** The edit of words beside a file brings the words alone, and the file stays. */
    @EventHandler
    void on(MessageEdited event, TrackingToken token) {
        UUID message = event.messageId().value();
        if (event.content() instanceof MessageContent.Media) {
            rows.changeIfPresent(new Key(message, Kind.MEDIA), row -> row.setShown(false));
            rows.changeIfPresent(new Key(message, Kind.DOCUMENTS), row -> row.setShown(false));
        }
        rows.changeIfPresent(new Key(message, Kind.LINKS), row -> row.setShown(false));
        if (bringsAnything(event.content()) && !isGone(event, token)) {
            add(event, event.content(), placeOf(event.messageId()));
        }
    }

    @EventHandler
    void on(MessageHidden event) {
        takeAway(event.messageId());
    }

    @EventHandler
    void on(MessageRevoked event) {
        takeAway(event.messageId());
    }

    private void takeAway(MessageId message) {
        for (Kind kind : Kind.values()) {
            rows.changeIfPresent(new Key(message.value(), kind), row -> row.setShown(false));
        }
    }

    @EventHandler
    void on(ConversationDeleted event) {
        rows.writeNow();
        database.update(GALLERY)
                .set(GALLERY.SHOWN, false)
                .where(GALLERY.CONVERSATION_ID.eq(event.conversationId().value()))
                .and(GALLERY.SHOWN)
                .execute();
    }

    private void add(MessageEvent event, MessageContent content, Place place) {
        if (content instanceof MessageContent.Media media) {
            kind(media.kind()).ifPresent(kind -> {
                GalleryRecord row = begin(event, kind, place);
                row.setMediaKind(media.kind().name().toLowerCase(Locale.ROOT));
                MessageText filename = media.file().filename();
                row.setFilename(filename == null ? null : Shown.text(filename.value()));
                rows.add(new Key(row.getMessageId(), kind), row);
            });
        }
        link(content).ifPresent(link -> {
            GalleryRecord row = begin(event, Kind.LINKS, place);
            row.setLink(Shown.text(link));
            rows.add(new Key(row.getMessageId(), Kind.LINKS), row);
        });
    }

    private static boolean bringsAnything(MessageContent content) {
        return content instanceof MessageContent.Media || link(content).isPresent();
    }

    private static GalleryRecord begin(MessageEvent event, Kind kind, Place place) {
        GalleryRecord row = new GalleryRecord();
        row.setMessageId(event.messageId().value());
        row.setKind(word(kind));
        row.setConversationId(event.conversationId().value());
        row.setSentAt(place.sentAt());
        row.setArrival(place.arrival());
        row.setDirection(place.direction().name().toLowerCase(Locale.ROOT));
        row.setShown(true);
        return row;
    }

    /** What is spoken and what is stuck on is part of the talk, and not looked for later. */
    private static Optional<Kind> kind(MediaKind kind) {
        return switch (kind) {
            case IMAGE, VIDEO -> Optional.of(Kind.MEDIA);
            case DOCUMENT, AUDIO -> Optional.of(Kind.DOCUMENTS);
            case VOICE_NOTE, STICKER, ANIMATED_STICKER -> Optional.empty();
        };
    }

    private static Optional<String> link(MessageContent content) {
        MessageText words =
                switch (content) {
                    case MessageContent.Text(var body) -> body;
                    case MessageContent.Media media -> media.caption();
                    default -> null;
                };
        return words == null ? Optional.empty() : FirstLink.in(words.value());
    }

    /** From the message's first fact, because what had nothing to be looked for until now has no row here. */
    private Place placeOf(MessageId message) {
        var first = database.select(DOMAIN_EVENT.GLOBAL_INDEX, DOMAIN_EVENT.PAYLOAD_TYPE, DOMAIN_EVENT.PAYLOAD)
                .from(DOMAIN_EVENT)
                .where(DOMAIN_EVENT.AGGREGATE_IDENTIFIER.eq(message.toString()))
                .and(DOMAIN_EVENT.SEQUENCE_NUMBER.eq(0L))
                .fetchSingle();
        JsonNode fact = JSON.readTree(first.value3());
        boolean inbound = first.value2().equals(MessageReceived.class.getName());
        return new Place(
                inbound ? Direction.INBOUND : Direction.OUTBOUND,
                Instant.parse(fact.path(fact.has("sentAt") ? "sentAt" : "at").asString()),
                first.value1());
    }

    /** Whether nobody saw the message any more when this came about. */
    private boolean isGone(MessageEvent event, TrackingToken token) {
        Condition before = DOMAIN_EVENT.GLOBAL_INDEX.lt(position(token));
        Condition endOfMessage = DOMAIN_EVENT
                .AGGREGATE_IDENTIFIER
                .eq(event.messageId().toString())
                .and(DOMAIN_EVENT.PAYLOAD_TYPE.in(END_OF_A_MESSAGE))
                .and(before);
        return database.fetchExists(DOMAIN_EVENT, endOfMessage) || isInWhatWasDeleted(event, before);
    }

    private boolean isInWhatWasDeleted(MessageEvent event, Condition before) {
        Long arrival = database.select(DOMAIN_EVENT.GLOBAL_INDEX)
                .from(DOMAIN_EVENT)
                .where(DOMAIN_EVENT.AGGREGATE_IDENTIFIER.eq(event.messageId().toString()))
                .and(DOMAIN_EVENT.SEQUENCE_NUMBER.eq(0L))
                .fetchOne(DOMAIN_EVENT.GLOBAL_INDEX);
        return arrival != null
                && database.fetchExists(
                        DOMAIN_EVENT,
                        DOMAIN_EVENT
                                .AGGREGATE_IDENTIFIER
                                .eq(event.conversationId().toString())
                                .and(DOMAIN_EVENT.PAYLOAD_TYPE.eq(ConversationDeleted.class.getName()))
                                .and(DOMAIN_EVENT.GLOBAL_INDEX.gt(arrival))
                                .and(before));
    }

    private static long position(TrackingToken token) {
        return token.position().orElseThrow();
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Key key(GalleryRecord row) {
        return new Key(row.getMessageId(), Kind.valueOf(row.getKind().toUpperCase(Locale.ROOT)));
    }

    private Map<Key, GalleryRecord> read(Set<Key> keys) {
        return database
                .selectFrom(GALLERY)
                .where(GALLERY.MESSAGE_ID.in(
                        keys.stream().map(Key::message).distinct().toList()))
                .forUpdate()
                .stream()
                .filter(row -> keys.contains(key(row)))
                .collect(Collectors.toMap(GalleryProjection::key, row -> row));
    }

    private void write(Collection<GalleryRecord> changed) {
        database.insertInto(GALLERY)
                .columns(GALLERY.fields())
                .valuesOfRecords(changed)
                .onConflict(GALLERY.MESSAGE_ID, GALLERY.KIND)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    @QueryHandler
    SharedItems answer(SharedItems.Query query) {
        List<Found> found = database.select(GALLERY.fields())
                .select(MEDIA_FILE.fields())
                .from(GALLERY)
                .leftJoin(MEDIA_OF_MESSAGE)
                .on(MEDIA_OF_MESSAGE.MESSAGE_ID.eq(GALLERY.MESSAGE_ID))
                .leftJoin(MEDIA_FILE)
                .on(MEDIA_FILE.FILE_ID.eq(MEDIA_OF_MESSAGE.FILE_ID))
                .where(GALLERY.CONVERSATION_ID.eq(query.conversationId().value()))
                .and(GALLERY.KIND.eq(word(query.kind())))
                .and(GALLERY.SHOWN)
                .and(after(query.cursor()))
                .orderBy(GALLERY.SENT_AT.desc(), GALLERY.ARRIVAL.desc())
                .limit(query.size() + 1)
                .fetch(GalleryProjection::toFound);
        List<Found> page = found.stream().limit(query.size()).toList();
        return new SharedItems(
                page.stream().map(Found::item).toList(),
                found.size() > query.size() ? page.getLast().place() : null);
    }

    private static Condition after(Transcript.@Nullable Cursor cursor) {
        return cursor == null
                ? noCondition()
                : row(GALLERY.SENT_AT, GALLERY.ARRIVAL).lessThan(cursor.sentAt(), cursor.arrival());
    }

    private record Found(SharedItems.Item item, Transcript.Cursor place) {}

    private static Found toFound(Record joined) {
        GalleryRecord row = joined.into(GALLERY);
        return new Found(
                new SharedItems.Item(
                        new MessageId(row.getMessageId()),
                        row.getSentAt(),
                        Direction.valueOf(row.getDirection().toUpperCase(Locale.ROOT)),
                        row.getMediaKind() == null
                                ? null
                                : MediaKind.valueOf(row.getMediaKind().toUpperCase(Locale.ROOT)),
                        row.getFilename(),
                        row.getLink(),
                        row.getLink() == null ? Attachments.of(joined) : null),
                new Transcript.Cursor(row.getSentAt(), row.getArrival()));
    }

    @ResetHandler
    void reset() {
        database.truncate(GALLERY).execute();
    }
}
