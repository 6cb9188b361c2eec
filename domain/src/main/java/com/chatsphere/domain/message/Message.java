package com.chatsphere.domain.message;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageCommand.BeginAttempt;
import com.chatsphere.domain.message.MessageCommand.HideMessage;
import com.chatsphere.domain.message.MessageCommand.ReceiveMessage;
import com.chatsphere.domain.message.MessageCommand.RecordAcceptance;
import com.chatsphere.domain.message.MessageCommand.RecordFailure;
import com.chatsphere.domain.message.MessageCommand.RecordLostAnswer;
import com.chatsphere.domain.message.MessageCommand.RecordReceipt;
import com.chatsphere.domain.message.MessageCommand.RecordRefusal;
import com.chatsphere.domain.message.MessageCommand.ResendMessage;
import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageAttempted;
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
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** The life of one message: received, or queued, attempted, accepted, sent, delivered, read, or failed. */
@AggregateRoot
public class Message {
    @AggregateIdentifier
    private MessageId id;

    private @Nullable ConversationId conversationId;
    private boolean sentByUs;
    private int attempt;
    private DeliveryProgress progress = DeliveryProgress.QUEUED;
    private Set<DeliveryProgress> reported = EnumSet.noneOf(DeliveryProgress.class);
    private boolean hidden;

    Message() {}

    /** A message that a conversation allows an agent to send; for {@code AggregateLifecycle.createNew}. */
    public static Message queued(SendMessage command, PhoneNumberId from, Contact to) {
        apply(new MessageQueued(
                command.messageId(),
                command.conversationId(),
                from,
                to,
                command.content(),
                command.replyTo(),
                command.by(),
                command.at()));
        return new Message();
    }

    /** The stream is named after what Meta calls the message: the event store refuses to begin it twice. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Effect handle(ReceiveMessage command) {
        apply(new MessageReceived(
                command.messageId(),
                command.conversationId(),
                command.number(),
                command.from(),
                command.wamid(),
                command.content(),
                command.replyTo(),
                command.forwarded(),
                command.sentAt(),
                command.at()));
        return Effect.APPLIED;
    }

    /** Already known when Meta may have the message, or this attempt was begun before: then it must not go ahead. */
    @CommandHandler
    Effect handle(BeginAttempt command) {
        if (progress.compareTo(DeliveryProgress.ATTEMPTED) > 0 || command.attempt() <= attempt) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageAttempted(id, conversation(), command.attempt(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RecordAcceptance command) {
        if (!reported.contains(DeliveryProgress.ACCEPTED)) {
            apply(new MessageAccepted(id, conversation(), command.attempt(), command.wamid(), command.at()));
            return Effect.APPLIED;
        }
        return Effect.ALREADY_KNOWN;
    }

    @CommandHandler
    Effect handle(RecordRefusal command) {
        if (command.attempt() != attempt || progress.compareTo(DeliveryProgress.UNCONFIRMED) > 0) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageFailed(id, conversation(), null, command.error(), command.at(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RecordLostAnswer command) {
        if (command.attempt() != attempt || progress != DeliveryProgress.ATTEMPTED) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageUnconfirmed(id, conversation(), command.attempt(), command.cause(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    void handle(ResendMessage command) {
        if (!sentByUs || (progress != DeliveryProgress.FAILED && progress != DeliveryProgress.UNCONFIRMED)) {
            throw new MessageRejection.NotResendable();
        }
        apply(new MessageRequeued(id, conversation(), attempt, command.by(), command.at()));
    }

    @CommandHandler
    Effect handle(RecordReceipt command) {
        requireSentByUs();
        if (reported.contains(command.receipt().progress())) {
            return Effect.ALREADY_KNOWN;
        }
        Wamid wamid = command.wamid();
        Instant reportedAt = command.reportedAt();
        apply(
                switch (command.receipt()) {
                    case SENT -> new MessageSent(id, conversation(), wamid, reportedAt, command.at());
                    case DELIVERED -> new MessageDelivered(id, conversation(), wamid, reportedAt, command.at());
                    case READ -> new MessageRead(id, conversation(), wamid, reportedAt, command.at());
                    case PLAYED -> new MessagePlayed(id, conversation(), wamid, reportedAt, command.at());
                });
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RecordFailure command) {
        requireSentByUs();
        if (reported.contains(DeliveryProgress.FAILED)) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageFailed(
                id, conversation(), command.wamid(), command.error(), command.reportedAt(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(HideMessage command) {
        if (hidden) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageHidden(id, conversation(), command.by(), command.at()));
        return Effect.APPLIED;
    }

    private ConversationId conversation() {
        return Objects.requireNonNull(conversationId);
    }

    private void requireSentByUs() {
        if (!sentByUs) {
            throw new MessageRejection.NotSentByUs();
        }
    }

    @EventSourcingHandler
    void on(MessageReceived event) {
        id = event.messageId();
        conversationId = event.conversationId();
    }

    @EventSourcingHandler
    void on(MessageQueued event) {
        id = event.messageId();
        conversationId = event.conversationId();
        sentByUs = true;
    }

    @EventSourcingHandler
    void on(MessageAttempted event) {
        attempt = event.attempt();
        progress = progress.after(DeliveryProgress.ATTEMPTED);
    }

    @EventSourcingHandler
    void on(MessageAccepted event) {
        reach(DeliveryProgress.ACCEPTED);
    }

    @EventSourcingHandler
    void on(MessageUnconfirmed event) {
        progress = progress.after(DeliveryProgress.UNCONFIRMED);
    }

    @EventSourcingHandler
    void on(MessageRequeued event) {
        progress = DeliveryProgress.QUEUED;
        reported = EnumSet.noneOf(DeliveryProgress.class);
    }

    @EventSourcingHandler
    void on(MessageSent event) {
        reach(DeliveryProgress.SENT);
    }

    @EventSourcingHandler
    void on(MessageDelivered event) {
        reach(DeliveryProgress.DELIVERED);
    }

    @EventSourcingHandler
    void on(MessageRead event) {
        reach(DeliveryProgress.READ);
    }

    @EventSourcingHandler
    void on(MessagePlayed event) {
        reach(DeliveryProgress.PLAYED);
    }

    @EventSourcingHandler
    void on(MessageFailed event) {
        reach(DeliveryProgress.FAILED);
    }

    @EventSourcingHandler
    void on(MessageHidden event) {
        hidden = true;
    }

    private void reach(DeliveryProgress reached) {
        progress = progress.after(reached);
        reported.add(reached);
    }
}
