package com.chatsphere.application.webhook;

import java.time.Duration;

/** Need: do something about deliveries that are kept. */
public interface KeptWebhooks {
    /** Has one item applied once more; false when there is no such item, or its outcome stands. */
    boolean again(WebhookItems.Place item);

    /**
     * Has all items of a kind applied once more of which nothing came.
     *
     * @param outcome one that {@link ItemOutcome#mayGoAgain may go again}
     * @return how many there are
     */
    int again(String kind, ItemOutcome outcome);

    /** Removes every delivery that is settled, with its items; the counts stay. Says how many. */
    int clear();

    /** Removes one delivery; false when it is not settled, or not there. */
    boolean clear(long deliveryId);

    /** Removes what is settled and older than that; the counts stay. */
    int expire(Duration age);
}
