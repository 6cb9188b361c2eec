package com.chatsphere.persistence.eventstore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.jspecify.annotations.Nullable;

/** Feeds facts to a projection as Axon's streaming processor does: in batches, each one transaction, with their tokens. */
public final class Feed {
    private final TestDatabase database;
    private final AnnotationEventHandlerAdapter projection;
    private final List<Object> history = new ArrayList<>();

    public Feed(TestDatabase database, Object projection) {
        this.database = database;
        this.projection = new AnnotationEventHandlerAdapter(projection);
    }

    /** All in one batch. */
    public Feed given(Object... facts) {
        return given(Arrays.asList(facts));
    }

    public Feed given(List<?> facts) {
        process(asNew(facts));
        return this;
    }

    /** Each in a batch of its own. */
    public Feed givenOneByOne(Object... facts) {
        for (Object fact : facts) {
            given(fact);
        }
        return this;
    }

    /** Numbers facts that come after all others. */
    List<TrackedEventMessage<?>> asNew(List<?> facts) {
        List<TrackedEventMessage<?>> messages = new ArrayList<>();
        for (Object fact : facts) {
            history.add(fact);
            messages.add(message(fact, at(history.size())));
        }
        return messages;
    }

    /** Empties the read model and tells it everything again, in batches of {@code size}. */
    public Feed replayedInBatchesOf(int size) {
        database.transaction().inOne(projection::prepareReset);
        ReplayToken replay = (ReplayToken) ReplayToken.createReplayToken(at(history.size()));
        List<TrackedEventMessage<?>> messages = new ArrayList<>();
        for (int position = 1; position <= history.size(); position++) {
            messages.add(message(history.get(position - 1), replay.advancedTo(at(position))));
        }
        for (int begin = 0; begin < messages.size(); begin += size) {
            process(messages.subList(begin, Math.min(messages.size(), begin + size)));
        }
        return this;
    }

    /** What fails undoes the batch and is thrown. */
    void process(List<TrackedEventMessage<?>> batch) {
        processLettingDie(batch, null);
    }

    /** What fails at its own handler goes to {@code deadLetters}, by a statement of the batch, and the batch goes on. */
    void processLettingDie(List<TrackedEventMessage<?>> batch, @Nullable List<Object> deadLetters) {
        BatchingUnitOfWork<TrackedEventMessage<?>> unit = new BatchingUnitOfWork<>(List.copyOf(batch));
        unit.attachTransaction(database.transactions());
        var result = unit.executeWithResult(
                () -> {
                    TrackedEventMessage<?> event = unit.getMessage();
                    try {
                        projection.handle(event);
                    } catch (RuntimeException failure) {
                        if (deadLetters == null) {
                            throw failure;
                        }
                        database.dsl().execute("SELECT 'kept as a dead letter'");
                        deadLetters.add(event.getPayload());
                    }
                    return true;
                },
                RollbackConfigurationType.ANY_THROWABLE);
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(result.exceptionResult());
        }
    }

    private static TrackingToken at(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    private static TrackedEventMessage<?> message(Object fact, TrackingToken token) {
        return new GenericTrackedEventMessage<>(token, GenericEventMessage.asEventMessage(fact));
    }
}
