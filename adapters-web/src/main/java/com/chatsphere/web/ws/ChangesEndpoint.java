package com.chatsphere.web.ws;

import com.chatsphere.application.Queries;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.live.Change;
import com.chatsphere.application.live.LiveChanges;
import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MessageId;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.util.UriComponentsBuilder;

/** {@code /ws}: tells scripts what changes, in the shapes of the REST API. */
@Component
class ChangesEndpoint implements SocketEndpoint, SmartLifecycle {
    private static final int MOST_MISSED = 500;
    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,18}");
    private static final CloseStatus BAD_AFTER = CloseStatus.POLICY_VIOLATION.withReason("after has to be a number");
    private static final CloseStatus TRY_AGAIN = CloseStatus.SERVICE_OVERLOAD.withReason("come back");
    private static final Logger log = LoggerFactory.getLogger(ChangesEndpoint.class);

    private final LiveChanges live;
    private final Queries queries;
    private final MediaAddresses addresses;
    private final PinnedConversations pinned;
    private final Map<OpenSocket, Listener> listeners = new ConcurrentHashMap<>();
    private volatile boolean running;

    ChangesEndpoint(LiveChanges live, Queries queries, MediaAddresses addresses, Clock clock) {
        this.live = live;
        this.queries = queries;
        this.addresses = addresses;
        this.pinned = new PinnedConversations(queries, clock);
    }

    @Override
    public String path() {
        return "/ws";
    }

    /**
     * Takes a listener in before it looks up what was missed; what happens in between is held back, and told after that, if it
     * was not part of it. So there is neither a gap nor a pause for the others.
     */
    @Override
    public void opened(OpenSocket socket, URI address) {
        String after =
                UriComponentsBuilder.fromUri(address).build().getQueryParams().getFirst("after");
        if (after != null && !SEQUENCE.matcher(after).matches()) {
            socket.close(BAD_AFTER);
            return;
        }
        Listener listener = new Listener(socket);
        listeners.put(socket, listener);
        try {
            listener.begin(after == null ? List.of() : missed(Long.parseLong(after)), pinned);
        } catch (RuntimeException unavailable) {
            log.warn("What a socket missed cannot be told now: {}", unavailable.toString());
            socket.close(TRY_AGAIN);
        }
    }

    @Override
    public void closed(OpenSocket socket) {
        listeners.remove(socket);
    }

    private List<Frame> missed(long after) {
        return switch (live.since(after, MOST_MISSED)) {
            case LiveChanges.CatchUp.Missed missed -> frames(missed.changes());
            case LiveChanges.CatchUp.Reset reset -> List.of(Frame.reset(reset.latest()));
        };
    }

    private void tell(List<Change> changes) {
        if (listeners.isEmpty()) {
            return;
        }
        List<Frame> frames;
        try {
            frames = frames(changes);
        } catch (RuntimeException unavailable) {
            // whoever comes back with the last sequence they saw is told what is left out here
            log.warn("Changes cannot be told now: {}", unavailable.toString());
            listeners.keySet().forEach(socket -> socket.close(TRY_AGAIN));
            return;
        }
        listeners.values().forEach(listener -> listener.tell(frames, pinned));
    }

    /** Every entity is looked up once, however often it changed. */
    private List<Frame> frames(List<Change> changes) {
        List<MessageId> messageIds = new ArrayList<>();
        List<ConversationId> conversationIds = new ArrayList<>();
        for (Change change : changes) {
            if (change.kind() == Change.Kind.CONVERSATION_CHANGED) {
                conversationIds.add(change.conversationId());
            } else if (change.kind() != Change.Kind.MESSAGE_DELETED && change.messageId() != null) {
                messageIds.add(change.messageId());
            }
        }
        Map<MessageId, Transcript.Entry> messages = messageIds.isEmpty()
                ? Map.of()
                : byId(
                        queries.ask(new Transcript.Several(
                                messageIds.stream().distinct().toList())),
                        Transcript.Entry::id);
        Map<ConversationId, Inbox.Row> conversations = conversationIds.isEmpty()
                ? Map.of()
                : byId(
                        queries.ask(new Inbox.Several(
                                conversationIds.stream().distinct().toList())),
                        Inbox.Row::id);
        List<Frame> frames = new ArrayList<>();
        for (Change change : changes) {
            frames.add(frame(change, messages, conversations));
        }
        return frames;
    }

    /** What became of it since may be the opposite: what is not found is gone. */
    private Frame frame(
            Change change, Map<MessageId, Transcript.Entry> messages, Map<ConversationId, Inbox.Row> conversations) {
        long sequence = change.sequence();
        if (change.kind() == Change.Kind.CONVERSATION_CHANGED) {
            Inbox.@Nullable Row row = conversations.get(change.conversationId());
            return row == null
                    ? Frame.conversationDeleted(sequence, change.conversationId())
                    : Frame.conversationChanged(sequence, row);
        }
        Transcript.@Nullable Entry entry = change.messageId() == null ? null : messages.get(change.messageId());
        if (entry == null) {
            return Frame.messageDeleted(sequence, change);
        }
        return change.kind() == Change.Kind.MESSAGE_STATUS
                ? Frame.status(sequence, entry)
                : Frame.message(sequence, change.kind(), entry, addresses);
    }

    private static <I, E> Map<I, E> byId(List<E> entities, Function<E, I> id) {
        return entities.stream().collect(Collectors.toMap(id, Function.identity(), (one, _) -> one));
    }

    @Override
    public void start() {
        live.follow(this::tell);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** One socket, and where it is in the order of all changes. */
    private static final class Listener {
        private final OpenSocket socket;
        private final List<Frame> heldBack = new ArrayList<>();
        private boolean begun;
        private OptionalLong told = OptionalLong.empty();

        Listener(OpenSocket socket) {
            this.socket = socket;
        }

        synchronized void begin(List<Frame> missed, PinnedConversations pinned) {
            begun = true;
            send(missed, pinned);
            send(heldBack, pinned);
            heldBack.clear();
        }

        synchronized void tell(List<Frame> frames, PinnedConversations pinned) {
            if (begun) {
                send(frames, pinned);
            } else {
                heldBack.addAll(frames);
            }
        }

        private void send(List<Frame> frames, PinnedConversations pinned) {
            for (Frame frame : frames) {
                if (told.isEmpty() || frame.sequence() > told.getAsLong()) {
                    told = OptionalLong.of(frame.sequence());
                    socket.send(frame.text(
                            () -> pinned.of(socket.user().id()), socket.login().token()));
                }
            }
        }
    }
}
