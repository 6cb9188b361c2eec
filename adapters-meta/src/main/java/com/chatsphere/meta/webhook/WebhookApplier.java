package com.chatsphere.meta.webhook;

import com.chatsphere.application.Commands;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.webhook.WebhookBacklog;
import com.chatsphere.application.webhook.WebhookBacklog.Delivery;
import com.chatsphere.application.webhook.WebhookBacklog.Item;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.domain.message.MessageId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works through the kept deliveries, in the order of their arrival, many to a transaction.
 *
 * <p>What fails as a whole is tried again in smaller portions, until the delivery that is to blame stands alone and is set
 * aside; an outage is waited out.
 */
@Component
final class WebhookApplier implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WebhookApplier.class);
    private static final int MOST_DELIVERIES = 500;
    private static final int ITEMS_AIMED_AT = 500;
    private static final int TRIES_ALONE = 3;
    private static final int TRIES_ALONE_IN_CONFLICT = 30;
    private static final Duration BREATH = Duration.ofMillis(20);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(15);
    private static final long SHORTEST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final WebhookBacklog backlog;
    private final Instances instances;
    private final Commands commands;
    private final ItemApplications applications;
    private final Semaphore work = new Semaphore(0);
    private CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;
    private boolean listening;

    private int most = 64;
    private int failures;
    private int failuresAlone;

    WebhookApplier(WebhookBacklog backlog, Instances instances, Commands commands, ItemApplications applications) {
        this.backlog = backlog;
        this.instances = instances;
        this.commands = commands;
        this.applications = applications;
    }

    @Override
    public synchronized void start() {
        if (thread != null) {
            return;
        }
        if (!listening) {
            listening = true;
            backlog.onArrival(this::wake);
        }
        stopping = new CountDownLatch(1);
        CountDownLatch until = stopping;
        thread = Thread.ofPlatform().name("webhook-applier").daemon().start(() -> run(until));
    }

    /** Lets the transaction that is under way come to its end. */
    @Override
    public synchronized void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        stopping.countDown();
        wake();
        try {
            if (!running.join(LONGEST_STOP)) {
                running.interrupt();
            }
        } catch (InterruptedException interrupted) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** Last to start, first to stop: everything it needs is there while it runs. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    private void run(CountDownLatch until) {
        try {
            while (until.getCount() > 0) {
                Duration pause = workOnce();
                if (pause == null) {
                    continue;
                }
                if (failures > 0) {
                    if (until.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } else if (work.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Works on one portion; null when there may be more, else how long to rest. */
    @Nullable
    Duration workOnce() {
        Portion portion = new Portion();
        try {
            int taken = backlog.work(most, portion::apply);
            recovered(portion);
            return taken == 0 || portion.onlyWaits ? POLL : null;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            return failed(failure, portion);
        }
    }

    private void recovered(Portion portion) {
        if (failures > 0) {
            log.info("Deliveries are applied again");
        }
        failures = 0;
        failuresAlone = 0;
        if (portion.deliveries > 0) {
            int itemsEach = Math.max(1, portion.items / portion.deliveries);
            most = Math.clamp(ITEMS_AIMED_AT / itemsEach, 1, Math.min(MOST_DELIVERIES, 2 * most));
        }
    }

    private Duration failed(Throwable failure, Portion portion) {
        failures++;
        if (failures == 1) {
            log.warn("Deliveries cannot be applied and are tried again: {}", ItemApplication.describe(failure));
        }
        log.debug("A portion of {} deliveries could not be applied", portion.deliveries, failure);
        if (Outage.isBehind(failure) || portion.deliveries == 0) {
            return pause();
        }
        if (portion.deliveries > 1 && most > 1) {
            most = Math.max(1, Math.min(most, portion.deliveries) / 2);
            return BREATH;
        }
        most = 1;
        failuresAlone++;
        int tries = failure instanceof Commands.Conflict ? TRIES_ALONE_IN_CONFLICT : TRIES_ALONE;
        return failuresAlone < tries ? pause() : setAside(failure);
    }

    private Duration setAside(Throwable cause) {
        String error = ItemApplication.describe(cause);
        try {
            backlog.work(1, deliveries -> {
                OurNumbers ours = OurNumbers.of(instances.all());
                return deliveries.stream()
                        .flatMap(delivery -> wanted(delivery, ours).stream()
                                .map(item -> new Item(
                                        delivery.id(),
                                        item.position(),
                                        item.kind(),
                                        item.number(),
                                        new Outcome.Quarantined(error))))
                        .toList();
            });
            log.error("A delivery that could not be applied was set aside: {}", error);
            failuresAlone = 0;
            return BREATH;
        } catch (RuntimeException again) {
            return pause();
        }
    }

    /** Full jitter: several nodes that lost the same database do not come back at the same moment. */
    private Duration pause() {
        long ceiling = Math.min(LONGEST_PAUSE_MILLIS, SHORTEST_PAUSE_MILLIS << Math.min(failures, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, ceiling + 1));
    }

    /**
     * The items to be applied; at least one, even where reading the delivery fails in a way nobody thought of.
     *
     * <p>Only where an item is to be applied once more and its delivery is taken apart differently now, it is all of them,
     * or none when it makes less sense than before.
     */
    private static List<WebhookItem> wanted(Delivery delivery, OurNumbers ours) {
        Integer only = delivery.onlyItem();
        Integer splitInto = delivery.splitInto();
        String error = "The item that waited is no longer found in its delivery.";
        try {
            List<WebhookItem> all = WebhookTranslator.translate(delivery.body(), ours);
            if (splitInto != null && splitInto != all.size()) {
                return all.size() == 1 ? List.of() : all;
            }
            List<WebhookItem> items = all.stream()
                    .filter(item -> only == null || item.position() == only)
                    .toList();
            if (!items.isEmpty()) {
                return items;
            }
        } catch (RuntimeException | StackOverflowError failure) {
            error = ItemApplication.describe(failure);
            log.error("Delivery {} could not be read and was set aside: {}", delivery.id(), error);
        }
        return List.of(WebhookItem.unreadable(only == null ? 0 : only, error));
    }

    /** What one transaction takes and makes of it. */
    private final class Portion {
        private final Set<MessageId> known = new HashSet<>();
        private int deliveries;
        private int items;
        private boolean onlyWaits;

        List<Item> apply(List<Delivery> taken) {
            deliveries = taken.size();
            OurNumbers ours = OurNumbers.of(instances.all());
            List<ItemApplication.Order> orders = taken.stream()
                    .flatMap(delivery ->
                            wanted(delivery, ours).stream().map(item -> new ItemApplication.Order(delivery, item)))
                    .toList();
            items = orders.size();
            List<Item> results = applications.begin(commands, ours, known).apply(orders);
            onlyWaits = taken.stream().allMatch(delivery -> delivery.onlyItem() != null)
                    && results.stream().allMatch(item -> item.outcome() instanceof Outcome.Parked);
            return results;
        }
    }
}
