package com.chatsphere.application.webhook;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Need: what this node has refused to take since it started. */
public interface RefusedDeliveries {
    /** How many requests were refused, by reason in words, and when the last was. */
    Refused refused();

    /** @param last null when none was refused */
    record Refused(Map<String, Long> byReason, @Nullable Instant last) {
        public long total() {
            return byReason.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
