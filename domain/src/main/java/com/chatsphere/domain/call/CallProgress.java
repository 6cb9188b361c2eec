package com.chatsphere.domain.call;

import org.jspecify.annotations.Nullable;

/**
 * What the reports about a call come to, whatever their order.
 *
 * @param seconds how long both sides were connected, where Meta has told
 */
public record CallProgress(
        boolean accepted,
        boolean rejected,
        boolean ended,
        @Nullable Long seconds) {
    public static final CallProgress NOTHING_REPORTED = new CallProgress(false, false, false, null);

    /** What people call it. */
    public enum Outcome {
        RINGING,
        IN_PROGRESS,
        ANSWERED,
        MISSED,
        REJECTED
    }

    public CallProgress after(CallStage stage, @Nullable Long duration) {
        boolean over = stage == CallStage.COMPLETED || stage == CallStage.FAILED;
        return new CallProgress(
                accepted || stage == CallStage.ACCEPTED,
                rejected || stage == CallStage.REJECTED,
                ended || over,
                seconds == null && over ? duration : seconds);
    }

    /** A call that was never answered ends without a duration. */
    public Outcome outcome() {
        if (seconds != null && seconds > 0) {
            return Outcome.ANSWERED;
        }
        if (rejected) {
            return Outcome.REJECTED;
        }
        if (ended) {
            return accepted ? Outcome.ANSWERED : Outcome.MISSED;
        }
        return accepted ? Outcome.IN_PROGRESS : Outcome.RINGING;
    }
}
