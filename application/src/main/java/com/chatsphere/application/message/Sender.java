package com.chatsphere.application.message;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.message.Outbox.Claim;
import com.chatsphere.application.message.WhatsApp.Outcome;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageCommand.BeginAttempt;
import com.chatsphere.domain.message.MessageCommand.RecordAcceptance;
import com.chatsphere.domain.message.MessageCommand.RecordLostAnswer;
import com.chatsphere.domain.message.MessageCommand.RecordPostponement;
import com.chatsphere.domain.message.MessageCommand.RecordRefusal;
import com.chatsphere.domain.message.MessageError;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox.
 *
 * <p>Meta knows no idempotency key. So that a message is never sent twice by itself, the claim and the attempt are on record
 * before the connection opens, and an answer that is lost leaves the message unconfirmed instead of trying again. No
 * database connection is held while Meta is asked.
 *
 * <p>Claims are taken in rounds that do not follow one another at once, and attempts that begin or end at the same moment share
 * a commit: one by one they could not keep up with what a number may send.
 */
public final class Sender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final int MOST_AT_ONCE = 128;
    private static final int MOST_TRIES = 8;

    /** Longer than an attempt can take; should one take longer after all, no other one begins before it is over. */
    private static final Duration LEASE = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(20);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(2);
    private static final Duration LONGEST_PAIR_BACKOFF = Duration.ofMinutes(15);
    private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
    private static final Duration UNTIL_MENDED = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(12);

    private final Outbox outbox;
    private final WhatsApp whatsApp;
    private final Commands commands;
    private final Transactions transactions;
    private final NoticeBoard notices;
    private final Faults faults;
    private final Clock clock;
    private final SharedCommits shared;
    private final Semaphore woken = new Semaphore(0);
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread = Thread.ofPlatform().name("sender").daemon().unstarted(this::run);
    private final CountDownLatch closing = new CountDownLatch(1);

    /** It is woken from the beginning, because who listens to the database later is not heard. */
    public Sender(
            Outbox outbox,
            WhatsApp whatsApp,
            Commands commands,
            Transactions transactions,
            NoticeBoard notices,
            Faults faults,
            Clock clock) {
        this.outbox = outbox;
        this.whatsApp = whatsApp;
        this.commands = commands;
        this.transactions = transactions;
        this.notices = notices;
        this.faults = faults;
        this.clock = clock;
        this.shared = new SharedCommits(commands, transactions);
        outbox.onDue(woken::release);
    }

    /** Whatever had to be mended may have been mended while nothing ran. */
    public void start() {
        outbox.wake();
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
        long settled = System.nanoTime() - POLL.toNanos();
        while (closing.getCount() > 0) {
            try {
                long begun = System.nanoTime();
                if (begun - settled >= POLL.toNanos()) {
                    settleExpired();
                    settled = begun;
                }
                await(claimAndDeliver());
                working = true;
                breathe(begun + BETWEEN_ROUNDS.toNanos() - System.nanoTime());
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

    private void await(Duration atMost) throws InterruptedException {
        if (woken.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            woken.drainPermits();
        }
    }

    /** What comes meanwhile goes along with the next round. */
    private void breathe(long nanos) throws InterruptedException {
        if (closing.await(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
            return;
        }
        woken.drainPermits();
    }

    private void rest() {
        try {
            closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    private Duration claimAndDeliver() throws InterruptedException {
        free.acquire();
        int places = 1 + free.drainPermits();
        List<Claim> claims = List.of();
        try {
            Outbox.Round round = outbox.claim(places, LEASE);
            claims = round.claims();
            long claimed = System.nanoTime();
            claims.forEach(claim -> deliveries.execute(
                    () -> deliverAndRelease(claim, claimed + claim.turnIn().toNanos())));
            return round.next();
        } finally {
            free.release(places - claims.size());
        }
    }

    private boolean begin(Claim claim) {
        WhatsApp.Parcel parcel = claim.parcel();
        Effect begun = shared.send(new BeginAttempt(parcel.messageId(), parcel.attempt(), clock.instant()));
        return begun == Effect.APPLIED;
    }

    private void deliverAndRelease(Claim claim, long turn) {
        try {
            deliver(claim, turn);
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

    private void deliver(Claim claim, long turn) {
        WhatsApp.Parcel parcel = claim.parcel();
        awaitTurn(turn);
        if (!begin(claim)) {
            recordLost(parcel, "An earlier attempt was not over");
            return;
        }
        faults.at(FaultPoint.ATTEMPT_RECORDED);
        Outcome outcome = whatsApp.deliver(parcel);
        faults.at(FaultPoint.ANSWERED);
        record(claim, outcome);
        faults.at(FaultPoint.OUTCOME_RECORDED);
    }

    /**
     * By {@link System#nanoTime}, and before the attempt is on record: what a dead process had only claimed goes out later by
     * itself, what it had begun has to be confirmed. Who is asked to end waits no longer.
     */
    private static void awaitTurn(long turn) {
        for (long left = turn - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = turn - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void record(Claim claim, Outcome outcome) {
        WhatsApp.Parcel parcel = claim.parcel();
        switch (outcome) {
            case Outcome.Accepted(var wamid) ->
                shared.send(new RecordAcceptance(parcel.messageId(), parcel.attempt(), wamid, clock.instant()));
            case Outcome.Refused(var error) -> refuse(parcel, error);
            case Outcome.Postponed(var error, var after, var reach) -> postpone(claim, error, after, reach);
            case Outcome.NumberRefused(var error) -> {
                outbox.rest(parcel.from(), UNTIL_MENDED);
                tellAdministrators(parcel.from(), error);
                wait(claim, error, UNTIL_MENDED);
            }
            case Outcome.FileForgotten(var error) -> waitForFile(claim, error);
            case Outcome.Unreachable(var error) -> {
                outbox.noteOutage(parcel.from());
                wait(claim, error, backoff(claim.tries()));
            }
            case Outcome.Lost(var cause) -> {
                outbox.noteOutage(parcel.from());
                recordLost(parcel, cause);
            }
        }
        boolean answered = !(outcome instanceof Outcome.Unreachable || outcome instanceof Outcome.Lost);
        if (answered && claim.troubled()) {
            outbox.noteAnswer(parcel.from());
        }
    }

    /** The board keeps the same notice once a day. */
    private void tellAdministrators(PhoneNumberId number, MessageError error) {
        String code = String.valueOf(error.code());
        notices.post(
                new Notice(
                        null,
                        number,
                        "sending",
                        code,
                        Notice.Topic.SENDING,
                        Notice.Severity.ALARM,
                        "WhatsApp refuses everything this number sends",
                        error.title() + " What is to be sent waits; it goes out once this is mended.",
                        error.title(),
                        null,
                        null,
                        null,
                        null,
                        "{\"code\":" + code + "}"),
                clock.instant());
    }

    private void postpone(Claim claim, MessageError error, @Nullable Duration after, KnownError.Reach reach) {
        if (claim.tries() >= MOST_TRIES) {
            refuse(claim.parcel(), error);
            return;
        }
        Duration asked = after == null ? Duration.ZERO : after;
        Duration delay = longer(
                asked, reach == KnownError.Reach.CONVERSATION ? pairBackoff(claim.tries()) : backoff(claim.tries()));
        if (reach == KnownError.Reach.NUMBER) {
            outbox.rest(claim.parcel().from(), longer(asked, SHORTEST_REST));
        }
        putBack(claim, error, () -> outbox.postpone(claim, delay));
    }

    /** Nothing is wrong with the message itself: it waits for as long as it may still be wanted. */
    private void wait(Claim claim, MessageError error, Duration delay) {
        if (claim.queuedFor().compareTo(LONGEST_WAIT) > 0) {
            refuse(claim.parcel(), error);
        } else {
            putBack(claim, error, () -> outbox.giveBack(claim, delay));
        }
    }

    private void putBack(Claim claim, MessageError error, Runnable intoOutbox) {
        WhatsApp.Parcel parcel = claim.parcel();
        transactions.inOne(() -> {
            intoOutbox.run();
            commands.send(new RecordPostponement(parcel.messageId(), parcel.attempt(), error, clock.instant()));
            faults.at(FaultPoint.POSTPONED_NOT_COMMITTED);
        });
        faults.at(FaultPoint.POSTPONED);
    }

    private void waitForFile(Claim claim, MessageError error) {
        WhatsApp.Parcel parcel = claim.parcel();
        transactions.inOne(() -> {
            if (outbox.waitForFile(claim)) {
                commands.send(new RecordPostponement(parcel.messageId(), parcel.attempt(), error, clock.instant()));
            } else {
                refuse(parcel, error);
            }
        });
    }

    private Effect recordLost(WhatsApp.Parcel parcel, String cause) {
        return commands.send(new RecordLostAnswer(parcel.messageId(), parcel.attempt(), cause, clock.instant()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** WhatsApp asks to wait four times as long after each refusal for one customer. */
    private static Duration pairBackoff(int tries) {
        Duration asked = Duration.ofSeconds(1L << Math.min(2 * tries, 20));
        return asked.compareTo(LONGEST_PAIR_BACKOFF) < 0 ? asked : LONGEST_PAIR_BACKOFF;
    }

    private void refuse(WhatsApp.Parcel parcel, MessageError error) {
        commands.send(new RecordRefusal(parcel.messageId(), parcel.attempt(), error, clock.instant()));
    }

    /** Full jitter: anything between nothing and the doubled limit, so that many do not come back at once. */
    private static Duration backoff(int tries) {
        long limit = Math.min(LONGEST_BACKOFF.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(tries, 20));
        return Duration.ofMillis(RandomGenerator.getDefault().nextLong(limit + 1));
    }

    private void settleExpired() {
        for (Optional<Claim> claim = outbox.expired(LEASE); claim.isPresent(); claim = outbox.expired(LEASE)) {
            settle(claim.get());
        }
    }

    /** A claim that expired belonged to a process that died: before the attempt was on record, or during it. */
    private void settle(Claim claim) {
        faults.at(FaultPoint.EXPIRED_FOUND);
        Effect lost = recordLost(claim.parcel(), "ChatSphere stopped while it waited for the answer");
        if (lost == Effect.ALREADY_KNOWN) {
            outbox.giveBack(claim, Duration.ZERO);
        }
    }
}
