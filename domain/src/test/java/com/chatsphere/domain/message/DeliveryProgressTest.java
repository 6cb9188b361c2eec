package com.chatsphere.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reports in any order, any number of times, end the same and never go back. */
class DeliveryProgressTest {
    private static final int CASES = 100_000;
    private static final List<DeliveryProgress> REPORTS =
            List.of(DeliveryProgress.SENT, DeliveryProgress.DELIVERED, DeliveryProgress.READ, DeliveryProgress.FAILED);

    @Test
    void neverGoesBack() {
        Random random = new Random(20261122);
        for (int i = 0; i < CASES; i++) {
            DeliveryProgress progress = DeliveryProgress.QUEUED;
            for (DeliveryProgress report : someReports(random)) {
                DeliveryProgress next = progress.after(report);
                assertThat(next).isGreaterThanOrEqualTo(progress);
                progress = next;
            }
        }
    }

    @Test
    void endsTheSameInAnyOrder() {
        Random random = new Random(42);
        for (int i = 0; i < CASES; i++) {
            List<DeliveryProgress> reports = someReports(random);
            DeliveryProgress end = endOf(reports);
            Collections.shuffle(reports, random);
            assertThat(endOf(reports)).isEqualTo(end);
        }
    }

    @Test
    void aFailureIsFinalOnlyWhileNothingBetterThanSentIsKnown() {
        assertThat(endOf(List.of(DeliveryProgress.SENT, DeliveryProgress.FAILED)))
                .isEqualTo(DeliveryProgress.FAILED);
        assertThat(endOf(List.of(DeliveryProgress.FAILED, DeliveryProgress.SENT)))
                .isEqualTo(DeliveryProgress.FAILED);
        assertThat(endOf(List.of(DeliveryProgress.FAILED, DeliveryProgress.DELIVERED)))
                .isEqualTo(DeliveryProgress.DELIVERED);
    }

    private static List<DeliveryProgress> someReports(Random random) {
        List<DeliveryProgress> reports = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            reports.add(REPORTS.get(random.nextInt(REPORTS.size())));
        }
        return reports;
    }

    private static DeliveryProgress endOf(List<DeliveryProgress> reports) {
        return reports.stream().reduce(DeliveryProgress.QUEUED, DeliveryProgress::after);
    }
}
