package com.chatsphere;

import com.chatsphere.application.webhook.ArrivalTimes;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Measures how long received messages take to the screen, and remembers the latest.
 *
 * <p>Only live traffic counts: what was on its way to us for more than a day is history or a repetition after a long outage,
 * and what has been here for more than an hour was applied once more.
 */
final class ScreenTimes implements ArrivalTimes {
    private static final Duration LONGEST_WAY = Duration.ofDays(1);
    private static final Duration LONGEST_HERE = Duration.ofHours(1);
    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    private static final int MOST_REMEMBERED = 10_000;

    private final Clock clock;
    private final Timer fromMeta;
    private final Timer fromArrival;
    private final Deque<Sample> latest = new ArrayDeque<>();

    ScreenTimes(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        fromMeta = timer(meters, "chatsphere.meta.to.screen", "From Meta's time of a message until pages were told");
        fromArrival = timer(meters, "chatsphere.arrival.to.screen", "From a message's arrival until pages were told");
    }

    private static Timer timer(MeterRegistry meters, String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentiles(0.5, 0.95, 0.99)
                .distributionStatisticExpiry(REMEMBERED)
                .register(meters);
    }

    /** Open pages have just been told of this message. */
    void shown(MessageReceived message) {
        Instant now = clock.instant();
        Duration here = atLeastNothing(Duration.between(message.at(), now));
        Duration way = Duration.between(message.sentAt(), message.at());
        if (here.compareTo(LONGEST_HERE) > 0 || way.compareTo(LONGEST_WAY) > 0) {
            return;
        }
        Duration whole = atLeastNothing(Duration.between(message.sentAt(), now));
        fromMeta.record(whole);
        fromArrival.record(here);
        synchronized (latest) {
            latest.addLast(new Sample(now, whole.toMillis(), here.toMillis()));
            if (latest.size() > MOST_REMEMBERED) {
                latest.removeFirst();
            }
        }
    }

    @Override
    public Optional<Spread> fromMeta() {
        return spread(Sample::fromMeta);
    }

    @Override
    public Optional<Spread> fromArrival() {
        return spread(Sample::fromArrival);
    }

    private Optional<Spread> spread(ToLongFunction<Sample> measured) {
        long[] sorted;
        synchronized (latest) {
            Instant oldest = clock.instant().minus(REMEMBERED);
            latest.removeIf(sample -> sample.at().isBefore(oldest));
            sorted = latest.stream().mapToLong(measured).sorted().toArray();
        }
        return sorted.length == 0
                ? Optional.empty()
                : Optional.of(new Spread(sorted.length, at(sorted, 50), at(sorted, 95), at(sorted, 99)));
    }

    private static Duration at(long[] sorted, int percent) {
        int place = Math.ceilDiv(sorted.length * percent, 100) - 1;
        return Duration.ofMillis(sorted[Math.max(0, place)]);
    }

    /** Clocks differ, and Meta's time is in whole seconds. */
    private static Duration atLeastNothing(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private record Sample(Instant at, long fromMeta, long fromArrival) {}
}
