package com.chatsphere.meta.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts requests that proved nothing, per address, so that guessing at signatures stays slow; forgets, and is bounded. */
final class UnsignedTraffic {
    private static final int PER_SECOND = 20;
    private static final double NANOS_PER_TOKEN = 1e9 / PER_SECOND;
    private static final int MOST_ADDRESSES = 10_000;

    private final LongSupplier nanoTime;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();

    UnsignedTraffic(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Counts one, and says whether that was within the limit. */
    boolean allows(String address) {
        long now = nanoTime.getAsLong();
        return buckets.get(address, _ -> new Bucket(now)).take(now);
    }

    private static final class Bucket {
        private double tokens = PER_SECOND;
        private long filledAt;

        Bucket(long now) {
            filledAt = now;
        }

        synchronized boolean take(long now) {
            tokens = Math.min(PER_SECOND, tokens + (now - filledAt) / NANOS_PER_TOKEN);
            filledAt = now;
            if (tokens < 1) {
                return false;
            }
            tokens -= 1;
            return true;
        }
    }
}
