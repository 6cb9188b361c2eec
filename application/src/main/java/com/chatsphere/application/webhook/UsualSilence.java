package com.chatsphere.application.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How long it may be silent before that is unusual, learnt from when something arrived.
 *
 * <p>On each of the fourteen days before the last arrival it is looked up how long it had been silent at about this time of
 * day, an hour earlier or later included. The second longest of these silences is taken as usual, so that one bad day does
 * not teach that silence is; half as long again is unusual, and never less than {@link #LEAST}. With fewer than three days
 * to look at nothing is known.
 */
public final class UsualSilence {
    /** What is shorter is never unusual. */
    public static final Duration LEAST = Duration.ofMinutes(30);

    private static final int DAYS = 14;
    private static final int LEAST_DAYS = 3;
    private static final Duration ABOUT = Duration.ofHours(1);

    private final NavigableSet<Instant> arrivals;

    /** @param arrivals when something arrived, roughly, in any order */
    public UsualSilence(List<Instant> arrivals) {
        this.arrivals = new TreeSet<>(arrivals);
    }

    /** The silence from which on it is unusual at this moment; empty when too little is known. */
    public Optional<Duration> limitAt(Instant now) {
        if (arrivals.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> silences = new ArrayList<>();
        Instant sameTime = now.minus(Duration.ofDays(1));
        while (sameTime.plus(ABOUT).isAfter(arrivals.last())) {
            sameTime = sameTime.minus(Duration.ofDays(1));
        }
        for (int day = 0; day < DAYS && sameTime.isAfter(arrivals.first()); day++) {
            silences.add(longestAbout(sameTime));
            sameTime = sameTime.minus(Duration.ofDays(1));
        }
        if (silences.size() < LEAST_DAYS) {
            return Optional.empty();
        }
        silences.sort(Comparator.reverseOrder());
        Duration unusual = silences.get(1).multipliedBy(3).dividedBy(2);
        return Optional.of(unusual.compareTo(LEAST) > 0 ? unusual : LEAST);
    }

    /** The longest silence that anybody could have seen in the hour before and after. */
    private Duration longestAbout(Instant time) {
        Instant end = time.plus(ABOUT);
        Instant silentSince = arrivals.floor(time.minus(ABOUT));
        Instant since = silentSince == null ? arrivals.first() : silentSince;
        Duration longest = Duration.ZERO;
        for (Instant arrival : arrivals.subSet(since, false, end, true)) {
            longest = longer(longest, Duration.between(since, arrival));
            since = arrival;
        }
        return longer(longest, Duration.between(since, end));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
