package com.chatsphere.meta.sandbox;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What goes wrong between the business and Meta, until somebody makes fine weather again or the process ends. */
final class Weather {
    private final Map<Kind, Spell> spells = new EnumMap<>(Kind.class);
    private Runnable listener = () -> {};
    private boolean over;

    /** One thing that can go wrong. */
    enum Kind {
        /** The Graph API takes its time; the value is in milliseconds. */
        SLOW(500),
        /** It answers 429; the value is what it says in {@code Retry-After}, in seconds. */
        TOO_MANY(5),
        /** It answers 500 and has taken nothing. */
        BROKEN(0),
        /** It answers 503 and has taken nothing. */
        UNAVAILABLE(0),
        /** Nobody listens at its address. */
        UNREACHABLE(0),
        /** It takes a message and says nothing; the value is for how many seconds. */
        SILENT(60),
        /** It takes a message and the connection ends in the middle of the answer. */
        CUT_OFF(0),
        /** Meta's limits of speed count: 80 a second, and to one customer one in six seconds with a burst of 45. */
        LIMITS(0),
        /** Webhooks come twice. */
        TWICE(0),
        /** Webhooks overtake one another; the value is by how many milliseconds at most. */
        SHUFFLED(3_000),
        /** Webhooks are held back until this is over. */
        HELD(0),
        /** The first statuses come before the answer to the call. */
        EARLY(0);

        private final int usual;

        Kind(int usual) {
            this.usual = usual;
        }

        int usual() {
            return usual;
        }
    }

    /**
     * How often something goes wrong.
     *
     * @param percent of the cases
     * @param left how many more times; null until it is over
     * @param value what it means depends on the kind
     */
    record Spell(int percent, @Nullable Integer left, int value) {
        Spell {
            if (percent < 1 || percent > 100 || value < 0 || value > 600_000 || (left != null && left < 1)) {
                throw new IllegalArgumentException("There is no such weather.");
            }
        }
    }

    synchronized void onChange(Runnable whoCares) {
        listener = whoCares;
    }

    synchronized Map<Kind, Spell> now() {
        return new EnumMap<>(spells);
    }

    void begin(Kind kind, Spell spell) {
        synchronized (this) {
            spells.put(kind, spell);
        }
        changed();
    }

    void end(Kind kind) {
        synchronized (this) {
            spells.remove(kind);
        }
        changed();
    }

    void beFine() {
        synchronized (this) {
            spells.clear();
        }
        changed();
    }

    /** Nothing goes wrong any more, and nobody is kept waiting: the process ends. */
    synchronized void close() {
        over = true;
        spells.clear();
        notifyAll();
    }

    /** Whether it goes wrong this time, and with what value; null if it does not. */
    @Nullable
    Integer strikes(Kind kind) {
        boolean counted = false;
        Integer value = null;
        synchronized (this) {
            Spell spell = spells.get(kind);
            if (spell != null && ThreadLocalRandom.current().nextInt(100) < spell.percent) {
                value = spell.value;
                counted = spell.left != null;
                if (spell.left != null && spell.left == 1) {
                    spells.remove(kind);
                } else if (spell.left != null) {
                    spells.put(kind, new Spell(spell.percent, spell.left - 1, spell.value));
                }
            }
        }
        if (counted) {
            changed();
        }
        return value;
    }

    synchronized boolean has(Kind kind) {
        return spells.containsKey(kind);
    }

    /** Waits as long as webhooks are held back. */
    synchronized void awaitNothingHeld() throws InterruptedException {
        while (spells.containsKey(Kind.HELD)) {
            wait();
        }
    }

    /** Waits, but not beyond the end of the process. */
    synchronized void linger(Duration pause) throws InterruptedException {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis(); left > 0 && !over; left = (until - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private void changed() {
        Runnable told;
        synchronized (this) {
            notifyAll();
            told = listener;
        }
        told.run();
    }
}
