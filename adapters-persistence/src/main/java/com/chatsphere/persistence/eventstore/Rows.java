package com.chatsphere.persistence.eventstore;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jooq.DSLContext;
import org.jooq.UpdatableRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a read model that a batch of events touches: read once, changed in memory event by event, written once.
 *
 * <p>A write at the end of a batch cannot be blamed on one event. So when a batch fails for a reason that lies in the data,
 * the next events are written one by one, each behind a savepoint, and the one that fails goes to the dead letters while
 * the others go on. A failure of the database itself is left standing: the batch comes to nothing and is tried again.
 *
 * @param <K> what names a row
 * @param <R> the row
 */
public final class Rows<K, R extends UpdatableRecord<R>> {
    private static final int CAREFUL_EVENTS = 1_000;

    /** Classes of SQL states: cardinality violation, data exception, integrity constraint violation. */
    private static final Set<String> FAULTS_OF_DATA = Set.of("21", "22", "23");

    private final DSLContext database;
    private final Function<Set<K>, Map<K, R>> read;
    private final Consumer<Collection<R>> write;
    private final String resource = Rows.class.getName() + System.identityHashCode(this);
    private final AtomicInteger carefulFor = new AtomicInteger();

    /**
     * @param read the rows of these names that exist, locked against others
     * @param write adds or replaces these rows
     */
    public Rows(DSLContext database, Function<Set<K>, Map<K, R>> read, Consumer<Collection<R>> write) {
        this.database = database;
        this.read = read;
        this.write = write;
    }

    /** Has a row that is new with this event written, in its turn. */
    public void add(K key, R row) {
        change(key, (none, touched) -> touched.put(key, row));
    }

    /**
     * Has an existing row changed, in its turn.
     *
     * @throws IllegalStateException in its turn, when there is none
     */
    public void change(K key, Consumer<R> change) {
        change(key, (row, touched) -> change.accept(require(key, row)));
    }

    /** Has an existing row changed, or does nothing when there is none. */
    public void changeIfPresent(K key, Consumer<R> change) {
        change(key, (row, touched) -> {
            if (row != null) {
                change.accept(row);
            }
        });
    }

    /**
     * Writes what has been collected so far, before a statement that has to see it.
     *
     * <p>What fails stays collected, so that the end of the batch fails too, whoever takes the blame here.
     */
    public void writeNow() {
        List<Step<K, R>> steps =
                CurrentUnitOfWork.get().root().getOrComputeResource(resource, name -> new ArrayList<>());
        writeTogether(steps);
    }

    private void change(K key, BiConsumer<@Nullable R, Map<K, R>> change) {
        Step<K, R> step = new Step<>(key, change);
        if (carefulFor.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            writeAlone(step);
            return;
        }
        UnitOfWork<?> unit = CurrentUnitOfWork.get().root();
        List<Step<K, R>> steps = unit.getOrComputeResource(resource, name -> new ArrayList<>());
        if (steps.isEmpty()) {
            unit.onPrepareCommit(committing -> writeTogether(steps));
        }
        steps.add(step);
    }

    private void writeTogether(List<Step<K, R>> steps) {
        if (steps.isEmpty()) {
            return;
        }
        try {
            apply(steps);
        } catch (RuntimeException failure) {
            if (liesInTheData(failure)) {
                carefulFor.set(CAREFUL_EVENTS);
            }
            throw failure;
        }
        steps.clear();
    }

    private void writeAlone(Step<K, R> step) {
        database.execute("SAVEPOINT one_event");
        try {
            apply(List.of(step));
        } catch (RuntimeException failure) {
            if (liesInTheData(failure)) {
                database.execute("ROLLBACK TO SAVEPOINT one_event");
            }
            throw failure;
        }
        database.execute("RELEASE SAVEPOINT one_event");
    }

    private void apply(List<Step<K, R>> steps) {
        Map<K, R> touched = new LinkedHashMap<>();
        touched.putAll(read.apply(namesOf(steps)));
        for (Step<K, R> step : steps) {
            step.change().accept(touched.get(step.key()), touched);
        }
        if (!touched.isEmpty()) {
            write.accept(touched.values());
        }
    }

    private Set<K> namesOf(List<Step<K, R>> steps) {
        Set<K> names = new java.util.LinkedHashSet<>();
        steps.forEach(step -> names.add(step.key()));
        return names;
    }

    private R require(K key, @Nullable R row) {
        if (row == null) {
            throw new IllegalStateException("there is no row for " + key);
        }
        return row;
    }

    /** Whatever else PostgreSQL says, such as a lost connection or a lock waited for too long, is no event's fault. */
    private static boolean liesInTheData(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                String state = refusal.getSQLState();
                return state != null && FAULTS_OF_DATA.contains(state.substring(0, Math.min(2, state.length())));
            }
        }
        return true;
    }

    private record Step<K, R>(K key, BiConsumer<@Nullable R, Map<K, R>> change) {}
}
