package com.chatsphere.application.media;

import com.chatsphere.application.Commands;
import com.chatsphere.application.media.Handovers.Claim;
import com.chatsphere.application.media.Handovers.Content;
import com.chatsphere.application.media.Handovers.Waiting;
import com.chatsphere.application.media.MetaMedia.Handover;
import com.chatsphere.application.media.MetaMedia.Parcel;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.message.MessageCommand.RecordRefusal;
import com.chatsphere.domain.message.MessageError;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands files of ours to Meta before the messages with them go out.
 *
 * <p>Unlike a message, a file may be handed over twice without anybody noticing; so whatever is in doubt is done again. A claim
 * holds for a short time and is renewed while the process lives: after a crash the files go on soon, however long they take.
 */
public final class MediaHandover implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MediaHandover.class);
    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_REFUSALS = 100;
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(2);
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

    /** Meta keeps a file for 30 days; one of them is for clocks and queues. */
    private static final Duration HOLDS = Duration.ofDays(29);

    private final Handovers handovers;
    private final MediaStore store;
    private final MetaMedia meta;
    private final Commands commands;
    private final Clock clock;
    private final Semaphore woken = new Semaphore(0);
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final Set<Claim> underWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread =
            Thread.ofPlatform().name("media-handover").daemon().unstarted(this::run);
    private final CountDownLatch closing = new CountDownLatch(1);

    public MediaHandover(Handovers handovers, MediaStore store, MetaMedia meta, Commands commands, Clock clock) {
        this.handovers = handovers;
        this.store = store;
        this.meta = meta;
        this.commands = commands;
        this.clock = clock;
        handovers.onDue(woken::release);
    }

    public void start() {
        thread.start();
    }

    /** Claims nothing more; what is under way and does not end soon is done again after the next start. */
    @Override
    public void close() {
        closing.countDown();
        woken.release();
        uploads.shutdown();
        try {
            if (!uploads.awaitTermination(PATIENCE_AT_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                uploads.shutdownNow();
            }
        } catch (InterruptedException stop) {
            uploads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean working = true;
        while (closing.getCount() > 0) {
            try {
                handovers.renew(underWay, LEASE);
                claimAndGive();
                await();
                working = true;
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException failure) {
                if (working) {
                    log.warn(
                            "cannot work on files that are to be handed to Meta, trying again: {}", failure.toString());
                }
                working = false;
                rest();
            }
        }
    }

    private void await() throws InterruptedException {
        if (woken.tryAcquire(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
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

    /** Only when places are free, and without waiting for one: claims under way are to be renewed meanwhile. */
    private void claimAndGive() {
        int places = free.drainPermits();
        List<Claim> claims = List.of();
        try {
            claims = places == 0 ? List.of() : handovers.claim(places, LEASE);
            underWay.addAll(claims);
            claims.forEach(claim -> uploads.execute(() -> giveAndRelease(claim)));
        } finally {
            free.release(places - claims.size());
        }
    }

    private void giveAndRelease(Claim claim) {
        try {
            record(claim, give(claim));
        } catch (RuntimeException failure) {
            log.warn("the claim on file {} is left to expire: {}", claim.file(), failure.toString());
        } finally {
            underWay.remove(claim);
            free.release();
            woken.release();
        }
    }

    private Handover give(Claim claim) {
        Content content = claim.content();
        if (content == null) {
            return new Handover.Refused(new MessageError(0, "The file is not kept here any more.", null));
        }
        return meta.give(
                claim.number(),
                new Parcel(
                        content.mimeType(),
                        content.filename(),
                        content.size(),
                        () -> store.read(content.key(), 0, content.size())));
    }

    private void record(Claim claim, Handover outcome) {
        switch (outcome) {
            case Handover.Taken(var media) -> {
                if (!handovers.take(claim, media, HOLDS)) {
                    log.info("file {} was handed to Meta twice", claim.file());
                }
            }
            case Handover.Refused(var error) -> refuse(claim, error);
            case Handover.Later(var error, var after) -> {
                if (claim.askedFor().compareTo(LONGEST_WAIT) > 0) {
                    refuse(claim, error);
                } else {
                    handovers.postpone(claim, error, delay(claim.tries(), after));
                }
            }
        }
    }

    /**
     * First all messages that wait, and then the file: should this process die in between, the file is tried again and the
     * rest of them follow.
     */
    private void refuse(Claim claim, MessageError error) {
        while (!handovers.refuse(claim, error)) {
            List<Waiting> waiting = handovers.waiting(claim, MOST_REFUSALS);
            long failed = waiting.stream()
                    .filter(one -> failMessage(one, error) == Effect.APPLIED)
                    .count();
            if (failed == 0 && !waiting.isEmpty()) {
                log.warn("messages with file {} do not take that it was refused, trying again", claim.file());
                handovers.postpone(claim, error, LONGEST_BACKOFF);
                return;
            }
        }
    }

    private Effect failMessage(Waiting one, MessageError error) {
        return commands.send(new RecordRefusal(one.message(), one.attempt(), error, clock.instant()));
    }

    private static Duration delay(int tries, @Nullable Duration asked) {
        long limit = Math.min(LONGEST_BACKOFF.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(tries, 20));
        Duration jittered = Duration.ofMillis(RandomGenerator.getDefault().nextLong(limit + 1));
        return asked == null || asked.compareTo(jittered) < 0 ? jittered : asked;
    }
}
