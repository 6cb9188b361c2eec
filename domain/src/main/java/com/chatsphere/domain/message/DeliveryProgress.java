package com.chatsphere.domain.message;

/**
 * How far a message we send has come.
 *
 * <p>Reports arrive late, twice and in any order, and Meta leaves out "delivered" when a message is read at once; so the
 * furthest report counts, and progress never goes backwards. A failure ends it only while nothing better than "sent" is
 * known: who has it on the phone has it.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status">Meta, status
 *     messages webhook</a>
 */
public enum DeliveryProgress {
    /** Waits to be handed to Meta. */
    QUEUED,
    /** Being handed to Meta; the outcome is not known yet. */
    ATTEMPTED,
    /** The answer was lost: it may or may not have been accepted. */
    UNCONFIRMED,
    /** Meta has taken it and named it. */
    ACCEPTED,
    SENT,
    FAILED,
    DELIVERED,
    READ,
    /** A voice message was listened to. */
    PLAYED;

    /** The progress after a report, which is this one if the report says less than is known. */
    public DeliveryProgress after(DeliveryProgress reported) {
        return reported.compareTo(this) > 0 ? reported : this;
    }
}
