package com.chatsphere.application.media;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before another try: anything up to a limit that doubles, so that many do not come back at once. */
record Backoff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 30;

    Duration after(int tries) {
        long doubled = Math.max(first.toMillis(), 1) << Math.clamp(tries - 1L, 0, MOST_DOUBLINGS);
        long limit = Math.min(longest.toMillis(), doubled);
        return Duration.ofMillis(RandomGenerator.getDefault().nextLong(limit + 1));
    }
}
