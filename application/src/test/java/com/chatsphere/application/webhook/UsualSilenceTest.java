package com.chatsphere.application.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class UsualSilenceTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-20T00:00:00Z");

    @Test
    void aQuietNightIsUsualAndAQuietNoonIsNot() {
        UsualSilence shop = new UsualSilence(everyTenMinutes(20, hour -> hour >= 8 && hour < 20));
        assertThat(shop.limitAt(MIDNIGHT.plus(Duration.ofHours(3))))
                .hasValueSatisfying(limit -> assertThat(limit).isGreaterThan(Duration.ofHours(8)));
        assertThat(shop.limitAt(MIDNIGHT.plus(Duration.ofHours(12)))).hasValue(UsualSilence.LEAST);
    }

    @Test
    void oneBadDayDoesNotTeachThatSilenceIsUsual() {
        List<Instant> arrivals = everyTenMinutes(20, hour -> true);
        Instant badDay = MIDNIGHT.minus(Duration.ofDays(4));
        arrivals.removeIf(arrival -> arrival.isAfter(badDay) && arrival.isBefore(badDay.plus(Duration.ofHours(20))));
        assertThat(new UsualSilence(arrivals).limitAt(MIDNIGHT.plus(Duration.ofHours(12))))
                .hasValue(UsualSilence.LEAST);
    }

    @Test
    void aLongSilenceDoesNotBecomeUsualByLasting() {
        UsualSilence shop = new UsualSilence(everyTenMinutes(20, hour -> true));
        for (int days = 1; days < 40; days++) {
            assertThat(shop.limitAt(MIDNIGHT.plus(Duration.ofDays(days))))
                    .as("after %d days", days)
                    .hasValue(UsualSilence.LEAST);
        }
    }

    @Test
    void aNumberThatSeldomGetsAnythingMayBeSilentForLong() {
        List<Instant> arrivals = new ArrayList<>();
        for (int day = 30; day > 0; day -= 3) {
            arrivals.add(MIDNIGHT.minus(Duration.ofDays(day)));
        }
        assertThat(new UsualSilence(arrivals).limitAt(MIDNIGHT))
                .hasValueSatisfying(limit -> assertThat(limit).isGreaterThan(Duration.ofDays(4)));
    }

    @Test
    void nothingIsKnownBeforeTheThirdDay() {
        assertThat(new UsualSilence(List.of()).limitAt(MIDNIGHT)).isEmpty();
        assertThat(new UsualSilence(everyTenMinutes(2, hour -> true)).limitAt(MIDNIGHT))
                .isEmpty();
        assertThat(new UsualSilence(everyTenMinutes(4, hour -> true)).limitAt(MIDNIGHT))
                .isPresent();
    }

    /** Until midnight, UTC. */
    private static List<Instant> everyTenMinutes(int days, IntPredicate atThatHour) {
        List<Instant> arrivals = new ArrayList<>();
        for (int minute = -days * 24 * 60; minute <= 0; minute += 10) {
            if (atThatHour.test(Math.floorMod(minute / 60, 24))) {
                arrivals.add(MIDNIGHT.plus(Duration.ofMinutes(minute)));
            }
        }
        return arrivals;
    }
}
