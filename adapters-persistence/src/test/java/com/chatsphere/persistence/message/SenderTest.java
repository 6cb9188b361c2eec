package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.eventstore.EventSamples.ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.eventstore.EventSamples.text;
import static com.chatsphere.persistence.jooq.Tables.OUTBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.message.Faults;
import com.chatsphere.application.message.Sender;
import com.chatsphere.application.message.WhatsApp;
import com.chatsphere.application.message.WhenMessageMovesOnThenKeepTheOutboxInStep;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.domain.Command;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.Message;
import com.chatsphere.domain.message.MessageCommand;
import com.chatsphere.domain.message.MessageCommand.BeginAttempt;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.BoundedCache;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.eventstore.PromptEventStore;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many messages that are due at the same moment, over the real aggregates, facts and outbox. */
class SenderTest {
    private static final int MESSAGES = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final JooqOutbox outbox = new JooqOutbox(database.dsl(), database.signals(), Faults.NONE);
    private final Queue<MessageId> delivered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger commits = new AtomicInteger();
    private final Configuration axon = DefaultConfigurer.defaultConfiguration(false)
            .configureSerializer(configuration -> EventJson.serializer())
            .configureTransactionManager(configuration -> database.transactions())
            .configureEventStore(configuration -> PromptEventStore.on(database.storage()))
            .configureAggregate(AggregateConfigurer.defaultConfiguration(Message.class)
                    .configureCache(configuration -> new BoundedCache(1_000))
                    .configureCommandTargetResolver(configuration -> order ->
                            new VersionedAggregateIdentifier(((MessageCommand) order.getPayload()).messageId(), null)))
            .eventProcessing(processing -> processing
                    .registerEventHandler(
                            configuration -> new WhenMessageMovesOnThenKeepTheOutboxInStep(outbox, Faults.NONE))
                    .registerSubscribingEventProcessor(WhenMessageMovesOnThenKeepTheOutboxInStep.GROUP))
            .buildConfiguration();
    private final Commands commands = new Bus(axon.commandBus());

    @BeforeEach
    void start() {
        axon.start();
        database.dsl()
                .execute("INSERT INTO sending_pace (phone_number_id, per_second) VALUES ('%s', 1000)"
                        .formatted(SUPPORT));
    }

    @AfterEach
    void stop() {
        axon.shutdown();
    }

    @Test
    void whatBeginsAndEndsTogetherSharesCommitsAndAllOfItGoesOut() {
        queue(MESSAGES);
        sendUntil(MESSAGES);
        assertThat(delivered).doesNotHaveDuplicates().hasSize(MESSAGES);
        assertThat(outboxStates()).isEmpty();
        assertThat(database.number("SELECT count(*) FROM domain_event")).isEqualTo(3 * MESSAGES);
        assertThat(commits.get()).as("transactions for two orders a message").isLessThan(3 * MESSAGES / 2);
    }

    /** One has an attempt that is not over, and of one nothing is on record: the orders for it are refused and fail. */
    @Test
    void whatMayNotBeginAndWhatFailsHoldsNothingElseUp() {
        queue(MESSAGES - 1);
        commands.send(new BeginAttempt(message(3), 1, Instant.now()));
        MessageQueued neverRecorded = queued(MESSAGES - 1);
        outbox.add(neverRecorded);
        sendUntil(MESSAGES - 2);
        assertThat(delivered)
                .doesNotHaveDuplicates()
                .hasSize(MESSAGES - 2)
                .doesNotContain(message(3), neverRecorded.messageId());
        assertThat(outboxStates())
                .isEqualTo(Map.of(
                        message(3).value(), "held", neverRecorded.messageId().value(), "in_flight"));
    }

    private void queue(int messages) {
        List<MessageQueued> facts =
                IntStream.range(0, messages).mapToObj(SenderTest::queued).toList();
        for (MessageQueued fact : facts) {
            database.storage()
                    .appendEvents(new GenericDomainEventMessage<>(
                            "Message", fact.messageId().toString(), 0, fact));
        }
        database.transaction().inOne(() -> facts.forEach(outbox::add));
    }

    /** Until so many are off the outbox; all answers come at the same moment. */
    private void sendUntil(int accepted) {
        CyclicBarrier answers = new CyclicBarrier(accepted);
        WhatsApp whatsApp = parcel -> {
            delivered.add(parcel.messageId());
            await(answers);
            return new WhatsApp.Outcome.Accepted(new Wamid("wamid." + parcel.messageId()));
        };
        Transactions counted = work -> {
            commits.incrementAndGet();
            database.transaction().inOne(work);
        };
        try (Sender sender =
                new Sender(outbox, whatsApp, commands, counted, new NoNotices(), Faults.NONE, Clock.systemUTC())) {
            sender.start();
            Awaitility.await().atMost(PATIENCE).until(() -> outboxStates().size() == MESSAGES - accepted);
        }
    }

    private static void await(CyclicBarrier answers) {
        try {
            answers.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException missing) {
            throw new AssertionError(missing);
        }
    }

    private Map<UUID, String> outboxStates() {
        return database.dsl().selectFrom(OUTBOX).fetchMap(OUTBOX.MESSAGE_ID, OUTBOX.STATE);
    }

    private static MessageQueued queued(int number) {
        ConversationId conversation = ConversationId.between(SUPPORT, new ContactId(new UUID(0, number)));
        return new MessageQueued(message(number), conversation, SUPPORT, ADA, text("number " + number), null, SARA, AT);
    }

    private static MessageId message(int number) {
        return new MessageId(new UUID(0x1000, number));
    }

    /** The doorway for orders without the application around it. */
    private record Bus(CommandBus bus) implements Commands {
        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
        public <R> R send(Command order) {
            FutureCallback<Command, R> answer = new FutureCallback<>();
            bus.dispatch(GenericCommandMessage.<Command>asCommandMessage(order), answer);
            CommandResultMessage<? extends R> result = answer.getResult();
            if (result.isExceptional()) {
                throw new IllegalStateException(result.exceptionResult());
            }
            return result.getPayload();
        }
    }

    private static final class NoNotices implements NoticeBoard {
        @Override
        public boolean post(Notice notice, Instant receivedAt) {
            throw new AssertionError("nothing to tell");
        }

        @Override
        public boolean markSeen(UUID id, AgentId by, Instant at) {
            throw new AssertionError("nothing to see");
        }
    }
}
