package com.chatsphere.story;

import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ConversationEvent;
import com.chatsphere.domain.conversation.ConversationEvent.ContactIdentified;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationOpened;
import com.chatsphere.domain.conversation.ConversationEvent.ServiceWindowOpened;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.ServiceWindow;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageEvent;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageEdited;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessagePlayed;
import com.chatsphere.domain.message.MessageEvent.MessageReactedTo;
import com.chatsphere.domain.message.MessageEvent.MessageRead;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRevoked;
import com.chatsphere.domain.message.MessageEvent.MessageSent;
import com.chatsphere.domain.message.MessageEvent.MessageSentElsewhere;
import com.chatsphere.domain.message.MessageEvent.ReactionWithdrawn;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.message.Contents;
import com.chatsphere.story.Ending.Bubble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What recorded facts come to: each is taken as the read models take it. */
public final class Folding {
    private final Map<ConversationId, Conversation> conversations = new HashMap<>();
    private final Map<MessageId, Message> messages = new HashMap<>();

    private Folding() {}

    public static Ending of(List<Object> facts) {
        Folding folding = new Folding();
        facts.forEach(folding::take);
        return folding.ending();
    }

    private static final class Conversation {
        private String number = "";
        private @Nullable Contact contact;
        private Instant wroteLast = Instant.EPOCH;
        private ServiceWindow window = ServiceWindow.NEVER_OPENED;
        private int unread;

        Contact contact() {
            return Objects.requireNonNull(contact);
        }

        String key() {
            return number + " " + Folding.key(contact());
        }

        Ending.Chat ending() {
            boolean wrote = wroteLast.isAfter(Instant.EPOCH);
            Instant until = wroteLast.plus(ServiceWindow.LENGTH);
            if (wrote) {
                requireWithinTheGrain(until);
            }
            return new Ending.Chat(
                    contact().phone() == null ? null : contact().phone().digits(),
                    contact().userId() == null ? null : contact().userId().value(),
                    contact().name() == null ? null : contact().name().value(),
                    wrote ? until.getEpochSecond() : 0,
                    unread);
        }

        /** The window that decides what may be sent is kept to the minute, and never longer than it is. */
        private void requireWithinTheGrain(Instant until) {
            if (window.until().isAfter(until)
                    || !window.until().plus(ServiceWindow.GRAIN).isAfter(until)) {
                throw new AssertionError("The window is kept until " + window.until() + " instead of " + until);
            }
        }
    }

    private static final class Message {
        private ConversationId conversation;
        private boolean outbound;
        private Instant sentAt;
        private MessageContent content;
        private @Nullable Wamid replyTo;
        private DeliveryProgress progress;
        private Wamid wamid;
        private final List<MessageEdited> edits = new ArrayList<>();
        private final Map<String, String> reactions = new HashMap<>();
        private boolean revoked;
        private @Nullable MessageError error;

        Message(MessageReceived event) {
            conversation = event.conversationId();
            sentAt = event.sentAt();
            content = event.content();
            replyTo = event.replyTo();
            progress = DeliveryProgress.QUEUED;
            wamid = event.wamid();
        }

        Message(MessageSentElsewhere event) {
            conversation = event.conversationId();
            outbound = true;
            sentAt = event.sentAt();
            content = event.content();
            replyTo = event.replyTo();
            progress = event.progress();
            wamid = event.wamid();
        }

        List<String> versions() {
            edits.sort(Comparator.comparing(MessageEdited::editedAt)
                    .thenComparing(edit -> edit.wamid().value()));
            List<MessageContent> versions = new ArrayList<>(List.of(content));
            edits.forEach(edit -> versions.add(Contents.edited(versions.getLast(), edit.content())));
            return versions.stream().map(Folding::words).toList();
        }

        Bubble ending(String chat) {
            List<String> versions = versions();
            return new Bubble(
                    chat,
                    outbound,
                    sentAt.getEpochSecond(),
                    versions.getLast(),
                    versions.subList(0, versions.size() - 1),
                    revoked,
                    replyTo == null ? null : replyTo.value(),
                    outbound ? progress.name().toLowerCase(Locale.ROOT) : "received",
                    progress == DeliveryProgress.FAILED && error != null ? error.code() : null,
                    Map.copyOf(reactions));
        }
    }

    private void take(Object fact) {
        switch (fact) {
            case ConversationEvent event -> take(event);
            case MessageEvent event -> take(event);
            default -> throw new AssertionError("Not of a chat: " + fact);
        }
    }

    private void take(ConversationEvent fact) {
        Conversation conversation = conversations.computeIfAbsent(fact.conversationId(), id -> new Conversation());
        switch (fact) {
            case ConversationOpened event -> {
                conversation.number = event.number().value();
                conversation.contact = event.contact();
            }
            case ContactIdentified event -> conversation.contact = event.contact();
            case ServiceWindowOpened event -> conversation.window = new ServiceWindow(event.until());
            default -> throw new AssertionError("Nobody told this: " + fact);
        }
    }

    private void take(MessageEvent fact) {
        switch (fact) {
            case MessageReceived event -> {
                messages.put(event.messageId(), new Message(event));
                Conversation conversation = Objects.requireNonNull(conversations.get(event.conversationId()));
                conversation.unread++;
                if (event.sentAt().isAfter(conversation.wroteLast)) {
                    conversation.wroteLast = event.sentAt();
                }
            }
            case MessageSentElsewhere event -> messages.put(event.messageId(), new Message(event));
            case MessageEdited event -> of(event).edits.add(event);
            case MessageRevoked event -> of(event).revoked = true;
            case MessageReactedTo event ->
                of(event).reactions.put(whose(event.by()), event.emoji().value());
            case ReactionWithdrawn event -> of(event).reactions.remove(whose(event.by()));
            case MessageSent event -> reach(event, DeliveryProgress.SENT);
            case MessageDelivered event -> reach(event, DeliveryProgress.DELIVERED);
            case MessageRead event -> reach(event, DeliveryProgress.READ);
            case MessagePlayed event -> reach(event, DeliveryProgress.PLAYED);
            case MessageFailed event -> {
                reach(event, DeliveryProgress.FAILED);
                of(event).error = event.error();
            }
            default -> throw new AssertionError("Nobody told this: " + fact);
        }
    }

    private Message of(MessageEvent event) {
        return Objects.requireNonNull(messages.get(event.messageId()));
    }

    private void reach(MessageEvent event, DeliveryProgress reached) {
        of(event).progress = of(event).progress.after(reached);
    }

    private String whose(@Nullable Contact by) {
        return by == null ? Bubble.BUSINESS : key(by);
    }

    private static String key(Contact contact) {
        return contact.phone() == null
                ? Objects.requireNonNull(contact.userId()).value()
                : contact.phone().digits();
    }

    private Ending ending() {
        Map<String, Ending.Chat> chats = new HashMap<>();
        conversations.values().forEach(conversation -> {
            if (chats.put(conversation.key(), conversation.ending()) != null) {
                throw new AssertionError("Two conversations with " + conversation.key());
            }
        });
        Map<String, Bubble> bubbles = new HashMap<>();
        messages.values().forEach(message -> {
            Conversation conversation = Objects.requireNonNull(conversations.get(message.conversation));
            bubbles.put(conversation.number + " " + message.wamid, message.ending(conversation.key()));
        });
        return new Ending(chats, bubbles);
    }

    private static String words(MessageContent content) {
        return Expectation.words(
                switch (content) {
                    case MessageContent.Text(MessageText body) -> new Piece.Content.Text(body.value());
                    case MessageContent.Media media
                    when media.file() instanceof RemoteMedia remote ->
                        new Piece.Content.Image(
                                remote.id().value(),
                                media.caption() == null ? null : media.caption().value());
                    case MessageContent.Location place ->
                        new Piece.Content.Place(String.valueOf(place.latitude()), String.valueOf(place.longitude()));
                    case MessageContent.ButtonReply reply ->
                        new Piece.Content.Button(
                                String.valueOf(reply.id()), reply.title().value());
                    default -> throw new AssertionError("Nobody wrote this: " + content);
                });
    }
}
