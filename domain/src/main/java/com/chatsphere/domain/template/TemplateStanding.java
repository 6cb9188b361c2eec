package com.chatsphere.domain.template;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How Meta stands to a template since when: what it said last counts, whatever the order in which it is heard.
 *
 * @param reason why, in Meta's words, where it says
 * @param saidAt Meta's time
 */
record TemplateStanding(TemplateStatus status, @Nullable String reason, Instant saidAt) {
    static final TemplateStanding NEVER_HEARD = new TemplateStanding(TemplateStatus.UNCONFIRMED, null, Instant.EPOCH);

    /** Whether this says more than that one, or later. */
    boolean outweighs(TemplateStanding other) {
        if (!saidAt.equals(other.saidAt)) {
            return saidAt.isAfter(other.saidAt);
        }
        int heavier = Integer.compare(status.weight(), other.status.weight());
        return heavier > 0 || (heavier == 0 && status.value().compareTo(other.status.value()) > 0);
    }

    /** Whether this tells nothing that the other one does not; Meta gives reasons in some places only. */
    boolean addsNothingTo(TemplateStanding other) {
        return status.equals(other.status) && (reason == null || reason.equals(other.reason));
    }

    void requireSendable() {
        String obstacle = status.obstacle(reason);
        if (obstacle != null) {
            throw new TemplateRejection.NotApproved(obstacle);
        }
    }
}
