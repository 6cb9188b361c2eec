package com.chatsphere.persistence.conversation;

import static com.chatsphere.persistence.eventstore.EventSamples.ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.ADA_ID;
import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.REPLY;
import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.eventstore.EventSamples.SENT_AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.eventstore.EventSamples.WAMID_OUT;
import static com.chatsphere.persistence.eventstore.EventSamples.WITH_ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.text;
import static com.chatsphere.persistence.jooq.Tables.INBOX;
import static com.chatsphere.persistence.jooq.Tables.LIVE_CHANGE;
import static com.chatsphere.persistence.jooq.Tables.TRANSCRIPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.conversation.Inbox.Filter;
import com.chatsphere.domain.call.CallStage;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.ConversationEvent.ContactIdentified;
import com.chatsphere.domain.conversation.ConversationEvent.ContactSaved;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationArchived;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationAttendedTo;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationDeleted;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationOpened;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationRead;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationRestored;
import com.chatsphere.domain.conversation.ConversationEvent.HandedToAssistant;
import com.chatsphere.domain.conversation.ConversationEvent.HandedToPeople;
import com.chatsphere.domain.conversation.ConversationEvent.MarketingResumed;
import com.chatsphere.domain.conversation.ConversationEvent.MarketingStopped;
import com.chatsphere.domain.conversation.ConversationEvent.SavedContactRemoved;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessagePlayed;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageRead;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageEvent.MessageSent;
import com.chatsphere.domain.message.MessageEvent.MessageUnconfirmed;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Pricing;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.EventSamples;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.TestDatabase;
import com.chatsphere.persistence.live.LiveLog;
import com.chatsphere.persistence.message.Contents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboxProjectionTest {
    private static final MessageError REFUSED = new MessageError(131047, "Re-engagement message", null);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final LiveLog live = database.closing(new LiveLog(database.dsl(), database.signals()));
    private final InboxProjection inbox = new InboxProjection(database.dsl(), live);
    private final Feed facts = new Feed(database, inbox);

    @Test
    void anOpenedConversationIsListedWithItsContact() {
        facts.given(opened());
        Inbox.Row row = withAda();
        assertThat(row.number()).isEqualTo(SUPPORT);
        assertThat(row.contact()).isEqualTo(ADA_ID);
        assertThat(row.phone()).isEqualTo("15555550110");
        assertThat(row.userId()).isEqualTo("US.70000000000000000110");
        assertThat(row.title()).isEqualTo("Ada Fictional");
        assertThat(row.unreadCount()).isZero();
        assertThat(row.lastMessage()).isNull();
        assertThat(row.serviceWindowUntil()).isNull();
        assertThat(row.createdAt()).isEqualTo(AT);
    }

    @Test
    void whatBecomesKnownOfTheContactIsShown() {
        facts.given(opened(), new ContactIdentified(WITH_ADA, named("Ada Newname"), AT, null));
        assertThat(withAda().title()).isEqualTo("Ada Newname");
        assertThat(search("newname")).containsExactly(WITH_ADA);
        assertThat(search("fictional")).isEmpty();
    }

    @Test
    void theNameInTheAddressBookComesBeforeTheirOwn() {
        facts.given(opened(), new ContactSaved(WITH_ADA, new ContactName("Ada (VIP)"), SENT_AT, AT));
        assertThat(withAda().title()).isEqualTo("Ada (VIP)");
        assertThat(withAda().displayName()).isEqualTo("Ada Fictional");
        assertThat(search("vip")).containsExactly(WITH_ADA);
        facts.given(new SavedContactRemoved(WITH_ADA, SENT_AT, AT));
        assertThat(withAda().title()).isEqualTo("Ada Fictional");
        assertThat(search("vip")).isEmpty();
    }

    @Test
    void metaSaysHowLongNothingIsCharged() {
        facts.given(opened());
        Pricing free = new Pricing("referral_conversion", "free_entry_point", "PMP", false, SENT_AT.plusSeconds(3_600));
        Pricing earlier = new Pricing("referral_conversion", "free_entry_point", "PMP", false, SENT_AT);
        Pricing regular = new Pricing("service", "regular", "PMP", true, SENT_AT.plusSeconds(9_999));
        for (Pricing pricing : List.of(free, earlier, regular)) {
            facts.given(new MessageSent(REPLY, WITH_ADA, WAMID_OUT, SENT_AT, AT, pricing));
        }
        assertThat(withAda().circumstances().freeUntil()).isEqualTo(SENT_AT.plusSeconds(3_600));
    }

    @Test
    void whatIsParticularAboutAConversationIsShown() {
        facts.given(opened());
        assertThat(withAda().circumstances()).isEqualTo(Inbox.Circumstances.ORDINARY);
        facts.given(new MarketingStopped(WITH_ADA, SENT_AT, AT), new HandedToPeople(WITH_ADA, SENT_AT, AT));
        assertThat(withAda().circumstances()).isEqualTo(new Inbox.Circumstances(null, true, true, false, null));
        facts.given(new MarketingResumed(WITH_ADA, SENT_AT, AT), new ConversationAttendedTo(WITH_ADA, SARA, AT));
        assertThat(withAda().circumstances()).isEqualTo(Inbox.Circumstances.ORDINARY);
        facts.given(new HandedToAssistant(WITH_ADA, SENT_AT, AT));
        assertThat(withAda().circumstances().byAssistant()).isTrue();
    }

    @Test
    void aCallOfTheCustomerIsOneUnreadLineAndOpensTheServiceWindow() {
        facts.given(opened(), EventSamples.called(CallStage.CONNECTING, null, true));
        assertThat(Objects.requireNonNull(withAda().lastMessage()).preview()).isEqualTo("Incoming call");
        facts.given(EventSamples.called(CallStage.COMPLETED, null, false));
        assertThat(Objects.requireNonNull(withAda().lastMessage()).preview()).isEqualTo("Missed call");
        assertThat(Objects.requireNonNull(withAda().lastMessage()).type()).isEqualTo("system");
        assertThat(withAda().unreadCount()).isEqualTo(1);
        assertThat(withAda().serviceWindowUntil()).isEqualTo(SENT_AT.plus(Duration.ofHours(24)));
    }

    @Test
    void aReceivedMessageIsUnreadAndOpensTheServiceWindow() {
        facts.given(opened(), received("hello", SENT_AT));
        assertThat(withAda().unreadCount()).isEqualTo(1);
        assertThat(withAda().serviceWindowUntil()).isEqualTo(SENT_AT.plus(Duration.ofHours(24)));
        assertThat(withAda().lastAt()).isEqualTo(SENT_AT);
        assertThat(withAda().lastMessage())
                .isEqualTo(new Inbox.LastMessage(id("hello"), Direction.INBOUND, "text", "hello", "received", false));
        assertThat(list(Filter.UNREAD)).containsExactly(WITH_ADA);
    }

    @Test
    void unreadMessagesAreCountedExactlyOverBatchesUntilSomebodyReads() {
        facts.given(opened(), received("1", SENT_AT), received("2", SENT_AT), received("3", SENT_AT));
        facts.given(received("4", SENT_AT), received("5", SENT_AT));
        assertThat(withAda().unreadCount()).isEqualTo(5);
        facts.given(new ConversationRead(WITH_ADA, SARA, AT), received("6", SENT_AT));
        assertThat(withAda().unreadCount()).isEqualTo(1);
        facts.given(new ConversationRead(WITH_ADA, SARA, AT));
        assertThat(withAda().unreadCount()).isZero();
        assertThat(list(Filter.UNREAD)).isEmpty();
    }

    @Test
    void theLatestMessageByMetasTimeIsShownHoweverLateAnotherComes() {
        facts.given(opened(), received("newer", SENT_AT), received("older, but late", SENT_AT.minusSeconds(60)));
        assertThat(preview()).isEqualTo("newer");
        assertThat(withAda().lastAt()).isEqualTo(SENT_AT);
        assertThat(withAda().unreadCount()).isEqualTo(2);
        assertThat(withAda().serviceWindowUntil()).isEqualTo(SENT_AT.plus(Duration.ofHours(24)));
        facts.given(received("in the same second", SENT_AT));
        assertThat(preview()).isEqualTo("in the same second");
    }

    @Test
    void theProgressOfTheLastMessageNeverGoesBack() {
        facts.given(opened(), queued());
        assertThat(lastStatus()).isEqualTo("queued");
        facts.given(new MessageUnconfirmed(REPLY, WITH_ADA, 1, "lost", AT));
        assertThat(lastStatus()).isEqualTo("unconfirmed");
        facts.given(new MessageAccepted(REPLY, WITH_ADA, 1, WAMID_OUT, AT));
        assertThat(lastStatus()).isEqualTo("sent");
        facts.given(new MessageDelivered(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null));
        facts.given(new MessageSent(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null));
        assertThat(lastStatus()).isEqualTo("delivered");
        facts.given(new MessageRead(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null));
        facts.given(new MessageFailed(REPLY, WITH_ADA, WAMID_OUT, REFUSED, AT, AT));
        assertThat(lastStatus()).isEqualTo("read");
        facts.given(new MessagePlayed(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null));
        assertThat(lastStatus()).isEqualTo("played");
    }

    @Test
    void aFailedMessageWaitsAgainOnceItIsRequeued() {
        facts.given(opened(), queued(), new MessageFailed(REPLY, WITH_ADA, null, REFUSED, AT, AT));
        assertThat(lastStatus()).isEqualTo("failed");
        facts.given(new MessageRequeued(REPLY, WITH_ADA, 1, SARA, AT));
        assertThat(lastStatus()).isEqualTo("queued");
    }

    @Test
    void theProgressOfAnEarlierMessageIsNotShown() {
        facts.given(opened(), queued(), received("answer", AT.plusSeconds(1)));
        facts.given(new MessageRead(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null));
        assertThat(lastStatus()).isEqualTo("received");
    }

    @Test
    void archivedConversationsAreInTheArchiveUntilRestored() {
        facts.given(opened(), new ConversationArchived(WITH_ADA, SARA, AT));
        assertThat(list(Filter.ALL)).isEmpty();
        assertThat(ask(Filter.ALL, true, null).rows()).hasSize(1);
        facts.given(new ConversationRestored(WITH_ADA, null, AT));
        assertThat(list(Filter.ALL)).containsExactly(WITH_ADA);
        assertThat(ask(Filter.ALL, true, null).rows()).isEmpty();
    }

    @Test
    void deletedConversationsAreGoneAndComeBackEmpty() {
        facts.given(opened(), received("before", SENT_AT), new ConversationDeleted(WITH_ADA, SARA, AT));
        assertThat(list(Filter.ALL)).isEmpty();
        assertThat(inbox.answer(new Inbox.One(WITH_ADA))).isEmpty();
        assertThat(inbox.answer(new Inbox.Several(List.of(WITH_ADA)))).isEmpty();
        facts.given(new ConversationRestored(WITH_ADA, null, AT));
        assertThat(withAda().lastMessage()).isNull();
        assertThat(withAda().unreadCount()).isZero();
        facts.given(received("after", SENT_AT.plusSeconds(1)));
        assertThat(preview()).isEqualTo("after");
        assertThat(withAda().unreadCount()).isEqualTo(1);
    }

    @Test
    void conversationsAreFoundByTheWordsOfAnyMessageInThem() {
        facts.given(opened(), opened(2, "Bob", AT));
        said(WITH_ADA, "Grüße! Is the blue-green kettle (no. 4821) in stock?", false);
        said(conversation(2), "the kettle is a secret", true);
        assertThat(search("kett")).containsExactly(WITH_ADA);
        assertThat(search("GRUSSE")).isEmpty();
        assertThat(search("grü green 4821")).containsExactly(WITH_ADA);
        assertThat(search("kettle red")).isEmpty();
        assertThat(search("is")).isEmpty();
        assertThat(search("'kettle' & !*:|")).containsExactly(WITH_ADA);
        assertThat(ask(Filter.ALL, false, "kettle").total()).isEqualTo(1);
    }

    private void said(ConversationId conversation, String text, boolean hidden) {
        database.dsl()
                .insertInto(TRANSCRIPT)
                .set(TRANSCRIPT.MESSAGE_ID, UUID.randomUUID())
                .set(TRANSCRIPT.CONVERSATION_ID, conversation.value())
                .set(TRANSCRIPT.DIRECTION, "inbound")
                .set(TRANSCRIPT.TYPE, "text")
                .set(TRANSCRIPT.CONTENT, Contents.write(EventSamples.text(text)))
                .set(TRANSCRIPT.WORDS, Contents.words(EventSamples.text(text)))
                .set(TRANSCRIPT.STATUS, "received")
                .set(TRANSCRIPT.SENT_AT, AT)
                .set(TRANSCRIPT.CREATED_AT, AT)
                .set(TRANSCRIPT.ARRIVAL, 1L)
                .set(TRANSCRIPT.FORWARDED, false)
                .set(TRANSCRIPT.HIDDEN, hidden)
                .set(TRANSCRIPT.VERSION, 1L)
                .execute();
    }

    @Test
    void aRemovedMessageIsNeitherCountedNorShownAnyMore() {
        facts.given(opened(), received("oops", SENT_AT));
        facts.given(new MessageHidden(id("oops"), WITH_ADA, SARA, AT));
        assertThat(preview()).isEqualTo("This message was removed");
        assertThat(rows().getFirst().get(INBOX.MESSAGE_COUNT)).isZero();
    }

    @Test
    void theTotalIsKeptWhateverHappensToConversations() {
        facts.givenOneByOne(life().toArray());
        assertThat(ask(Filter.ALL, false, null).total())
                .isEqualTo(list(Filter.ALL).size())
                .isEqualTo(2);
        facts.given(new ConversationArchived(WITH_ADA, SARA, AT));
        assertThat(ask(Filter.ALL, false, null).total()).isEqualTo(1);
        assertThat(ask(Filter.ALL, true, null).total()).isEqualTo(1);
        facts.given(new ConversationDeleted(WITH_ADA, SARA, AT));
        assertThat(ask(Filter.ALL, true, null).total()).isZero();
        inbox.reset();
        assertThat(ask(Filter.ALL, false, null).total()).isZero();
        facts.given(life().toArray());
        assertThat(ask(Filter.ALL, false, null).total()).isEqualTo(2);
    }

    @Test
    void severalConversationsAreFoundAtOnce() {
        facts.given(opened(), opened(2, "Bob", AT));
        assertThat(inbox.answer(new Inbox.Several(List.of(WITH_ADA, conversation(2), conversation(3)))))
                .extracting(Inbox.Row::id)
                .containsExactlyInAnyOrder(WITH_ADA, conversation(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Zoë Müller   | zoe mull
        Zoe Muller   | ZOË
        أحمد علي     | احمد
        مُحَمَّد        | محمد
        Łódź         | Łódz
        100% off     | 0% o
        snake_case   | e_c
        back\\slash   | k\\s
        Ada          | 5555501
        Ada          | +1 (555) 555-01
        Ada          | ada
        """)
    void searchFolds(String name, String searched) {
        facts.given(
                new ConversationOpened(WITH_ADA, SUPPORT, named(name), null, AT, null),
                new ConversationOpened(
                        conversation(2), SUPPORT, contact(2, "100 offers snakeXcase backslash"), null, AT, null));
        assertThat(search(searched)).containsExactly(WITH_ADA);
    }

    @ParameterizedTest
    @CsvSource({"%", "_", "!", "\\", "''''", "a%l", "a_a"})
    void whatMatchesAnythingElsewhereIsSearchedAsItIs(String searched) {
        facts.given(opened());
        assertThat(search(searched)).isEmpty();
    }

    @Test
    void pagesByKeyAreCompleteAndDoNotOverlap() {
        List<Object> opened = new ArrayList<>();
        for (int number = 0; number < 1_000; number++) {
            opened.add(opened(number, "Contact " + number, AT.minusSeconds(number / 50)));
        }
        Collections.shuffle(opened, new Random(7));
        facts.given(opened);
        List<Inbox.Row> paged = new ArrayList<>();
        Inbox.Cursor next = null;
        do {
            Inbox page = inbox.answer(new Inbox.Query(SARA, Filter.ALL, false, null, next, 1, 30));
            assertThat(page.total()).isEqualTo(1_000);
            paged.addAll(page.rows());
            next = page.next();
        } while (next != null);
        assertThat(paged).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(paged).extracting(Inbox.Row::lastAt).isSortedAccordingTo(Collections.reverseOrder());

        List<Inbox.Row> numbered = IntStream.rangeClosed(1, 34)
                .mapToObj(page -> inbox.answer(new Inbox.Query(SARA, Filter.ALL, false, null, null, page, 30)))
                .flatMap(page -> page.rows().stream())
                .toList();
        assertThat(numbered).isEqualTo(paged);
        assertThat(inbox.answer(new Inbox.Query(SARA, Filter.ALL, false, null, null, 35, 30))
                        .rows())
                .isEmpty();
    }

    @Test
    void whatPostgresCannotHoldIsShownAsReplacementCharacters() {
        facts.given(
                new ConversationOpened(WITH_ADA, SUPPORT, named("A\0da \uD83D"), null, AT, null),
                received("NUL \0, half \uDC4D, whole \uD83D\uDC4D", SENT_AT));
        assertThat(withAda().displayName()).isEqualTo("A\uFFFDda \uFFFD");
        assertThat(preview()).isEqualTo("NUL \uFFFD, half \uFFFD, whole \uD83D\uDC4D");
        assertThat(search("a\0da")).containsExactly(WITH_ADA);
    }

    @Test
    void aReplayGivesTheSameRowsAndTellsNobody() {
        facts.given(life());
        List<Record> before = rows();
        int told = database.dsl().fetchCount(LIVE_CHANGE);
        assertThat(told).isPositive();
        facts.replayedInBatchesOf(7);
        assertThat(rows()).isEqualTo(before);
        assertThat(database.dsl().fetchCount(LIVE_CHANGE)).isEqualTo(told);
    }

    @Test
    void oneBatchGivesTheSameRowsAsManySmallOnes() {
        facts.givenOneByOne(life().toArray());
        List<Record> oneByOne = rows();
        facts.replayedInBatchesOf(1_000);
        assertThat(rows()).isEqualTo(oneByOne);
    }

    @Test
    void aChangeWithoutItsConversationIsRefused() {
        assertThatThrownBy(() -> facts.given(received("lost", SENT_AT)))
                .hasMessageContaining("there is no row for " + WITH_ADA);
    }

    private static List<Object> life() {
        return List.of(
                opened(),
                received("1", SENT_AT),
                opened(2, "Bob", AT),
                queued(),
                received("2", SENT_AT.minusSeconds(5)),
                new MessageAccepted(REPLY, WITH_ADA, 1, WAMID_OUT, AT),
                new ConversationRead(WITH_ADA, SARA, AT),
                new ConversationArchived(conversation(2), SARA, AT),
                new MessageRead(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null),
                new MessageDelivered(REPLY, WITH_ADA, WAMID_OUT, AT, AT, null),
                received("3", AT.plusSeconds(2)),
                opened(3, "Cleo", AT),
                new ConversationDeleted(conversation(3), SARA, AT),
                new ConversationRestored(conversation(2), SARA, AT),
                new ContactIdentified(WITH_ADA, named("Ada Newname"), AT, null),
                received("4", AT.plusSeconds(1)));
    }

    private List<Record> rows() {
        return List.copyOf(
                database.dsl().selectFrom(INBOX).orderBy(INBOX.CONVERSATION_ID).fetch());
    }

    private Inbox.Row withAda() {
        return inbox.answer(new Inbox.One(WITH_ADA)).orElseThrow();
    }

    private @Nullable String preview() {
        Inbox.LastMessage last = withAda().lastMessage();
        return last == null ? null : last.preview();
    }

    private @Nullable String lastStatus() {
        Inbox.LastMessage last = withAda().lastMessage();
        return last == null ? null : last.status();
    }

    private List<ConversationId> search(String searched) {
        return ask(Filter.ALL, false, searched).rows().stream()
                .map(Inbox.Row::id)
                .toList();
    }

    private List<ConversationId> list(Filter filter) {
        return ask(filter, false, null).rows().stream().map(Inbox.Row::id).toList();
    }

    private Inbox ask(Filter filter, boolean archived, @Nullable String search) {
        return inbox.answer(new Inbox.Query(SARA, filter, archived, search, null, 1, 50));
    }

    private static ConversationOpened opened() {
        return new ConversationOpened(WITH_ADA, SUPPORT, ADA, SARA, AT, null);
    }

    private static ConversationOpened opened(int number, String name, Instant at) {
        return new ConversationOpened(conversation(number), SUPPORT, contact(number, name), null, at, null);
    }

    private static ConversationId conversation(int number) {
        return ConversationId.between(SUPPORT, contactId(number));
    }

    private static ContactId contactId(int number) {
        return new ContactId(new UUID(1, number));
    }

    private static Contact contact(int number, String name) {
        return new Contact(
                contactId(number),
                new PhoneNumber(String.valueOf(4_900_000_000L + number)),
                null,
                null,
                null,
                new ContactName(name));
    }

    private static Contact named(String name) {
        return ADA.mergedWith(new Contact(ADA_ID, ADA.phone(), null, null, null, new ContactName(name)));
    }

    private static MessageId id(String message) {
        return MessageId.received(SUPPORT, new Wamid("wamid." + message));
    }

    private static MessageReceived received(String message, Instant sentAt) {
        return new MessageReceived(
                id(message),
                WITH_ADA,
                SUPPORT,
                ADA_ID,
                new Wamid("wamid." + message),
                text(message),
                null,
                false,
                sentAt,
                AT,
                null);
    }

    private static MessageQueued queued() {
        return new MessageQueued(REPLY, WITH_ADA, SUPPORT, ADA, text("Hello Ada"), null, SARA, AT);
    }
}
