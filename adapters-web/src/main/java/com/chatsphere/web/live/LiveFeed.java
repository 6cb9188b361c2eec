package com.chatsphere.web.live;

import com.chatsphere.application.live.Change;
import com.chatsphere.application.live.LiveChanges;
import com.chatsphere.web.ws.OpenSocket;
import com.chatsphere.web.ws.SocketEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Tells open pages what changed.
 *
 * <p>A frame is the sequence it brings a page up to, a line break, and operations on the page as {@code <template>} elements;
 * a frame without operations is a sign of life. A page says {@code ?after=<sequence>} when it connects and gets what it
 * missed; it may send {@code ?} to see whether we are there, and {@code ?<sequence>} to be told everything since then again.
 */
@Component
class LiveFeed implements SocketEndpoint, SmartInitializingSingleton, DisposableBean {
    static final int MOST_CHANGES = 5_000;
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);
    private static final String CAUGHT_UP = "<template data-op=\"caught-up\"></template>";
    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);

    private final LiveChanges changes;
    private final LiveFragments fragments;
    private final Map<OpenSocket, Listener> listeners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("live-feed").factory());
    private volatile long told;

    LiveFeed(LiveChanges changes, LiveFragments fragments) {
        this.changes = changes;
        this.fragments = fragments;
    }

    @Override
    public void afterSingletonsInstantiated() {
        told = changes.follow(this::tell);
        clockwork.scheduleWithFixedDelay(this::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        clockwork.shutdownNow();
    }

    @Override
    public String path() {
        return "/live";
    }

    @Override
    public void opened(OpenSocket socket, URI address) {
        Listener listener = new Listener(socket);
        listeners.put(socket, listener);
        String after =
                UriComponentsBuilder.fromUri(address).build().getQueryParams().getFirst("after");
        catchUp(socket, sequence(after), listener::begin);
    }

    @Override
    public void received(OpenSocket socket, String text) {
        Listener listener = listeners.get(socket);
        if (listener == null || !text.startsWith("?")) {
            return;
        }
        if (text.length() == 1) {
            listener.tell(told + "\n");
        } else {
            catchUp(socket, sequence(text.substring(1)), listener::tell);
        }
    }

    @Override
    public void closed(OpenSocket socket) {
        listeners.remove(socket);
    }

    void beat() {
        listeners.values().forEach(listener -> listener.tell(told + "\n"));
    }

    /** Renders once for all; whoever cannot be told now has to come back and catch up. */
    void tell(List<Change> batch) {
        long sequence = batch.getLast().sequence();
        try {
            if (!listeners.isEmpty()) {
                String frame = sequence + "\n" + fragments.render(batch);
                listeners.values().forEach(listener -> listener.tell(frame));
            }
        } catch (RuntimeException unavailable) {
            log.warn("Open pages cannot be told what changed, they will catch up", unavailable);
            listeners.keySet().forEach(socket -> socket.close(CloseStatus.SERVICE_RESTARTED));
        } finally {
            told = sequence;
        }
    }

    private void catchUp(OpenSocket socket, long after, Consumer<String> answer) {
        try {
            answer.accept(missedSince(after));
        } catch (RuntimeException unavailable) {
            log.warn("A page cannot catch up now, it will try again", unavailable);
            socket.close(CloseStatus.SERVICE_RESTARTED);
        }
    }

    private String missedSince(long after) {
        return switch (changes.since(after, MOST_CHANGES)) {
            case LiveChanges.CatchUp.Reset(long latest) -> latest + "\n" + fragments.reset() + CAUGHT_UP;
            case LiveChanges.CatchUp.Missed(List<Change> missed) when missed.isEmpty() -> after + "\n" + CAUGHT_UP;
            case LiveChanges.CatchUp.Missed(List<Change> missed) ->
                missed.getLast().sequence() + "\n" + fragments.render(missed) + CAUGHT_UP;
        };
    }

    private static long sequence(@Nullable String text) {
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            return -1;
        }
    }
}
