package com.chatsphere.meta.webhook;

import com.chatsphere.application.Commands;
import com.chatsphere.application.conversation.AddressBook;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.conversation.Contacts.Sighting;
import com.chatsphere.application.message.KnownMessages;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.application.webhook.WebhookBacklog.Delivery;
import com.chatsphere.application.webhook.WebhookBacklog.Item;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.AlreadyKnown;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Applied;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Ignored;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Parked;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Quarantined;
import com.chatsphere.domain.Command;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.call.CallCommand.ReportCall;
import com.chatsphere.domain.call.CallId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationCommand.IdentifyContact;
import com.chatsphere.domain.conversation.ConversationCommand.IntroduceContact;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterCustomerActivity;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterHandover;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterMarketingChoice;
import com.chatsphere.domain.conversation.ConversationCommand.SaveContact;
import com.chatsphere.domain.conversation.ConversationCommand.WithdrawPhone;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageCommand.EditMessage;
import com.chatsphere.domain.message.MessageCommand.FillIn;
import com.chatsphere.domain.message.MessageCommand.React;
import com.chatsphere.domain.message.MessageCommand.ReceiveMessage;
import com.chatsphere.domain.message.MessageCommand.RecordFailure;
import com.chatsphere.domain.message.MessageCommand.RecordMessageFromElsewhere;
import com.chatsphere.domain.message.MessageCommand.RecordParticipantReceipt;
import com.chatsphere.domain.message.MessageCommand.RecordReceipt;
import com.chatsphere.domain.message.MessageCommand.RevokeMessage;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageRejection;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.MessageTag;
import com.chatsphere.meta.webhook.WebhookItem.Aimed;
import com.chatsphere.meta.webhook.WebhookItem.CallReport;
import com.chatsphere.meta.webhook.WebhookItem.Echo;
import com.chatsphere.meta.webhook.WebhookItem.Edit;
import com.chatsphere.meta.webhook.WebhookItem.Fact;
import com.chatsphere.meta.webhook.WebhookItem.Failure;
import com.chatsphere.meta.webhook.WebhookItem.GroupNamed;
import com.chatsphere.meta.webhook.WebhookItem.Handover;
import com.chatsphere.meta.webhook.WebhookItem.Incoming;
import com.chatsphere.meta.webhook.WebhookItem.MarketingChoice;
import com.chatsphere.meta.webhook.WebhookItem.News;
import com.chatsphere.meta.webhook.WebhookItem.ParticipantProgress;
import com.chatsphere.meta.webhook.WebhookItem.Progress;
import com.chatsphere.meta.webhook.WebhookItem.Reaction;
import com.chatsphere.meta.webhook.WebhookItem.Report;
import com.chatsphere.meta.webhook.WebhookItem.Revocation;
import com.chatsphere.meta.webhook.WebhookItem.SavedContact;
import com.chatsphere.meta.webhook.WebhookItem.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the items of one transaction into orders; looks up what is known once for all of them. */
final class ItemApplication {
    private static final Logger log = LoggerFactory.getLogger(ItemApplication.class);
    private static final String OURS = "com.chatsphere.";
    private static final int LONGEST_ERROR = 500;

    private final Commands commands;
    private final Contacts contacts;
    private final KnownMessages messages;
    private final NoticeBoard board;
    private final AddressBook book;
    private final TemplateReports templates;
    private final OurNumbers ours;
    private final Set<MessageId> known;
    private final Map<PhoneNumberId, Map<Wamid, MessageId>> sent = new HashMap<>();

    /** For {@link ItemApplications#begin}. */
    ItemApplication(
            Commands commands,
            Contacts contacts,
            KnownMessages messages,
            NoticeBoard board,
            AddressBook book,
            TemplateReports templates,
            OurNumbers ours,
            Set<MessageId> known) {
        this.commands = commands;
        this.contacts = contacts;
        this.messages = messages;
        this.board = board;
        this.book = book;
        this.templates = templates;
        this.ours = ours;
        this.known = known;
    }

    /** An item and the delivery it came in. */
    record Order(Delivery delivery, WebhookItem item) {}

    List<Item> apply(List<Order> orders) {
        lookUp(orders);
        List<Item> results = new ArrayList<>(orders.size());
        for (Order order : orders) {
            WebhookItem item = order.item();
            results.add(new Item(
                    order.delivery().id(),
                    item.position(),
                    item.kind(),
                    item.number(),
                    item.wamid(),
                    outcomeOf(order)));
        }
        return results;
    }

    /** Asks once for all that these items speak of. */
    private void lookUp(List<Order> orders) {
        Set<MessageId> ids = new HashSet<>();
        Map<PhoneNumberId, Set<Wamid>> names = new HashMap<>();
        for (Order order : orders) {
            switch (order.item().content()) {
                case Incoming incoming -> ids.add(incoming.messageId());
                case Echo echo -> ask(echo.number(), echo.wamid(), ids, names);
                case Aimed aimed -> ask(aimed.number(), aimed.target(), ids, names);
                case Report report -> {
                    ask(report.number(), report.wamid(), ids, names);
                    if (report.tag() != null) {
                        ids.add(report.tag().messageId());
                    }
                }
                case Fact fact -> {
                    // nothing that a message is known by
                }
                case News news -> {
                    // the board knows by itself what it has
                }
                case Settled settled -> {
                    // nothing to look up
                }
            }
        }
        if (!ids.isEmpty()) {
            known.addAll(messages.existing(ids));
        }
        contacts.recall(orders.stream()
                .flatMap(order -> Stream.ofNullable(order.item().sighting()))
                .toList());
        names.forEach((number, wamids) -> sent.put(number, messages.named(number, wamids)));
    }

    /** A message may be known by the id that its name leads to, or by its name alone. */
    private static void ask(
            PhoneNumberId number, Wamid wamid, Set<MessageId> ids, Map<PhoneNumberId, Set<Wamid>> names) {
        ids.add(MessageId.received(number, wamid));
        names.computeIfAbsent(number, unasked -> new HashSet<>()).add(wamid);
    }

    private Outcome outcomeOf(Order order) {
        try {
            Instant at = order.delivery().receivedAt();
            return switch (order.item().content()) {
                case Incoming incoming -> receive(incoming, at);
                case Echo echo -> record(echo, at);
                case Aimed aimed -> apply(aimed, at);
                case Report report -> record(report, at);
                case Fact fact -> take(fact, at);
                case News news -> post(news.notice(), at);
                case Settled settled -> settled.outcome();
            };
        } catch (MessageRejection.NotSentByUs notOurs) {
            return new Ignored("It reports on a message that was received, not sent.");
        } catch (MessageRejection.NotTheAuthor another) {
            return new Ignored("It changes a message that the other side wrote.");
        } catch (RuntimeException failure) {
            if (Outage.brokeTheTransaction(failure)) {
                throw failure;
            }
            log.error(
                    "Item {} of delivery {} could not be applied and was set aside: {}",
                    order.item().position(),
                    order.delivery().id(),
                    describe(failure));
            return new Quarantined(describe(failure));
        }
    }

    /** The notice comes last: an order that a template refuses takes back what was written before it. */
    private Outcome post(Notice notice, Instant at) {
        templates.take(notice, commands, at);
        boolean isNews = board.post(notice, at);
        return isNews ? new Applied() : new AlreadyKnown();
    }

    private Outcome take(Fact fact, Instant at) {
        return switch (fact) {
            case CallReport call -> take(call, at);
            case MarketingChoice choice ->
                send(new RegisterMarketingChoice(
                        introduced(choice.number(), choice.by(), at), choice.stopped(), choice.chosenAt(), at));
            case Handover handover ->
                send(new RegisterHandover(
                        introduced(handover.number(), handover.with(), at),
                        handover.toPeople(),
                        handover.handedAt(),
                        at));
            case SavedContact saved -> take(saved, at);
            case GroupNamed named -> take(named, at);
        };
    }

    private ConversationId introduced(PhoneNumberId number, Sighting sighting, Instant at) {
        Contact contact = recognise(sighting, at);
        ConversationId conversation = ConversationId.between(number, contact.id());
        commands.send(new IntroduceContact(conversation, number, contact, sighting.at(), at));
        return conversation;
    }

    /** A customer's call opens the service window, as a message does. */
    private Outcome take(CallReport call, Instant at) {
        Contact contact = recognise(call.with(), at);
        ConversationId conversation = ConversationId.between(call.number(), contact.id());
        commands.send(new IntroduceContact(conversation, call.number(), contact, call.reportedAt(), at));
        Outcome outcome = send(new ReportCall(
                CallId.of(call.number(), call.metaId()),
                conversation,
                call.number(),
                contact.id(),
                call.metaId(),
                call.byCustomer(),
                call.stage(),
                call.seconds(),
                call.reportedAt(),
                at));
        if (call.byCustomer() && outcome instanceof Applied) {
            Instant begunAt = call.seconds() == null
                    ? call.reportedAt()
                    : call.reportedAt().minusSeconds(call.seconds());
            commands.send(new RegisterCustomerActivity(conversation, call.number(), contact, begunAt, at));
        }
        return outcome;
    }

    /** Who is in the address book need not have written: no conversation is opened for that. */
    private Outcome take(SavedContact saved, Instant at) {
        Contact contact = recognise(saved.who(), at);
        return take(contact, new AddressBook.Entry(saved.name(), saved.savedAt()), at);
    }

    private Outcome take(GroupNamed named, Instant at) {
        Instant told = named.notice().toldAt();
        take(Contact.of(named.group()), new AddressBook.Entry(named.subject(), told == null ? at : told), at);
        return post(named.notice(), at);
    }

    private Outcome take(Contact contact, AddressBook.Entry entry, Instant at) {
        if (!book.note(contact, entry)) {
            return new AlreadyKnown();
        }
        inConversationsOf(
                contact.id(), conversation -> new SaveContact(conversation, entry.name(), entry.savedAt(), at));
        return new Applied();
    }

    private Outcome receive(Incoming incoming, Instant at) {
        MessageId messageId = incoming.messageId();
        if (known.contains(messageId)) {
            return fillIn(messageId, incoming.context(), incoming.content(), at);
        }
        Contact sender = recognise(incoming.from(), at);
        Contact contact = incoming.group() == null ? sender : Contact.of(incoming.group());
        ConversationId conversationId = ConversationId.between(incoming.number(), contact.id());
        boolean writtenNow = incoming.context().route() != MessageContext.Route.IMPORT
                && incoming.content().opensServiceWindow();
        commands.send(
                writtenNow
                        ? new RegisterCustomerActivity(
                                conversationId, incoming.number(), contact, incoming.sentAt(), at)
                        : new IntroduceContact(conversationId, incoming.number(), contact, incoming.sentAt(), at));
        Outcome outcome = send(new ReceiveMessage(
                messageId,
                conversationId,
                incoming.number(),
                sender.id(),
                incoming.wamid(),
                incoming.content(),
                incoming.replyTo(),
                incoming.forwarded(),
                incoming.group() == null
                        ? incoming.context()
                        : incoming.context().by(sender),
                incoming.sentAt(),
                at));
        known.add(messageId);
        if (incoming.becomes() != null) {
            identify(sender, incoming.becomes(), at);
        }
        return outcome;
    }

    private Outcome record(Echo echo, Instant at) {
        MessageId messageId = echo.messageId();
        if (known.contains(messageId)) {
            return fillIn(messageId, echo.context(), echo.content(), at);
        }
        if (sent.getOrDefault(echo.number(), Map.of()).containsKey(echo.wamid())) {
            return new AlreadyKnown();
        }
        Contact contact =
                echo.group() == null ? recognise(Objects.requireNonNull(echo.to()), at) : Contact.of(echo.group());
        ConversationId conversationId = ConversationId.between(echo.number(), contact.id());
        commands.send(new IntroduceContact(conversationId, echo.number(), contact, echo.sentAt(), at));
        Outcome outcome = send(new RecordMessageFromElsewhere(
                messageId,
                conversationId,
                echo.number(),
                contact,
                echo.wamid(),
                echo.content(),
                echo.replyTo(),
                echo.forwarded(),
                echo.context(),
                echo.progress(),
                echo.sentAt(),
                at));
        known.add(messageId);
        return outcome;
    }

    /** The files of imported messages come after them, under the same name. */
    private Outcome fillIn(MessageId messageId, MessageContext context, MessageContent content, Instant at) {
        return context.route() == MessageContext.Route.IMPORT && content instanceof MessageContent.Media
                ? send(new FillIn(messageId, content, at))
                : new AlreadyKnown();
    }

    private Outcome apply(Aimed aimed, Instant at) {
        MessageId target = target(aimed.number(), aimed.target());
        if (target == null) {
            return new Parked(aimed.target());
        }
        return switch (aimed) {
            case Reaction reaction ->
                send(new React(
                        target,
                        reaction.by() == null ? null : recognise(reaction.by(), at),
                        reaction.wamid(),
                        reaction.emoji(),
                        reaction.at(),
                        at));
            case Edit edit -> send(new EditMessage(target, edit.author(), edit.wamid(), edit.content(), edit.at(), at));
            case Revocation revocation ->
                send(new RevokeMessage(target, revocation.author(), revocation.wamid(), revocation.at(), at));
        };
    }

    private Outcome record(Report report, Instant at) {
        MessageTag tag = report.tag() != null && known.contains(report.tag().messageId()) ? report.tag() : null;
        MessageId target = tag != null ? tag.messageId() : target(report.number(), report.wamid());
        if (target == null) {
            return new Parked(report.wamid());
        }
        return switch (report) {
            case Progress progress ->
                send(new RecordReceipt(
                        target, progress.wamid(), progress.receipt(), progress.pricing(), progress.reportedAt(), at));
            case Failure failure ->
                send(new RecordFailure(
                        target,
                        failure.wamid(),
                        tag == null ? null : tag.attempt(),
                        failure.error(),
                        failure.reportedAt(),
                        at));
            case ParticipantProgress progress ->
                send(new RecordParticipantReceipt(
                        target,
                        progress.wamid(),
                        recognise(progress.participant(), at),
                        progress.receipt(),
                        progress.reportedAt(),
                        at));
        };
    }

    /** The message that Meta calls so: sent from here, or else received or sent from elsewhere, which derives its id. */
    private @Nullable MessageId target(PhoneNumberId number, Wamid wamid) {
        MessageId named = sent.getOrDefault(number, Map.of()).get(wamid);
        if (named != null) {
            return named;
        }
        MessageId derived = MessageId.received(number, wamid);
        return known.contains(derived) ? derived : null;
    }

    /** Who this is; where a phone number has a new owner, nothing is sent to it any more in the name of the former. */
    private Contact recognise(Sighting sighting, Instant at) {
        Contacts.Recognition recognition = contacts.recognise(sighting);
        PhoneNumber phone = sighting.phone();
        ContactId formerOwner = recognition.formerOwner();
        if (formerOwner != null && phone != null) {
            inConversationsOf(formerOwner, conversation -> new WithdrawPhone(conversation, phone, at));
        }
        return recognition.contact();
    }

    /** From now on the contact is met, and written to, under these identities; unless they are known to be another's. */
    private void identify(Contact contact, Sighting becomes, Instant at) {
        if (contacts.link(contact.id(), becomes)) {
            Contact successor =
                    new Contact(contact.id(), becomes.phone(), becomes.userId(), becomes.parentUserId(), null, null);
            inConversationsOf(
                    contact.id(), conversation -> new IdentifyContact(conversation, successor, becomes.at(), at));
        }
    }

    private void inConversationsOf(ContactId contact, Function<ConversationId, Command> order) {
        for (PhoneNumberId number : ours.ids()) {
            try {
                commands.send(order.apply(ConversationId.between(number, contact)));
            } catch (Commands.Unknown none) {
                log.debug("There is no conversation of this contact with the number {}", number);
            }
        }
    }

    /** An order that makes something new may be answered with what it made instead of an effect. */
    private Outcome send(Command command) {
        Object answer = commands.<Object>send(command);
        if (answer == Effect.SUPERSEDED) {
            return new Ignored("Something later of the same person is known already.");
        }
        return answer == Effect.ALREADY_KNOWN ? new AlreadyKnown() : new Applied();
    }

    /** The kind of failure and where in our code it arose; only our own words are repeated, others may quote the customer. */
    static String describe(Throwable failure) {
        StringBuilder description = new StringBuilder(failure.getClass().getName());
        if (failure.getClass().getName().startsWith(OURS)) {
            description.append(": ").append(failure.getMessage());
        }
        for (StackTraceElement element : failure.getStackTrace()) {
            if (element.getClassName().startsWith(OURS)) {
                description
                        .append(" in ")
                        .append(element.getFileName())
                        .append(':')
                        .append(element.getLineNumber());
                break;
            }
        }
        return description.substring(0, Math.min(description.length(), LONGEST_ERROR));
    }
}
