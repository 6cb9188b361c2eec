package com.chatsphere.persistence.eventstore;

import static org.jooq.impl.DSL.val;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLStateResolver;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jooq.DSLContext;

/**
 * Axon's event storage on PostgreSQL, made safe against skipped events and quick for batches.
 *
 * <p>Axon reads events by their global index, which PostgreSQL hands out before the commit: a reader may see 8 while 7 is
 * still uncommitted, and once the visible neighbour is older than the gap timeout it never looks for 7 again
 * (AxonFramework issue 4829). So every append takes one advisory lock, which is held until the commit, just before its
 * insert: index order is commit order.
 *
 * <p>All events of a unit of work, nested ones included, are appended together at its end: one lock and one multi-row
 * insert for a whole batch of webhook items.
 */
public final class PostgresEventStorage extends JdbcEventStorageEngine {
    /** The channel on which other nodes are told of new events. */
    public static final String CHANNEL = "chatsphere_event";

    private static final String DUPLICATE_KEY = "23505";
    private static final int GAP_TIMEOUT_MILLIS = 600_000;
    private static final int BATCH_SIZE = 500;
    private static final long APPEND_LOCK = 0x43_53_41_50_50_45_4E_44L; // "CSAPPEND"
    private static final String PENDING = PostgresEventStorage.class.getName() + ".pending";

    private final DSLContext database;

    private PostgresEventStorage(Builder builder, DSLContext database) {
        super(builder);
        this.database = database;
    }

    public static PostgresEventStorage create(
            DSLContext database,
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            EventUpcaster upcasters) {
        Builder builder = JdbcEventStorageEngine.builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(upcasters)
                .persistenceExceptionResolver(new SQLStateResolver(DUPLICATE_KEY))
                .schema(tables())
                .batchSize(BATCH_SIZE)
                .gapTimeout(GAP_TIMEOUT_MILLIS);
        return new PostgresEventStorage(builder, database);
    }

    static EventSchema tables() {
        return EventSchema.builder()
                .eventTable("domain_event")
                .snapshotTable("snapshot_event")
                .globalIndexColumn("global_index")
                .timestampColumn("recorded_at")
                .eventIdentifierColumn("event_identifier")
                .aggregateIdentifierColumn("aggregate_identifier")
                .sequenceNumberColumn("sequence_number")
                .typeColumn("type")
                .payloadTypeColumn("payload_type")
                .payloadRevisionColumn("payload_revision")
                .payloadColumn("payload")
                .metaDataColumn("meta_data")
                .build();
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (!CurrentUnitOfWork.isStarted()) {
            appendNow(events, serializer);
            return;
        }
        UnitOfWork<?> root = CurrentUnitOfWork.get().root();
        if (root.phase().isAfter(UnitOfWork.Phase.PREPARE_COMMIT)) {
            appendNow(events, serializer);
            return;
        }
        List<EventMessage<?>> pending = root.getOrComputeResource(PENDING, key -> new ArrayList<>());
        if (pending.isEmpty()) {
            root.onPrepareCommit(unit -> {
                appendNow(List.copyOf(pending), serializer);
                pending.clear();
            });
        }
        pending.addAll(events);
    }

    private void appendNow(List<? extends EventMessage<?>> events, Serializer serializer) {
        if (events.isEmpty()) {
            return;
        }
        database.execute("SELECT pg_advisory_xact_lock({0}), pg_notify({1}, '')", val(APPEND_LOCK), val(CHANNEL));
        super.appendEvents(events, serializer);
    }

    @Override
    protected Object readTimeStamp(ResultSet resultSet, String columnName) throws SQLException {
        return resultSet.getTimestamp(columnName).toInstant();
    }

    @Override
    protected void writeTimestamp(PreparedStatement statement, int position, Instant timestamp) throws SQLException {
        statement.setObject(position, OffsetDateTime.ofInstant(timestamp, ZoneOffset.UTC));
    }

    @Override
    protected PreparedStatement createTokenAt(Connection connection, Instant dateTime) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement("SELECT min(global_index) - 1 FROM domain_event WHERE recorded_at >= ?");
        statement.setTimestamp(1, Timestamp.from(dateTime));
        return statement;
    }
}
