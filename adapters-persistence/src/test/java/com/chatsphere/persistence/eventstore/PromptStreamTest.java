package com.chatsphere.persistence.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.Test;

class PromptStreamTest {
    private final Late events = new Late();
    private final PromptStream stream = new PromptStream(events, closed -> {});

    @Test
    void tellsItsReader() {
        AtomicInteger told = new AtomicInteger();
        assertThat(stream.setOnAvailableCallback(told::incrementAndGet)).isTrue();
        stream.wake();
        stream.look();
        assertThat(told).hasValue(2);
    }

    @Test
    void whoWasToldWaitsForWhatIsOnItsWay() {
        assertThat(stream.hasNextAvailable()).isFalse();
        stream.wake();
        assertThat(stream.hasNextAvailable()).isTrue();
        assertThat(stream.hasNextAvailable()).as("told only once").isFalse();
    }

    @Test
    void whatIsHereAlreadyDoesNotStandForWhatIsOnItsWay() {
        stream.wake();
        events.here = true;
        assertThat(stream.hasNextAvailable()).isTrue();
        events.here = false;
        assertThat(stream.hasNextAvailable()).as("that which it was told of").isTrue();
    }

    @Test
    void aReaderThatHasStoppedStopsNobodyElse() {
        stream.setOnAvailableCallback(() -> {
            throw new RejectedExecutionException();
        });
        stream.wake();
        assertThat(stream.hasNextAvailable()).isTrue();
    }

    /** Has an event for who waits. */
    private static final class Late implements TrackingEventStream {
        private boolean here;

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) {
            return here || timeout > 0;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return Optional.empty();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
