package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.eventstore.EventSamples.ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.ADA_ID;
import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.eventstore.EventSamples.SENT_AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.eventstore.EventSamples.WITH_ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.text;
import static com.chatsphere.persistence.jooq.Tables.LIVE_CHANGE;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_FILE;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_OF_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.media.FilesToFetch.Claim;
import com.chatsphere.application.media.FilesToFetch.Fetched;
import com.chatsphere.application.media.FilesToLookInto;
import com.chatsphere.application.media.FilesToRemove;
import com.chatsphere.application.media.MediaAddresses.Variant;
import com.chatsphere.application.media.MediaFiles.Served;
import com.chatsphere.application.media.MediaStore.Kept;
import com.chatsphere.application.media.Previews.Look;
import com.chatsphere.application.media.Previews.Thumbnail;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.application.media.WhenMessageBringsAFileThenFetchIt;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationDeleted;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageEvent.MessageEdited;
import com.chatsphere.domain.message.MessageEvent.MessageFilledIn;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRevoked;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.Plans;
import com.chatsphere.persistence.eventstore.TestDatabase;
import com.chatsphere.persistence.jooq.tables.records.MediaFileRecord;
import com.chatsphere.persistence.live.LiveLog;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FilesOfMessagesTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final String SHA256 = "a".repeat(64);
    private static final StoreKey KEY = new StoreKey("ab/cd/0001");
    private static final StoreKey SMALL = new StoreKey("ab/cd/0002");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final LiveLog live = database.closing(new LiveLog(database.dsl(), database.signals()));
    private final JooqFilesToFetch toFetch = new JooqFilesToFetch(database.dsl(), live, database.signals());
    private final JooqFilesToLookInto toLookInto = new JooqFilesToLookInto(database.dsl(), live, database.signals());
    private final JooqFilesToRemove toRemove = new JooqFilesToRemove(database.dsl(), database.signals());
    private final JooqMediaFiles files = new JooqMediaFiles(database.dsl(), live, database.transaction());
    private final Feed facts =
            new Feed(database, new WhenMessageBringsAFileThenFetchIt(new JooqShownFiles(database.dsl())));

    @Test
    void aFileThatAMessageBringsIsFetched() {
        facts.given(received("a", photo("1", "dent.jpg")));
        Claim claim = claimed();
        assertThat(claim.number()).isEqualTo(SUPPORT);
        assertThat(claim.media()).isEqualTo(new MediaId("1"));
        assertThat(claim.filename()).isEqualTo("dent.jpg");
        assertThat(claim.sha256()).isEqualTo(SHA256);
        assertThat(claim.tries()).isEqualTo(1);
        assertThat(claim.isLast()).isFalse();
        assertThat(toFetch.claim(4, LEASE)).as("nobody else").isEmpty();
    }

    @Test
    void aFactThatIsToldTwiceBringsAFileOnce() {
        facts.givenOneByOne(received("a", photo("1", "x.jpg")), received("a", photo("1", "x.jpg")));
        assertThat(database.dsl().fetchCount(MEDIA_FILE)).isEqualTo(1);
        assertThat(database.dsl().fetchCount(MEDIA_OF_MESSAGE)).isEqualTo(1);
    }

    @Test
    void aFileThatTwoMessagesShowIsFetchedOnce() {
        facts.given(received("a", photo("1", "x.jpg")), received("b", photo("1", "x.jpg")));
        ready(claimed());
        assertThat(toFetch.claim(4, LEASE)).isEmpty();
        assertThat(announced()).containsExactlyInAnyOrder(id("a"), id("b"));
    }

    @Test
    void filesOfTheSameNameAreTwoFiles() {
        facts.given(received("a", photo("1", "invoice.pdf")), received("b", photo("2", "invoice.pdf")));
        List<Claim> claims = toFetch.claim(4, LEASE);
        assertThat(claims).extracting(Claim::filename).containsExactly("invoice.pdf", "invoice.pdf");
        assertThat(claims).extracting(claim -> claim.lease().file()).doesNotHaveDuplicates();
    }

    @Test
    void ofManyNodesOneFetchesAFile() {
        facts.given(IntStream.range(0, 20)
                .mapToObj(number -> (Object) received("m" + number, photo("f" + number, "x.jpg")))
                .toList());
        try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<List<Claim>>> rounds = IntStream.range(0, 10)
                    .mapToObj(node -> CompletableFuture.supplyAsync(() -> toFetch.claim(4, LEASE), nodes))
                    .toList();
            assertThat(rounds.stream().flatMap(round -> round.join().stream()).map(Claim::media))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aFileCanBeOpenedOnceItIsHere() {
        facts.given(received("a", photo("1", "dent.jpg")));
        Claim claim = claimed();
        assertThat(served(claim)).isEmpty();
        assertThat(ready(claim)).isTrue();
        assertThat(served(claim)).hasValueSatisfying(served -> {
            assertThat(served.key()).isEqualTo(KEY);
            assertThat(served.size()).isEqualTo(1234);
            assertThat(served.mimeType()).isEqualTo("image/jpeg");
            assertThat(served.filename()).isEqualTo("dent.jpg");
            assertThat(served.sha256()).isEqualTo(SHA256);
        });
        assertThat(files.served(claim.lease().file(), Variant.THUMBNAIL)).isEmpty();
        assertThat(announced()).containsExactly(id("a"));
    }

    @Test
    void aFileWaitsForAsLongAsItIsToldTo() {
        facts.given(received("a", photo("1", "x.jpg")));
        inOne(() -> toFetch.postpone(claimed().lease(), "WhatsApp is not available.", Duration.ofMinutes(5)));
        assertThat(toFetch.claim(4, LEASE)).isEmpty();
        assertThat(row().getTrouble()).isEqualTo("WhatsApp is not available.");
        assertThat(announced()).containsExactly(id("a"));
        fallDue();
        Claim again = claimed();
        assertThat(again.tries()).isEqualTo(2);
        assertThat(again.refusals()).isZero();
        inOne(() -> toFetch.postponeRefused(again.lease(), "WhatsApp is not available.", Duration.ZERO));
        assertThat(announced()).as("nobody is told the same twice").isEmpty();
        assertThat(claimed().refusals()).isEqualTo(1);
    }

    @Test
    void whatANodeLeftBehindSomebodyElseTakesUp() {
        facts.given(received("a", photo("1", "x.jpg")));
        Claim dead = claimed();
        leasesEnd();
        Claim taken = claimed();
        assertThat(taken.lease().file()).isEqualTo(dead.lease().file());
        assertThat(toFetch.renew(dead.lease(), LEASE)).isFalse();
        assertThat(ready(dead)).as("who wakes up too late").isFalse();
        inOne(() -> toFetch.giveUp(dead.lease(), "late"));
        inOne(() -> toFetch.postpone(dead.lease(), "late", LEASE));
        toFetch.giveBack(dead.lease());
        assertThat(toFetch.renew(taken.lease(), LEASE)).isTrue();
        assertThat(ready(taken)).isTrue();
        assertThat(ready(taken)).as("once").isFalse();
    }

    @Test
    void whoComesBackAfterAnotherTryIsStillTooLate() {
        facts.given(received("a", photo("1", "x.jpg")));
        Claim dead = claimed();
        leasesEnd();
        inOne(() -> toFetch.giveUp(claimed().lease(), "It is gone."));
        assertThat(files.tryAgain(dead.lease().file())).isTrue();
        claimed();
        assertThat(ready(dead)).isFalse();
    }

    @Test
    void aFileThatIsGivenUpWaitsForAPerson() {
        facts.given(received("a", photo("1", "x.jpg")));
        Claim claim = claimed();
        inOne(() -> toFetch.giveUp(claim.lease(), "WhatsApp does not have this file."));
        assertThat(announced()).containsExactly(id("a"));
        fallDue();
        assertThat(toFetch.claim(4, LEASE)).isEmpty();
        assertThat(files.tryAgain(claim.lease().file())).isTrue();
        assertThat(announced()).containsExactly(id("a"));
        assertThat(row().getTrouble()).isNull();
        assertThat(claimed().tries()).isEqualTo(1);
        assertThat(files.tryAgain(claim.lease().file()))
                .as("it is being fetched")
                .isFalse();
        assertThat(files.tryAgain(new FileId(UUID.randomUUID()))).isFalse();
    }

    @Test
    void tryingAgainNeedNotWaitUntilItIsDue() {
        facts.given(received("a", photo("1", "x.jpg")));
        Claim claim = claimed();
        inOne(() -> toFetch.postponeRefused(claim.lease(), "Not now.", Duration.ofHours(1)));
        assertThat(files.tryAgain(claim.lease().file())).isTrue();
        assertThat(claimed().refusals()).isZero();
    }

    @Test
    void afterSixDaysAFileIsTriedForTheLastTime() {
        facts.given(received("a", photo("1", "x.jpg")));
        database.dsl().execute("UPDATE media_file SET give_up_at = give_up_at - interval '5 days 23 hours'");
        Claim claim = claimed();
        assertThat(claim.isLast()).isFalse();
        toFetch.giveBack(claim.lease());
        database.dsl().execute("UPDATE media_file SET give_up_at = give_up_at - interval '2 hours'");
        Claim last = claimed();
        assertThat(last.isLast()).isTrue();
        assertThat(last.tries()).as("what was given back was no try").isEqualTo(1);
    }

    @Test
    void whatIsSeenInAFileIsTold() {
        facts.given(received("a", photo("1", "x.jpg")));
        ready(claimed());
        announced();
        FilesToLookInto.Claim claim = toLookInto.claim(2, LEASE).getFirst();
        assertThat(claim.key()).isEqualTo(KEY);
        assertThat(claim.mimeType()).isEqualTo("image/jpeg");
        assertThat(toLookInto.claim(2, LEASE)).isEmpty();
        assertThat(toLookInto.renew(claim.lease(), LEASE)).isTrue();
        Look look = new Look(40, 30, 1.5, 2, new Thumbnail(new byte[7], "image/webp", 4, 3), null);
        assertThat(inOne(() -> toLookInto.seen(claim.lease(), look, new Kept(SMALL, 7, "b".repeat(64)))))
                .isTrue();
        assertThat(announced()).containsExactly(id("a"));
        assertThat(files.served(claim.lease().file(), Variant.THUMBNAIL)).hasValueSatisfying(served -> {
            assertThat(served.key()).isEqualTo(SMALL);
            assertThat(served.size()).isEqualTo(7);
            assertThat(served.mimeType()).isEqualTo("image/webp");
        });
        assertThat(row().getPages()).isEqualTo(2);
        assertThat(toLookInto.claim(2, LEASE)).isEmpty();
    }

    @Test
    void aFileThatSomebodyDiedOverIsLookedIntoAgain() {
        facts.given(received("a", photo("1", "x.jpg")));
        ready(claimed());
        FilesToLookInto.Claim dead = toLookInto.claim(2, LEASE).getFirst();
        leasesEnd();
        FilesToLookInto.Claim again = toLookInto.claim(2, LEASE).getFirst();
        assertThat(again.tries()).isEqualTo(2);
        assertThat(inOne(() -> toLookInto.seen(dead.lease(), Look.NOTHING, null)))
                .isFalse();
        toLookInto.postpone(again.lease(), Duration.ofMinutes(1));
        assertThat(toLookInto.claim(2, LEASE)).isEmpty();
        fallDue();
        FilesToLookInto.Claim third = toLookInto.claim(2, LEASE).getFirst();
        assertThat(third.tries()).isEqualTo(3);
        toLookInto.giveBack(third.lease(), Duration.ZERO);
        assertThat(toLookInto.claim(2, LEASE).getFirst().tries()).isEqualTo(3);
        assertThat(served(again.lease().file())).as("whatever comes of it").isPresent();
    }

    @Test
    void aFileOfAMessageThatIsHiddenOrTakenBackIsRemoved() {
        for (Object end : List.of(
                new MessageHidden(id("a"), WITH_ADA, SARA, AT),
                new MessageRevoked(id("a"), WITH_ADA, new Wamid("wamid.revoked"), AT, AT),
                new ConversationDeleted(WITH_ADA, SARA, AT))) {
            database.dsl().truncate(MEDIA_FILE).cascade().execute();
            facts.given(received("a", photo("1", "x.jpg")));
            Claim claim = claimed();
            ready(claim);
            assertThat(toRemove.claim(2, LEASE)).isEmpty();
            facts.given(end);
            assertThat(served(claim)).isEmpty();
            FilesToRemove.Claim removal = toRemove.claim(2, LEASE).getFirst();
            assertThat(removal.keys()).containsExactly(KEY);
            assertThat(toRemove.claim(2, LEASE)).isEmpty();
            toRemove.postpone(removal.lease(), Duration.ZERO);
            FilesToRemove.Claim again = toRemove.claim(2, LEASE).getFirst();
            toRemove.removed(removal.lease());
            assertThat(row().getStoreKey()).as("too late").isNotNull();
            toRemove.removed(again.lease());
            leasesEnd();
            assertThat(toRemove.claim(2, LEASE)).isEmpty();
            assertThat(row().getState()).isEqualTo("removed");
            assertThat(toLookInto.claim(2, LEASE)).isEmpty();
            assertThat(files.tryAgain(claim.lease().file())).isFalse();
        }
    }

    @Test
    void aFileStaysForAsLongAsAMessageShowsIt() {
        facts.given(received("a", photo("1", "x.jpg")), received("b", photo("1", "x.jpg")));
        Claim claim = claimed();
        ready(claim);
        facts.given(new MessageHidden(id("a"), WITH_ADA, SARA, AT));
        assertThat(served(claim)).isPresent();
        facts.given(new MessageHidden(id("b"), WITH_ADA, SARA, AT));
        assertThat(served(claim)).isEmpty();
        assertThat(toRemove.claim(2, LEASE)).hasSize(1);
        facts.given(received("c", photo("1", "x.jpg")));
        assertThat(claimed().lease().file())
                .as("sent once more it is another file")
                .isNotEqualTo(claim.lease().file());
    }

    @Test
    void whoTakesAwayTheLastTwoMessagesAtTheSameMomentTakesTheFile() {
        for (int round = 0; round < 20; round++) {
            String one = "one" + round;
            String other = "other" + round;
            facts.given(received(one, photo("f" + round, "x")), received(other, photo("f" + round, "x")));
            JooqShownFiles shown = new JooqShownFiles(database.dsl());
            try (ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor()) {
                for (String which : List.of(one, other)) {
                    agents.execute(() -> inOne(() -> shown.hide(id(which), WITH_ADA)));
                }
            }
        }
        assertThat(database.dsl().fetchCount(MEDIA_FILE, MEDIA_FILE.STATE.eq("removed")))
                .isEqualTo(20);
    }

    @Test
    void aFileIsNotWantedAnyMoreWhoseMessageWentWhileItCame() {
        facts.given(received("a", photo("1", "x.jpg")));
        Claim claim = claimed();
        facts.given(new MessageHidden(id("a"), WITH_ADA, SARA, AT));
        assertThat(toFetch.renew(claim.lease(), LEASE)).isFalse();
        assertThat(ready(claim)).isFalse();
        assertThat(toRemove.claim(2, LEASE)).as("nothing of it was kept").isEmpty();
    }

    @Test
    void aMessageThatIsGoneBringsNoFileAnyMore() {
        stored(received("a", new MessageContent.MediaToFollow()));
        facts.given(
                new MessageHidden(id("a"), WITH_ADA, SARA, AT),
                new MessageFilledIn(id("a"), WITH_ADA, photo("1", "x.jpg"), AT));
        assertThat(toFetch.claim(4, LEASE)).isEmpty();
    }

    @Test
    void aFileThatIsSentAfterItsMessageIsFetchedFromTheSameNumber() {
        stored(received("a", new MessageContent.MediaToFollow()));
        facts.given(new MessageFilledIn(id("a"), WITH_ADA, photo("1", "x.jpg"), AT));
        assertThat(claimed().number()).isEqualTo(SUPPORT);
    }

    @Test
    void whoEditsTheWordsBesideAFileKeepsTheFile() {
        stored(received("a", photo("1", "x.jpg")));
        facts.given(received("a", photo("1", "x.jpg")));
        Claim claim = claimed();
        ready(claim);
        facts.given(edited("a", "2", photo("2", "x.jpg")));
        assertThat(toFetch.claim(4, LEASE)).isEmpty();
        assertThat(served(claim)).isPresent();
        facts.given(edited("a", "3", photo("3", "other.jpg", "b".repeat(64))));
        assertThat(claimed().filename()).isEqualTo("other.jpg");
        assertThat(served(claim)).as("the file it had before").isEmpty();
        assertThat(toRemove.claim(2, LEASE)).hasSize(1);
    }

    @Test
    void aFileOfOursIsShownByTheMessageItIsSentWith() {
        FileId file = brought(Duration.ZERO);
        assertThat(served(file)).isEmpty();
        assertThat(files.served(file, Variant.ORIGINAL, SARA)).isPresent();
        assertThat(files.served(file, Variant.ORIGINAL, AgentId.of("5aaa5aaa-0000-4000-8000-000000000002")))
                .isEmpty();
        facts.given(queued("a", file));
        assertThat(served(file)).isPresent();
        assertThat(toFetch.claim(4, LEASE)).isEmpty();
    }

    @Test
    void whatAnAgentBringsAndDoesNotSendGoesAfterADay() {
        FileId fresh = brought(Duration.ofHours(23));
        FileId old = brought(Duration.ofHours(25));
        FileId sent = brought(Duration.ofHours(25));
        facts.given(queued("a", sent));
        toRemove.dropUnsent(Duration.ofHours(24));
        assertThat(toRemove.claim(4, LEASE))
                .singleElement()
                .satisfies(claim -> assertThat(claim.lease().file()).isEqualTo(old));
        assertThat(files.served(fresh, Variant.ORIGINAL, SARA)).isPresent();
        assertThat(served(sent)).isPresent();
        facts.given(queued("b", old));
        assertThat(served(old)).as("too late").isEmpty();
    }

    @Test
    void messagesWithoutAFileBringNone() {
        facts.given(received("a", text("hello")), new MessageHidden(id("a"), WITH_ADA, SARA, AT));
        assertThat(database.dsl().fetchCount(MEDIA_FILE)).isZero();
    }

    @Test
    void whatANameOrAHashCannotBeIsNoObstacle() {
        facts.given(received(
                "a",
                new MessageContent.Media(
                        MediaKind.DOCUMENT,
                        new RemoteMedia(new MediaId("1"), "text/\0html", "no hash", new MessageText("a\0\ud83d.html")),
                        null)));
        Claim claim = claimed();
        assertThat(claim.sha256()).isNull();
        assertThat(claim.filename()).isEqualTo("a\ufffd\ufffd.html");
    }

    @Test
    @Tag("size")
    void amongManyFilesTheFewThatAreDueAreFoundByIndex() {
        database.dsl().execute("""
            INSERT INTO media_file (file_id, phone_number_id, remote_id, kind, state, looked_into, store_key)
            SELECT gen_random_uuid(), '200000000000001', n::text, 'image',
                CASE WHEN n % 100 = 0 THEN 'failed' WHEN n % 50 = 0 THEN 'removed' ELSE 'ready' END, true,
                CASE WHEN n % 50 <> 0 THEN 'k' || n END
            FROM generate_series(1, 200000) AS n
            """);
        database.dsl().execute("VACUUM ANALYZE media_file");
        Plans plans = new Plans(database.dsl());
        DSLContext watched = plans.watched();
        assertThat(new JooqFilesToFetch(watched, live, database.signals()).claim(4, LEASE))
                .isEmpty();
        assertThat(new JooqFilesToLookInto(watched, live, database.signals()).claim(2, LEASE))
                .isEmpty();
        assertThat(new JooqFilesToRemove(watched, database.signals()).claim(2, LEASE))
                .isEmpty();
        assertThat(plans.take()).hasSize(3).allSatisfy(plan -> assertThat(plan).doesNotContain("Seq Scan"));
    }

    private Claim claimed() {
        List<Claim> claims = toFetch.claim(1, LEASE);
        assertThat(claims).hasSize(1);
        return claims.getFirst();
    }

    private boolean ready(Claim claim) {
        return inOne(() -> toFetch.ready(claim.lease(), new Fetched(new Kept(KEY, 1234, SHA256), "image/jpeg")));
    }

    private Optional<Served> served(Claim claim) {
        return served(claim.lease().file());
    }

    private Optional<Served> served(FileId file) {
        return files.served(file, Variant.ORIGINAL);
    }

    private boolean inOne(BooleanSupplier work) {
        AtomicBoolean result = new AtomicBoolean();
        database.transaction().inOne(() -> result.set(work.getAsBoolean()));
        return result.get();
    }

    private void inOne(Runnable work) {
        database.transaction().inOne(work);
    }

    /** Who has been told since the last look. */
    private List<MessageId> announced() {
        List<MessageId> told = database.dsl()
                .selectFrom(LIVE_CHANGE)
                .where(LIVE_CHANGE.KIND.eq("MESSAGE_MEDIA_UPDATED"))
                .fetch(row -> new MessageId(row.getMessageId()));
        database.dsl().truncate(LIVE_CHANGE).execute();
        return told;
    }

    private MediaFileRecord row() {
        return database.dsl().selectFrom(MEDIA_FILE).fetchSingle();
    }

    private void fallDue() {
        database.dsl().execute("UPDATE media_file SET due_at = now()");
    }

    private void leasesEnd() {
        database.dsl()
                .execute("UPDATE media_file SET lease_until = now() - interval '1 s' WHERE lease_until IS NOT NULL");
    }

    private FileId brought(Duration ago) {
        FileId file = new FileId(UUID.randomUUID());
        database.dsl().execute("""
            INSERT INTO media_file (file_id, kind, state, mime_type, size_bytes, sha256, store_key, kept_at,
                looked_into, uploaded_by, created_at)
            VALUES ('%s', 'document', 'ready', 'application/pdf', 3, '%s', '%s', now(), true, '%s',
                now() - interval '%d s')
            """.formatted(file, SHA256, KEY, SARA, ago.toSeconds()));
        return file;
    }

    private void stored(MessageReceived event) {
        database.transaction()
                .inOne(() -> database.storage()
                        .appendEvents(new GenericDomainEventMessage<>(
                                "Message", event.messageId().toString(), 0, event)));
    }

    private static MessageId id(String name) {
        return MessageId.received(SUPPORT, new Wamid("wamid." + name));
    }

    private static MessageReceived received(String name, MessageContent content) {
        return new MessageReceived(
                id(name),
                WITH_ADA,
                SUPPORT,
                ADA_ID,
                new Wamid("wamid." + name),
                content,
                null,
                false,
                SENT_AT,
                AT,
                null);
    }

    private static MessageEdited edited(String name, String edit, MessageContent content) {
        return new MessageEdited(id(name), WITH_ADA, new Wamid("wamid.edit" + edit), content, AT, AT);
    }

    private static MessageQueued queued(String name, FileId file) {
        return new MessageQueued(
                id(name),
                WITH_ADA,
                SUPPORT,
                ADA,
                new MessageContent.Media(
                        MediaKind.DOCUMENT, new KeptFile(file, "application/pdf", 3, new MessageText("a.pdf")), null),
                null,
                SARA,
                AT);
    }

    private static MessageContent photo(String media, String filename) {
        return photo(media, filename, SHA256);
    }

    private static MessageContent photo(String media, @Nullable String filename, String sha256) {
        String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
        return new MessageContent.Media(
                MediaKind.IMAGE,
                new RemoteMedia(
                        new MediaId(media), "image/jpeg", base64, filename == null ? null : new MessageText(filename)),
                null);
    }
}
