package com.chatsphere.application.message;

/** The places on a message's way out where a process may die and a test ends it, in the order of the way. */
public enum FaultPoint {
    /** The message and its row in the outbox are written, and not committed. */
    QUEUED_NOT_COMMITTED,
    /** It is queued for good; whoever asked for it has not been told. */
    QUEUED,
    /** Claims are written, and not committed. */
    CLAIMED_NOT_COMMITTED,
    /** The claim holds, and nothing of the attempt is on record. */
    CLAIMED,
    /** The attempt is on record, and no connection to Meta is open. */
    ATTEMPT_RECORDED,
    /** The request has gone out. */
    REQUEST_WRITTEN,
    /** Meta's answer is known here only. */
    ANSWERED,
    /** The outcome is written, and not committed. */
    OUTCOME_NOT_COMMITTED,
    /** The outcome is on record. */
    OUTCOME_RECORDED,
    /** That another attempt is to follow is written, and not committed. */
    POSTPONED_NOT_COMMITTED,
    /** That another attempt is to follow is on record. */
    POSTPONED,
    /** What a dead process left behind has been found, and nothing is recorded of it. */
    EXPIRED_FOUND
}
