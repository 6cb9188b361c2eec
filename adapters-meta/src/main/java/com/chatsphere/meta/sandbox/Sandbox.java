package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.sandbox.Bubble.Progress;
import com.chatsphere.meta.sandbox.Phones.Phone;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** What WhatsApp does between the phones and the business: carries messages, reports progress, and keeps at it. */
final class Sandbox implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Sandbox.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final long UNTIL_SENT = 150;
    private static final long UNTIL_DELIVERED = 400;
    private static final long UNTIL_READ = 700;
    private static final long UNTIL_READ_UNATTENDED = 3_000;
    private static final long BETWEEN_SAVES = 500;
    private static final int MOST_TRIES = 12;
    private static final long SHORTEST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 10_000;

    private final Phones phones;
    private final SandboxWebhooks webhooks;
    private final Viewers viewers;
    private @Nullable Running running;

    Sandbox(Phones phones, SandboxWebhooks webhooks, Viewers viewers) {
        this.phones = phones;
        this.webhooks = webhooks;
        this.viewers = viewers;
    }

    /** The threads of one run: customers' messages go one after the other, reports on a timetable. */
    private record Running(
            ExecutorService lane,
            ExecutorService reports,
            ScheduledExecutorService timetable,
            CountDownLatch stopping) {}

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        Running started = new Running(
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("sandbox-lane").daemon().factory()),
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("sandbox-report-", 1).factory()),
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("sandbox-timetable").daemon().factory()),
                new CountDownLatch(1));
        running = started;
        var _ = started.timetable.scheduleWithFixedDelay(
                this::save, BETWEEN_SAVES, BETWEEN_SAVES, TimeUnit.MILLISECONDS);
        for (Phone phone : phones.now().phones()) {
            for (Bubble bubble : phone.bubbles()) {
                if (bubble.mine() && bubble.progress() == Progress.PENDING) {
                    tell(phone.customer(), bubble);
                } else if (!bubble.mine() && bubble.progress().compareTo(Progress.DELIVERED) < 0) {
                    carry(phone.customer(), bubble);
                }
            }
        }
    }

    @Override
    public void stop() {
        Running ended;
        synchronized (this) {
            ended = running;
            running = null;
        }
        if (ended == null) {
            return;
        }
        ended.stopping.countDown();
        ended.timetable.shutdownNow();
        ended.lane.shutdownNow();
        ended.reports.shutdownNow();
        phones.release();
        save();
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /** Starts when the application can be reached, and stops while it still can. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** A customer writes. */
    Bubble write(Customer customer, String text, @Nullable String replyTo) {
        Bubble bubble =
                new Bubble(wamid(), true, text, Instant.now().getEpochSecond(), Progress.PENDING, replyTo, null);
        phones.add(customer.id(), bubble);
        tell(customer, bubble);
        return bubble;
    }

    /** The business writes to somebody; it is taken at once, and what becomes of it is told by webhook. */
    String send(String recipient, String text, @Nullable String replyTo, @Nullable String tag) {
        String wamid = wamid();
        long now = Instant.now().getEpochSecond();
        Phone phone = phones.knownAs(recipient).orElse(null);
        if (phone == null) {
            fail(recipient, wamid, tag, Refusal.NOBODY);
        } else if (now - phone.wroteLast() > WINDOW.toSeconds()) {
            fail(recipient, wamid, tag, Refusal.WINDOW_CLOSED);
        } else {
            Bubble bubble = new Bubble(wamid, false, text, now, Progress.PENDING, replyTo, tag);
            phones.add(phone.customer().id(), bubble);
            carry(phone.customer(), bubble);
        }
        return wamid;
    }

    /** Somebody looks at this chat on the phone: what has arrived in it is read. */
    void see(Customer customer) {
        Phone phone = phones.of(customer.id()).orElse(null);
        if (phone == null) {
            return;
        }
        for (Bubble bubble : phone.bubbles()) {
            if (!bubble.mine()
                    && bubble.progress() == Progress.DELIVERED
                    && phones.reach(customer.id(), bubble.wamid(), Progress.READ)) {
                report(customer, bubble, "read");
            }
        }
    }

    /** The business has read a customer's message, and with it all before; false if there is no such message. */
    boolean readByBusiness(String wamid) {
        String writer = phones.writerOf(wamid);
        Phone phone = writer == null ? null : phones.of(writer).orElse(null);
        if (phone == null) {
            return false;
        }
        for (Bubble bubble : phone.bubbles()) {
            if (bubble.mine()) {
                phones.reach(phone.customer().id(), bubble.wamid(), Progress.READ);
            }
            if (bubble.wamid().equals(wamid)) {
                break;
            }
        }
        return true;
    }

    private void tell(Customer customer, Bubble bubble) {
        Running now = current();
        if (now != null) {
            attempt(now.lane, now, Integer.MAX_VALUE, () -> {
                boolean taken = webhooks.wrote(customer, bubble);
                if (taken) {
                    phones.reach(customer.id(), bubble.wamid(), Progress.DELIVERED);
                }
                return taken;
            });
        }
    }

    private void carry(Customer customer, Bubble bubble) {
        later(UNTIL_SENT, () -> {
            phones.reach(customer.id(), bubble.wamid(), Progress.SENT);
            report(customer, bubble, "sent");
        });
        later(UNTIL_DELIVERED, () -> {
            phones.reach(customer.id(), bubble.wamid(), Progress.DELIVERED);
            report(customer, bubble, "delivered");
        });
        later(UNTIL_READ, () -> {
            if (viewers.isSeen(customer.id())) {
                see(customer);
            }
        });
        later(UNTIL_READ_UNATTENDED, () -> {
            if (viewers.isNobodyThere()) {
                see(customer);
            }
        });
    }

    private void fail(String recipient, String wamid, @Nullable String tag, Refusal refusal) {
        long at = Instant.now().getEpochSecond();
        later(UNTIL_DELIVERED, () -> report(() -> webhooks.failed(recipient, wamid, tag, at, refusal)));
    }

    private void report(Customer customer, Bubble bubble, String status) {
        long at = Instant.now().getEpochSecond();
        report(() -> webhooks.reached(customer, bubble, status, at));
    }

    private void report(Callable<Boolean> webhook) {
        Running now = current();
        if (now != null) {
            attempt(now.reports, now, MOST_TRIES, webhook);
        }
    }

    private void later(long millis, Runnable work) {
        Running now = current();
        if (now != null) {
            var _ = now.timetable.schedule(work, millis, TimeUnit.MILLISECONDS);
        }
    }

    private static void attempt(ExecutorService where, Running now, int most, Callable<Boolean> webhook) {
        where.execute(() -> {
            try {
                for (int tries = 1; tries <= most && !webhook.call(); tries++) {
                    long pause = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << Math.min(tries, 10));
                    if (now.stopping.await(pause, TimeUnit.MILLISECONDS)) {
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

    private synchronized @Nullable Running current() {
        return running;
    }

    private void save() {
        try {
            phones.save();
        } catch (UncheckedIOException failure) {
            log.warn("The sandbox's phones could not be kept", failure);
        }
    }

    private static String wamid() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return "wamid." + Base64.getEncoder().encodeToString(bytes);
    }
}
