package com.chatsphere.application.webhook;

import com.chatsphere.application.webhook.WebhookBacklog.Outcome;

/** What became of an item, without the reason. */
public enum ItemOutcome {
    APPLIED,
    ALREADY_KNOWN,
    IGNORED,
    PARKED,
    QUARANTINED;

    public static ItemOutcome of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied applied -> APPLIED;
            case Outcome.AlreadyKnown known -> ALREADY_KNOWN;
            case Outcome.Ignored ignored -> IGNORED;
            case Outcome.Parked parked -> PARKED;
            case Outcome.Quarantined quarantined -> QUARANTINED;
        };
    }

    /** Whether it may be applied once more: nothing came of it, and nothing else will make it be looked at again. */
    public boolean mayGoAgain() {
        return this == IGNORED || this == QUARANTINED;
    }
}
