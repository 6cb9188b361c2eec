package com.chatsphere.application.webhook;

import com.chatsphere.application.Asks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A delivery as it came, and what became of it.
 *
 * @param headers those that were kept
 * @param body the bytes as received
 * @param waiting whether it is not taken apart yet
 */
public record KeptDelivery(
        long id,
        Instant receivedAt,
        Map<String, String> headers,
        byte[] body,
        boolean waiting,
        List<WebhookItems.Row> items) {

    /** Asks for one; empty when there is none of that id, or no longer. */
    public record Query(long id) implements Asks<Optional<KeptDelivery>> {}
}
