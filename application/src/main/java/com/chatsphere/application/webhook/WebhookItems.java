package com.chatsphere.application.webhook;

import com.chatsphere.application.Asks;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items of Meta's deliveries, the latest first.
 *
 * @param next from where the older ones follow; null when there are none
 */
public record WebhookItems(List<Row> rows, @Nullable Place next) {

    /**
     * Asks for those that meet every condition given.
     *
     * @param day of arrival, in UTC
     * @param search part of the kind or of the explanation, or the beginning of a wamid
     * @param before only those older than the item at this place
     */
    public record Query(
            @Nullable ItemOutcome outcome,
            @Nullable String kind,
            @Nullable PhoneNumberId number,
            @Nullable LocalDate day,
            @Nullable String search,
            @Nullable Place before,
            int most)
            implements Asks<WebhookItems> {}

    /** Where an item is: its delivery, and its position in it, from 0. */
    public record Place(long deliveryId, int position) {}

    /**
     * One item.
     *
     * @param explanation why it was ignored or quarantined
     * @param wamid the message it is about, where it names one
     * @param again whether it is about to be applied once more
     */
    public record Row(
            Place place,
            String kind,
            @Nullable PhoneNumberId number,
            ItemOutcome outcome,
            @Nullable String explanation,
            @Nullable String wamid,
            Instant receivedAt,
            Instant settledAt,
            boolean again) {}
}
