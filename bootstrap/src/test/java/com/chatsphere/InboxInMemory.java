package com.chatsphere;

import com.chatsphere.application.conversation.AddressBook;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.application.webhook.WebhookBacklog;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.domain.DerivedUuid;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.Conversation;
import com.chatsphere.domain.conversation.ConversationCommand;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Message;
import com.chatsphere.domain.message.MessageCommand;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.webhook.SteppedApplier;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.eventstore.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * The way of a delivery from the backlog to the recorded facts, without a database: the real applier, translator, orders and
 * aggregates over a backlog, identities and an event store that are as strict as those on PostgreSQL.
 */
public final class InboxInMemory implements AutoCloseable {
    private static final Instant ARRIVAL = Instant.parse("2026-12-01T00:00:00Z");

    private final Storage storage = new Storage();
    private final Backlog backlog = new Backlog();
    private final Identities identities = new Identities();
    private final List<PhoneNumberId> numbers;
    private final Configuration axon;
    private final Transaction transaction = new Transaction(NoTransactionManager.INSTANCE);

    public InboxInMemory(Collection<String> numbers) {
        this.numbers = numbers.stream().map(PhoneNumberId::new).toList();
        this.axon = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(configuration -> EventJson.serializer())
                .configureEmbeddedEventStore(configuration -> storage)
                .configureAggregate(AggregateConfigurer.defaultConfiguration(Message.class)
                        .configureCommandTargetResolver(configuration -> order -> new VersionedAggregateIdentifier(
                                ((MessageCommand) order.getPayload()).messageId(), null)))
                .configureAggregate(AggregateConfigurer.defaultConfiguration(Conversation.class)
                        .configureCommandTargetResolver(configuration -> order -> new VersionedAggregateIdentifier(
                                ((ConversationCommand) order.getPayload()).conversationId(), null)))
                .buildConfiguration();
        axon.start();
    }

    /** What is on record, and what became of every item. */
    public record Outcome(List<Object> facts, Collection<WebhookBacklog.Item> items) {}

    /** Begins empty, and applies these in portions of random size. */
    public Outcome apply(List<byte[]> deliveries, SplittableRandom portions) {
        storage.streams.clear();
        storage.facts.clear();
        identities.owners.clear();
        backlog.begin(deliveries, portions);
        SteppedApplier applier = new SteppedApplier(
                backlog,
                () -> numbers.stream()
                        .map(number -> new Instance(number, "Line", null, null, null, null, null))
                        .toList(),
                new AxonCommands(axon.commandBus()),
                identities,
                new Known(),
                new NoNotices(),
                new EmptyBook(),
                new NoSyncs());
        for (int step = 0; !backlog.waiting.isEmpty(); step++) {
            applier.step();
            if (step > deliveries.size()) {
                throw new AssertionError("The applier does not get on.");
            }
        }
        return new Outcome(List.copyOf(storage.facts), List.copyOf(backlog.items.values()));
    }

    @Override
    public void close() {
        axon.shutdown();
    }

    /** Deliveries and waiting items, taken and settled as the backlog on PostgreSQL does. */
    private final class Backlog implements WebhookBacklog {
        private final List<Delivery> waiting = new ArrayList<>();
        private final Map<Long, Delivery> kept = new HashMap<>();
        private final TreeMap<WebhookItems.Place, Item> items =
                new TreeMap<>((one, other) -> one.deliveryId() == other.deliveryId()
                        ? Integer.compare(one.position(), other.position())
                        : Long.compare(one.deliveryId(), other.deliveryId()));
        private SplittableRandom portions = new SplittableRandom();

        void begin(List<byte[]> deliveries, SplittableRandom sizes) {
            waiting.clear();
            kept.clear();
            items.clear();
            portions = sizes;
            for (byte[] body : deliveries) {
                waiting.add(new Delivery(waiting.size() + 1, body, ARRIVAL, null));
            }
            waiting.forEach(delivery -> kept.put(delivery.id(), delivery));
        }

        @Override
        public int work(int most, Work work) {
            int size = Math.min(waiting.size(), 1 + portions.nextInt(Math.min(most, 6)));
            List<Delivery> taken = List.copyOf(waiting.subList(0, size));
            int done = transaction.call(() -> {
                Set<String> names = settle(work.apply(taken));
                return taken.size() + settleWhatWaitedFor(names, most, work);
            });
            waiting.subList(0, size).clear();
            return done;
        }

        private int settleWhatWaitedFor(Set<String> introduced, int most, Work work) {
            int settled = 0;
            Set<String> names = new HashSet<>(introduced);
            while (!names.isEmpty()) {
                List<Delivery> waited = items.entrySet().stream()
                        .filter(entry -> entry.getValue().outcome() instanceof Outcome.Parked(Wamid target)
                                && names.contains(entry.getValue().number() + " " + target))
                        .limit(most)
                        .map(entry -> {
                            Delivery delivery = Objects.requireNonNull(
                                    kept.get(entry.getKey().deliveryId()));
                            return new Delivery(
                                    delivery.id(),
                                    delivery.body(),
                                    ARRIVAL,
                                    entry.getKey().position());
                        })
                        .toList();
                List<Item> results = waited.isEmpty() ? List.of() : work.apply(waited);
                names.addAll(settle(results));
                settled += waited.size();
                if (results.stream().allMatch(item -> item.outcome() instanceof Outcome.Parked)) {
                    break;
                }
            }
            return settled;
        }

        private Set<String> settle(List<Item> results) {
            for (Item item : results) {
                items.merge(
                        new WebhookItems.Place(item.deliveryId(), item.position()),
                        item,
                        (before, now) -> before.outcome() instanceof Outcome.Applied
                                        && now.outcome() instanceof Outcome.AlreadyKnown
                                ? before
                                : now);
            }
            return results.stream()
                    .filter(item -> item.outcome() instanceof Outcome.Applied
                            && !item.kind().startsWith("status."))
                    .map(item -> item.number() + " " + item.wamid())
                    .collect(Collectors.toSet());
        }

        @Override
        public void onArrival(Runnable wake) {}

        @Override
        public <T> T rehearse(Supplier<T> work) {
            return transaction.rehearse(work);
        }
    }

    /** Who is who: by user id, else by phone number; identities seen together belong together. */
    private static final class Identities implements Contacts {
        private final Map<String, ContactId> owners = new HashMap<>();

        @Override
        public void recall(Collection<Sighting> sightings) {}

        @Override
        public Recognition recognise(Sighting sighting) {
            List<String> seen = names(sighting);
            ContactId owner = seen.stream()
                    .flatMap(name -> Optional.ofNullable(owners.get(name)).stream())
                    .findFirst()
                    .orElseGet(() -> new ContactId(DerivedUuid.of("contact", seen.getFirst())));
            seen.forEach(name -> owners.putIfAbsent(name, owner));
            return new Recognition(
                    new Contact(
                            owner,
                            sighting.phone(),
                            sighting.userId(),
                            sighting.parentUserId(),
                            sighting.username(),
                            sighting.name()),
                    null);
        }

        @Override
        public boolean link(ContactId contact, Sighting further) {
            boolean free = names(further).stream()
                    .allMatch(name -> owners.getOrDefault(name, contact).equals(contact));
            if (free) {
                names(further).forEach(name -> owners.put(name, contact));
            }
            return free;
        }

        private static List<String> names(Sighting sighting) {
            @Nullable BusinessScopedUserId userId = sighting.userId();
            @Nullable PhoneNumber phone = sighting.phone();
            return Stream.of(
                            Optional.ofNullable(userId).map(BusinessScopedUserId::value),
                            Optional.ofNullable(phone).map(PhoneNumber::digits))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /** Chats tell nothing about the account. */
    private static final class NoNotices implements NoticeBoard {
        @Override
        public boolean post(Notice notice, Instant receivedAt) {
            throw new AssertionError("Nobody told this: " + notice);
        }

        @Override
        public boolean markSeen(UUID id, AgentId by, Instant at) {
            return false;
        }
    }

    /** The business has saved nobody. */
    private static final class EmptyBook implements AddressBook {
        @Override
        public boolean note(Contact who, Entry entry) {
            throw new AssertionError("Nobody told this: " + entry);
        }

        @Override
        public Optional<Entry> find(Contact who) {
            return Optional.empty();
        }
    }

    private static final class NoSyncs implements TemplateSyncs {
        @Override
        public Optional<Last> last(String waba) {
            return Optional.empty();
        }

        @Override
        public boolean begin(String waba, Duration pause) {
            return false;
        }

        @Override
        public void succeeded(String waba, Counts counts, int total, Instant saidAt) {
            throw new AssertionError("Nobody asked Meta.");
        }

        @Override
        public void failed(String waba, String problem) {
            throw new AssertionError("Nobody asked Meta.");
        }

        @Override
        public void request(String waba) {
            throw new AssertionError("Nobody told of templates.");
        }

        @Override
        public Optional<String> accountOf(PhoneNumberId number) {
            return Optional.empty();
        }

        @Override
        public void remember(PhoneNumberId number, String waba) {
            throw new AssertionError("Nobody asked Meta.");
        }
    }

    /** What is committed, as a look into the table of events would tell. */
    private final class Known implements KnownMessages {
        @Override
        public Set<MessageId> existing(Collection<MessageId> ids) {
            return ids.stream()
                    .filter(id -> storage.streams.containsKey(id.toString()))
                    .collect(Collectors.toSet());
        }

        @Override
        public Map<Wamid, MessageId> named(PhoneNumberId number, Collection<Wamid> wamids) {
            return Map.of();
        }
    }

    /** Events in memory; nothing is begun twice, and nothing is appended in another place than at the end. */
    private static final class Storage implements EventStorageEngine {
        private final Map<String, List<DomainEventMessage<?>>> streams = new HashMap<>();
        private final List<Object> facts = new ArrayList<>();

        @Override
        public void appendEvents(List<? extends EventMessage<?>> events) {
            for (EventMessage<?> event : events) {
                DomainEventMessage<?> fact = (DomainEventMessage<?>) event;
                List<DomainEventMessage<?>> stream =
                        streams.computeIfAbsent(fact.getAggregateIdentifier(), id -> new ArrayList<>());
                if (stream.size() != fact.getSequenceNumber()) {
                    throw new ConcurrencyException("There is an event in this place already.");
                }
                stream.add(fact);
                facts.add(fact.getPayload());
            }
        }

        @Override
        public DomainEventStream readEvents(String aggregate, long first) {
            List<DomainEventMessage<?>> stream = streams.getOrDefault(aggregate, List.of());
            return DomainEventStream.of(
                    stream.stream().skip(first).map(Function.<DomainEventMessage<?>>identity()),
                    () -> stream.isEmpty() ? null : stream.size() - 1L);
        }

        @Override
        public void storeSnapshot(DomainEventMessage<?> snapshot) {}

        @Override
        public Optional<DomainEventMessage<?>> readSnapshot(String aggregate) {
            return Optional.empty();
        }

        @Override
        public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken from, boolean mayBlock) {
            throw new UnsupportedOperationException("nobody follows these events");
        }
    }
}
