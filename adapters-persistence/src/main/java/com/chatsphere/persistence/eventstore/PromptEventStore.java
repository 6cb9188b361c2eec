package com.chatsphere.persistence.eventstore;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.jspecify.annotations.Nullable;

/**
 * Axon's event store that tells its readers of new events at once, also of those that another node has added.
 *
 * <p>Axon's own has no way to tell a pooled processor, which then looks every half second.
 */
public final class PromptEventStore extends EmbeddedEventStore {
    private static final long FALLBACK_POLL_MILLIS = 200;
    private static final long FALLBACK_LOOK_MILLIS = 500;

    private final Set<PromptStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService fallback = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("event-readers").daemon().factory());

    private PromptEventStore(Builder builder) {
        super(builder);
        fallback.scheduleWithFixedDelay(
                () -> open.forEach(PromptStream::look),
                FALLBACK_LOOK_MILLIS,
                FALLBACK_LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    public static PromptEventStore on(PostgresEventStorage storage) {
        return new PromptEventStore(
                EmbeddedEventStore.builder().storageEngine(storage).fetchDelay(FALLBACK_POLL_MILLIS));
    }

    /** Looks for new events now. */
    public void wake() {
        afterCommit(List.of());
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken after) {
        PromptStream stream = new PromptStream(super.openStream(after), open::remove);
        open.add(stream);
        return stream;
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        super.afterCommit(events);
        open.forEach(PromptStream::wake);
    }

    @Override
    public void shutDown() {
        fallback.shutdownNow();
        super.shutDown();
    }
}
