package com.chatsphere.domain.message;

import static com.chatsphere.domain.conversation.ConversationSamples.ADA_ID;
import static com.chatsphere.domain.conversation.ConversationSamples.NOON;
import static com.chatsphere.domain.conversation.ConversationSamples.REPLY;
import static com.chatsphere.domain.conversation.ConversationSamples.SARA;
import static com.chatsphere.domain.conversation.ConversationSamples.SUPPORT;
import static com.chatsphere.domain.conversation.ConversationSamples.WITH_ADA;
import static com.chatsphere.domain.conversation.ConversationSamples.queued;
import static com.chatsphere.domain.conversation.ConversationSamples.text;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.message.MessageCommand.BeginAttempt;
import com.chatsphere.domain.message.MessageCommand.HideMessage;
import com.chatsphere.domain.message.MessageCommand.ReceiveMessage;
import com.chatsphere.domain.message.MessageCommand.RecordAcceptance;
import com.chatsphere.domain.message.MessageCommand.RecordFailure;
import com.chatsphere.domain.message.MessageCommand.RecordLostAnswer;
import com.chatsphere.domain.message.MessageCommand.RecordReceipt;
import com.chatsphere.domain.message.MessageCommand.RecordRefusal;
import com.chatsphere.domain.message.MessageCommand.ResendMessage;
import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageAttempted;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessageRead;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageEvent.MessageSent;
import com.chatsphere.domain.message.MessageEvent.MessageUnconfirmed;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of one message. */
class MessageTest {
    private static final Wamid WAMID = new Wamid("wamid.OUT");
    private static final MessageError UNDELIVERABLE = new MessageError(131026, "Undeliverable", null);

    private FixtureConfiguration<Message> message;

    @BeforeEach
    void setUp() {
        message = new AggregateTestFixture<>(Message.class);
    }

    @Test
    void isReceivedAsItCame() {
        Wamid wamid = new Wamid("wamid.IN");
        MessageId id = MessageId.received(SUPPORT, wamid);
        message.givenNoPriorActivity()
                .when(new ReceiveMessage(
                        id, WITH_ADA, SUPPORT, ADA_ID, wamid, text("hi\0"), null, true, NOON, NOON.plusSeconds(2)))
                .expectResultMessagePayload(Effect.APPLIED)
                .expectEvents(new MessageReceived(
                        id, WITH_ADA, SUPPORT, ADA_ID, wamid, text("hi\0"), null, true, NOON, NOON.plusSeconds(2)));
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
    void triesAgainAfterAnAttemptThatSurelyFailed() {
        message.given(queued("hello", NOON), attempted(1))
                .when(new BeginAttempt(REPLY, 2, NOON))
                .expectEvents(attempted(2));
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
    void aRefusalOfAnEarlierAttemptSaysNothing() {
        message.given(queued("hello", NOON), attempted(1), attempted(2))
                .when(new RecordRefusal(REPLY, 1, UNDELIVERABLE, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void failsAfterAcceptance() {
        message.given(queued("hello", NOON), attempted(1), accepted())
                .when(new RecordFailure(REPLY, WAMID, UNDELIVERABLE, NOON, NOON))
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
        Wamid wamid = new Wamid("wamid.IN");
        MessageId id = MessageId.received(SUPPORT, wamid);
        message.given(new MessageReceived(id, WITH_ADA, SUPPORT, ADA_ID, wamid, text("hi"), null, false, NOON, NOON))
                .when(new RecordReceipt(id, wamid, Receipt.READ, NOON, NOON))
                .expectException(MessageRejection.NotSentByUs.class);
    }

    @Test
    void isHiddenOnce() {
        message.given(queued("hello", NOON), new MessageHidden(REPLY, WITH_ADA, SARA, NOON))
                .when(new HideMessage(REPLY, SARA, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    private static RecordReceipt receipt(Receipt receipt) {
        return new RecordReceipt(REPLY, WAMID, receipt, NOON, NOON);
    }

    private static MessageAttempted attempted(int attempt) {
        return new MessageAttempted(REPLY, WITH_ADA, attempt, NOON);
    }

    private static MessageAccepted accepted() {
        return new MessageAccepted(REPLY, WITH_ADA, 1, WAMID, NOON);
    }

    private static MessageUnconfirmed unconfirmed() {
        return new MessageUnconfirmed(REPLY, WITH_ADA, 1, "read timed out", NOON);
    }

    private static MessageSent sent() {
        return new MessageSent(REPLY, WITH_ADA, WAMID, NOON, NOON);
    }

    private static MessageDelivered delivered() {
        return new MessageDelivered(REPLY, WITH_ADA, WAMID, NOON, NOON);
    }

    private static MessageRead read() {
        return new MessageRead(REPLY, WITH_ADA, WAMID, NOON, NOON);
    }

    private static MessageFailed failed() {
        return new MessageFailed(REPLY, WITH_ADA, WAMID, UNDELIVERABLE, NOON, NOON);
    }
}
