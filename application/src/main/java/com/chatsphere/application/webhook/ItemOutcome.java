package com.chatsphere.application.webhook;

import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** The outcome of this word, if there is one. */
    public static Optional<ItemOutcome> named(String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst();
    }

    /** The word for it wherever it is kept or told, for example {@code already_known}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may be applied once more: nothing came of it, and nothing else will make it be looked at again. */
    public boolean mayGoAgain() {
        return this == IGNORED || this == QUARANTINED;
    }
}
