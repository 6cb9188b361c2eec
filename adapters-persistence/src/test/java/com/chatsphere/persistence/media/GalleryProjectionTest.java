package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.eventstore.EventSamples.ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.ADA_ID;
import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.eventstore.EventSamples.SENT_AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.eventstore.EventSamples.WITH_ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.text;
import static com.chatsphere.persistence.jooq.Tables.GALLERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.application.media.SharedItems;
import com.chatsphere.application.media.SharedItems.Kind;
import com.chatsphere.application.media.WhenMessageBringsAFileThenFetchIt;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationEvent;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationDeleted;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.MediaId;
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
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.Plans;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GalleryProjectionTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final Plans plans = new Plans(database.dsl());
    private final GalleryProjection gallery = new GalleryProjection(plans.watched());
    private final Feed facts = new Feed(database, gallery);
    private final Map<String, Integer> streams = new HashMap<>();

    @Test
    void eachThingIsFoundWithItsKind() {
        happened(
                received("photo", file(MediaKind.IMAGE, "a.jpg", null), 1),
                received("video", file(MediaKind.VIDEO, null, "look: https://video.example/1"), 2),
                received("invoice", file(MediaKind.DOCUMENT, "invoice.pdf", null), 3),
                received("song", file(MediaKind.AUDIO, "song.mp3", null), 4),
                received("spoken", file(MediaKind.VOICE_NOTE, null, null), 5),
                received("sticker", file(MediaKind.STICKER, null, null), 6),
                received("link", text("see https://page.example/2, please"), 7),
                received("talk", text("hello"), 8));
        assertThat(items(Kind.MEDIA)).extracting(SharedItems.Item::messageId).containsExactly(id("video"), id("photo"));
        assertThat(items(Kind.DOCUMENTS))
                .extracting(SharedItems.Item::filename)
                .containsExactly("song.mp3", "invoice.pdf");
        assertThat(items(Kind.LINKS))
                .extracting(SharedItems.Item::link)
                .containsExactly("https://page.example/2", "https://video.example/1");
    }

    @Test
    void anItemTellsFromWhomAndWhenAndHowFarItsFileIs() {
        new Feed(database, new WhenMessageBringsAFileThenFetchIt(new JooqShownFiles(database.dsl())))
                .given(received("photo", file(MediaKind.IMAGE, "a.jpg", "https://page.example"), 1));
        happened(received("photo", file(MediaKind.IMAGE, "a.jpg", "https://page.example"), 1));
        assertThat(items(Kind.MEDIA)).singleElement().satisfies(item -> {
            assertThat(item.sentAt()).isEqualTo(SENT_AT.plusSeconds(1));
            assertThat(item.direction()).isEqualTo(Direction.INBOUND);
            assertThat(item.kind()).isEqualTo(MediaKind.IMAGE);
            assertThat(item.link()).isNull();
            assertThat(item.attachment())
                    .isNotNull()
                    .extracting(Attachment::state)
                    .isEqualTo(Attachment.State.PENDING);
        });
        assertThat(items(Kind.LINKS)).singleElement().satisfies(item -> {
            assertThat(item.kind()).isNull();
            assertThat(item.attachment()).isNull();
        });
    }

    @Test
    void whatWeSendIsFoundAsWell() {
        happened(
                new MessageQueued(id("queued"), WITH_ADA, SUPPORT, ADA, text("https://ours.example"), null, SARA, AT),
                new MessageSentElsewhere(
                        id("elsewhere"),
                        WITH_ADA,
                        SUPPORT,
                        ADA,
                        new Wamid("wamid.elsewhere"),
                        text("https://theirs.example"),
                        null,
                        false,
                        DeliveryProgress.SENT,
                        AT.plusSeconds(1),
                        AT,
                        null));
        assertThat(items(Kind.LINKS))
                .extracting(SharedItems.Item::direction)
                .containsExactly(Direction.OUTBOUND, Direction.OUTBOUND);
    }

    @Test
    void whatIsHiddenTakenBackOrDeletedIsNotFound() {
        happened(
                received("a", file(MediaKind.IMAGE, null, "https://a.example"), 1),
                received("b", file(MediaKind.IMAGE, null, null), 2),
                received("c", file(MediaKind.IMAGE, null, null), 3));
        happened(new MessageHidden(id("a"), WITH_ADA, SARA, AT));
        happened(revoked("b"));
        assertThat(items(Kind.MEDIA)).extracting(SharedItems.Item::messageId).containsExactly(id("c"));
        assertThat(items(Kind.LINKS)).isEmpty();
        happened(new ConversationDeleted(WITH_ADA, SARA, AT));
        assertThat(items(Kind.MEDIA)).isEmpty();
        happened(received("d", file(MediaKind.IMAGE, null, null), 4));
        assertThat(items(Kind.MEDIA)).extracting(SharedItems.Item::messageId).containsExactly(id("d"));
    }

    @Test
    void anEditChangesWhatIsFound() {
        happened(
                received("a", file(MediaKind.IMAGE, "a.jpg", "https://a.example"), 1),
                received("b", text("hello"), 2),
                received("c", text("https://c.example"), 3));
        happened(
                edited("a", text("no address any more"), 1),
                edited("b", text("https://b.example"), 2),
                edited("c", text("https://new.example"), 3));
        assertThat(items(Kind.MEDIA)).extracting(SharedItems.Item::messageId).containsExactly(id("a"));
        assertThat(items(Kind.LINKS))
                .as("at its place in the thread")
                .extracting(SharedItems.Item::link)
                .containsExactly("https://new.example", "https://b.example");
        happened(edited("a", file(MediaKind.DOCUMENT, "a.pdf", null), 4));
        assertThat(items(Kind.MEDIA)).isEmpty();
        assertThat(items(Kind.DOCUMENTS))
                .singleElement()
                .satisfies(item -> assertThat(item.sentAt()).isEqualTo(SENT_AT.plusSeconds(1)));
    }

    @Test
    void whatIsGoneStaysGone() {
        happened(
                received("a", text("hello"), 1),
                received("b", text("hello"), 2),
                received("c", new MessageContent.MediaToFollow(), 3));
        happened(
                new MessageHidden(id("a"), WITH_ADA, SARA, AT),
                revoked("b"),
                new ConversationDeleted(WITH_ADA, SARA, AT));
        happened(
                edited("a", text("https://a.example"), 1),
                edited("b", text("https://b.example"), 2),
                new MessageFilledIn(id("c"), WITH_ADA, file(MediaKind.IMAGE, null, null), AT));
        assertThat(items(Kind.LINKS)).isEmpty();
        assertThat(items(Kind.MEDIA)).isEmpty();
    }

    @Test
    void whatFollowsIsFoundAtThePlaceOfItsMessage() {
        happened(
                received("a", new MessageContent.MediaToFollow(), 1),
                received("b", file(MediaKind.IMAGE, null, null), 2));
        happened(new MessageFilledIn(id("a"), WITH_ADA, file(MediaKind.IMAGE, null, null), AT));
        assertThat(items(Kind.MEDIA)).extracting(SharedItems.Item::messageId).containsExactly(id("b"), id("a"));
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrOverlap() {
        happened(IntStream.range(0, 25)
                .mapToObj(number -> (Object) received("m" + number, file(MediaKind.IMAGE, null, null), number / 5))
                .toArray());
        List<MessageId> all = new ArrayList<>();
        Transcript.Cursor cursor = null;
        int pages = 0;
        do {
            SharedItems page = gallery.answer(new SharedItems.Query(WITH_ADA, Kind.MEDIA, cursor, 7));
            page.items().forEach(item -> all.add(item.messageId()));
            cursor = page.next();
            pages++;
        } while (cursor != null);
        assertThat(pages).isEqualTo(4);
        assertThat(all).doesNotHaveDuplicates().hasSize(25);
        assertThat(all.getFirst()).isEqualTo(id("m24"));
    }

    @Test
    void toldAgainItIsTheSame() {
        anEditChangesWhatIsFound();
        happened(
                received("h", file(MediaKind.IMAGE, "h.jpg", null), 10),
                new MessageHidden(id("h"), WITH_ADA, SARA, AT),
                received("i", text("https://i.example and a NUL \0"), 11),
                edited("h", file(MediaKind.IMAGE, "h2.jpg", null), 12));
        List<Record> live = all();
        for (int batch : List.of(1, 3, 500)) {
            facts.replayedInBatchesOf(batch);
            assertThat(all()).isEqualTo(live);
        }
    }

    @Test
    @Tag("size")
    void amongVeryManyItemsAPageIsReadFromTheIndex() {
        database.dsl().execute("""
            INSERT INTO gallery (message_id, kind, conversation_id, sent_at, arrival, direction, shown)
            SELECT gen_random_uuid(), (ARRAY['media', 'documents', 'links'])[n % 3 + 1],
                CASE WHEN n % 5 = 0 THEN {0} ELSE gen_random_uuid() END, now() - n * interval '1 second', n, 'inbound',
                n % 50 <> 0
            FROM generate_series(1, 300000) AS n
            """, val(WITH_ADA.value()));
        database.dsl().execute("VACUUM ANALYZE gallery");
        SharedItems newest = gallery.answer(new SharedItems.Query(WITH_ADA, Kind.MEDIA, null, 60));
        assertThat(newest.items()).hasSize(60);
        assertThat(plans.take().getFirst()).contains("gallery_in_order").doesNotContain("Sort", "Seq Scan on gallery");
        gallery.answer(new SharedItems.Query(WITH_ADA, Kind.MEDIA, newest.next(), 60));
        assertThat(plans.take().getFirst())
                .contains("gallery_in_order", "(ROW(sent_at, arrival) < ")
                .doesNotContain("Sort", "Seq Scan on gallery");
    }

    /** In the store of facts first, as always. */
    private void happened(Object... told) {
        database.transaction().inOne(() -> {
            for (Object fact : told) {
                String stream = fact instanceof ConversationEvent event
                        ? event.conversationId().toString()
                        : ((MessageEvent) fact).messageId().toString();
                int place = streams.merge(stream, 1, Integer::sum) - 1;
                database.storage().appendEvents(new GenericDomainEventMessage<>("x", stream, place, fact));
            }
        });
        facts.given(told);
    }

    private List<SharedItems.Item> items(Kind kind) {
        return gallery.answer(new SharedItems.Query(WITH_ADA, kind, null, 50)).items();
    }

    private List<Record> all() {
        return new ArrayList<>(database.dsl()
                .select(GALLERY.fields())
                .from(GALLERY)
                .orderBy(GALLERY.MESSAGE_ID, GALLERY.KIND)
                .fetch());
    }

    private static MessageId id(String name) {
        return MessageId.received(SUPPORT, new Wamid("wamid." + name));
    }

    private static MessageReceived received(String name, MessageContent content, int second) {
        Instant sentAt = SENT_AT.plusSeconds(second);
        return new MessageReceived(
                id(name),
                WITH_ADA,
                SUPPORT,
                ADA_ID,
                new Wamid("wamid." + name),
                content,
                null,
                false,
                sentAt,
                AT,
                null);
    }

    private static MessageEdited edited(String name, MessageContent content, int edit) {
        return new MessageEdited(id(name), WITH_ADA, new Wamid("wamid.e" + edit), content, AT, AT);
    }

    private static MessageRevoked revoked(String name) {
        return new MessageRevoked(id(name), WITH_ADA, new Wamid("wamid.r"), AT, AT);
    }

    private static MessageContent file(MediaKind kind, @Nullable String filename, @Nullable String caption) {
        return new MessageContent.Media(
                kind,
                new RemoteMedia(
                        new MediaId("1" + filename), null, null, filename == null ? null : new MessageText(filename)),
                caption == null ? null : new MessageText(caption));
    }
}
