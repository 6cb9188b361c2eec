package com.chatsphere.persistence.live;

import static com.chatsphere.persistence.jooq.Tables.LIVE_CHANGE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.live.Change;
import com.chatsphere.application.live.Change.Kind;
import com.chatsphere.application.live.LiveChanges;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.persistence.jooq.tables.records.LiveChangeRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what changed. Written in the transaction of the read model, under a lock that is held until the commit, so that
 * the order of the numbers is the order of the commits: who has seen number 7 has seen all before it.
 */
public final class LiveLog implements LiveChanges, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveLog.class);
    private static final String CHANNEL = "chatsphere_live";
    private static final long LOCK = 0x43_53_4C_49_56_45L; // "CSLIVE"
    private static final int BATCH = 2_000;
    private static final long NOT_BEGUN = -1;
    private static final Duration KEPT = Duration.ofHours(24);
    private static final String PENDING = LiveLog.class.getName() + ".pending";
    private static final String SHOWN = LiveLog.class.getName() + ".shown";

    private final DSLContext database;
    private final List<Consumer<MessageReceived>> watchers = new CopyOnWriteArrayList<>();
    private final List<Consumer<List<Change>>> followers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("live-log").daemon().factory());
    private final AtomicBoolean told = new AtomicBoolean();
    private long last = NOT_BEGUN;

    public LiveLog(DSLContext database, Signals signals) {
        this.database = database;
        signals.on(CHANNEL, this::tellSoon);
    }

    /** Begins to tell followers; what changed before is not told. */
    public void start() {
        begin();
        teller.scheduleWithFixedDelay(this::tellFollowers, 1, 1, TimeUnit.SECONDS);
        teller.scheduleWithFixedDelay(this::forgetOld, 1, 10, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        teller.shutdownNow();
    }

    /** Has the change of a row announced with the commit of the batch it belongs to; never during a replay. */
    public void announce(Kind kind, ConversationId conversation, @Nullable MessageId message) {
        UnitOfWork<?> unit = CurrentUnitOfWork.get();
        if (unit.getMessage() instanceof EventMessage<?> event && ReplayToken.isReplay(event)) {
            return;
        }
        UnitOfWork<?> batch = unit.root();
        Set<Entry> pending = batch.getOrComputeResource(PENDING, name -> new LinkedHashSet<>());
        if (pending.isEmpty()) {
            batch.onPrepareCommit(committing -> batch.onPrepareCommit(afterTheRows -> write(pending)));
        }
        pending.add(new Entry(kind, conversation, message));
        if (kind == Kind.MESSAGE_INCOMING
                && unit.getMessage() instanceof EventMessage<?> event
                && event.getPayload() instanceof MessageReceived received) {
            shown(batch).add(received);
        }
    }

    private List<MessageReceived> shown(UnitOfWork<?> batch) {
        return batch.getOrComputeResource(SHOWN, name -> {
            List<MessageReceived> received = new ArrayList<>();
            batch.afterCommit(committed -> received.forEach(message -> watchers.forEach(one -> one.accept(message))));
            return received;
        });
    }

    /** Calls {@code watcher} for every message received, once its announcement is committed. */
    public void onShown(Consumer<MessageReceived> watcher) {
        watchers.add(watcher);
    }

    private void write(Set<Entry> changes) {
        database.execute("SELECT pg_advisory_xact_lock({0}), pg_notify({1}, '')", val(LOCK), val(CHANNEL));
        database.insertInto(LIVE_CHANGE, LIVE_CHANGE.KIND, LIVE_CHANGE.CONVERSATION_ID, LIVE_CHANGE.MESSAGE_ID)
                .valuesOfRows(changes.stream()
                        .map(change -> row(
                                change.kind().name(),
                                change.conversation().value(),
                                change.message() == null
                                        ? null
                                        : change.message().value()))
                        .toList())
                .execute();
        changes.clear();
    }

    @Override
    public long latest() {
        return database.select(coalesce(max(LIVE_CHANGE.SEQUENCE), val(0L)))
                .from(LIVE_CHANGE)
                .fetchSingle()
                .value1();
    }

    @Override
    public synchronized long follow(Consumer<List<Change>> listener) {
        followers.add(listener);
        return begin();
    }

    private synchronized long begin() {
        if (last == NOT_BEGUN) {
            last = latest();
        }
        return last;
    }

    @Override
    public CatchUp since(long after, int most) {
        var bounds = database.select(
                        coalesce(min(LIVE_CHANGE.SEQUENCE), val(1L)), coalesce(max(LIVE_CHANGE.SEQUENCE), val(0L)))
                .from(LIVE_CHANGE)
                .fetchSingle();
        if (after < bounds.value1() - 1 || after > bounds.value2()) {
            return new CatchUp.Reset(bounds.value2());
        }
        List<Change> missed = read(after, most + 1);
        return missed.size() > most ? new CatchUp.Reset(bounds.value2()) : new CatchUp.Missed(missed);
    }

    private List<Change> read(long after, int most) {
        return database.selectFrom(LIVE_CHANGE)
                .where(LIVE_CHANGE.SEQUENCE.gt(after))
                .orderBy(LIVE_CHANGE.SEQUENCE)
                .limit(most)
                .fetch(LiveLog::toChange);
    }

    private static Change toChange(LiveChangeRecord row) {
        return new Change(
                row.getSequence(),
                Kind.valueOf(row.getKind()),
                new ConversationId(row.getConversationId()),
                row.getMessageId() == null ? null : new MessageId(row.getMessageId()));
    }

    private void tellSoon() {
        if (told.compareAndSet(false, true)) {
            teller.execute(this::tellFollowers);
        }
    }

    private void tellFollowers() {
        told.set(false);
        try {
            List<Change> changes;
            do {
                changes = tellNext();
            } while (changes.size() == BATCH);
        } catch (RuntimeException failure) {
            log.warn("could not tell what changed, trying again: {}", failure.getMessage());
        }
    }

    private synchronized List<Change> tellNext() {
        List<Change> changes = read(last, BATCH);
        if (!changes.isEmpty()) {
            followers.forEach(follower -> tell(follower, changes));
            last = changes.getLast().sequence();
        }
        return changes;
    }

    /** One that fails does not keep the others from being told, nor has them told twice. */
    private static void tell(Consumer<List<Change>> follower, List<Change> changes) {
        try {
            follower.accept(changes);
        } catch (RuntimeException failure) {
            log.error("somebody who follows what changed failed", failure);
        }
    }

    private void forgetOld() {
        try {
            database.deleteFrom(LIVE_CHANGE)
                    .where(LIVE_CHANGE.CHANGED_AT.lt(Instant.now().minus(KEPT)))
                    .and(LIVE_CHANGE.SEQUENCE.lt(
                            database.select(max(LIVE_CHANGE.SEQUENCE)).from(LIVE_CHANGE)))
                    .execute();
        } catch (RuntimeException failure) {
            log.warn("could not clear away old changes, trying again later: {}", failure.getMessage());
        }
    }

    private record Entry(
            Kind kind,
            ConversationId conversation,
            @Nullable MessageId message) {}
}
