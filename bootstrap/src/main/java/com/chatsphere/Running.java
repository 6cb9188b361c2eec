package com.chatsphere;

import org.springframework.context.SmartLifecycle;

/** Something that runs while the application does, in its turn. */
final class Running implements SmartLifecycle {
    /** Axon's own parts start in phase 0 and later. */
    static final int BEFORE_EVENTS = -1_000;

    static final int AFTER_EVENTS = Integer.MAX_VALUE - 10;
    static final int LAST = Integer.MAX_VALUE;

    private final int phase;
    private final Runnable start;
    private final Runnable stop;
    private volatile boolean running;

    Running(int phase, Runnable start, Runnable stop) {
        this.phase = phase;
        this.start = start;
        this.stop = stop;
    }

    @Override
    public void start() {
        start.run();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        stop.run();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
