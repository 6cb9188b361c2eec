package com.chatsphere.meta.webhook;

import com.chatsphere.application.Commands;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.message.KnownMessages;
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
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterCustomerActivity;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageCommand.ReceiveMessage;
import com.chatsphere.domain.message.MessageCommand.RecordFailure;
import com.chatsphere.domain.message.MessageCommand.RecordReceipt;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageRejection;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.webhook.WebhookItem.Failure;
import com.chatsphere.meta.webhook.WebhookItem.Incoming;
import com.chatsphere.meta.webhook.WebhookItem.Progress;
import com.chatsphere.meta.webhook.WebhookItem.Report;
import com.chatsphere.meta.webhook.WebhookItem.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Set<MessageId> known = new HashSet<>();
    private final Map<PhoneNumberId, Map<Wamid, MessageId>> sent = new HashMap<>();

    ItemApplication(Commands commands, Contacts contacts, KnownMessages messages) {
        this.commands = commands;
        this.contacts = contacts;
        this.messages = messages;
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

    private void lookUp(List<Order> orders) {
        Set<MessageId> ids = new HashSet<>();
        List<Report> reports = new ArrayList<>();
        for (Order order : orders) {
            switch (order.item().content()) {
                case Incoming incoming -> ids.add(incoming.messageId());
                case Report report -> {
                    reports.add(report);
                    if (report.tagged() != null) {
                        ids.add(report.tagged());
                    }
                }
                case Settled settled -> {
                    // nothing to look up
                }
            }
        }
        if (!ids.isEmpty()) {
            known.addAll(messages.existing(ids));
        }
        Map<PhoneNumberId, Set<Wamid>> unnamed = new HashMap<>();
        for (Report report : reports) {
            if (report.tagged() == null || !known.contains(report.tagged())) {
                unnamed.computeIfAbsent(report.number(), number -> new HashSet<>())
                        .add(report.wamid());
            }
        }
        unnamed.forEach((number, wamids) -> sent.put(number, messages.named(number, wamids)));
    }

    private Outcome outcomeOf(Order order) {
        try {
            Instant at = order.delivery().receivedAt();
            return switch (order.item().content()) {
                case Incoming incoming -> receive(incoming, at);
                case Report report -> record(report, at);
                case Settled settled -> settled.outcome();
            };
        } catch (MessageRejection.NotSentByUs notOurs) {
            return new Ignored("It reports on a message that was received, not sent.");
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

    private Outcome receive(Incoming incoming, Instant at) {
        MessageId messageId = incoming.messageId();
        if (known.contains(messageId)) {
            return new AlreadyKnown();
        }
        Contact contact = contacts.recognise(incoming.from());
        ConversationId conversationId = ConversationId.between(incoming.number(), contact.id());
        commands.send(new RegisterCustomerActivity(conversationId, incoming.number(), contact, incoming.sentAt(), at));
        Outcome outcome = send(new ReceiveMessage(
                messageId,
                conversationId,
                incoming.number(),
                contact.id(),
                incoming.wamid(),
                incoming.content(),
                incoming.replyTo(),
                incoming.forwarded(),
                incoming.sentAt(),
                at));
        known.add(messageId);
        return outcome;
    }

    private Outcome record(Report report, Instant at) {
        MessageId target = target(report);
        if (target == null) {
            return new Parked(report.wamid());
        }
        return switch (report) {
            case Progress progress ->
                send(new RecordReceipt(target, progress.wamid(), progress.receipt(), progress.reportedAt(), at));
            case Failure failure ->
                send(new RecordFailure(target, failure.wamid(), failure.error(), failure.reportedAt(), at));
        };
    }

    private @Nullable MessageId target(Report report) {
        MessageId tagged = report.tagged();
        if (tagged != null && known.contains(tagged)) {
            return tagged;
        }
        return sent.getOrDefault(report.number(), Map.of()).get(report.wamid());
    }

    /** An order that makes something new may be answered with what it made instead of an effect. */
    private Outcome send(Command command) {
        Object answer = commands.<Object>send(command);
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
