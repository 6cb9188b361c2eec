package com.chatsphere.persistence.eventstore;

import java.util.List;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/** Axon's event store that can be told when another node has added events, instead of finding out by polling. */
public final class PromptEventStore extends EmbeddedEventStore {
    private static final long FALLBACK_POLL_MILLIS = 200;

    private PromptEventStore(Builder builder) {
        super(builder);
    }

    public static PromptEventStore on(PostgresEventStorage storage) {
        return new PromptEventStore(
                EmbeddedEventStore.builder().storageEngine(storage).fetchDelay(FALLBACK_POLL_MILLIS));
    }

    /** Looks for new events now. */
    public void wake() {
        afterCommit(List.of());
    }
}
