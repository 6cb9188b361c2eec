package com.chatsphere.persistence.eventstore;

import static com.chatsphere.persistence.jooq.Tables.DOMAIN_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.chatsphere.application.Commands;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationRead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresEventStorageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final PostgresEventStorage storage = database.storage();
    private final PromptEventStore store = PromptEventStore.on(storage);

    @ParameterizedTest
    @ValueSource(longs = {0, 61, 660})
    void noReaderSkipsAnEventWhoseWriterIsSlowToCommit(long secondsEarlier) throws Exception {
        storage.appendEvents(fact("before", 0, Instant.now()));
        Tail tail = new Tail(storage);
        tail.read();
        try (Writer slow = new Writer(storage);
                Writer quick = new Writer(storage)) {
            slow.append(fact("slow", 0, Instant.now())).get();
            Future<?> waiting = quick.append(fact("quick", 0, Instant.now().minusSeconds(secondsEarlier)));
            await().atMost(PATIENCE).until(() -> database.waitingForLocks() == 1);
            assertThat(tail.read()).as("neither is committed").isEmpty();
            slow.commit().get();
            waiting.get(30, TimeUnit.SECONDS);
            assertThat(tail.read()).containsExactly("slow/0");
            quick.commit().get();
            assertThat(tail.read()).containsExactly("quick/0");
        }
    }

    /** The reason for the lock; should this ever fail, Axon has mended it and the lock may go. */
    @Test
    void withoutTheLockAReaderSkipsTheEventOfTheSlowWriter() throws Exception {
        EventStorageEngine plain = JdbcEventStorageEngine.builder()
                .connectionProvider(database.connections())
                .transactionManager(database.transactions())
                .eventSerializer(EventJson.serializer())
                .snapshotSerializer(EventJson.serializer())
                .schema(PostgresEventStorage.tables())
                .build();
        database.dsl().execute("ALTER TABLE domain_event ALTER COLUMN recorded_at TYPE varchar(255)");
        plain.appendEvents(fact("before", 0, Instant.now().minusSeconds(62)));
        Tail tail = new Tail(plain);
        tail.read();
        try (Writer slow = new Writer(plain);
                Writer quick = new Writer(plain)) {
            slow.append(fact("slow", 0, Instant.now())).get();
            quick.append(fact("quick", 0, Instant.now().minusSeconds(61))).get();
            quick.commit().get();
            assertThat(tail.read()).containsExactly("quick/0");
            slow.commit().get();
            assertThat(tail.read()).as("committed, and never read").isEmpty();
            assertThat(database.dsl().fetchCount(DOMAIN_EVENT)).isEqualTo(3);
        }
    }

    @Test
    void readersSeeTheEventsOfManyWritersOnceAndInTheOrderOfTheirCommits() throws Exception {
        int writers = 16;
        int appends = 100;
        Tail tail = new Tail(storage);
        List<String> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String stream = "writer-" + writer;
                writing.add(threads.submit(() -> appendSlowly(stream, appends)));
            }
            long end = System.nanoTime() + PATIENCE.multipliedBy(3).toNanos();
            while (seen.size() < writers * appends && System.nanoTime() < end) {
                seen.addAll(tail.read());
            }
            for (Future<?> writer : writing) {
                writer.get();
            }
        }
        seen.addAll(tail.read());
        assertThat(seen).hasSize(writers * appends).doesNotHaveDuplicates();
        assertThat(tail.positions).isSorted().doesNotHaveDuplicates();
        assertThat(database.number("SELECT count(*) FROM (SELECT pg_xact_commit_timestamp(xmin) AS committed, "
                        + "lag(pg_xact_commit_timestamp(xmin)) OVER (ORDER BY global_index) AS before "
                        + "FROM domain_event) AS pair WHERE committed < before"))
                .as("commits that came before one of a lower index")
                .isZero();
    }

    private void appendSlowly(String stream, int appends) {
        for (int number = 0; number < appends; number++) {
            Instant at = Instant.now().minusSeconds(ThreadLocalRandom.current().nextLong(700));
            EventMessage<?> event = fact(stream, number, at);
            database.transaction().inOne(() -> {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000));
                store.publish(event);
                CurrentUnitOfWork.get()
                        .onPrepareCommit(preparing -> preparing.onPrepareCommit(appended -> LockSupport.parkNanos(
                                ThreadLocalRandom.current().nextLong(1_000_000))));
            });
        }
    }

    @Test
    void twoWritersOfTheSameStepOfAStreamConflict() {
        storage.appendEvents(fact("stream", 0, Instant.now()), fact("stream", 1, Instant.now()));
        assertThatThrownBy(() -> storage.appendEvents(fact("stream", 1, Instant.now())))
                .isInstanceOf(ConcurrencyException.class)
                .isNotInstanceOf(AggregateStreamCreationException.class);
        assertThatThrownBy(() -> storage.appendEvents(fact("stream", 0, Instant.now())))
                .isInstanceOf(AggregateStreamCreationException.class);
        assertThatThrownBy(() -> database.transaction().inOne(() -> store.publish(fact("stream", 1, Instant.now()))))
                .isInstanceOf(Commands.Conflict.class)
                .hasCauseInstanceOf(ConcurrencyException.class);
        assertThat(streams()).containsExactly("stream", "stream");
    }

    @Test
    void whatNestedUnitsOfWorkPublishIsAppendedTogetherAtTheEnd() {
        database.transaction().inOne(() -> {
            for (int number = 0; number < 5; number++) {
                String stream = "nested-" + number;
                nested(() -> store.publish(fact(stream, 0, Instant.now())));
                assertThat(streams()).isEmpty();
            }
            store.publish(fact("root", 0, Instant.now()));
        });
        assertThat(streams())
                .containsExactlyInAnyOrder("nested-0", "nested-1", "nested-2", "nested-3", "nested-4", "root");
        assertThat(database.number("SELECT count(DISTINCT xmin::text) FROM domain_event"))
                .isOne();
    }

    @Test
    void whatNestedUnitsOfWorkPublishIsUndoneTogether() {
        assertThatThrownBy(() -> database.transaction().inOne(() -> {
                    nested(() -> store.publish(fact("nested", 0, Instant.now())));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(streams()).isEmpty();
        database.transaction().inOne(() -> nested(() -> store.publish(fact("later", 0, Instant.now()))));
        assertThat(streams()).containsExactly("later");
    }

    @Test
    void whatIsPublishedWhileTheCommitIsBeingPreparedIsNotLost() {
        AtomicBoolean answered = new AtomicBoolean();
        store.subscribe(events -> {
            if (answered.compareAndSet(false, true)) {
                nested(() -> store.publish(fact("answer of a subscriber", 0, Instant.now())));
            }
        });
        database.transaction().inOne(() -> {
            UnitOfWork<?> root = CurrentUnitOfWork.get();
            root.onPrepareCommit(preparing -> store.publish(fact("prepared first", 0, Instant.now())));
            nested(() -> store.publish(fact("nested", 0, Instant.now())));
            store.publish(fact("root", 0, Instant.now()));
            root.onPrepareCommit(preparing -> root.onPrepareCommit(later -> root.onPrepareCommit(
                    afterTheOthers -> storage.appendEvents(fact("appended last", 0, Instant.now())))));
        });
        assertThat(streams())
                .containsExactlyInAnyOrder(
                        "prepared first", "nested", "root", "answer of a subscriber", "appended last");
    }

    @Test
    void eventsAreReadAsTheyWereWritten() {
        DomainEventMessage<?> written = fact("stream", 0, Instant.parse("2026-11-15T12:00:01.234Z"));
        storage.appendEvents(written);
        TrackedEventMessage<?> read =
                storage.readEvents(null, false).findFirst().orElseThrow();
        assertThat(read.getIdentifier()).isEqualTo(written.getIdentifier());
        assertThat(read.getPayload()).isEqualTo(written.getPayload());
        assertThat(read.getTimestamp()).isEqualTo(written.getTimestamp());
        assertThat(storage.createTokenAt(written.getTimestamp().minusSeconds(1)).position())
                .hasValue(read.trackingToken().position().orElseThrow() - 1);
    }

    @Test
    void nothingIsKeptInLargeObjects() {
        storage.appendEvents(fact("stream", 0, Instant.now()));
        storage.storeSnapshot(fact("stream", 0, Instant.now()));
        assertThat(storage.readSnapshot("stream")).isPresent();
        assertThat(database.number("SELECT count(*) FROM pg_largeobject_metadata"))
                .isZero();
        assertThat(database.number("SELECT count(*) FROM information_schema.columns "
                        + "WHERE table_schema = 'public' AND udt_name = 'oid'"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE domain_event SET payload = ''", "DELETE FROM domain_event", "TRUNCATE domain_event"})
    void whatHappenedCannotBeRewritten(String rewriting) {
        storage.appendEvents(fact("stream", 0, Instant.now()));
        assertThatThrownBy(() -> database.dsl().execute(rewriting))
                .hasMessageContaining("events are only ever added, not changed or removed");
        assertThat(streams()).containsExactly("stream");
    }

    private List<String> streams() {
        return database.dsl()
                .select(DOMAIN_EVENT.AGGREGATE_IDENTIFIER)
                .from(DOMAIN_EVENT)
                .orderBy(DOMAIN_EVENT.GLOBAL_INDEX)
                .fetch(DOMAIN_EVENT.AGGREGATE_IDENTIFIER);
    }

    private static void nested(Runnable work) {
        DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("nested"))
                .execute(work);
    }

    private static DomainEventMessage<?> fact(String stream, long number, Instant at) {
        return new GenericDomainEventMessage<>(
                "Conversation",
                stream,
                number,
                new GenericEventMessage<>(
                        new ConversationRead(EventSamples.WITH_ADA, EventSamples.SARA, EventSamples.AT)),
                at);
    }

    /** A transaction on a thread of its own that stays open until it is told to commit. */
    private final class Writer implements AutoCloseable {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final EventStorageEngine engine;
        private @Nullable Transaction open;

        Writer(EventStorageEngine engine) {
            this.engine = engine;
        }

        Future<?> append(EventMessage<?> event) {
            return thread.submit(() -> {
                open = database.transactions().startTransaction();
                engine.appendEvents(event);
            });
        }

        Future<?> commit() {
            return thread.submit(() -> Objects.requireNonNull(open).commit());
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }

    /** A reader that goes on where it stopped. */
    private static final class Tail {
        private final EventStorageEngine engine;
        private final List<Long> positions = new ArrayList<>();
        private @Nullable TrackingToken last;

        Tail(EventStorageEngine engine) {
            this.engine = engine;
        }

        List<String> read() {
            List<String> streams = new ArrayList<>();
            try (var events = engine.readEvents(last, false)) {
                events.forEach(event -> {
                    last = event.trackingToken();
                    positions.add(last.position().orElseThrow());
                    streams.add(((DomainEventMessage<?>) event).getAggregateIdentifier() + "/"
                            + ((DomainEventMessage<?>) event).getSequenceNumber());
                });
            }
            return streams;
        }
    }
}
