package com.chatsphere.application.media;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims work and has it done, so many pieces at once, each on a thread of its own; leases are kept as long as the work takes.
 *
 * @param <C> a piece of work that was claimed
 */
final class Rounds<C> implements AutoCloseable {
    /** How long a node that died keeps others from its work. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final Duration RENEWAL = Duration.ofSeconds(8);
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(12);

    private final String name;
    private final Duration poll;
    private final Work<C> work;
    private final Semaphore free;
    private final Semaphore woken = new Semaphore(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<Held> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService renewing;
    private final Thread thread;

    /**
     * What there is to do.
     *
     * @param claim up to so many pieces
     * @param renew a lease; false when it is over
     * @param doing with one piece, as long as it is ours; what it throws leaves the piece to its lease
     */
    record Work<C>(
            Function<Integer, List<C>> claim,
            Function<C, FileLease> lease,
            BiPredicate<FileLease, Duration> renew,
            Consumer<Doing<C>> doing) {}

    /** A piece of work under way. */
    interface Doing<C> {
        C claim();

        /** Whether it is still ours; nothing done afterwards would count. */
        boolean isOurs();

        /** Whether this process is about to end. */
        boolean isStopping();
    }

    Rounds(String name, int mostAtOnce, Duration poll, Work<C> work) {
        this.name = name;
        this.poll = poll;
        this.work = work;
        this.free = new Semaphore(mostAtOnce);
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
        this.renewing = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name + "-leases").daemon().factory());
    }

    void wake() {
        woken.release();
    }

    void start() {
        thread.start();
        renewing.scheduleWithFixedDelay(this::renewAll, RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Claims nothing more and gives what is under way the time to end. */
    @Override
    public void close() {
        closing.countDown();
        woken.release();
        hands.shutdown();
        try {
            if (!hands.awaitTermination(PATIENCE_AT_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                hands.shutdownNow();
            }
        } catch (InterruptedException stop) {
            hands.shutdownNow();
            Thread.currentThread().interrupt();
        }
        renewing.shutdownNow();
    }

    private boolean isStopping() {
        return closing.getCount() == 0;
    }

    private void run() {
        boolean working = true;
        while (!isStopping()) {
            try {
                if (!claimAll()) {
                    await();
                }
                working = true;
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                if (working && !isStopping()) {
                    log.warn("{} cannot go on, trying again: {}", name, failure.toString());
                }
                working = false;
                rest();
            }
        }
    }

    private void await() throws InterruptedException {
        if (woken.tryAcquire(poll.toNanos(), TimeUnit.NANOSECONDS)) {
            woken.drainPermits();
        }
    }

    private void rest() {
        try {
            closing.await(REST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Whether there may be more to claim. */
    private boolean claimAll() throws InterruptedException {
        free.acquire();
        int places = 1 + free.drainPermits();
        int taken = 0;
        try {
            if (!isStopping()) {
                List<C> claims = work.claim().apply(places);
                for (C claim : claims) {
                    Held held = new Held(claim);
                    underWay.add(held);
                    hands.execute(() -> doAndRelease(held));
                    taken++;
                }
            }
            return taken == places;
        } finally {
            free.release(places - taken);
        }
    }

    private void doAndRelease(Held held) {
        try {
            work.doing().accept(held);
        } catch (RuntimeException failure) {
            log.warn(
                    "{} leaves file {} until its lease ends: {}",
                    name,
                    held.lease().file(),
                    failure.toString());
        } finally {
            underWay.remove(held);
            free.release();
        }
    }

    private void renewAll() {
        for (Held held : underWay) {
            try {
                if (!work.renew().test(held.lease(), LEASE)) {
                    held.lost = true;
                }
            } catch (RuntimeException unknown) {
                log.debug("{} could not renew a lease: {}", name, unknown.toString());
            }
        }
    }

    private final class Held implements Doing<C> {
        private final C claim;
        private volatile boolean lost;

        Held(C claim) {
            this.claim = claim;
        }

        FileLease lease() {
            return work.lease().apply(claim);
        }

        @Override
        public C claim() {
            return claim;
        }

        @Override
        public boolean isOurs() {
            return !lost;
        }

        @Override
        public boolean isStopping() {
            return Rounds.this.isStopping();
        }
    }
}
