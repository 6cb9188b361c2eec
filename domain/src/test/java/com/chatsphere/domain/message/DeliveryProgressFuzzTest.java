package com.chatsphere.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Each byte is a report: whatever comes, in whatever order, the furthest one counts. */
class DeliveryProgressFuzzTest {
    private static final DeliveryProgress[] ALL = DeliveryProgress.values();

    @FuzzTest(maxDuration = "2m")
    void theFurthestReportCountsInAnyOrder(byte[] bytes) {
        List<DeliveryProgress> reports = new ArrayList<>();
        for (byte one : bytes) {
            reports.add(ALL[Byte.toUnsignedInt(one) % ALL.length]);
        }
        DeliveryProgress end = end(reports);
        assertThat(end)
                .isEqualTo(reports.stream().max(Comparator.naturalOrder()).orElse(DeliveryProgress.QUEUED));
        assertThat(end(reports.reversed())).isEqualTo(end);
        assertThat(end.after(end)).isEqualTo(end);
    }

    private static DeliveryProgress end(List<DeliveryProgress> reports) {
        return reports.stream().reduce(DeliveryProgress.QUEUED, DeliveryProgress::after);
    }
}
