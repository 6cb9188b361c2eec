package com.chatsphere.media.preview;

import java.time.Duration;

/**
 * How much looking into files may take.
 *
 * @param processor time of the processor that one file may take
 * @param wall time that one file may take
 * @param together files looked into at once, each by a process of its own
 * @param waiting callers that may wait for their turn
 * @param patience how long a caller waits for its turn
 * @param files after which a process is replaced
 * @param idle after which a process that has nothing to do is ended
 */
record ChildLimits(
        Duration processor, Duration wall, int together, int waiting, Duration patience, int files, Duration idle) {
    static final ChildLimits USUAL = new ChildLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(20), 2, 100, Duration.ofMinutes(2), 500, Duration.ofMinutes(10));
}
