package com.chatsphere.application.message;

import com.chatsphere.application.Commands;
import com.chatsphere.application.message.Outbox.Claim;
import com.chatsphere.application.message.WhatsApp.Outcome;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.message.MessageCommand.BeginAttempt;
import com.chatsphere.domain.message.MessageCommand.RecordAcceptance;
import com.chatsphere.domain.message.MessageCommand.RecordLostAnswer;
import com.chatsphere.domain.message.MessageCommand.RecordRefusal;
import com.chatsphere.domain.message.MessageError;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox.
 *
 * <p>Meta knows no idempotency key. So that a message is never sent twice by itself, the claim and the attempt are on record
 * before the connection opens, and an answer that is lost leaves the message unconfirmed instead of trying again. No
 * database connection is held while Meta is asked.
 */
public final class Sender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_TRIES = 8;
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(2);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(12);

    private final Outbox outbox;
    private final WhatsApp whatsApp;
    private final Commands commands;
    private final Clock clock;
    private final Semaphore woken = new Semaphore(0);
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread = Thread.ofPlatform().name("sender").daemon().unstarted(this::run);
    private final CountDownLatch closing = new CountDownLatch(1);

    public Sender(Outbox outbox, WhatsApp whatsApp, Commands commands, Clock clock) {
        this.outbox = outbox;
        this.whatsApp = whatsApp;
        this.commands = commands;
        this.clock = clock;
    }

    public void start() {
        outbox.onDue(woken::release);
        thread.start();
    }

    /** Claims nothing more and gives what is under way the time to end. */
    @Override
    public void close() {
        closing.countDown();
        woken.release();
        deliveries.shutdown();
        try {
            if (!deliveries.awaitTermination(PATIENCE_AT_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                deliveries.shutdownNow();
            }
        } catch (InterruptedException stop) {
            deliveries.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean working = true;
        while (closing.getCount() > 0) {
            try {
                settleExpired();
                if (!claimAndDeliver()) {
                    await();
                }
                working = true;
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                if (working) {
                    log.warn("cannot work on the outbox, trying again: {}", failure.toString());
                }
                working = false;
                rest();
            }
        }
    }

    private void await() throws InterruptedException {
        if (woken.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            woken.drainPermits();
        }
    }

    private void rest() {
        try {
            closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private boolean claimAndDeliver() throws InterruptedException {
        free.acquire();
        int places = 1 + free.drainPermits();
        List<Claim> claims = List.of();
        try {
            claims = outbox.claim(places, LEASE);
        } finally {
            free.release(places - claims.size());
        }
        claims.forEach(claim -> deliveries.execute(() -> deliverAndRelease(claim)));
        return !claims.isEmpty();
    }

    private void deliverAndRelease(Claim claim) {
        try {
            deliver(claim);
        } catch (RuntimeException failure) {
            log.warn(
                    "message {} keeps its claim until it expires: {}",
                    claim.parcel().messageId(),
                    failure.toString());
        } finally {
            free.release();
            woken.release();
        }
    }

    private void deliver(Claim claim) {
        WhatsApp.Parcel parcel = claim.parcel();
        Effect begun = commands.send(new BeginAttempt(parcel.messageId(), parcel.attempt(), clock.instant()));
        if (begun == Effect.APPLIED) {
            record(claim, whatsApp.deliver(parcel));
        }
    }

    private void record(Claim claim, Outcome outcome) {
        WhatsApp.Parcel parcel = claim.parcel();
        switch (outcome) {
            case Outcome.Accepted(var wamid) ->
                commands.send(new RecordAcceptance(parcel.messageId(), parcel.attempt(), wamid, clock.instant()));
            case Outcome.Refused(var error) -> refuse(parcel, error);
            case Outcome.Postponed(var error, var after) -> {
                if (claim.tries() >= MOST_TRIES) {
                    refuse(parcel, error);
                } else {
                    Duration asked = after == null ? Duration.ZERO : after;
                    Duration delay = backoff(claim.tries());
                    outbox.postpone(claim, asked.compareTo(delay) > 0 ? asked : delay);
                }
            }
            case Outcome.Lost(var cause) ->
                commands.send(new RecordLostAnswer(parcel.messageId(), parcel.attempt(), cause, clock.instant()));
        }
    }

    private void refuse(WhatsApp.Parcel parcel, MessageError error) {
        commands.send(new RecordRefusal(parcel.messageId(), parcel.attempt(), error, clock.instant()));
    }

    /** Full jitter: anything between nothing and the doubled limit, so that many do not come back at once. */
    private static Duration backoff(int tries) {
        long limit = Math.min(LONGEST_BACKOFF.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(tries, 20));
        return Duration.ofMillis(RandomGenerator.getDefault().nextLong(limit + 1));
    }

    /** A claim that expired belonged to a process that died: before the attempt was on record, or during it. */
    private void settleExpired() {
        outbox.expired(LEASE).ifPresent(claim -> {
            WhatsApp.Parcel parcel = claim.parcel();
            Effect lost = commands.send(new RecordLostAnswer(
                    parcel.messageId(),
                    parcel.attempt(),
                    "ChatSphere stopped while it waited for the answer",
                    clock.instant()));
            if (lost == Effect.ALREADY_KNOWN) {
                outbox.postpone(claim, Duration.ZERO);
            }
        });
    }
}
