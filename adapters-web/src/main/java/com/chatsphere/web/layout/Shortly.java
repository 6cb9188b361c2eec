package com.chatsphere.web.layout;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a read model to catch up with what was just written; it is some milliseconds behind. */
public final class Shortly {
    private static final long LONGEST = Duration.ofSeconds(2).toNanos();
    private static final long FIRST_PAUSE = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(200).toNanos();

    private Shortly() {}

    /** The answer as soon as there is one, or none after two seconds. */
    public static <A> Optional<A> ask(Supplier<Optional<A>> question) {
        long deadline = System.nanoTime() + LONGEST;
        long pause = FIRST_PAUSE;
        Optional<A> answer = question.get();
        while (answer.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE);
            answer = question.get();
        }
        return answer;
    }
}
