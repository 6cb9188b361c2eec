package com.chatsphere.domain.conversation;

import static com.chatsphere.domain.conversation.ConversationSamples.ADA;
import static com.chatsphere.domain.conversation.ConversationSamples.ADA_ID;
import static com.chatsphere.domain.conversation.ConversationSamples.NOON;
import static com.chatsphere.domain.conversation.ConversationSamples.REPLY;
import static com.chatsphere.domain.conversation.ConversationSamples.SARA;
import static com.chatsphere.domain.conversation.ConversationSamples.WITH_ADA;
import static com.chatsphere.domain.conversation.ConversationSamples.activity;
import static com.chatsphere.domain.conversation.ConversationSamples.archived;
import static com.chatsphere.domain.conversation.ConversationSamples.deleted;
import static com.chatsphere.domain.conversation.ConversationSamples.open;
import static com.chatsphere.domain.conversation.ConversationSamples.opened;
import static com.chatsphere.domain.conversation.ConversationSamples.queued;
import static com.chatsphere.domain.conversation.ConversationSamples.send;
import static com.chatsphere.domain.conversation.ConversationSamples.wrote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.conversation.Conversation.Opening;
import com.chatsphere.domain.conversation.ConversationCommand.ArchiveConversation;
import com.chatsphere.domain.conversation.ConversationCommand.AttendToConversation;
import com.chatsphere.domain.conversation.ConversationCommand.DeleteConversation;
import com.chatsphere.domain.conversation.ConversationCommand.IdentifyContact;
import com.chatsphere.domain.conversation.ConversationCommand.IntroduceContact;
import com.chatsphere.domain.conversation.ConversationCommand.MarkConversationRead;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterHandover;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterMarketingChoice;
import com.chatsphere.domain.conversation.ConversationCommand.RestoreConversation;
import com.chatsphere.domain.conversation.ConversationCommand.SaveContact;
import com.chatsphere.domain.conversation.ConversationCommand.WithdrawPhone;
import com.chatsphere.domain.conversation.ConversationEvent.ContactIdentified;
import com.chatsphere.domain.conversation.ConversationEvent.ContactSaved;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationAttendedTo;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationOpened;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationRead;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationRestored;
import com.chatsphere.domain.conversation.ConversationEvent.HandedToAssistant;
import com.chatsphere.domain.conversation.ConversationEvent.HandedToPeople;
import com.chatsphere.domain.conversation.ConversationEvent.MarketingResumed;
import com.chatsphere.domain.conversation.ConversationEvent.MarketingStopped;
import com.chatsphere.domain.conversation.ConversationEvent.SavedContactRemoved;
import com.chatsphere.domain.message.Message;
import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.RepositoryProvider;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may write to whom, and when. */
class ConversationTest {
    private static final Duration DAY = Duration.ofHours(24);

    private FixtureConfiguration<Conversation> conversation;
    private EventStore messages;

    @BeforeEach
    void setUp() {
        conversation = new AggregateTestFixture<>(Conversation.class);
        messages = EmbeddedEventStore.builder()
                .storageEngine(new InMemoryEventStorageEngine())
                .build();
        conversation.registerRepositoryProvider(new RepositoryProvider() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> Repository<T> repositoryFor(Class<T> aggregateType) {
                return (Repository<T>) EventSourcingRepository.builder(Message.class)
                        .eventStore(messages)
                        .build();
            }
        });
    }

    @Test
    void opensWhenTheCustomerWritesFirst() {
        conversation.givenNoPriorActivity().when(activity(ADA, NOON)).expectEvents(opened(NOON), wrote(NOON));
    }

    @Test
    void opensWithoutAWindowWhenADeliveryOnlyNamesTheContact() {
        conversation.givenNoPriorActivity().when(introduction(ADA)).expectEvents(opened(NOON));
    }

    @Test
    void staysInTheArchiveWhenADeliveryOnlyNamesTheContact() {
        conversation.given(opened(NOON), archived(NOON)).when(introduction(ADA)).expectNoEvents();
    }

    @Test
    void isWrittenToUnderTheNewNumberOfTheContact() {
        Contact moved = new Contact(
                ADA_ID, new PhoneNumber("15555550140"), new BusinessScopedUserId("US.140"), null, null, null);
        conversation
                .given(opened(NOON))
                .when(new IdentifyContact(WITH_ADA, moved, NOON, NOON))
                .expectEvents(new ContactIdentified(WITH_ADA, ADA.mergedWith(moved), NOON, NOON));
    }

    @Test
    void whatIsHeardLateOfTheContactOnlyFillsInWhatIsNotKnown() {
        Contact earlier = new Contact(
                ADA_ID, new PhoneNumber("15555550199"), new BusinessScopedUserId("US.110"), null, null, null);
        Contact filledIn =
                ADA.mergedWith(new Contact(ADA_ID, null, new BusinessScopedUserId("US.110"), null, null, null));
        conversation
                .given(opened(NOON))
                .when(new IdentifyContact(WITH_ADA, earlier, NOON.minusSeconds(1), NOON))
                .expectEvents(new ContactIdentified(WITH_ADA, filledIn, NOON, NOON));
    }

    @Test
    void nothingIsSentAnyMoreToANumberThatBecameSomebodyElses() {
        Contact withId =
                ADA.mergedWith(new Contact(ADA_ID, null, new BusinessScopedUserId("US.110"), null, null, null));
        WithdrawPhone order = new WithdrawPhone(WITH_ADA, new PhoneNumber("15555550110"), NOON);
        conversation
                .given(opened(NOON), new ContactIdentified(WITH_ADA, withId, NOON, NOON))
                .when(order)
                .expectEvents(new ContactIdentified(WITH_ADA, withId.withoutPhone(), NOON, NOON));
        conversation
                .given(opened(NOON), new ContactIdentified(WITH_ADA, withId.withoutPhone(), NOON, NOON))
                .when(order)
                .expectNoEvents();
    }

    @Test
    void opensWhenAnAgentWantsToWrite() {
        conversation
                .givenNoPriorActivity()
                .when(open(NOON))
                .expectResultMessagePayload(new Opening(true, false))
                .expectEvents(new ConversationOpened(WITH_ADA, ConversationSamples.SUPPORT, ADA, SARA, NOON, NOON));
    }

    @Test
    void isFoundWhenItIsOpenAlready() {
        conversation
                .given(opened(NOON))
                .when(open(NOON.plus(DAY)))
                .expectResultMessagePayload(new Opening(false, false))
                .expectNoEvents();
    }

    @Test
    void recordsNothingForAMessageThatExtendsTheWindowByLessThanAMinute() {
        conversation
                .given(opened(NOON), wrote(NOON))
                .when(activity(ADA, NOON.plusSeconds(59)))
                .expectNoEvents();
    }

    @Test
    void extendsTheWindowFromTheTimeOfTheMessage() {
        conversation
                .given(opened(NOON), wrote(NOON))
                .when(activity(ADA, NOON.plusSeconds(60)))
                .expectEvents(wrote(NOON.plusSeconds(60)));
    }

    @Test
    void isNotExtendedByAMessageThatComesLate() {
        conversation
                .given(opened(NOON), wrote(NOON))
                .when(activity(ADA, NOON.minusSeconds(3_600)))
                .expectNoEvents();
    }

    @Test
    void queuesFreeTextWhileTheWindowIsOpen() {
        conversation
                .given(opened(NOON), wrote(NOON))
                .when(send("hello", NOON.plus(DAY).minusSeconds(1)))
                .expectSuccessfulHandlerExecution();
        assertThat(messageFacts())
                .containsExactly(queued("hello", NOON.plus(DAY).minusSeconds(1)));
    }

    @Test
    void refusesFreeTextOnceTheWindowHasClosed() {
        conversation
                .given(opened(NOON), wrote(NOON))
                .when(send("too late", NOON.plus(DAY).plusSeconds(60)))
                .expectException(ConversationRejection.ServiceWindowClosed.class);
    }

    @Test
    void refusesFreeTextToACustomerWhoNeverWrote() {
        conversation
                .given(opened(NOON))
                .when(send("out of the blue", NOON))
                .expectException(ConversationRejection.ServiceWindowClosed.class);
    }

    @Test
    void comesBackFromTheArchiveWhenTheCustomerWrites() {
        conversation
                .given(opened(NOON), wrote(NOON), archived(NOON))
                .when(activity(ADA, NOON.plusSeconds(5)))
                .expectEvents(new ConversationRestored(WITH_ADA, null, NOON.plusSeconds(5)));
    }

    @Test
    void comesBackFromTheArchiveWhenAnAgentSends() {
        conversation
                .given(opened(NOON), wrote(NOON), archived(NOON))
                .when(send("hello", NOON.plusSeconds(5)))
                .expectEvents(new ConversationRestored(WITH_ADA, SARA, NOON.plusSeconds(5)));
        assertThat(messageFacts()).containsExactly(queued("hello", NOON.plusSeconds(5)));
    }

    @Test
    void isArchivedOnce() {
        conversation
                .given(opened(NOON), archived(NOON))
                .when(new ArchiveConversation(WITH_ADA, SARA, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void isRestoredByAnAgent() {
        conversation
                .given(opened(NOON), archived(NOON))
                .when(new RestoreConversation(WITH_ADA, SARA, NOON))
                .expectEvents(new ConversationRestored(WITH_ADA, SARA, NOON));
    }

    @Test
    void remembersWhatTheContactIsCalledNow() {
        Contact renamed =
                new Contact(ADA_ID, null, new BusinessScopedUserId("US.7"), null, null, new ContactName("Ada L."));
        conversation
                .given(opened(NOON), wrote(NOON))
                .when(activity(renamed, NOON))
                .expectEvents(new ContactIdentified(
                        WITH_ADA,
                        new Contact(
                                ADA_ID,
                                new PhoneNumber("15555550110"),
                                new BusinessScopedUserId("US.7"),
                                null,
                                null,
                                new ContactName("Ada L.")),
                        NOON,
                        NOON));
    }

    @Test
    void isReadByTheTeam() {
        conversation
                .given(opened(NOON))
                .when(new MarkConversationRead(WITH_ADA, SARA, NOON))
                .expectEvents(new ConversationRead(WITH_ADA, SARA, NOON));
    }

    @Test
    void refusesEverythingOnceDeleted() {
        conversation
                .given(opened(NOON), wrote(NOON), deleted(NOON))
                .when(send("hello", NOON))
                .expectException(ConversationRejection.NoSuchConversation.class);
    }

    @Test
    void comesBackFromDeletionWhenTheCustomerWrites() {
        conversation
                .given(opened(NOON), wrote(NOON), deleted(NOON))
                .when(activity(ADA, NOON.plusSeconds(1)))
                .expectEvents(new ConversationRestored(WITH_ADA, null, NOON.plusSeconds(1)));
    }

    @Test
    void isDeletedOnce() {
        conversation
                .given(opened(NOON), deleted(NOON))
                .when(new DeleteConversation(WITH_ADA, SARA, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    private List<Object> messageFacts() {
        return messages.readEvents(REPLY.toString())
                .asStream()
                .<Object>map(DomainEventMessage::getPayload)
                .toList();
    }

    private static IntroduceContact introduction(Contact contact) {
        return new IntroduceContact(WITH_ADA, ConversationSamples.SUPPORT, contact, NOON, NOON);
    }

    @Test
    void takesTheLatestChoiceAboutMarketingInWhateverOrder() {
        conversation
                .given(opened(NOON))
                .when(new RegisterMarketingChoice(WITH_ADA, true, NOON, NOON))
                .expectResultMessagePayload(Effect.APPLIED)
                .expectEvents(new MarketingStopped(WITH_ADA, NOON, NOON));
        conversation
                .given(opened(NOON), new MarketingResumed(WITH_ADA, NOON.plusSeconds(60), NOON))
                .when(new RegisterMarketingChoice(WITH_ADA, true, NOON, NOON))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
        conversation
                .given(opened(NOON), new MarketingStopped(WITH_ADA, NOON, NOON))
                .when(new RegisterMarketingChoice(WITH_ADA, true, NOON, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN);
        conversation
                .given(opened(NOON), new MarketingStopped(WITH_ADA, NOON, NOON))
                .when(new RegisterMarketingChoice(WITH_ADA, false, NOON, NOON))
                .expectResultMessagePayload(Effect.SUPERSEDED);
        conversation
                .given(opened(NOON), new MarketingResumed(WITH_ADA, NOON, NOON))
                .when(new RegisterMarketingChoice(WITH_ADA, true, NOON, NOON))
                .expectEvents(new MarketingStopped(WITH_ADA, NOON, NOON));
    }

    @Test
    void refusesMarketingAloneOnceItIsStopped() {
        assertThatThrownBy(() -> new MarketingConsent(true, NOON).requireGiven())
                .isInstanceOf(ConversationRejection.MarketingStopped.class);
        assertThatCode(MarketingConsent.NEVER_ASKED::requireGiven).doesNotThrowAnyException();
        conversation
                .given(opened(NOON), wrote(NOON), new MarketingStopped(WITH_ADA, NOON, NOON))
                .when(send("Your order is ready", NOON.plusSeconds(60)))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void takesTheLatestNameOfTheAddressBookInWhateverOrder() {
        ContactName vip = new ContactName("Ada (VIP)");
        conversation
                .given(opened(NOON))
                .when(new SaveContact(WITH_ADA, vip, NOON, NOON))
                .expectEvents(new ContactSaved(WITH_ADA, vip, NOON, NOON));
        conversation
                .given(opened(NOON), new ContactSaved(WITH_ADA, vip, NOON, NOON))
                .when(new SaveContact(WITH_ADA, null, NOON.plusSeconds(1), NOON))
                .expectEvents(new SavedContactRemoved(WITH_ADA, NOON.plusSeconds(1), NOON));
        conversation
                .given(opened(NOON), new SavedContactRemoved(WITH_ADA, NOON.plusSeconds(1), NOON))
                .when(new SaveContact(WITH_ADA, vip, NOON, NOON))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
    }

    @Test
    void needsAPersonFromTheHandoverUntilAnAgentAnswersOrSaysSo() {
        HandedToPeople handed = new HandedToPeople(WITH_ADA, NOON, NOON);
        conversation
                .given(opened(NOON))
                .when(new RegisterHandover(WITH_ADA, true, NOON, NOON))
                .expectEvents(handed);
        conversation
                .given(opened(NOON), handed)
                .when(new RegisterHandover(WITH_ADA, false, NOON.minusSeconds(1), NOON))
                .expectResultMessagePayload(Effect.SUPERSEDED);
        conversation
                .given(opened(NOON), wrote(NOON), handed)
                .when(send("Hello", NOON.plusSeconds(60)))
                .expectEvents(new ConversationAttendedTo(WITH_ADA, SARA, NOON.plusSeconds(60)));
        conversation
                .given(opened(NOON), handed)
                .when(new AttendToConversation(WITH_ADA, SARA, NOON))
                .expectEvents(new ConversationAttendedTo(WITH_ADA, SARA, NOON));
        conversation
                .given(opened(NOON), handed, new ConversationAttendedTo(WITH_ADA, SARA, NOON))
                .when(new AttendToConversation(WITH_ADA, SARA, NOON))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN);
        conversation
                .given(opened(NOON), handed)
                .when(new RegisterHandover(WITH_ADA, false, NOON.plusSeconds(5), NOON))
                .expectEvents(new HandedToAssistant(WITH_ADA, NOON.plusSeconds(5), NOON));
    }
}
