package com.chatsphere.domain.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.call.CallCommand.ReportCall;
import com.chatsphere.domain.call.CallEvent.CallReported;
import com.chatsphere.domain.call.CallProgress.Outcome;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a call. */
class CallTest {
    private static final PhoneNumberId SUPPORT = new PhoneNumberId("200000000000001");
    private static final ContactId ADA = ContactId.of("0b0d7f2e-5a53-4c58-9c4e-0a8a5b1c2d3e");
    private static final ConversationId WITH_ADA = ConversationId.between(SUPPORT, ADA);
    private static final CallId CALL = CallId.of(SUPPORT, "wacid.1");
    private static final Instant NOON = Instant.parse("2026-11-15T12:00:00Z");

    private FixtureConfiguration<Call> call;

    @BeforeEach
    void setUp() {
        call = new AggregateTestFixture<>(Call.class);
    }

    @Test
    void takesDownEachStageOnce() {
        call.givenNoPriorActivity()
                .when(report(CallStage.CONNECTING, null))
                .expectResultMessagePayload(Effect.APPLIED)
                .expectEvents(reported(CallStage.CONNECTING, null, true));
        call.given(reported(CallStage.CONNECTING, null, true))
                .when(report(CallStage.CONNECTING, null))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
        call.given(reported(CallStage.CONNECTING, null, true))
                .when(report(CallStage.COMPLETED, 55L))
                .expectEvents(reported(CallStage.COMPLETED, 55L, false));
    }

    @Test
    void takesDownTheEndBeforeTheBeginning() {
        call.given(reported(CallStage.COMPLETED, 55L, true))
                .when(report(CallStage.CONNECTING, null))
                .expectEvents(reported(CallStage.CONNECTING, null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "'',RINGING",
        "'CONNECTING',RINGING",
        "'CONNECTING RINGING',RINGING",
        "'CONNECTING COMPLETED',MISSED",
        "'COMPLETED CONNECTING',MISSED",
        "'RINGING FAILED',MISSED",
        "'RINGING ACCEPTED',IN_PROGRESS",
        "'ACCEPTED COMPLETED:55',ANSWERED",
        "'COMPLETED:55 RINGING',ANSWERED",
        "'COMPLETED ACCEPTED',ANSWERED",
        "'REJECTED COMPLETED',REJECTED",
        "'COMPLETED REJECTED RINGING',REJECTED",
        "'COMPLETED:0',MISSED"
    })
    void comesToTheSameInWhateverOrder(String stages, Outcome outcome) {
        CallProgress progress = CallProgress.NOTHING_REPORTED;
        for (String stage : stages.isEmpty() ? new String[0] : stages.split(" ", -1)) {
            String[] parts = stage.split(":", -1);
            progress = progress.after(CallStage.valueOf(parts[0]), parts.length == 1 ? null : Long.valueOf(parts[1]));
        }
        assertThat(progress.outcome()).isEqualTo(outcome);
    }

    private static ReportCall report(CallStage stage, @Nullable Long seconds) {
        return new ReportCall(CALL, WITH_ADA, SUPPORT, ADA, "wacid.1", true, stage, seconds, NOON, NOON);
    }

    private static CallReported reported(CallStage stage, @Nullable Long seconds, boolean first) {
        return new CallReported(CALL, WITH_ADA, SUPPORT, ADA, "wacid.1", true, stage, seconds, first, NOON, NOON);
    }
}
