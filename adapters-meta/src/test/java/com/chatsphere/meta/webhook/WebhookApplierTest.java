package com.chatsphere.meta.webhook;

import static com.chatsphere.meta.webhook.WebhookSamples.APP_SECRET;
import static com.chatsphere.meta.webhook.WebhookSamples.SUPPORT;
import static com.chatsphere.meta.webhook.WebhookSamples.change;
import static com.chatsphere.meta.webhook.WebhookSamples.delivery;
import static com.chatsphere.meta.webhook.WebhookSamples.instance;
import static com.chatsphere.meta.webhook.WebhookSamples.status;
import static com.chatsphere.meta.webhook.WebhookSamples.text;
import static com.chatsphere.meta.webhook.WebhookSamples.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.Commands;
import com.chatsphere.application.conversation.AddressBook;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.application.webhook.WebhookBacklog;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.AlreadyKnown;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Applied;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Ignored;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Parked;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Quarantined;
import com.chatsphere.domain.Command;
import com.chatsphere.domain.DerivedUuid;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationCommand.IdentifyContact;
import com.chatsphere.domain.conversation.ConversationCommand.IntroduceContact;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterCustomerActivity;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageCommand.React;
import com.chatsphere.domain.message.MessageCommand.ReceiveMessage;
import com.chatsphere.domain.message.MessageCommand.RecordMessageFromElsewhere;
import com.chatsphere.domain.message.MessageCommand.RecordReceipt;
import com.chatsphere.domain.message.MessageCommand.RevokeMessage;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageRejection;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.template.FakeSyncs;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WebhookApplierTest {
    private static final Instant ARRIVAL = Instant.ofEpochSecond(1_794_700_801);
    private static final MessageId SENT = MessageId.of("0198a1b2-0000-7000-8000-000000000001");

    private final FakeBacklog backlog = new FakeBacklog();
    private final FakeMessages messages = new FakeMessages();
    private final List<Command> carriedOut = new ArrayList<>();
    private Consumer<Command> beforeEach = command -> {};
    private Function<Command, Effect> answers = command -> Effect.APPLIED;
    private final FakeBoard board = new FakeBoard();
    private final FakeSyncs syncs = new FakeSyncs();
    private final WebhookApplier applier = new WebhookApplier(
            backlog,
            () -> List.of(instance(SUPPORT, APP_SECRET)),
            new FakeCommands(),
            new ItemApplications(new FakeContacts(), messages, board, new FakeBook(), new TemplateReports(syncs)));

    @Test
    void postsANoticeOnceHoweverOftenItIsDelivered() {
        backlog.arrive(delivery("73-security-pin.json"));
        backlog.arrive(delivery("73-security-pin.json"));

        applier.workOnce();

        assertThat(board.posted).hasSize(1);
        assertThat(backlog.items)
                .extracting(WebhookBacklog.Item::outcome)
                .containsExactly(new Applied(), new AlreadyKnown());
    }

    @Test
    void receivesMessagesInTheOrderOfTheirArrival() {
        backlog.arrive(value("\"messages\":[" + text("wamid.A", "15555550110", "one") + "]"));
        backlog.arrive(value("\"messages\":[" + text("wamid.B", "15555550110", "two") + "]"));

        assertThat(applier.workOnce()).isNull();

        assertThat(received()).containsExactly("wamid.A", "wamid.B");
        assertThat(backlog.outcomes()).containsExactly("1.0 message.text Applied", "2.0 message.text Applied");
        assertThat(applier.workOnce()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void addsNothingForAMessageKnownBeforeOrTwiceInABatch() {
        messages.existing.add(MessageId.received(SUPPORT, new Wamid("wamid.A")));
        backlog.arrive(value("\"messages\":[%s,%s,%s]"
                .formatted(
                        text("wamid.A", "15555550110", "one"),
                        text("wamid.B", "15555550110", "two"),
                        text("wamid.B", "15555550110", "two"))));

        applier.workOnce();

        assertThat(received()).containsExactly("wamid.B");
        assertThat(backlog.items)
                .extracting(WebhookBacklog.Item::outcome)
                .containsExactly(new AlreadyKnown(), new Applied(), new AlreadyKnown());
        assertThat(messages.lookUps).isEqualTo(1);
    }

    @Test
    void setsAsideAPoisonousItemAndGoesOn() {
        beforeEach = command -> {
            if (command instanceof ReceiveMessage message
                    && message.wamid().value().equals("wamid.B")) {
                throw new IllegalStateException("text of the customer");
            }
        };
        backlog.arrive(value("\"messages\":[%s,%s,%s]"
                .formatted(
                        text("wamid.A", "15555550110", "one"),
                        text("wamid.B", "15555550110", "two"),
                        text("wamid.C", "15555550110", "three"))));

        applier.workOnce();

        assertThat(received()).containsExactly("wamid.A", "wamid.C");
        assertThat(backlog.items.get(1).outcome())
                .isInstanceOfSatisfying(
                        Quarantined.class,
                        quarantined -> assertThat(quarantined.error())
                                .startsWith("java.lang.IllegalStateException")
                                .doesNotContain("customer"));
    }

    @Test
    void whatIsDoneToAMessageWaitsForItAndFindsItInTheSameBatch() {
        backlog.arrive(value("\"messages\":[%s,%s,%s,%s]"
                .formatted(
                        reaction("wamid.R1", "wamid.Later"),
                        text("wamid.A", "15555550110", "one"),
                        reaction("wamid.R2", "wamid.A"),
                        """
                        {"from":"15555550110","id":"wamid.E","timestamp":"1794700900","type":"revoke",\
                        "revoke":{"original_message_id":"wamid.A"}}\
                        """)));

        applier.workOnce();

        assertThat(backlog.items)
                .extracting(WebhookBacklog.Item::outcome)
                .containsExactly(new Parked(new Wamid("wamid.Later")), new Applied(), new Applied(), new Applied());
    }

    @Test
    void whatIsTooLateOrNotTheirsIsIgnoredWithTheReason() {
        messages.existing.add(MessageId.received(SUPPORT, new Wamid("wamid.A")));
        beforeEach = command -> {
            if (command instanceof RevokeMessage) {
                throw new MessageRejection.NotTheAuthor();
            }
        };
        answers = command -> command instanceof React ? Effect.SUPERSEDED : Effect.APPLIED;
        backlog.arrive(value("\"messages\":[%s,%s]".formatted(reaction("wamid.R1", "wamid.A"), """
            {"from":"15555550110","id":"wamid.E","timestamp":"1794700900","type":"revoke",\
            "revoke":{"original_message_id":"wamid.A"}}\
            """)));

        applier.workOnce();

        assertThat(backlog.items).extracting(WebhookBacklog.Item::outcome).hasOnlyElementsOfType(Outcome.Ignored.class);
    }

    @Test
    void aMessageFromElsewhereIsKnownToTheReportsThatFollow() {
        backlog.arrive(change("smb_message_echoes", """
            "message_echoes":[{"from":"15555550100","to":"15555550110","id":"wamid.Echo","timestamp":"1794700900",\
            "type":"text","text":{"body":"from the phone"}}],"statuses":[]\
            """));
        backlog.arrive(value("\"statuses\":[" + status("wamid.Echo", "read") + "]"));

        applier.workOnce();

        assertThat(backlog.items)
                .extracting(WebhookBacklog.Item::outcome)
                .containsExactly(new Applied(), new Applied());
        assertThat(carriedOut)
                .extracting(Command::getClass)
                .asInstanceOf(InstanceOfAssertFactories.list(Class.class))
                .containsExactly(IntroduceContact.class, RecordMessageFromElsewhere.class, RecordReceipt.class);
    }

    @Test
    void whatIsImportedOrAnnouncedByWhatsAppDoesNotOpenTheServiceWindow() {
        backlog.arrive(delivery("82-history-chunk.json"));
        backlog.arrive(delivery("29-system-identity-changed.json"));

        applier.workOnce();

        assertThat(carriedOut)
                .noneMatch(RegisterCustomerActivity.class::isInstance)
                .anyMatch(ReceiveMessage.class::isInstance);
    }

    @Test
    void aNewNumberIsLearntForEveryConversationOfTheContact() {
        backlog.arrive(delivery("28-system-changed-number.json"));

        applier.workOnce();

        assertThat(carriedOut)
                .filteredOn(IdentifyContact.class::isInstance)
                .singleElement()
                .extracting(order -> ((IdentifyContact) order).contact().phone())
                .hasToString("15555550140");
    }

    @Test
    void findsTheTargetOfAReportByTagThenByNameAndElseParksIt() {
        messages.existing.add(SENT);
        messages.named.put(new Wamid("wamid.Named"), SENT);
        backlog.arrive(value("""
            "statuses":[%s,%s,{"id":"wamid.New","status":"read","timestamp":"1794700900",\
            "biz_opaque_callback_data":"v1:%s:1"}]\
            """.formatted(status("wamid.Named", "sent"), status("wamid.Unknown", "sent"), SENT)));

        applier.workOnce();

        assertThat(backlog.items)
                .extracting(WebhookBacklog.Item::outcome)
                .containsExactly(new Applied(), new Parked(new Wamid("wamid.Unknown")), new Applied());
        assertThat(carriedOut)
                .hasSize(2)
                .allSatisfy(command ->
                        assertThat(((RecordReceipt) command).messageId()).isEqualTo(SENT));
    }

    @Test
    void appliesOnlyTheItemThatWaited() {
        messages.named.put(new Wamid("wamid.B"), SENT);
        backlog.arrive(
                value("\"statuses\":[%s,%s]".formatted(status("wamid.A", "sent"), status("wamid.B", "sent"))), 1);

        applier.workOnce();

        assertThat(backlog.outcomes()).containsExactly("1.1 status.sent Applied");
    }

    @Test
    void restsWhenAllThatIsLeftGoesOnWaiting() {
        backlog.arrive(value("\"statuses\":[" + status("wamid.A", "sent") + "]"), 0);
        assertThat(applier.workOnce()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void setsAsideAWaitingItemThatIsNoLongerFound() {
        backlog.arrive(value("\"statuses\":[" + status("wamid.A", "sent") + "]"), 7);
        applier.workOnce();
        assertThat(backlog.outcomes()).containsExactly("1.7 body Quarantined");
    }

    @Test
    void ignoresAReportOnAReceivedMessage() {
        messages.named.put(new Wamid("wamid.A"), SENT);
        beforeEach = command -> {
            throw new MessageRejection.NotSentByUs();
        };
        backlog.arrive(value("\"statuses\":[" + status("wamid.A", "sent") + "]"));

        applier.workOnce();

        assertThat(backlog.items.getFirst().outcome()).isInstanceOf(Ignored.class);
    }

    @Test
    void setsAsideOnlyTheDeliveryThatBreaksTheTransaction() {
        for (int i = 0; i < 20; i++) {
            backlog.arrive(value("\"messages\":[" + text("wamid." + i, "15555550110", "text") + "]"));
        }
        backlog.onCommit = () -> {
            if (received().contains("wamid.7")) {
                throw new IllegalStateException(new SQLException("unsupported Unicode escape sequence", "22P05"));
            }
        };

        workUntilIdle();

        assertThat(backlog.items).hasSize(20);
        assertThat(backlog.items)
                .filteredOn(item -> item.outcome() instanceof Quarantined)
                .extracting(WebhookBacklog.Item::deliveryId)
                .containsExactly(8L);
        assertThat(received()).hasSize(19);
    }

    @Test
    void waitsForTheDatabaseWithoutSettingAnythingAside() {
        backlog.arrive(value("\"messages\":[" + text("wamid.A", "15555550110", "one") + "]"));
        backlog.onCommit = () -> {
            throw new IllegalStateException(new SQLTransientConnectionException("no connection"));
        };
        for (int i = 0; i < 50; i++) {
            assertThat(applier.workOnce()).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        }
        backlog.onCommit = () -> {};

        assertThat(applier.workOnce()).isNull();
        assertThat(backlog.outcomes()).containsExactly("1.0 message.text Applied");
    }

    @Test
    void isWokenByAnArrivalAndStopsCleanly() throws InterruptedException {
        applier.start();
        try {
            backlog.arrive(value("\"messages\":[" + text("wamid.A", "15555550110", "one") + "]"));
            backlog.wake.run();
            assertThat(backlog.done.poll(5, TimeUnit.SECONDS)).isNotNull();
        } finally {
            applier.stop();
        }
        assertThat(applier.isRunning()).isFalse();
        assertThat(backlog.outcomes()).containsExactly("1.0 message.text Applied");
    }

    @Test
    void appliesOneItemOnceMoreAndAllWhereTheDeliveryIsTakenApartDifferently() {
        byte[] body = value("\"messages\":[%s,%s]"
                .formatted(text("wamid.A", "15555550110", "one"), text("wamid.B", "15555550110", "two")));
        backlog.goAgain(body, 1, 2);
        backlog.goAgain(body, 0, 1);
        backlog.goAgain("no JSON any more".getBytes(StandardCharsets.UTF_8), 1, 2);
        backlog.goAgain("no JSON as before".getBytes(StandardCharsets.UTF_8), 0, 1);

        applier.workOnce();

        assertThat(backlog.outcomes())
                .containsExactly(
                        "1.1 message.text Applied",
                        "2.0 message.text Applied",
                        "2.1 message.text AlreadyKnown",
                        "4.0 body Quarantined");
        assertThat(backlog.items.getFirst().wamid()).isEqualTo(new Wamid("wamid.B"));
    }

    private void workUntilIdle() {
        for (int i = 0; i < 200 && !backlog.waiting.isEmpty(); i++) {
            applier.workOnce();
        }
    }

    private static String reaction(String wamid, String target) {
        return """
            {"from":"15555550110","id":"%s","timestamp":"1794700900","type":"reaction",\
            "reaction":{"message_id":"%s","emoji":"\\ud83d\\udc4d"}}\
            """.formatted(wamid, target);
    }

    private List<String> received() {
        return carriedOut.stream()
                .filter(ReceiveMessage.class::isInstance)
                .map(command -> ((ReceiveMessage) command).wamid().value())
                .toList();
    }

    private final class FakeBacklog implements WebhookBacklog {
        private final List<Delivery> waiting = new ArrayList<>();
        private final List<Item> items = new ArrayList<>();
        private final BlockingQueue<Integer> done = new LinkedBlockingQueue<>();
        private Runnable onCommit = () -> {};
        private Runnable wake = () -> {};
        private long last;

        void arrive(byte[] body) {
            arrive(body, null);
        }

        synchronized void arrive(byte[] body, @Nullable Integer onlyItem) {
            waiting.add(new Delivery(++last, body, ARRIVAL, onlyItem));
        }

        void goAgain(byte[] body, int onlyItem, int splitInto) {
            waiting.add(new Delivery(++last, body, ARRIVAL, onlyItem, splitInto));
        }

        @Override
        public synchronized int work(int most, Work work) {
            List<Delivery> taken = List.copyOf(waiting.subList(0, Math.min(most, waiting.size())));
            if (taken.isEmpty()) {
                return 0;
            }
            int before = carriedOut.size();
            try {
                List<Item> results = work.apply(taken);
                onCommit.run();
                items.addAll(results);
            } catch (RuntimeException failure) {
                carriedOut.subList(before, carriedOut.size()).clear();
                throw failure;
            }
            waiting.subList(0, taken.size()).clear();
            done.add(taken.size());
            return taken.size();
        }

        @Override
        public <T> T rehearse(Supplier<T> work) {
            return work.get();
        }

        @Override
        public void onArrival(Runnable arrival) {
            wake = arrival;
        }

        List<String> outcomes() {
            return items.stream()
                    .map(item -> "%d.%d %s %s"
                            .formatted(
                                    item.deliveryId(),
                                    item.position(),
                                    item.kind(),
                                    item.outcome().getClass().getSimpleName()))
                    .toList();
        }
    }

    private final class FakeCommands implements Commands {
        @Override
        @SuppressWarnings("unchecked") // every order used here answers so
        public <R> R send(Command command) {
            beforeEach.accept(command);
            carriedOut.add(command);
            return (R) answers.apply(command);
        }
    }

    private static final class FakeContacts implements Contacts {
        @Override
        public void recall(Collection<Sighting> sightings) {
            // what is here is in memory anyway
        }

        @Override
        public Recognition recognise(Sighting sighting) {
            Contact contact = new Contact(
                    new ContactId(DerivedUuid.of(String.valueOf(sighting.phone()), String.valueOf(sighting.userId()))),
                    sighting.phone(),
                    sighting.userId(),
                    sighting.parentUserId(),
                    sighting.username(),
                    sighting.name());
            return new Recognition(contact, null);
        }

        @Override
        public boolean link(ContactId contact, Sighting further) {
            return true;
        }
    }

    private static final class FakeMessages implements KnownMessages {
        private final Set<MessageId> existing = new HashSet<>();
        private final Map<Wamid, MessageId> named = new HashMap<>();
        private int lookUps;

        @Override
        public Set<MessageId> existing(Collection<MessageId> ids) {
            lookUps++;
            return ids.stream().filter(existing::contains).collect(Collectors.toSet());
        }

        @Override
        public Map<Wamid, MessageId> named(PhoneNumberId number, Collection<Wamid> wamids) {
            return wamids.stream().filter(named::containsKey).collect(Collectors.toMap(wamid -> wamid, named::get));
        }
    }

    private static final class FakeBoard implements NoticeBoard {
        private final Set<UUID> posted = new HashSet<>();

        @Override
        public boolean post(Notice notice, Instant receivedAt) {
            return posted.add(notice.idFor(receivedAt));
        }

        @Override
        public boolean markSeen(UUID id, AgentId by, Instant at) {
            return posted.contains(id);
        }
    }

    private static final class FakeBook implements AddressBook {
        @Override
        public boolean note(Contact who, Entry entry) {
            return true;
        }

        @Override
        public Optional<Entry> find(Contact who) {
            return Optional.empty();
        }
    }
}
