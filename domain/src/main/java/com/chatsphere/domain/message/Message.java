package com.chatsphere.domain.message;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageCommand.BeginAttempt;
import com.chatsphere.domain.message.MessageCommand.EditMessage;
import com.chatsphere.domain.message.MessageCommand.FillIn;
import com.chatsphere.domain.message.MessageCommand.HideMessage;
import com.chatsphere.domain.message.MessageCommand.React;
import com.chatsphere.domain.message.MessageCommand.ReceiveMessage;
import com.chatsphere.domain.message.MessageCommand.RecordAcceptance;
import com.chatsphere.domain.message.MessageCommand.RecordFailure;
import com.chatsphere.domain.message.MessageCommand.RecordLostAnswer;
import com.chatsphere.domain.message.MessageCommand.RecordMessageFromElsewhere;
import com.chatsphere.domain.message.MessageCommand.RecordParticipantReceipt;
import com.chatsphere.domain.message.MessageCommand.RecordPostponement;
import com.chatsphere.domain.message.MessageCommand.RecordReceipt;
import com.chatsphere.domain.message.MessageCommand.RecordRefusal;
import com.chatsphere.domain.message.MessageCommand.ResendMessage;
import com.chatsphere.domain.message.MessageCommand.RevokeMessage;
import com.chatsphere.domain.message.MessageEvent.EarlierAttemptFailed;
import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageAttempted;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageEdited;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessageFilledIn;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessagePlayed;
import com.chatsphere.domain.message.MessageEvent.MessagePostponed;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageReactedTo;
import com.chatsphere.domain.message.MessageEvent.MessageRead;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageEvent.MessageRevoked;
import com.chatsphere.domain.message.MessageEvent.MessageSent;
import com.chatsphere.domain.message.MessageEvent.MessageSentElsewhere;
import com.chatsphere.domain.message.MessageEvent.MessageUnconfirmed;
import com.chatsphere.domain.message.MessageEvent.ParticipantReached;
import com.chatsphere.domain.message.MessageEvent.ReactionWithdrawn;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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
    private boolean queuedHere;
    private int attempt;
    private DeliveryProgress progress = DeliveryProgress.QUEUED;
    private int earlierAttempts;
    private Map<String, Integer> attemptOf = Map.of();
    private Set<Report> reported = Set.of();
    private Map<String, Failure> latestFailure = Map.of();
    private boolean hidden;
    private boolean toBeFilledIn;
    private boolean revoked;
    private Set<Wamid> changes = Set.of();
    private Map<String, Reaction> reactions = Map.of();
    private Set<Reached> reached = Set.of();

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
                command.at(),
                worthKeeping(command.context())));
        return Effect.APPLIED;
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Effect handle(RecordMessageFromElsewhere command) {
        apply(new MessageSentElsewhere(
                command.messageId(),
                command.conversationId(),
                command.number(),
                command.to(),
                command.wamid(),
                command.content(),
                command.replyTo(),
                command.forwarded(),
                command.progress(),
                command.sentAt(),
                command.at(),
                worthKeeping(command.context())));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(FillIn command) {
        if (!toBeFilledIn) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageFilledIn(id, conversation(), command.content(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(EditMessage command) {
        requireWrittenBy(command.author());
        if (changes.contains(command.wamid())) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageEdited(
                id, conversation(), command.wamid(), command.content(), command.editedAt(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RevokeMessage command) {
        requireWrittenBy(command.author());
        if (revoked) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageRevoked(id, conversation(), command.wamid(), command.revokedAt(), command.at()));
        return Effect.APPLIED;
    }

    /** One reaction a person: Meta's time decides which is the last, whatever order they come in. */
    @CommandHandler
    Effect handle(React command) {
        Reaction reaction = new Reaction(command.reactedAt(), command.wamid());
        Reaction latest = reactions.get(Reaction.by(command.by()));
        if (latest != null && reaction.compareTo(latest) <= 0) {
            return reaction.equals(latest) ? Effect.ALREADY_KNOWN : Effect.SUPERSEDED;
        }
        apply(
                command.emoji() == null
                        ? new ReactionWithdrawn(
                                id, conversation(), command.by(), command.wamid(), command.reactedAt(), command.at())
                        : new MessageReactedTo(
                                id,
                                conversation(),
                                command.by(),
                                command.wamid(),
                                command.emoji(),
                                command.reactedAt(),
                                command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RecordParticipantReceipt command) {
        requireSentByUs();
        if (reached.contains(new Reached(command.participant().id(), command.receipt()))) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new ParticipantReached(
                id,
                conversation(),
                command.wamid(),
                command.participant(),
                command.receipt(),
                command.reportedAt(),
                command.at()));
        return Effect.APPLIED;
    }

    /** Already known when Meta has the message, or may have it because an attempt is not over: then it must not go ahead. */
    @CommandHandler
    Effect handle(BeginAttempt command) {
        if (progress != DeliveryProgress.QUEUED || command.attempt() <= attempt) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageAttempted(id, conversation(), command.attempt(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RecordAcceptance command) {
        if (!reported.contains(new Report(command.wamid(), DeliveryProgress.ACCEPTED))) {
            apply(new MessageAccepted(id, conversation(), command.attempt(), command.wamid(), command.at()));
            return Effect.APPLIED;
        }
        return Effect.ALREADY_KNOWN;
    }

    /** Also before an attempt has begun: what the message shows may be refused already. */
    @CommandHandler
    Effect handle(RecordRefusal command) {
        boolean current =
                command.attempt() == attempt || (progress == DeliveryProgress.QUEUED && command.attempt() > attempt);
        if (!current || progress.compareTo(DeliveryProgress.UNCONFIRMED) > 0) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageFailed(id, conversation(), null, command.error(), command.at(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RecordPostponement command) {
        if (command.attempt() != attempt || progress != DeliveryProgress.ATTEMPTED) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessagePostponed(id, conversation(), command.attempt(), command.error(), command.at()));
        return Effect.APPLIED;
    }

    /** Whoever was not allowed to begin an attempt, because an earlier one is not over, may report that one as lost. */
    @CommandHandler
    Effect handle(RecordLostAnswer command) {
        if (command.attempt() < attempt || progress != DeliveryProgress.ATTEMPTED) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new MessageUnconfirmed(id, conversation(), attempt, command.cause(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    void handle(ResendMessage command) {
        if (!queuedHere || (progress != DeliveryProgress.FAILED && progress != DeliveryProgress.UNCONFIRMED)) {
            throw new MessageRejection.NotResendable();
        }
        apply(new MessageRequeued(id, conversation(), attempt, command.by(), command.at()));
    }

    @CommandHandler
    Effect handle(RecordReceipt command) {
        requireSentByUs();
        if (reported.contains(new Report(command.wamid(), command.receipt().progress()))) {
            return Effect.ALREADY_KNOWN;
        }
        Wamid wamid = command.wamid();
        Instant reportedAt = command.reportedAt();
        Pricing pricing = command.pricing();
        apply(
                switch (command.receipt()) {
                    case SENT -> new MessageSent(id, conversation(), wamid, reportedAt, command.at(), pricing);
                    case DELIVERED ->
                        new MessageDelivered(id, conversation(), wamid, reportedAt, command.at(), pricing);
                    case READ -> new MessageRead(id, conversation(), wamid, reportedAt, command.at(), pricing);
                    case PLAYED -> new MessagePlayed(id, conversation(), wamid, reportedAt, command.at(), pricing);
                });
        return Effect.APPLIED;
    }

    /** Of several failures the latest by Meta's time counts, whatever order they come in. */
    @CommandHandler
    Effect handle(RecordFailure command) {
        requireSentByUs();
        Failure failure = new Failure(command.reportedAt(), command.error().code());
        Failure latest = latestFailure.get(command.wamid().value());
        if (latest != null && failure.compareTo(latest) <= 0) {
            return failure.equals(latest) ? Effect.ALREADY_KNOWN : Effect.SUPERSEDED;
        }
        if (earlierAttempts > 0 && attemptOf(command) <= earlierAttempts) {
            apply(new EarlierAttemptFailed(
                    id, conversation(), command.wamid(), command.error(), command.reportedAt(), command.at()));
            return Effect.APPLIED;
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

    private int attemptOf(RecordFailure command) {
        Integer tagged = command.attempt();
        return tagged == null ? attemptOf.getOrDefault(command.wamid().value(), attempt) : tagged;
    }

    private ConversationId conversation() {
        return Objects.requireNonNull(conversationId);
    }

    private static @Nullable MessageContext worthKeeping(MessageContext context) {
        return context.equals(MessageContext.ORDINARY) ? null : context;
    }

    private void requireWrittenBy(Author author) {
        if (sentByUs != (author == Author.BUSINESS)) {
            throw new MessageRejection.NotTheAuthor();
        }
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
        toBeFilledIn = event.content() instanceof MessageContent.MediaToFollow;
    }

    @EventSourcingHandler
    void on(MessageSentElsewhere event) {
        id = event.messageId();
        conversationId = event.conversationId();
        sentByUs = true;
        toBeFilledIn = event.content() instanceof MessageContent.MediaToFollow;
        reach(event.wamid(), DeliveryProgress.ACCEPTED);
        reach(event.wamid(), event.progress());
    }

    @EventSourcingHandler
    void on(MessageFilledIn event) {
        toBeFilledIn = false;
    }

    @EventSourcingHandler
    void on(MessageEdited event) {
        changes = with(changes, event.wamid());
    }

    @EventSourcingHandler
    void on(MessageRevoked event) {
        revoked = true;
    }

    @EventSourcingHandler
    void on(MessageReactedTo event) {
        reactions = with(reactions, Reaction.by(event.by()), new Reaction(event.reactedAt(), event.wamid()));
    }

    @EventSourcingHandler
    void on(ReactionWithdrawn event) {
        reactions = with(reactions, Reaction.by(event.by()), new Reaction(event.reactedAt(), event.wamid()));
    }

    @EventSourcingHandler
    void on(ParticipantReached event) {
        reached = with(reached, new Reached(event.participant().id(), event.receipt()));
    }

    @EventSourcingHandler
    void on(MessageQueued event) {
        id = event.messageId();
        conversationId = event.conversationId();
        sentByUs = true;
        queuedHere = true;
    }

    @EventSourcingHandler
    void on(MessageAttempted event) {
        attempt = event.attempt();
        progress = progress.after(DeliveryProgress.ATTEMPTED);
    }

    @EventSourcingHandler
    void on(MessagePostponed event) {
        progress = DeliveryProgress.QUEUED;
    }

    @EventSourcingHandler
    void on(MessageAccepted event) {
        attemptOf = with(attemptOf, event.wamid().value(), event.attempt());
        reach(event.wamid(), DeliveryProgress.ACCEPTED);
    }

    @EventSourcingHandler
    void on(MessageUnconfirmed event) {
        progress = progress.after(DeliveryProgress.UNCONFIRMED);
    }

    @EventSourcingHandler
    void on(MessageRequeued event) {
        progress = DeliveryProgress.QUEUED;
        earlierAttempts = event.attempts();
    }

    @EventSourcingHandler
    void on(MessageSent event) {
        reach(event.wamid(), DeliveryProgress.SENT);
    }

    @EventSourcingHandler
    void on(MessageDelivered event) {
        reach(event.wamid(), DeliveryProgress.DELIVERED);
    }

    @EventSourcingHandler
    void on(MessageRead event) {
        reach(event.wamid(), DeliveryProgress.READ);
    }

    @EventSourcingHandler
    void on(MessagePlayed event) {
        reach(event.wamid(), DeliveryProgress.PLAYED);
    }

    @EventSourcingHandler
    void on(MessageFailed event) {
        remember(event.wamid(), new Failure(event.reportedAt(), event.error().code()));
        progress = progress.after(DeliveryProgress.FAILED);
    }

    @EventSourcingHandler
    void on(EarlierAttemptFailed event) {
        remember(event.wamid(), new Failure(event.reportedAt(), event.error().code()));
    }

    @EventSourcingHandler
    void on(MessageHidden event) {
        hidden = true;
    }

    private static <T> Set<T> with(Set<T> known, T further) {
        Set<T> all = new HashSet<>(known);
        all.add(further);
        return Set.copyOf(all);
    }

    private static <T> Map<String, T> with(Map<String, T> known, String name, T latest) {
        Map<String, T> all = new HashMap<>(known);
        all.put(name, latest);
        return Map.copyOf(all);
    }

    private void reach(Wamid wamid, DeliveryProgress reached) {
        progress = progress.after(reached);
        reported = with(reported, new Report(wamid, reached));
    }

    private void remember(@Nullable Wamid wamid, Failure failure) {
        if (wamid != null) {
            latestFailure = with(latestFailure, wamid.value(), failure);
        }
    }

    /** How far one attempt has come: each has a wamid of its own. */
    private record Report(Wamid wamid, DeliveryProgress progress) {}

    /** When somebody last reacted; of two at the same moment, the one with the greater wamid counts. */
    private record Reaction(Instant at, Wamid wamid) implements Comparable<Reaction> {
        private static final Comparator<Reaction> IN_ORDER = Comparator.comparing(Reaction::at)
                .thenComparing(reaction -> reaction.wamid().value());

        static String by(@Nullable Contact somebody) {
            return somebody == null ? "the business" : somebody.id().toString();
        }

        @Override
        public int compareTo(Reaction other) {
            return IN_ORDER.compare(this, other);
        }
    }

    private record Reached(ContactId participant, Receipt receipt) {}

    private record Failure(Instant at, int code) implements Comparable<Failure> {
        private static final Comparator<Failure> IN_ORDER =
                Comparator.comparing(Failure::at).thenComparing(Failure::code);

        @Override
        public int compareTo(Failure other) {
            return IN_ORDER.compare(this, other);
        }
    }
}
