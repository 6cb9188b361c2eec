package com.chatsphere.application.webhook;

import java.time.Duration;
import java.util.Optional;

/** Need: how long messages take until they are on the screen, as this node measured it lately. */
public interface ArrivalTimes {
    /** From Meta's time of a message, which is in whole seconds, until open pages were told. */
    Optional<Spread> fromMeta();

    /** From the arrival here until open pages were told. */
    Optional<Spread> fromArrival();

    /** Of {@code count} messages half took at most {@code p50}, and so on. */
    record Spread(long count, Duration p50, Duration p95, Duration p99) {}
}
