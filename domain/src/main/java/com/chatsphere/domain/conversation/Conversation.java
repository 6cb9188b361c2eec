package com.chatsphere.domain.conversation;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.createNew;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationCommand.ArchiveConversation;
import com.chatsphere.domain.conversation.ConversationCommand.AttendToConversation;
import com.chatsphere.domain.conversation.ConversationCommand.DeleteConversation;
import com.chatsphere.domain.conversation.ConversationCommand.IdentifyContact;
import com.chatsphere.domain.conversation.ConversationCommand.IntroduceContact;
import com.chatsphere.domain.conversation.ConversationCommand.MarkConversationRead;
import com.chatsphere.domain.conversation.ConversationCommand.OpenConversation;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterCustomerActivity;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterHandover;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterMarketingChoice;
import com.chatsphere.domain.conversation.ConversationCommand.RestoreConversation;
import com.chatsphere.domain.conversation.ConversationCommand.SaveContact;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationCommand.WithdrawPhone;
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
import com.chatsphere.domain.conversation.ConversationEvent.ServiceWindowOpened;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Message;
import com.chatsphere.domain.message.MessageContent;
import java.time.Instant;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Who may write to whom, and when.
 *
 * <p>Messages are not part of it: each has a stream of its own, so that a conversation of years stays quick to load.
 */
@AggregateRoot
public class Conversation {
    @AggregateIdentifier
    private ConversationId id;

    private @Nullable PhoneNumberId number;
    private @Nullable Contact contact;
    private Instant contactAsOf = Instant.EPOCH;
    private ServiceWindow serviceWindow = ServiceWindow.NEVER_OPENED;
    private Visibility visibility = Visibility.NOT_OPENED;
    private MarketingConsent marketing = MarketingConsent.NEVER_ASKED;
    private Instant savedAt = Instant.EPOCH;
    private Custody custody = Custody.PEOPLE;

    /** What an agent who asked for a conversation got. */
    public record Opening(boolean created, boolean unarchived) {}

    private enum Visibility {
        NOT_OPENED,
        OPEN,
        ARCHIVED,
        DELETED
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Opening handle(OpenConversation command) {
        Visibility before = visibility;
        bringIntoSight(
                command.conversationId(),
                command.number(),
                command.contact(),
                command.by(),
                command.at(),
                command.at());
        return new Opening(
                before == Visibility.NOT_OPENED || before == Visibility.DELETED, before == Visibility.ARCHIVED);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RegisterCustomerActivity command) {
        bringIntoSight(
                command.conversationId(), command.number(), command.contact(), null, command.wroteAt(), command.at());
        if (serviceWindow.isExtendedBy(command.wroteAt())) {
            Instant until = ServiceWindow.openedBy(command.wroteAt()).until();
            apply(new ServiceWindowOpened(command.conversationId(), until, command.at()));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(IntroduceContact command) {
        if (visibility == Visibility.NOT_OPENED) {
            apply(new ConversationOpened(
                    command.conversationId(),
                    command.number(),
                    command.contact(),
                    null,
                    command.at(),
                    command.namedAt()));
        } else {
            identify(command.contact(), command.namedAt(), command.at());
        }
    }

    @CommandHandler
    void handle(IdentifyContact command) {
        identify(command.contact(), command.asOf(), command.at());
    }

    @CommandHandler
    void handle(WithdrawPhone command) {
        Contact known = Objects.requireNonNull(contact);
        if (known.userId() != null && known.isReachedAt(command.phone())) {
            apply(new ContactIdentified(id, known.withoutPhone(), command.at(), contactAsOf));
        }
    }

    @CommandHandler
    void handle(SendMessage command) throws Exception {
        requireNotDeleted();
        command.content().requireSendable();
        if (command.content().needsOpenServiceWindow()) {
            serviceWindow.requireOpenAt(command.at());
        }
        if (command.content() instanceof MessageContent.Template template
                && template.category().needsMarketingConsent()) {
            marketing.requireGiven();
        }
        if (visibility == Visibility.ARCHIVED) {
            apply(new ConversationRestored(id, command.by(), command.at()));
        }
        attend(command.by(), command.at());
        PhoneNumberId from = Objects.requireNonNull(number);
        Contact to = Objects.requireNonNull(contact);
        createNew(Message.class, () -> Message.queued(command, from, to));
    }

    @CommandHandler
    Effect handle(ArchiveConversation command) {
        requireNotDeleted();
        if (visibility == Visibility.ARCHIVED) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new ConversationArchived(id, command.by(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RestoreConversation command) {
        requireNotDeleted();
        if (visibility == Visibility.OPEN) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new ConversationRestored(id, command.by(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    void handle(MarkConversationRead command) {
        requireNotDeleted();
        apply(new ConversationRead(id, command.by(), command.at()));
    }

    @CommandHandler
    Effect handle(DeleteConversation command) {
        if (visibility == Visibility.DELETED) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new ConversationDeleted(id, command.by(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RegisterMarketingChoice command) {
        MarketingConsent choice = new MarketingConsent(command.stopped(), command.chosenAt());
        if (choice.equals(marketing)) {
            return Effect.ALREADY_KNOWN;
        }
        if (!choice.outweighs(marketing)) {
            return Effect.SUPERSEDED;
        }
        apply(
                command.stopped()
                        ? new MarketingStopped(id, command.chosenAt(), command.at())
                        : new MarketingResumed(id, command.chosenAt(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(SaveContact command) {
        if (!command.savedAt().isAfter(savedAt)) {
            return command.savedAt().equals(savedAt) ? Effect.ALREADY_KNOWN : Effect.SUPERSEDED;
        }
        ContactName name = command.name();
        apply(
                name == null
                        ? new SavedContactRemoved(id, command.savedAt(), command.at())
                        : new ContactSaved(id, name, command.savedAt(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RegisterHandover command) {
        if (!command.handedAt().isAfter(custody.since())) {
            return command.handedAt().equals(custody.since()) ? Effect.ALREADY_KNOWN : Effect.SUPERSEDED;
        }
        apply(
                command.toPeople()
                        ? new HandedToPeople(id, command.handedAt(), command.at())
                        : new HandedToAssistant(id, command.handedAt(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(AttendToConversation command) {
        requireNotDeleted();
        return attend(command.by(), command.at()) ? Effect.APPLIED : Effect.ALREADY_KNOWN;
    }

    private boolean attend(AgentId by, Instant at) {
        if (!custody.personNeeded()) {
            return false;
        }
        apply(new ConversationAttendedTo(id, by, at));
        return true;
    }

    private void bringIntoSight(
            ConversationId conversationId,
            PhoneNumberId from,
            Contact named,
            @Nullable AgentId by,
            Instant namedAt,
            Instant at) {
        if (visibility == Visibility.NOT_OPENED) {
            apply(new ConversationOpened(conversationId, from, named, by, at, namedAt));
            return;
        }
        if (visibility != Visibility.OPEN) {
            apply(new ConversationRestored(conversationId, by, at));
        }
        identify(named, namedAt, at);
    }

    /** What is heard late about an earlier time only fills in what is not known. */
    private void identify(Contact named, Instant asOf, Instant at) {
        Contact known = Objects.requireNonNull(contact);
        boolean late = asOf.isBefore(contactAsOf);
        Contact merged = late ? named.mergedWith(known) : known.mergedWith(named);
        if (!merged.equals(known)) {
            apply(new ContactIdentified(id, merged, at, late ? contactAsOf : asOf));
        }
    }

    private void requireNotDeleted() {
        if (visibility == Visibility.DELETED) {
            throw new ConversationRejection.NoSuchConversation();
        }
    }

    @EventSourcingHandler
    void on(ConversationOpened event) {
        id = event.conversationId();
        number = event.number();
        contact = event.contact();
        contactAsOf = Objects.requireNonNullElse(event.asOf(), Instant.EPOCH);
        visibility = Visibility.OPEN;
    }

    @EventSourcingHandler
    void on(ContactIdentified event) {
        contact = event.contact();
        contactAsOf = Objects.requireNonNullElse(event.asOf(), Instant.EPOCH);
    }

    @EventSourcingHandler
    void on(ServiceWindowOpened event) {
        serviceWindow = new ServiceWindow(event.until());
    }

    @EventSourcingHandler
    void on(ConversationArchived event) {
        visibility = Visibility.ARCHIVED;
    }

    @EventSourcingHandler
    void on(ConversationRestored event) {
        visibility = Visibility.OPEN;
    }

    @EventSourcingHandler
    void on(ConversationDeleted event) {
        visibility = Visibility.DELETED;
    }

    @EventSourcingHandler
    void on(MarketingStopped event) {
        marketing = new MarketingConsent(true, event.chosenAt());
    }

    @EventSourcingHandler
    void on(MarketingResumed event) {
        marketing = new MarketingConsent(false, event.chosenAt());
    }

    @EventSourcingHandler
    void on(ContactSaved event) {
        savedAt = event.savedAt();
    }

    @EventSourcingHandler
    void on(SavedContactRemoved event) {
        savedAt = event.savedAt();
    }

    @EventSourcingHandler
    void on(HandedToPeople event) {
        custody = Custody.handedToPeople(event.handedAt());
    }

    @EventSourcingHandler
    void on(HandedToAssistant event) {
        custody = Custody.handedToAssistant(event.handedAt());
    }

    @EventSourcingHandler
    void on(ConversationAttendedTo event) {
        custody = custody.attendedTo();
    }
}
