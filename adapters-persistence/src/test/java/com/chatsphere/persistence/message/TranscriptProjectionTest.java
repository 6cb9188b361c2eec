package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.eventstore.EventSamples.ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.ADA_ID;
import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.REPLY;
import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.eventstore.EventSamples.SENT_AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.eventstore.EventSamples.WAMID_OUT;
import static com.chatsphere.persistence.eventstore.EventSamples.WITH_ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.text;
import static com.chatsphere.persistence.jooq.Tables.AGENT_ACCOUNT;
import static com.chatsphere.persistence.jooq.Tables.LIVE_CHANGE;
import static com.chatsphere.persistence.jooq.Tables.TRANSCRIPT;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.call.CallId;
import com.chatsphere.domain.call.CallProgress;
import com.chatsphere.domain.call.CallStage;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationDeleted;
import com.chatsphere.domain.conversation.GroupId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageAttempted;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageEdited;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessageFilledIn;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessagePlayed;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageReactedTo;
import com.chatsphere.domain.message.MessageEvent.MessageRead;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageEvent.MessageRevoked;
import com.chatsphere.domain.message.MessageEvent.MessageSent;
import com.chatsphere.domain.message.MessageEvent.MessageSentElsewhere;
import com.chatsphere.domain.message.MessageEvent.MessageUnconfirmed;
import com.chatsphere.domain.message.MessageEvent.ParticipantReached;
import com.chatsphere.domain.message.MessageEvent.ReactionWithdrawn;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Receipt;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.EventSamples;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.TestDatabase;
import com.chatsphere.persistence.live.LiveLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TranscriptProjectionTest {
    private static final MessageError REFUSED = new MessageError(131047, "Re-engagement message", "too late");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final LiveLog live = database.closing(new LiveLog(database.dsl(), database.signals()));
    private final TranscriptProjection transcript = new TranscriptProjection(database.dsl(), live);
    private final Feed facts = new Feed(database, transcript);

    @Test
    void aReceivedMessageIsShownAsItCame() {
        facts.given(received("hello", SENT_AT, null));
        Transcript.Entry entry = entry(id("hello"));
        assertThat(entry.direction()).isEqualTo(Direction.INBOUND);
        assertThat(entry.content()).isEqualTo(text("hello"));
        assertThat(entry.type()).isEqualTo("text");
        assertThat(entry.wamid()).isEqualTo("wamid.hello");
        assertThat(entry.status()).isEqualTo("received");
        assertThat(entry.sentAt()).isEqualTo(SENT_AT);
        assertThat(entry.createdAt()).isEqualTo(AT);
        assertThat(entry.forwarded()).isTrue();
        assertThat(entry.replyTo()).isNull();
    }

    @Test
    void aCallIsOneEntryWhateverTheOrderOfItsReports() {
        facts.given(
                EventSamples.called(CallStage.COMPLETED, 55L, true),
                EventSamples.called(CallStage.CONNECTING, null, false));
        Transcript.Entry entry =
                entry(new MessageId(CallId.of(SUPPORT, "wacid.1").value()));
        assertThat(entry.type()).isEqualTo("system");
        assertThat(entry.direction()).isEqualTo(Direction.INBOUND);
        assertThat(entry.content()).isEqualTo(new MessageContent.Call(true, new CallProgress(false, false, true, 55L)));
        assertThat(database.number("SELECT count(*) FROM transcript")).isEqualTo(1);
    }

    @Test
    void aQueuedMessageIsShownWithWhoWroteIt() {
        database.dsl()
                .insertInto(AGENT_ACCOUNT)
                .set(AGENT_ACCOUNT.AGENT_ID, SARA.value())
                .set(AGENT_ACCOUNT.USERNAME, "sara")
                .set(AGENT_ACCOUNT.ROLE, "user")
                .set(AGENT_ACCOUNT.PASSWORD_HASH, "-")
                .execute();
        facts.given(queued(null));
        Transcript.Entry entry = entry(REPLY);
        assertThat(entry.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(entry.status()).isEqualTo("queued");
        assertThat(entry.wamid()).isNull();
        assertThat(entry.sentBy()).isEqualTo(SARA);
        assertThat(entry.senderName()).isEqualTo("sara");
        assertThat(entry.sentAt()).isEqualTo(AT);
    }

    @Test
    void progressNeverGoesBack() {
        facts.given(queued(null), new MessageAttempted(REPLY, WITH_ADA, 1, AT));
        assertThat(entry(REPLY).status()).isEqualTo("queued");
        facts.given(new MessageUnconfirmed(REPLY, WITH_ADA, 1, "lost", AT));
        assertThat(entry(REPLY).status()).isEqualTo("unconfirmed");
        facts.given(new MessageAccepted(REPLY, WITH_ADA, 1, WAMID_OUT, AT));
        assertThat(entry(REPLY).status()).isEqualTo("sent");
        assertThat(entry(REPLY).wamid()).isEqualTo(WAMID_OUT.value());
        facts.given(new MessageRead(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null));
        facts.given(new MessageDelivered(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null));
        facts.given(new MessageSent(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null));
        facts.given(new MessageFailed(REPLY, WITH_ADA, WAMID_OUT, REFUSED, AT, AT));
        assertThat(entry(REPLY).status()).isEqualTo("read");
        assertThat(entry(REPLY).error()).isNull();
        facts.given(new MessagePlayed(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null));
        assertThat(entry(REPLY).status()).isEqualTo("played");
    }

    @Test
    void aReportNamesAMessageWhoseAnswerWasLost() {
        facts.given(queued(null), new MessageUnconfirmed(REPLY, WITH_ADA, 1, "lost", AT));
        facts.given(new MessageDelivered(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null));
        assertThat(entry(REPLY).status()).isEqualTo("delivered");
        assertThat(entry(REPLY).wamid()).isEqualTo(WAMID_OUT.value());
    }

    @Test
    void aFailureIsExplainedUntilAnotherAttempt() {
        facts.given(queued(null), new MessageFailed(REPLY, WITH_ADA, null, REFUSED, AT, AT));
        assertThat(entry(REPLY).status()).isEqualTo("failed");
        assertThat(entry(REPLY).error()).isEqualTo(REFUSED);
        facts.given(new MessageRequeued(REPLY, WITH_ADA, 1, SARA, AT));
        assertThat(entry(REPLY).status()).isEqualTo("queued");
        assertThat(entry(REPLY).error()).isNull();
    }

    @Test
    void aHiddenMessageIsNoLongerShown() {
        facts.given(received("1", SENT_AT, null), received("2", SENT_AT, null));
        facts.given(new MessageHidden(id("1"), WITH_ADA, SARA, AT));
        assertThat(transcript.answer(new Transcript.One(id("1")))).isEmpty();
        assertThat(transcript.answer(new Transcript.Several(List.of(id("1"), id("2")))))
                .extracting(Transcript.Entry::id)
                .containsExactly(id("2"));
        assertThat(newest(10).entries()).extracting(Transcript.Entry::id).containsExactly(id("2"));
    }

    @Test
    void deletingAConversationHidesWhatWasWrittenUntilThenAndNothingLater() {
        facts.given(received("before", SENT_AT, null));
        facts.given(
                received("in the same batch", SENT_AT, null),
                new ConversationDeleted(WITH_ADA, SARA, AT),
                received("after", SENT_AT, null));
        assertThat(newest(10).entries()).extracting(Transcript.Entry::id).containsExactly(id("after"));
    }

    @Test
    void aReplyQuotesWhatItAnswers() {
        facts.given(received("question", SENT_AT, null), queued(new Wamid("wamid.question")));
        assertThat(entry(REPLY).replyTo()).isEqualTo(quote("question", "question"));
        facts.given(new MessageHidden(id("question"), WITH_ADA, SARA, AT));
        assertThat(entry(REPLY).replyTo()).isEqualTo(Transcript.Quote.unknown("wamid.question"));
    }

    @Test
    void aReplyToWhatIsNotKnownHereSaysSo() {
        facts.given(received("answer", SENT_AT, new Wamid("wamid.elsewhere")));
        assertThat(entry(id("answer")).replyTo()).isEqualTo(Transcript.Quote.unknown("wamid.elsewhere"));
    }

    @Test
    void aReplyThatComesBeforeWhatItAnswersIsCompletedLater() {
        facts.given(received("answer", SENT_AT, new Wamid("wamid.late")));
        facts.given(received("late", SENT_AT.minusSeconds(5), null));
        assertThat(entry(id("answer")).replyTo()).isEqualTo(quote("late", "late"));
        facts.given(queued(new Wamid("wamid.together")), received("together", SENT_AT, null));
        assertThat(entry(REPLY).replyTo()).isEqualTo(quote("together", "together"));
    }

    @Test
    void aReplyKeepsWhatItAnsweredAsItWasThen() {
        facts.given(received("question", SENT_AT, null), queued(new Wamid("wamid.question")));
        facts.given(edited("question", "E1", SENT_AT.plusSeconds(9)));
        assertThat(entry(REPLY).replyTo()).isEqualTo(quote("question", "question"));
    }

    @Test
    void showsTheLatestEditAndKeepsTheEarlierTextsInWhateverOrderTheyCome() {
        facts.given(received("first", SENT_AT, null), edited("first", "third", SENT_AT.plusSeconds(9)));
        facts.given(edited("first", "second", SENT_AT.plusSeconds(5)));
        Transcript.Entry entry = entry(id("first"));
        assertThat(entry.content()).isEqualTo(text("third"));
        assertThat(entry.since().earlier())
                .containsExactly(
                        new Transcript.Version(text("first"), SENT_AT),
                        new Transcript.Version(text("second"), SENT_AT.plusSeconds(5)));
    }

    @Test
    void theEditOfACaptionKeepsTheFile() {
        RemoteMedia file = new RemoteMedia(new MediaId("300"), "image/jpeg", null, null);
        facts.given(
                received("photo", SENT_AT, null, new MessageContent.Media(MediaKind.IMAGE, file, new MessageText("a"))),
                edited("photo", "b", SENT_AT.plusSeconds(1)));
        assertThat(entry(id("photo")).content())
                .isEqualTo(new MessageContent.Media(MediaKind.IMAGE, file, new MessageText("b")));
        assertThat(entry(id("photo")).type()).isEqualTo("image");
    }

    @Test
    void hasTheReactionsOfEverybodyWhoseReactionStands() {
        Contact bo =
                new Contact(ContactId.of(new GroupId("b")), new PhoneNumber("15555550111"), null, null, null, null);
        facts.given(
                received("nice", SENT_AT, null),
                reacted("nice", ADA, "\u2764", 1),
                reacted("nice", bo, "\uD83D\uDE02", 2),
                reacted("nice", ADA, "\uD83D\uDC4D", 3));
        assertThat(entry(id("nice")).since().reactions())
                .extracting(reaction -> String.valueOf(reaction.emoji()))
                .containsExactly("\uD83D\uDE02", "\uD83D\uDC4D");
        facts.given(new ReactionWithdrawn(id("nice"), WITH_ADA, bo, new Wamid("wamid.w"), SENT_AT.plusSeconds(4), AT));
        assertThat(entry(id("nice")).since().reactions())
                .extracting(Transcript.Reaction::by)
                .containsExactly(ADA);
    }

    @Test
    void whatWasTakenBackIsMarkedAndKept() {
        facts.given(
                received("oops", SENT_AT, null),
                new MessageRevoked(id("oops"), WITH_ADA, new Wamid("wamid.r"), SENT_AT.plusSeconds(3), AT));
        assertThat(entry(id("oops")).since().revokedAt()).isEqualTo(SENT_AT.plusSeconds(3));
        assertThat(entry(id("oops")).content()).isEqualTo(text("oops"));
    }

    @Test
    void whatWasSentFromElsewhereIsOursAndComesAsFarAsReported() {
        facts.given(
                elsewhere("phone", null),
                new MessageRead(id("phone"), WITH_ADA, new Wamid("wamid.phone"), SENT_AT, AT, null));
        Transcript.Entry entry = entry(id("phone"));
        assertThat(entry.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(entry.elsewhere()).isTrue();
        assertThat(entry.status()).isEqualTo("read");
    }

    @Test
    void theFileOfAnImportedMessageTakesItsPlace() {
        MessageContent photo = new MessageContent.Media(
                MediaKind.IMAGE, new RemoteMedia(new MediaId("300"), "image/jpeg", null, null), null);
        facts.given(
                received("old", SENT_AT, null, new MessageContent.MediaToFollow()),
                new MessageFilledIn(id("old"), WITH_ADA, photo, AT));
        assertThat(entry(id("old")).content()).isEqualTo(photo);
        assertThat(entry(id("old")).type()).isEqualTo("image");
    }

    @Test
    void keepsTheFurthestThatIsKnownOfEachParticipant() {
        facts.given(
                queued(null),
                new ParticipantReached(REPLY, WITH_ADA, WAMID_OUT, ADA, Receipt.READ, SENT_AT, AT),
                new ParticipantReached(REPLY, WITH_ADA, WAMID_OUT, ADA, Receipt.DELIVERED, SENT_AT, AT));
        assertThat(entry(REPLY).since().receipts())
                .containsExactly(new Transcript.ParticipantReceipt(ADA, Receipt.READ, SENT_AT));
        assertThat(entry(REPLY).status()).isEqualTo("queued");
    }

    @Test
    void aMessageIsFoundWithThoseAroundIt() {
        facts.given(IntStream.range(0, 30)
                .mapToObj(number -> received("m" + number, SENT_AT.plusSeconds(number), null))
                .toList());
        Transcript around =
                transcript.answer(new Transcript.Around(WITH_ADA, id("m10"), 4)).orElseThrow();
        assertThat(around.entries())
                .extracting(Transcript.Entry::id)
                .containsExactly(
                        IntStream.range(6, 15).mapToObj(n -> id("m" + n)).toArray(MessageId[]::new));
        Transcript newer = transcript.answer(new Transcript.After(WITH_ADA, Objects.requireNonNull(around.next()), 20));
        assertThat(newer.entries().getFirst().id()).isEqualTo(id("m15"));
        assertThat(newer.next()).as("the end").isNull();
        Transcript older = transcript.answer(new Transcript.Query(WITH_ADA, around.previous(), 1, 20));
        assertThat(older.entries().getLast().id()).isEqualTo(id("m5"));
        assertThat(transcript.answer(new Transcript.Around(WITH_ADA, id("never"), 4)))
                .isEmpty();
    }

    @Test
    void messagesAreInTheOrderOfMetasTimeThenOfArrival() {
        facts.given(
                received("third", SENT_AT, null),
                received("fourth", SENT_AT, null),
                received("second", SENT_AT.minusSeconds(1), null));
        facts.given(received("first", SENT_AT.minusSeconds(2), null));
        assertThat(newest(10).entries())
                .extracting(Transcript.Entry::id)
                .containsExactly(id("first"), id("second"), id("third"), id("fourth"));
    }

    @Test
    void pagesByKeyAreCompleteAndDoNotOverlap() {
        facts.given(IntStream.range(0, 1_000)
                .mapToObj(number -> received("m" + number, SENT_AT.minusSeconds(number % 20), null))
                .toList());
        List<Transcript.Entry> paged = new ArrayList<>();
        Transcript.Cursor before = null;
        do {
            Transcript page = transcript.answer(new Transcript.Query(WITH_ADA, before, 1, 30));
            paged.addAll(0, page.entries());
            before = page.previous();
        } while (before != null);
        assertThat(paged).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(paged)
                .isSortedAccordingTo(java.util.Comparator.comparing(Transcript.Entry::sentAt)
                        .thenComparing(Transcript.Entry::arrival));

        List<Transcript.Entry> numbered = new ArrayList<>();
        for (int page = 1; page <= 34; page++) {
            numbered.addAll(
                    0,
                    transcript
                            .answer(new Transcript.Query(WITH_ADA, null, page, 30))
                            .entries());
        }
        assertThat(numbered).isEqualTo(paged);
    }

    @Test
    void whatPostgresCannotHoldIsKeptInTheContentAndShownAsReplacementCharactersInQuotes() {
        String odd = "NUL \0, half \uD83D";
        facts.given(
                received("odd", SENT_AT, null, text(odd)),
                queued(new Wamid("wamid.odd")),
                received(
                        "unsupported",
                        SENT_AT,
                        null,
                        new MessageContent.Unsupported("order", new MessageText(odd), null, null)));
        assertThat(entry(id("odd")).content()).isEqualTo(text(odd));
        assertThat(entry(REPLY).replyTo()).isEqualTo(quote("odd", "NUL \uFFFD, half \uFFFD"));
        assertThat(entry(id("unsupported")).type()).isEqualTo("unsupported");
    }

    @Test
    void aReplayGivesTheSameRowsAndTellsNobody() {
        facts.given(life());
        List<Record> before = rows();
        int told = database.dsl().fetchCount(LIVE_CHANGE);
        assertThat(told).isPositive();
        facts.replayedInBatchesOf(4);
        assertThat(rows()).isEqualTo(before);
        assertThat(database.dsl().fetchCount(LIVE_CHANGE)).isEqualTo(told);
    }

    @Test
    void oneBatchGivesTheSameRowsAsManySmallOnes() {
        facts.givenOneByOne(life().toArray());
        List<Record> oneByOne = rows();
        facts.replayedInBatchesOf(1_000);
        assertThat(rows()).isEqualTo(oneByOne);
    }

    private static List<Object> life() {
        return List.of(
                received("1", SENT_AT, null),
                queued(new Wamid("wamid.1")),
                new MessageUnconfirmed(REPLY, WITH_ADA, 1, "lost", AT),
                new ConversationDeleted(WITH_ADA, SARA, AT),
                new MessageRequeued(REPLY, WITH_ADA, 1, SARA, AT),
                new MessageAccepted(REPLY, WITH_ADA, 2, WAMID_OUT, AT),
                received("2", SENT_AT, WAMID_OUT),
                new MessageRead(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null),
                received("3", SENT_AT.minusSeconds(9), null),
                new MessageHidden(id("3"), WITH_ADA, SARA, AT),
                new MessageFailed(REPLY, WITH_ADA, WAMID_OUT, REFUSED, AT, AT));
    }

    private List<Record> rows() {
        return List.copyOf(database.dsl()
                .selectFrom(TRANSCRIPT)
                .orderBy(TRANSCRIPT.MESSAGE_ID)
                .fetch());
    }

    private Transcript.Entry entry(MessageId message) {
        return transcript.answer(new Transcript.One(message)).orElseThrow();
    }

    private Transcript newest(int most) {
        return transcript.answer(new Transcript.Query(WITH_ADA, null, 1, most));
    }

    private static MessageId id(String message) {
        return MessageId.received(SUPPORT, new Wamid("wamid." + message));
    }

    private static Transcript.Quote quote(String message, String preview) {
        return new Transcript.Quote("wamid." + message, id(message), Direction.INBOUND, "text", preview, null);
    }

    private static MessageEdited edited(String message, String text, Instant at) {
        return new MessageEdited(id(message), WITH_ADA, new Wamid("wamid.edit-" + text), text(text), at, AT);
    }

    private static MessageReactedTo reacted(String message, Contact by, String emoji, int second) {
        return new MessageReactedTo(
                id(message),
                WITH_ADA,
                by,
                new Wamid("wamid.reaction" + second),
                new Emoji(emoji),
                SENT_AT.plusSeconds(second),
                AT);
    }

    private static MessageSentElsewhere elsewhere(String message, @Nullable MessageContext context) {
        return new MessageSentElsewhere(
                id(message),
                WITH_ADA,
                SUPPORT,
                ADA,
                new Wamid("wamid." + message),
                text(message),
                null,
                false,
                DeliveryProgress.SENT,
                SENT_AT,
                AT,
                context);
    }

    private static MessageReceived received(String message, Instant sentAt, @Nullable Wamid replyTo) {
        return received(message, sentAt, replyTo, text(message));
    }

    private static MessageReceived received(
            String message, Instant sentAt, @Nullable Wamid replyTo, MessageContent content) {
        return new MessageReceived(
                id(message),
                WITH_ADA,
                SUPPORT,
                ADA_ID,
                new Wamid("wamid." + message),
                content,
                replyTo,
                true,
                sentAt,
                AT,
                null);
    }

    private static MessageQueued queued(@Nullable Wamid replyTo) {
        return new MessageQueued(REPLY, WITH_ADA, SUPPORT, ADA, text("Hello Ada"), replyTo, SARA, AT);
    }
}
