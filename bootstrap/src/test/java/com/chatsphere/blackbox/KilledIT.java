package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is killed in the middle of its work, again and again, loses nothing it has acknowledged. */
@Timeout(300)
class KilledIT {
    private static final int ROUNDS = 5;
    private static final int DELIVERIES_A_SECOND = 250;
    /** How much longer than the first start, which makes the database, a start may take under all that waits for it. */
    private static final Duration LONGER_AT_MOST = Duration.ofSeconds(15);

    private final AtomicReference<RunningApplication> application = new AtomicReference<>();
    private final Random random = new Random();

    @Test
    void whatWasAcknowledgedIsAppliedExactlyOnceAfterFiveKillsUnderLoad() {
        try (StandInMeta meta = new StandInMeta()) {
            long begun = System.nanoTime();
            application.set(RunningApplication.withMeta(meta.address()));
            Duration firstStart = Duration.ofNanos(System.nanoTime() - begun);
            try (SteadyLoad load = new SteadyLoad(
                    "killed", new WebhookCannon(() -> current().at("/webhook/meta")), DELIVERIES_A_SECOND)) {
                List<Duration> starts = killAgainAndAgain(load);
                load.end();
                assertThat(load.refused()).as("deliveries cut off by the kills").isGreaterThanOrEqualTo(ROUNDS);
                try (Script script = Script.loggedIn(current())) {
                    load.assertNothingLostOrDoubled(script);
                }
                assertThat(starts).allSatisfy(start -> assertThat(start).isLessThan(firstStart.plus(LONGER_AT_MOST)));
                System.out.printf(
                        "%d deliveries, ready at first after %s, and after each of %d kills: %s%n",
                        load.acknowledged(), firstStart, ROUNDS, starts);
            } finally {
                current().close();
            }
        }
    }

    private List<Duration> killAgainAndAgain(SteadyLoad load) {
        List<Duration> starts = new ArrayList<>();
        load.awaitAcknowledged(200);
        for (int round = 0; round < ROUNDS; round++) {
            load.awaitAcknowledged(50 + random.nextInt(400));
            RunningApplication victim = current();
            victim.kill();
            assertThat(victim.database())
                    .as("the database outlives the process")
                    .isPresent();
            long begun = System.nanoTime();
            application.set(victim.again());
            starts.add(Duration.ofNanos(System.nanoTime() - begun));
        }
        return starts;
    }

    private RunningApplication current() {
        return Objects.requireNonNull(application.get());
    }
}
