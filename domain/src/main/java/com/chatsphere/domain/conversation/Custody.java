package com.chatsphere.domain.conversation;

import java.time.Instant;

/**
 * Who looks after a conversation: people, unless Meta's assistant does.
 *
 * @param personNeeded whether the assistant has handed it to people, and none of them has attended to it yet
 * @param since Meta's time of the last handover
 */
public record Custody(boolean byAssistant, boolean personNeeded, Instant since) {
    public static final Custody PEOPLE = new Custody(false, false, Instant.EPOCH);

    static Custody handedToPeople(Instant at) {
        return new Custody(false, true, at);
    }

    static Custody handedToAssistant(Instant at) {
        return new Custody(true, false, at);
    }

    Custody attendedTo() {
        return new Custody(byAssistant, false, since);
    }
}
