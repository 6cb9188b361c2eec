package com.chatsphere.domain.conversation;

import java.time.Duration;
import java.time.Instant;

/**
 * The customer service window: for 24 hours after a customer's message free text may be sent, later only templates.
 *
 * <p>Counted from Meta's time of the message. Remembered to the minute: recording every message of a lively chat once more
 * in the conversation would double the events, so a message that extends the window by less than {@link #GRAIN} is not
 * recorded, and the window is held open {@link #GRAIN} longer.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages">Meta, customer service
 *     windows</a>
 */
public record ServiceWindow(Instant until) {
    public static final Duration LENGTH = Duration.ofHours(24);
    public static final Duration GRAIN = Duration.ofMinutes(1);
    public static final ServiceWindow NEVER_OPENED = new ServiceWindow(Instant.EPOCH);

    public static ServiceWindow openedBy(Instant customerWroteAt) {
        return new ServiceWindow(customerWroteAt.plus(LENGTH));
    }

    public boolean isOpenAt(Instant time) {
        return time.isBefore(until.plus(GRAIN));
    }

    /** Whether a customer's message of that time opens or extends this window by enough to be worth a record. */
    public boolean isExtendedBy(Instant customerWroteAt) {
        return !customerWroteAt.plus(LENGTH).isBefore(until.plus(GRAIN));
    }

    void requireOpenAt(Instant time) {
        if (!isOpenAt(time)) {
            throw new ConversationRejection.ServiceWindowClosed();
        }
    }
}
