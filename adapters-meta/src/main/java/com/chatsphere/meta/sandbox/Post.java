package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.sandbox.Weather.Kind;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Brings webhooks to the application and keeps at it: customers' news one after the other, reports side by side. */
final class Post {
    private static final Logger log = LoggerFactory.getLogger(Post.class);
    private static final int MOST_TRIES = 12;
    private static final long SHORTEST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 10_000;

    private final SandboxWebhooks webhooks;
    private final Weather weather;
    private final Phones phones;
    private final ExecutorService lane = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("sandbox-lane").daemon().factory());
    private final ExecutorService reports = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sandbox-report-", 1).factory());
    private final ScheduledThreadPoolExecutor timetable = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sandbox-timetable").daemon().factory());
    private final CountDownLatch stopping = new CountDownLatch(1);

    Post(SandboxWebhooks webhooks, Weather weather, Phones phones) {
        this.webhooks = webhooks;
        this.weather = weather;
        this.phones = phones;
    }

    /** A customer's news, which waits until it is taken; while webhooks are shuffled it does not keep its place. */
    void letter(Letter letter) {
        Integer detour = weather.strikes(Kind.SHUFFLED);
        attempt(detour == null ? lane : reports, Integer.MAX_VALUE, detour, () -> {
            boolean taken = webhooks.deliver(letter.field(), letter.value());
            if (taken) {
                phones.taken(letter);
            }
            return taken;
        });
    }

    /** News that Meta gives up on after a while. */
    void report(String field, JsonNode value) {
        attempt(reports, MOST_TRIES, weather.strikes(Kind.SHUFFLED), () -> webhooks.deliver(field, value));
    }

    void later(long millis, Runnable work) {
        if (!timetable.isShutdown()) {
            var _ = timetable.schedule(work, millis, TimeUnit.MILLISECONDS);
        }
    }

    void regularly(long millis, Runnable work) {
        var _ = timetable.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop() {
        stopping.countDown();
        // Whoever writes the file now is not interrupted in it.
        timetable.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        timetable.shutdown();
        lane.shutdownNow();
        reports.shutdownNow();
    }

    private void attempt(ExecutorService where, int most, @Nullable Integer detour, Callable<Boolean> webhook) {
        if (where.isShutdown()) {
            return;
        }
        where.execute(() -> {
            try {
                if (detour != null) {
                    weather.linger(Duration.ofMillis(ThreadLocalRandom.current().nextLong(detour + 1L)));
                }
                for (int tries = 1; tries <= most && !webhook.call(); tries++) {
                    long pause = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << Math.min(tries, 10));
                    if (stopping.await(pause, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (Exception failure) {
                log.error("The sandbox could not send a webhook", failure);
            }
        });
    }
}
