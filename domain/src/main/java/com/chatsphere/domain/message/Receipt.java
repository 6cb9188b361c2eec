package com.chatsphere.domain.message;

/** A report by Meta that a message has come further; statuses {@code sent, delivered, read, played}. */
public enum Receipt {
    SENT(DeliveryProgress.SENT),
    DELIVERED(DeliveryProgress.DELIVERED),
    READ(DeliveryProgress.READ),
    PLAYED(DeliveryProgress.PLAYED);

    private final DeliveryProgress progress;

    Receipt(DeliveryProgress progress) {
        this.progress = progress;
    }

    public DeliveryProgress progress() {
        return progress;
    }
}
