package com.chatsphere.persistence.live;

import static com.chatsphere.persistence.eventstore.EventSamples.RECEIVED;
import static com.chatsphere.persistence.eventstore.EventSamples.WITH_ADA;
import static com.chatsphere.persistence.jooq.Tables.LIVE_CHANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.live.Change;
import com.chatsphere.application.live.Change.Kind;
import com.chatsphere.application.live.LiveChanges.CatchUp;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveLogTest {
    private static final Executor THREADS = Thread::startVirtualThread;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final Signals signals = database.signals();
    private final LiveLog live = database.closing(new LiveLog(database.dsl(), signals));
    private final List<Change> told = new CopyOnWriteArrayList<>();

    @Test
    void aBatchAnnouncesEachChangeOnceWithItsCommit() {
        database.transaction().inOne(() -> {
            live.announce(Kind.MESSAGE_INCOMING, WITH_ADA, RECEIVED);
            live.announce(Kind.CONVERSATION_CHANGED, WITH_ADA, null);
            live.announce(Kind.CONVERSATION_CHANGED, WITH_ADA, null);
            assertThat(live.latest()).isZero();
        });
        assertThat(live.since(0, 10))
                .isEqualTo(new CatchUp.Missed(List.of(
                        new Change(1, Kind.MESSAGE_INCOMING, WITH_ADA, RECEIVED),
                        new Change(2, Kind.CONVERSATION_CHANGED, WITH_ADA, null))));
    }

    @Test
    void whatIsUndoneIsNotAnnounced() {
        assertThatThrownBy(() -> database.transaction().inOne(() -> {
                    live.announce(Kind.CONVERSATION_CHANGED, WITH_ADA, null);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(live.latest()).isZero();
    }

    @Test
    void theOrderOfTheNumbersIsTheOrderOfTheCommits() throws Exception {
        CountDownLatch numbered = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(
                () -> database.transaction().inOne(() -> {
                    live.announce(Kind.CONVERSATION_CHANGED, WITH_ADA, null);
                    CurrentUnitOfWork.get()
                            .onPrepareCommit(unit -> unit.onPrepareCommit(written -> {
                                numbered.countDown();
                                await(mayCommit);
                            }));
                }),
                THREADS);
        await(numbered);
        CompletableFuture<Void> quick = CompletableFuture.runAsync(
                () -> database.transaction().inOne(() -> live.announce(Kind.MESSAGE_INCOMING, WITH_ADA, RECEIVED)),
                THREADS);
        Awaitility.await().atMost(PATIENCE).until(() -> database.waitingForLocks() == 1);
        assertThat(live.latest()).as("nobody sees the second before the first").isZero();
        mayCommit.countDown();
        slow.get(30, TimeUnit.SECONDS);
        quick.get(30, TimeUnit.SECONDS);
        assertThat(live.since(0, 10))
                .isInstanceOfSatisfying(
                        CatchUp.Missed.class,
                        missed -> assertThat(missed.changes())
                                .extracting(Change::kind)
                                .containsExactly(Kind.CONVERSATION_CHANGED, Kind.MESSAGE_INCOMING));
    }

    @Test
    void followersAreToldEachLaterChangeOnceAndInOrder() throws Exception {
        change();
        signals.start();
        live.start();
        assertThat(live.follow(told::addAll)).isEqualTo(1);
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<CompletableFuture<Void>> writing = IntStream.range(0, 4)
                    .mapToObj(writer -> CompletableFuture.runAsync(
                            () -> IntStream.range(0, 50).forEach(number -> change()), writers))
                    .toList();
            CompletableFuture.allOf(writing.toArray(CompletableFuture[]::new)).get();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> told.size() >= 200);
        assertThat(told)
                .extracting(Change::sequence)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(2, 201).boxed().toList());
    }

    @Test
    void whoFollowsBeforeTheStartIsToldFromThere() {
        change();
        assertThat(live.follow(told::addAll)).isEqualTo(1);
        change();
        live.start();
        Awaitility.await().atMost(PATIENCE).until(() -> !told.isEmpty());
        assertThat(told).extracting(Change::sequence).containsExactly(2L);
    }

    @Test
    void aFollowerThatFailsDoesNotDisturbTheOthers() {
        live.follow(changes -> {
            throw new IllegalStateException("broken follower");
        });
        live.follow(told::addAll);
        signals.start();
        live.start();
        change();
        change();
        Awaitility.await().atMost(PATIENCE).until(() -> told.size() >= 2);
        change();
        Awaitility.await().atMost(PATIENCE).until(() -> told.size() >= 3);
        assertThat(told).extracting(Change::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whoComesBackIsGivenExactlyWhatTheyMissed() {
        IntStream.range(0, 5).forEach(number -> change());
        assertThat(sequencesSince(0)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(sequencesSince(3)).containsExactly(4L, 5L);
        assertThat(sequencesSince(5)).isEmpty();
    }

    @Test
    void whoMissedTooMuchOrIsAheadStartsAnew() {
        IntStream.range(0, 5).forEach(number -> change());
        assertThat(live.since(0, 4)).as("too many").isEqualTo(new CatchUp.Reset(5));
        assertThat(live.since(6, 10)).as("ahead").isEqualTo(new CatchUp.Reset(5));
        database.dsl()
                .deleteFrom(LIVE_CHANGE)
                .where(LIVE_CHANGE.SEQUENCE.le(2L))
                .execute();
        assertThat(live.since(1, 10)).as("no longer kept").isEqualTo(new CatchUp.Reset(5));
        assertThat(sequencesSince(2)).containsExactly(3L, 4L, 5L);
    }

    @Test
    void nobodyIsToldOfAReplay() {
        Feed facts = new Feed(database, new Announcer(live));
        facts.given("one", "two");
        assertThat(live.latest()).isEqualTo(1);
        facts.replayedInBatchesOf(1);
        assertThat(live.latest()).isEqualTo(1);
        facts.given("three");
        assertThat(live.latest()).isEqualTo(2);
    }

    private void change() {
        database.transaction().inOne(() -> live.announce(Kind.CONVERSATION_CHANGED, WITH_ADA, null));
    }

    private List<Long> sequencesSince(long after) {
        return ((CatchUp.Missed) live.since(after, 100))
                .changes().stream().map(Change::sequence).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /** A projection that only announces. */
    private static final class Announcer {
        private final LiveLog live;

        Announcer(LiveLog live) {
            this.live = live;
        }

        @EventHandler
        void on(String fact) {
            live.announce(Kind.CONVERSATION_CHANGED, WITH_ADA, null);
        }

        @ResetHandler
        void reset() {
            live.latest();
        }
    }
}
