package com.chatsphere.meta.webhook;

import com.chatsphere.application.webhook.RefusedDeliveries;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts what was not taken, and why; nothing of the requests themselves is kept. */
@Component
final class RefusalCount implements RefusedDeliveries {
    static final String SIGNATURE = "missing or wrong signature";
    static final String VERIFY_TOKEN = "handshake with a wrong verify token";
    static final String TOO_MANY = "too many without a valid signature";
    static final String TOO_LARGE = "more than 4 MiB";
    static final String NO_SECRET = "no app secret is set";
    static final String NOT_KEPT = "could not be kept";

    private final Clock clock;
    private final Map<String, LongAdder> byReason = new ConcurrentHashMap<>();
    private volatile @Nullable Instant last;

    RefusalCount(Clock clock) {
        this.clock = clock;
    }

    void refused(String reason) {
        byReason.computeIfAbsent(reason, _ -> new LongAdder()).increment();
        last = clock.instant();
    }

    @Override
    public Refused refused() {
        Map<String, Long> counts = new TreeMap<>();
        byReason.forEach((reason, count) -> counts.put(reason, count.sum()));
        return new Refused(counts, last);
    }
}
