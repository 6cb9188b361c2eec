package com.chatsphere.web.webhook;

import com.chatsphere.application.webhook.ArrivalTimes;
import com.chatsphere.application.webhook.Ledger;
import com.chatsphere.application.webhook.RefusedDeliveries;
import com.chatsphere.application.webhook.WebhookAlarm;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How it is doing now.
 *
 * @param problem why deliveries cannot be taken; null when they can
 * @param backlog deliveries that are kept and not applied yet, and {@code oldest} for how long
 */
public record Board(
        List<WebhookAlarm> alarms,
        @Nullable String problem,
        long receivedToday,
        long backlog,
        Duration oldest,
        Ledger ever,
        Optional<ArrivalTimes.Spread> fromMeta,
        Optional<ArrivalTimes.Spread> fromArrival,
        RefusedDeliveries.Refused refused,
        List<DayRow> days) {

    public String refusals() {
        return refused.byReason().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> "%s: %,d".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(" · "));
    }

    public static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    public static String time(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    /**
     * One day of one number, as an equation.
     *
     * @param number its name, or its id where it is not set up here; null for what names none
     */
    public record DayRow(String day, @Nullable String number, long received, List<Term> terms) {}

    /** What so many became. */
    public record Term(String word, long items) {}
}
