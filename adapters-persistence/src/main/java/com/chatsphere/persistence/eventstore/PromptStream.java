package com.chatsphere.persistence.eventstore;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream of events that tells its reader when there is more.
 *
 * <p>Being told comes before the events are fetched: whoever looks then waits for them for a moment.
 */
final class PromptStream implements TrackingEventStream {
    private static final int FETCHED_WITHIN_MILLIS = 200;

    private static final Logger log = LoggerFactory.getLogger(PromptStream.class);

    private final TrackingEventStream events;
    private final Consumer<PromptStream> onClose;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Runnable reader = () -> {};

    PromptStream(TrackingEventStream events, Consumer<PromptStream> onClose) {
        this.events = events;
        this.onClose = onClose;
    }

    /** There are new events. */
    void wake() {
        woken.set(true);
        look();
    }

    /** There may be new events. Whoever tells is not to suffer from a reader that has stopped: it looks when it starts again. */
    void look() {
        try {
            reader.run();
        } catch (RuntimeException stopped) {
            log.debug("A reader of events could not be told", stopped);
        }
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        reader = callback;
        return true;
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        return events.hasNextAvailable(timeout, unit)
                || woken.getAndSet(false) && events.hasNextAvailable(FETCHED_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return events.peek();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        return events.nextAvailable();
    }

    @Override
    public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> unwanted) {
        events.skipMessagesWithPayloadTypeOf(unwanted);
    }

    @Override
    public void close() {
        onClose.accept(this);
        events.close();
    }
}
