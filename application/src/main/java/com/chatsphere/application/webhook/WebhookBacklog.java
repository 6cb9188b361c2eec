package com.chatsphere.application.webhook;

import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Wamid;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Need: the deliveries that are kept but not applied yet. One node at a time works on them. */
public interface WebhookBacklog {
    /**
     * Takes the oldest deliveries, at most {@code most}, together with parked items whose target has become
     * known or becomes known by these, has them worked on, and keeps what became of each item: all in one transaction, or nothing of it. In turn with these, it takes
     * the items that are to be applied once more; one of them that nothing is said about stays what it was.
     *
     * @return how many deliveries and waiting items were taken; 0 when there are none, or another node is at it
     */
    int work(int most, Work work);

    /** Calls {@code wake} whenever there may be something to do, on any node. */
    void onArrival(Runnable wake);

    /**
     * Does something as the one who works on the backlog would, with nobody else at it, and undoes whatever was written.
     *
     * @throws Busy when others are at it for too long
     */
    <T> T rehearse(Supplier<T> work);

    /** Turns deliveries into recorded facts and says what became of each item; whatever it throws undoes the batch. */
    @FunctionalInterface
    interface Work {
        List<Item> apply(List<Delivery> deliveries);
    }

    /**
     * A kept delivery, or one item of it that waited.
     *
     * @param onlyItem the position of the item that waited, or null for all items
     * @param splitInto how many items it was taken apart into before, where the item is to be applied once more: when it
     *     is taken apart differently now, places mean nothing and all of it is to be applied. Else null
     */
    record Delivery(
            long id,
            byte[] body,
            Instant receivedAt,
            @Nullable Integer onlyItem,
            @Nullable Integer splitInto) {
        public Delivery(long id, byte[] body, Instant receivedAt, @Nullable Integer onlyItem) {
            this(id, body, receivedAt, onlyItem, null);
        }
    }

    /**
     * What became of one item of a delivery.
     *
     * @param position of the item in the delivery, from 0
     * @param kind for example {@code message.text}, {@code status.read}, {@code field.account_update}, {@code body}
     * @param number the business's number it is about, where it names one
     * @param wamid the message it is about, where it names one
     */
    record Item(
            long deliveryId,
            int position,
            String kind,
            @Nullable PhoneNumberId number,
            @Nullable Wamid wamid,
            Outcome outcome) {
        public Item(long deliveryId, int position, String kind, @Nullable PhoneNumberId number, Outcome outcome) {
            this(deliveryId, position, kind, number, null, outcome);
        }
    }

    /** Every item ends in exactly one of these. */
    sealed interface Outcome {
        record Applied() implements Outcome {}

        record AlreadyKnown() implements Outcome {}

        record Ignored(String reason) implements Outcome {}

        /** Waits for the message that Meta calls so. */
        record Parked(Wamid target) implements Outcome {}

        record Quarantined(String error) implements Outcome {}
    }

    /** Somebody else is at work and takes long. */
    final class Busy extends RuntimeException {
        public Busy(Throwable cause) {
            super("Deliveries are being applied just now. Please try again.", cause);
        }
    }
}
