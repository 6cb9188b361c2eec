package com.chatsphere.domain.conversation;

import java.time.Instant;

/**
 * Whether a customer takes marketing messages: until they stop them, and again once they resume them.
 *
 * <p>What they chose last counts, whatever the order in which it is heard; of two choices at the same moment, the stop.
 *
 * @param chosenAt Meta's time of their last choice
 */
public record MarketingConsent(boolean stopped, Instant chosenAt) {
    public static final MarketingConsent NEVER_ASKED = new MarketingConsent(false, Instant.EPOCH);

    /** Whether this choice counts more than that one. */
    boolean outweighs(MarketingConsent other) {
        return chosenAt.isAfter(other.chosenAt) || (chosenAt.equals(other.chosenAt) && stopped && !other.stopped);
    }

    /** Refuses a marketing template; ordinary replies need no consent. */
    public void requireGiven() {
        if (stopped) {
            throw new ConversationRejection.MarketingStopped();
        }
    }
}
