package com.chatsphere.application.webhook;

import com.chatsphere.application.Asks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that arrived last, the latest first.
 *
 * @param backlog how many are not taken apart yet
 * @param oldest for how long the first of these has been waiting; nothing when none is
 */
public record KeptDeliveries(List<Row> rows, long backlog, Duration oldest) {

    /** Asks for the latest, or for those before this one. */
    public record Query(@Nullable Long before, int most) implements Asks<KeptDeliveries> {}

    /**
     * One delivery.
     *
     * @param body null when it is longer than what a list shows
     * @param length of the body, in bytes
     */
    public record Row(long id, Instant receivedAt, Map<String, String> headers, byte @Nullable [] body, int length) {}
}
