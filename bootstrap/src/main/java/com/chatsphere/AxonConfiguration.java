package com.chatsphere;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.message.WhenMessageMovesOnThenKeepTheOutboxInStep;
import com.chatsphere.domain.Command;
import com.chatsphere.domain.agent.Agent;
import com.chatsphere.domain.agent.AgentCommand;
import com.chatsphere.domain.agent.AgentEvent;
import com.chatsphere.domain.call.Call;
import com.chatsphere.domain.call.CallCommand;
import com.chatsphere.domain.conversation.Conversation;
import com.chatsphere.domain.conversation.ConversationCommand;
import com.chatsphere.domain.conversation.ConversationEvent;
import com.chatsphere.domain.message.Message;
import com.chatsphere.domain.message.MessageCommand;
import com.chatsphere.domain.message.MessageEvent;
import com.chatsphere.domain.readymessage.ReadyMessage;
import com.chatsphere.domain.readymessage.ReadyMessageCommand;
import com.chatsphere.domain.readymessage.ReadyMessageEvent;
import com.chatsphere.domain.template.Template;
import com.chatsphere.domain.template.TemplateCommand;
import com.chatsphere.domain.template.TemplateEvent;
import com.chatsphere.persistence.eventstore.BoundedCache;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.eventstore.PostgresEventStorage;
import com.chatsphere.persistence.eventstore.PromptEventStore;
import com.chatsphere.persistence.eventstore.Transaction;
import com.chatsphere.persistence.live.Signals;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.axonframework.eventhandling.deadletter.jdbc.DeadLetterSchema;
import org.axonframework.eventhandling.deadletter.jdbc.JdbcSequencedDeadLetterQueue;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.axonframework.springboot.EventProcessorProperties;
import org.axonframework.springboot.util.DeadLetterQueueProviderConfigurerModule;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.PlatformTransactionManager;

/** How orders, facts and questions travel: Axon on PostgreSQL. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = "com.chatsphere.application",
        useDefaultFilters = false,
        includeFilters = @Filter(type = FilterType.ANNOTATION, classes = ProcessingGroup.class))
class AxonConfiguration {
    private static final Logger log = LoggerFactory.getLogger(AxonConfiguration.class);
    private static final int CACHED_AGGREGATES = 20_000;
    private static final int EVENTS_BETWEEN_SNAPSHOTS = 200;
    private static final int EVENTS_PER_BATCH = 500;

    @Bean
    @Primary
    Serializer serializer() {
        return EventJson.serializer();
    }

    /** Said here, because Axon's own configuration looks for Spring's before there is one, and then does without any. */
    @Bean
    TransactionManager transactions(PlatformTransactionManager transactions) {
        return new SpringTransactionManager(transactions);
    }

    /**
     * The connection of the transaction under way.
     *
     * <p>Axon's own would roll all of it back as soon as one order in it is refused, whatever was written before and
     * although the transaction goes on.
     */
    @Bean
    ConnectionProvider connectionProvider(DataSource database) {
        return new SpringDataSourceConnectionProvider(database);
    }

    @Bean
    PostgresEventStorage eventStorage(
            DSLContext database,
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            org.axonframework.config.Configuration axon) {
        EventUpcaster upcasters = axon.upcasterChain();
        return PostgresEventStorage.create(database, connections, transactions, serializer, upcasters);
    }

    @Bean(name = "eventBus")
    PromptEventStore eventStore(PostgresEventStorage storage, Signals signals) {
        PromptEventStore store = PromptEventStore.on(storage);
        signals.on(PostgresEventStorage.CHANNEL, store::wake);
        return store;
    }

    @Bean
    TokenSchema tokenSchema() {
        return TokenSchema.builder()
                .setTokenTable("token_entry")
                .setProcessorNameColumn("processor_name")
                .setSegmentColumn("segment")
                .setTokenColumn("token")
                .setTokenTypeColumn("token_type")
                .setTimestampColumn("timestamp")
                .setOwnerColumn("owner")
                .build();
    }

    @Bean
    DeadLetterSchema deadLetterSchema() {
        return DeadLetterSchema.builder()
                .deadLetterTable("dead_letter")
                .deadLetterIdentifierColumn("dead_letter_identifier")
                .processingGroupColumn("processing_group")
                .sequenceIdentifierColumn("sequence_identifier")
                .sequenceIndexColumn("sequence_index")
                .messageTypeColumn("message_type")
                .eventIdentifierColumn("event_identifier")
                .timestampColumn("timestamp")
                .payloadTypeColumn("payload_type")
                .payloadRevisionColumn("payload_revision")
                .payloadColumn("payload")
                .metaDataColumn("meta_data")
                .aggregateTypeColumn("type")
                .aggregateIdentifierColumn("aggregate_identifier")
                .sequenceNumberColumn("sequence_number")
                .tokenTypeColumn("token_type")
                .tokenColumn("token")
                .enqueuedAtColumn("enqueued_at")
                .lastTouchedColumn("last_touched")
                .processingStartedColumn("processing_started")
                .causeTypeColumn("cause_type")
                .causeMessageColumn("cause_message")
                .diagnosticsColumn("diagnostics")
                .build();
    }

    @Bean
    Transaction transaction(TransactionManager transactions) {
        return new Transaction(transactions);
    }

    @Bean
    Commands commands(CommandBus commands) {
        return new AxonCommands(commands);
    }

    @Bean
    Queries queries(QueryBus queries) {
        return new AxonQueries(queries);
    }

    @Bean
    ConfigurerModule aggregates() {
        return axon -> {
            axon.configureAggregate(cached(Message.class, MessageCommand.class, MessageCommand::messageId));
            axon.configureAggregate(cached(Call.class, CallCommand.class, CallCommand::callId));
            axon.configureAggregate(cached(Template.class, TemplateCommand.class, TemplateCommand::templateId));
            axon.configureAggregate(cached(Agent.class, AgentCommand.class, AgentCommand::agentId));
            axon.configureAggregate(
                    cached(ReadyMessage.class, ReadyMessageCommand.class, ReadyMessageCommand::readyMessageId));
            axon.configureAggregate(
                    cached(Conversation.class, ConversationCommand.class, ConversationCommand::conversationId)
                            .configureSnapshotTrigger(configuration -> new EventCountSnapshotTriggerDefinition(
                                    configuration.snapshotter(), EVENTS_BETWEEN_SNAPSHOTS)));
        };
    }

    /** An order names its aggregate by its family's own accessor, which is quicker than looking for the annotation. */
    private static <A, C extends Command> AggregateConfigurer<A> cached(
            Class<A> aggregate, Class<C> orders, Function<C, Object> named) {
        BoundedCache cache = new BoundedCache(CACHED_AGGREGATES);
        return AggregateConfigurer.defaultConfiguration(aggregate)
                .configureCache(configuration -> cache)
                .configureCommandTargetResolver(configuration ->
                        order -> new VersionedAggregateIdentifier(named.apply(orders.cast(order.getPayload())), null));
    }

    /**
     * What holds for every group unless it says otherwise: one segment, large batches, no event skipped, and a dead-letter
     * queue in which those of one conversation wait for each other.
     */
    @Bean
    ConfigurerModule eventProcessing() {
        return axon -> {
            EventProcessingConfigurer processing = axon.eventProcessing();
            processing.usingPooledStreamingEventProcessors((configuration, processor) ->
                    processor.initialSegmentCount(1).batchSize(EVENTS_PER_BATCH).enableCoordinatorClaimExtension());
            processing.registerDefaultListenerInvocationErrorHandler(
                    configuration -> PropagatingErrorHandler.instance());
            processing.registerDefaultErrorHandler(configuration -> PropagatingErrorHandler.instance());
            processing.registerDefaultSequencingPolicy(configuration -> bySubject());
            processing.registerDefaultDeadLetterPolicy(configuration -> AxonConfiguration::setAside);
            processing.registerSubscribingEventProcessor(WhenMessageMovesOnThenKeepTheOutboxInStep.GROUP);
        };
    }

    /** In place of Axon's own module, which comes after ours and leaves every group without a queue that no property names. */
    @Bean
    DeadLetterQueueProviderConfigurerModule deadLetterQueues(
            EventProcessorProperties properties,
            ConnectionProvider connections,
            TransactionManager transactions,
            DeadLetterSchema schema,
            Serializer serializer) {
        Function<String, Function<org.axonframework.config.Configuration, SequencedDeadLetterQueue<EventMessage<?>>>>
                queues = group -> configuration -> JdbcSequencedDeadLetterQueue.builder()
                .processingGroup(group)
                .connectionProvider(connections)
                .transactionManager(transactions)
                .schema(schema)
                .genericSerializer(serializer)
                .eventSerializer(serializer)
                .build();
        return new DeadLetterQueueProviderConfigurerModule(properties, queues) {
            @Override
            public void configureModule(Configurer axon) {
                axon.eventProcessing()
                        .registerDeadLetterQueueProvider(
                                group -> WhenMessageMovesOnThenKeepTheOutboxInStep.GROUP.equals(group)
                                        ? null
                                        : queues.apply(group));
            }
        };
    }

    /** Long conversations load from a snapshot; Axon's own snapshotter knows only aggregates that Spring made. */
    @Bean
    Snapshotter snapshotter(EventStore events, TransactionManager transactions) {
        return AggregateSnapshotter.builder()
                .eventStore(events)
                .transactionManager(transactions)
                .aggregateFactories(new GenericAggregateFactory<>(Conversation.class))
                .build();
    }

    private static EnqueueDecision<EventMessage<?>> setAside(
            DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        log.error(
                "Event {} ({}) could not be taken by a read model and is set aside with those that follow it",
                letter.message().getIdentifier(),
                letter.message().getPayloadType().getSimpleName(),
                cause);
        return Decisions.enqueue(cause);
    }

    private static SequencingPolicy<EventMessage<?>> bySubject() {
        return event -> switch (event.getPayload()) {
            case ConversationEvent fact -> fact.conversationId().toString();
            case MessageEvent fact -> fact.conversationId().toString();
            case AgentEvent fact -> fact.agentId().toString();
            case ReadyMessageEvent fact -> fact.readyMessageId().toString();
            case TemplateEvent fact -> fact.templateId().toString();
            default -> event.getIdentifier();
        };
    }
}
