package com.chatsphere.domain.message;

import static com.chatsphere.domain.conversation.ConversationSamples.ADA;
import static com.chatsphere.domain.conversation.ConversationSamples.ADA_ID;
import static com.chatsphere.domain.conversation.ConversationSamples.NOON;
import static com.chatsphere.domain.conversation.ConversationSamples.REPLY;
import static com.chatsphere.domain.conversation.ConversationSamples.SARA;
import static com.chatsphere.domain.conversation.ConversationSamples.SUPPORT;
import static com.chatsphere.domain.conversation.ConversationSamples.WITH_ADA;
import static com.chatsphere.domain.conversation.ConversationSamples.queued;
import static com.chatsphere.domain.conversation.ConversationSamples.text;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.message.MessageCommand.BeginAttempt;
import com.chatsphere.domain.message.MessageCommand.EditMessage;
import com.chatsphere.domain.message.MessageCommand.FillIn;
import com.chatsphere.domain.message.MessageCommand.HideMessage;
import com.chatsphere.domain.message.MessageCommand.React;
import com.chatsphere.domain.message.MessageCommand.ReceiveMessage;
import com.chatsphere.domain.message.MessageCommand.RecordAcceptance;
import com.chatsphere.domain.message.MessageCommand.RecordFailure;
import com.chatsphere.domain.message.MessageCommand.RecordLostAnswer;
import com.chatsphere.domain.message.MessageCommand.RecordMessageFromElsewhere;
import com.chatsphere.domain.message.MessageCommand.RecordParticipantReceipt;
import com.chatsphere.domain.message.MessageCommand.RecordPostponement;
import com.chatsphere.domain.message.MessageCommand.RecordReceipt;
import com.chatsphere.domain.message.MessageCommand.RecordRefusal;
import com.chatsphere.domain.message.MessageCommand.ResendMessage;
import com.chatsphere.domain.message.MessageCommand.RevokeMessage;
import com.chatsphere.domain.message.MessageEvent.EarlierAttemptFailed;
import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageAttempted;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageEdited;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessageFilledIn;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessagePostponed;
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
import java.time.Instant;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of one message. */
class MessageTest {
    private static final Wamid WAMID = new Wamid("wamid.OUT");
    private static final Wamid WAMID_IN = new Wamid("wamid.IN");
    private static final MessageId IN = MessageId.received(SUPPORT, WAMID_IN);
    private static final Emoji THUMB = new Emoji("\uD83D\uDC4D");
    private static final MessageError UNDELIVERABLE = new MessageError(131026, "Undeliverable", null);

    private FixtureConfiguration<Message> message;

    @BeforeEach
    void setUp() {
        message = new AggregateTestFixture<>(Message.class);
    }

    @Test
    void isReceivedAsItCame() {
        message.givenNoPriorActivity()
                .when(new ReceiveMessage(
                        IN,
                        WITH_ADA,
                        SUPPORT,
                        ADA_ID,
                        WAMID_IN,
                        text("hi\0"),
                        null,
                        true,
                        MessageContext.ORDINARY,
                        NOON,
                        NOON.plusSeconds(2)))
                .expectResultMessagePayload(Effect.APPLIED)
                .expectEvents(new MessageReceived(
                        IN,
                        WITH_ADA,
                        SUPPORT,
                        ADA_ID,
                        WAMID_IN,
                        text("hi\0"),
                        null,
                        true,
                        NOON,
                        NOON.plusSeconds(2),
                        null));
    }

    @Test
    void putsTheAttemptOnRecordBeforeItIsMade() {
        message.given(queued("hello", NOON))
                .when(new BeginAttempt(REPLY, 1, NOON))
                .expectResultMessagePayload(Effect.APPLIED)
                .expectEvents(attempted(1));
    }

    @Test
    void neverMakesTheSameAttemptTwice() {
        message.given(queued("hello", NOON), attempted(1))
                .when(new BeginAttempt(REPLY, 1, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void triesAgainOnceItIsOnRecordThatAnAttemptCameToNothing() {
        message.given(queued("hello", NOON), attempted(1))
                .when(new RecordPostponement(REPLY, 1, UNDELIVERABLE, NOON))
                .expectResultMessagePayload(Effect.APPLIED)
                .expectEvents(postponed());
        message.given(queued("hello", NOON), attempted(1), postponed())
                .when(new BeginAttempt(REPLY, 2, NOON))
                .expectEvents(attempted(2));
    }

    @Test
    void makesNoSecondAttemptWhileOneIsNotOver() {
        message.given(queued("hello", NOON), attempted(1))
                .when(new BeginAttempt(REPLY, 2, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void anAttemptThatStoodInTheWayCountsAsLost() {
        message.given(queued("hello", NOON), attempted(1))
                .when(new RecordLostAnswer(REPLY, 2, "read timed out", NOON))
                .expectEvents(unconfirmed());
        message.given(queued("hello", NOON), attempted(1), postponed(), attempted(2))
                .when(new RecordLostAnswer(REPLY, 1, "read timed out", NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void eachAttemptHasItsOwnTimeline() {
        Wamid second = new Wamid("wamid.SECOND");
        Object[] resent = {
            queued("hello", NOON),
            attempted(1),
            accepted(),
            sent(),
            failed(),
            new MessageRequeued(REPLY, WITH_ADA, 1, SARA, NOON),
            attempted(2),
            new MessageAccepted(REPLY, WITH_ADA, 2, second, NOON)
        };
        message.given(resent)
                .when(new RecordReceipt(REPLY, second, Receipt.SENT, null, NOON, NOON))
                .expectEvents(new MessageSent(REPLY, WITH_ADA, second, NOON, NOON, null));
        message.given(resent).when(receipt(Receipt.SENT)).expectNoEvents();
        message.given(resent)
                .when(new RecordFailure(REPLY, WAMID, null, UNDELIVERABLE, NOON.plusSeconds(1), NOON))
                .expectEvents(
                        new EarlierAttemptFailed(REPLY, WITH_ADA, WAMID, UNDELIVERABLE, NOON.plusSeconds(1), NOON));
    }

    @Test
    void theFailureOfAnAttemptWhoseAnswerWasLostDoesNotFailTheNextOne() {
        message.given(
                        queued("hello", NOON),
                        attempted(1),
                        unconfirmed(),
                        new MessageRequeued(REPLY, WITH_ADA, 1, SARA, NOON))
                .when(new RecordFailure(REPLY, WAMID, 1, UNDELIVERABLE, NOON, NOON))
                .expectEvents(new EarlierAttemptFailed(REPLY, WITH_ADA, WAMID, UNDELIVERABLE, NOON, NOON));
    }

    @Test
    void isNotSentAgainWhenTheFirstAttemptTurnsOutToHaveArrived() {
        message.given(
                        queued("hello", NOON),
                        attempted(1),
                        unconfirmed(),
                        new MessageRequeued(REPLY, WITH_ADA, 1, SARA, NOON),
                        delivered())
                .when(new BeginAttempt(REPLY, 2, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void isNeverAttemptedAgainByItselfWhenTheAnswerWasLost() {
        message.given(queued("hello", NOON), attempted(1), unconfirmed())
                .when(new BeginAttempt(REPLY, 2, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void isAcceptedOnce() {
        message.given(queued("hello", NOON), attempted(1), accepted())
                .when(new RecordAcceptance(REPLY, 1, WAMID, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void isUnconfirmedWhenTheAnswerIsLost() {
        message.given(queued("hello", NOON), attempted(1))
                .when(new RecordLostAnswer(REPLY, 1, "read timed out", NOON))
                .expectEvents(unconfirmed());
    }

    @Test
    void aLostAnswerSaysNothingOnceAReportHasCome() {
        message.given(queued("hello", NOON), attempted(1), sent())
                .when(new RecordLostAnswer(REPLY, 1, "read timed out", NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void aReportThatOvertakesTheAnswerIsKept() {
        message.given(queued("hello", NOON), attempted(1))
                .when(receipt(Receipt.DELIVERED))
                .expectEvents(delivered());
    }

    @Test
    void everyReportIsKeptOnce() {
        message.given(queued("hello", NOON), attempted(1), accepted(), read())
                .when(receipt(Receipt.DELIVERED))
                .expectResultMessagePayload(Effect.APPLIED)
                .expectEvents(delivered());
        message.given(queued("hello", NOON), attempted(1), accepted(), read(), delivered())
                .when(receipt(Receipt.DELIVERED))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void isRefusedByMeta() {
        message.given(queued("hello", NOON), attempted(1))
                .when(new RecordRefusal(REPLY, 1, UNDELIVERABLE, NOON))
                .expectEvents(new MessageFailed(REPLY, WITH_ADA, null, UNDELIVERABLE, NOON, NOON));
    }

    @Test
    void isRefusedBeforeAnyAttemptForWhatItShows() {
        message.given(queued("hello", NOON))
                .when(new RecordRefusal(REPLY, 0, UNDELIVERABLE, NOON))
                .expectEvents(new MessageFailed(REPLY, WITH_ADA, null, UNDELIVERABLE, NOON, NOON));
    }

    /** A claim that expired before the attempt was on record has used up its number. */
    @Test
    void isRefusedForWhatItShowsAlsoWhenAnAttemptHasLeftNoTrace() {
        message.given(queued("hello", NOON))
                .when(new RecordRefusal(REPLY, 1, UNDELIVERABLE, NOON))
                .expectEvents(new MessageFailed(REPLY, WITH_ADA, null, UNDELIVERABLE, NOON, NOON));
        message.given(queued("hello", NOON), attempted(1))
                .when(new RecordRefusal(REPLY, 2, UNDELIVERABLE, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void aRefusalOfAnEarlierAttemptSaysNothing() {
        message.given(queued("hello", NOON), attempted(1), attempted(2))
                .when(new RecordRefusal(REPLY, 1, UNDELIVERABLE, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void failsAfterAcceptance() {
        message.given(queued("hello", NOON), attempted(1), accepted())
                .when(new RecordFailure(REPLY, WAMID, null, UNDELIVERABLE, NOON, NOON))
                .expectEvents(failed());
    }

    @Test
    void isSentAgainWhenAnAgentAsks() {
        message.given(queued("hello", NOON), attempted(1), unconfirmed())
                .when(new ResendMessage(REPLY, SARA, NOON))
                .expectEvents(new MessageRequeued(REPLY, WITH_ADA, 1, SARA, NOON));
    }

    @Test
    void isNotSentAgainWhileItIsUnderWay() {
        message.given(queued("hello", NOON), attempted(1), accepted())
                .when(new ResendMessage(REPLY, SARA, NOON))
                .expectException(MessageRejection.NotResendable.class);
    }

    @Test
    void isNotSentAgainOnceItHasArrived() {
        message.given(queued("hello", NOON), attempted(1), accepted(), delivered(), failed())
                .when(new ResendMessage(REPLY, SARA, NOON))
                .expectException(MessageRejection.NotResendable.class);
    }

    @Test
    void takesNoReportsForWhatACustomerSent() {
        message.given(new MessageReceived(
                        IN, WITH_ADA, SUPPORT, ADA_ID, WAMID_IN, text("hi"), null, false, NOON, NOON, null))
                .when(new RecordReceipt(IN, WAMID_IN, Receipt.READ, null, NOON, NOON))
                .expectException(MessageRejection.NotSentByUs.class);
    }

    @Test
    void keepsWhatIsOutOfTheOrdinaryAboutHowItCame() {
        MessageContext often = new MessageContext(MessageContext.Route.STANDBY, true, null, null, null);
        message.givenNoPriorActivity()
                .when(new ReceiveMessage(
                        IN, WITH_ADA, SUPPORT, ADA_ID, WAMID_IN, text("hi"), null, true, often, NOON, NOON))
                .expectEvents(new MessageReceived(
                        IN, WITH_ADA, SUPPORT, ADA_ID, WAMID_IN, text("hi"), null, true, NOON, NOON, often));
    }

    @Test
    void isEditedByItsAuthorAndEveryEditCountsOnce() {
        message.given(received(text("Meet at 5pm")))
                .when(edit("wamid.E1", Author.CUSTOMER))
                .expectResultMessagePayload(Effect.APPLIED)
                .expectEvents(edited("wamid.E1"));
        message.given(received(text("Meet at 5pm")), edited("wamid.E1"), edited("wamid.E2"))
                .when(edit("wamid.E1", Author.CUSTOMER))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void isNotChangedByTheOtherSide() {
        message.given(received(text("hi")))
                .when(edit("wamid.E1", Author.BUSINESS))
                .expectException(MessageRejection.NotTheAuthor.class);
    }

    @Test
    void isNotTakenBackByTheOtherSide() {
        message.given(queued("hello", NOON))
                .when(new RevokeMessage(REPLY, Author.CUSTOMER, new Wamid("wamid.R"), NOON, NOON))
                .expectException(MessageRejection.NotTheAuthor.class);
    }

    @Test
    void isTakenBackOnce() {
        MessageRevoked revoked = new MessageRevoked(IN, WITH_ADA, new Wamid("wamid.R"), NOON, NOON);
        RevokeMessage revoke = new RevokeMessage(IN, Author.CUSTOMER, new Wamid("wamid.R"), NOON, NOON);
        message.given(received(text("hi"))).when(revoke).expectEvents(revoked);
        message.given(received(text("hi")), revoked)
                .when(revoke)
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void hasOneReactionAPersonAndTheLatestCounts() {
        message.given(received(text("hi")), reacted("wamid.1", NOON, ADA))
                .when(react("wamid.2", NOON.plusSeconds(1), ADA, THUMB))
                .expectEvents(reacted("wamid.2", NOON.plusSeconds(1), ADA));
        message.given(received(text("hi")), reacted("wamid.2", NOON.plusSeconds(1), ADA))
                .when(react("wamid.1", NOON, ADA, THUMB))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
        message.given(received(text("hi")), reacted("wamid.2", NOON, ADA))
                .when(react("wamid.2", NOON, ADA, THUMB))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
        message.given(received(text("hi")), reacted("wamid.2", NOON, ADA))
                .when(react("wamid.1", NOON, null, THUMB))
                .expectEvents(reacted("wamid.1", NOON, null));
    }

    @Test
    void remembersAWithdrawalThatCameBeforeTheReaction() {
        ReactionWithdrawn withdrawn =
                new ReactionWithdrawn(IN, WITH_ADA, ADA, new Wamid("wamid.2"), NOON.plusSeconds(1), NOON);
        message.given(received(text("hi")))
                .when(react("wamid.2", NOON.plusSeconds(1), ADA, null))
                .expectEvents(withdrawn);
        message.given(received(text("hi")), withdrawn)
                .when(react("wamid.1", NOON, ADA, THUMB))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
    }

    @Test
    void takesReportsAlthoughItWasSentFromElsewhereButIsNotSentAgainFromHere() {
        MessageSentElsewhere elsewhere = new MessageSentElsewhere(
                IN,
                WITH_ADA,
                SUPPORT,
                ADA,
                WAMID_IN,
                text("from the phone"),
                null,
                false,
                DeliveryProgress.SENT,
                NOON,
                NOON,
                null);
        message.givenNoPriorActivity()
                .when(new RecordMessageFromElsewhere(
                        IN,
                        WITH_ADA,
                        SUPPORT,
                        ADA,
                        WAMID_IN,
                        text("from the phone"),
                        null,
                        false,
                        MessageContext.ORDINARY,
                        DeliveryProgress.SENT,
                        NOON,
                        NOON))
                .expectEvents(elsewhere);
        message.given(elsewhere)
                .when(new RecordReceipt(IN, WAMID_IN, Receipt.READ, null, NOON, NOON))
                .expectEvents(new MessageRead(IN, WITH_ADA, WAMID_IN, NOON, NOON, null));
        message.given(elsewhere, new MessageFailed(IN, WITH_ADA, WAMID_IN, UNDELIVERABLE, NOON, NOON))
                .when(new ResendMessage(IN, SARA, NOON))
                .expectException(MessageRejection.NotResendable.class);
    }

    @Test
    void isFilledInOnceWhenItsFileWasToFollow() {
        MessageContent photo = new MessageContent.Media(
                MediaKind.IMAGE, new RemoteMedia(new MediaId("300"), "image/jpeg", null, null), null);
        MessageFilledIn filledIn = new MessageFilledIn(IN, WITH_ADA, photo, NOON);
        FillIn fillIn = new FillIn(IN, photo, NOON);
        message.given(received(new MessageContent.MediaToFollow())).when(fillIn).expectEvents(filledIn);
        message.given(received(new MessageContent.MediaToFollow()), filledIn)
                .when(fillIn)
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
        message.given(received(text("hi")))
                .when(fillIn)
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void knowsHowFarItHasComeWithEachParticipantOfAGroup() {
        ParticipantReached read = new ParticipantReached(REPLY, WITH_ADA, WAMID, ADA, Receipt.READ, NOON, NOON);
        message.given(queued("hello", NOON), accepted())
                .when(new RecordParticipantReceipt(REPLY, WAMID, ADA, Receipt.READ, NOON, NOON))
                .expectEvents(read);
        message.given(queued("hello", NOON), accepted(), read)
                .when(new RecordParticipantReceipt(REPLY, WAMID, ADA, Receipt.READ, NOON, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void ofSeveralFailuresTheLatestCounts() {
        MessageError other = new MessageError(131047, "Re-engagement message", null);
        message.given(queued("hello", NOON), attempted(1), accepted(), failed())
                .when(new RecordFailure(REPLY, WAMID, null, other, NOON.plusSeconds(1), NOON))
                .expectEvents(new MessageFailed(REPLY, WITH_ADA, WAMID, other, NOON.plusSeconds(1), NOON));
        message.given(queued("hello", NOON), attempted(1), accepted(), failed())
                .when(new RecordFailure(REPLY, WAMID, null, other, NOON.minusSeconds(1), NOON))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
    }

    @Test
    void isHiddenOnce() {
        message.given(queued("hello", NOON), new MessageHidden(REPLY, WITH_ADA, SARA, NOON))
                .when(new HideMessage(REPLY, SARA, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    private static MessageReceived received(MessageContent content) {
        return new MessageReceived(IN, WITH_ADA, SUPPORT, ADA_ID, WAMID_IN, content, null, false, NOON, NOON, null);
    }

    private static EditMessage edit(String wamid, Author author) {
        return new EditMessage(IN, author, new Wamid(wamid), text("Meet at 6pm"), NOON, NOON);
    }

    private static MessageEdited edited(String wamid) {
        return new MessageEdited(IN, WITH_ADA, new Wamid(wamid), text("Meet at 6pm"), NOON, NOON);
    }

    private static React react(String wamid, Instant at, @Nullable Contact by, @Nullable Emoji emoji) {
        return new React(IN, by, new Wamid(wamid), emoji, at, NOON);
    }

    private static MessageReactedTo reacted(String wamid, Instant at, @Nullable Contact by) {
        return new MessageReactedTo(IN, WITH_ADA, by, new Wamid(wamid), THUMB, at, NOON);
    }

    private static RecordReceipt receipt(Receipt receipt) {
        return new RecordReceipt(REPLY, WAMID, receipt, null, NOON, NOON);
    }

    private static MessageAttempted attempted(int attempt) {
        return new MessageAttempted(REPLY, WITH_ADA, attempt, NOON);
    }

    private static MessageAccepted accepted() {
        return new MessageAccepted(REPLY, WITH_ADA, 1, WAMID, NOON);
    }

    private static MessagePostponed postponed() {
        return new MessagePostponed(REPLY, WITH_ADA, 1, UNDELIVERABLE, NOON);
    }

    private static MessageUnconfirmed unconfirmed() {
        return new MessageUnconfirmed(REPLY, WITH_ADA, 1, "read timed out", NOON);
    }

    private static MessageSent sent() {
        return new MessageSent(REPLY, WITH_ADA, WAMID, NOON, NOON, null);
    }

    private static MessageDelivered delivered() {
        return new MessageDelivered(REPLY, WITH_ADA, WAMID, NOON, NOON, null);
    }

    private static MessageRead read() {
        return new MessageRead(REPLY, WITH_ADA, WAMID, NOON, NOON, null);
    }

    private static MessageFailed failed() {
        return new MessageFailed(REPLY, WITH_ADA, WAMID, UNDELIVERABLE, NOON, NOON);
    }
}
