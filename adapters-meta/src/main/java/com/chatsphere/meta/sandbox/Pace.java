package com.chatsphere.meta.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Meta's limits of speed: for the number, and for the number and one customer.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput">Meta, throughput</a>
 */
final class Pace {
    private static final long PER_SECOND = 80;
    private static final long BETWEEN = Duration.ofSeconds(1).toNanos() / PER_SECOND;
    private static final long PAIR_BETWEEN = Duration.ofSeconds(6).toNanos();
    private static final long PAIR_BURST = 45;
    private static final int MOST_PAIRS = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Long> pairs = new LinkedHashMap<>();
    private long number;

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.number = nanoTime.getAsLong();
    }

    /** Counts a message; the refusal if it is one too many, which then does not count. */
    synchronized @Nullable Refusal refusalFor(String recipient) {
        long now = nanoTime.getAsLong();
        long numberNext = later(number, now) + BETWEEN;
        if (numberNext - now > PER_SECOND * BETWEEN) {
            return Refusal.TOO_FAST;
        }
        long pairNext = later(pairs.getOrDefault(recipient, now), now) + PAIR_BETWEEN;
        if (pairNext - now > PAIR_BURST * PAIR_BETWEEN) {
            return Refusal.TOO_FAST_FOR_ONE;
        }
        number = numberNext;
        pairs.put(recipient, pairNext);
        pairs.values().removeIf(next -> next - now <= 0);
        return pairs.size() > MOST_PAIRS ? Refusal.TOO_FAST : null;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
