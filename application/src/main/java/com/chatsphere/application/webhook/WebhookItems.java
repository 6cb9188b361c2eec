package com.chatsphere.application.webhook;

import com.chatsphere.application.Asks;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    public record Place(long deliveryId, int position) {
        private static final Pattern PRINTED = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})");

        /** Reads what {@link #toString()} prints. */
        public static Place of(String text) {
            Matcher place = PRINTED.matcher(text);
            if (!place.matches()) {
                throw new IllegalArgumentException("a place is a delivery and a position, for example 42.0");
            }
            return new Place(Long.parseLong(place.group(1)), Integer.parseInt(place.group(2)));
        }

        @Override
        public String toString() {
            return deliveryId + "." + position;
        }
    }

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
