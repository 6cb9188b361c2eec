package com.chatsphere.web.ws;

import com.chatsphere.web.login.LoggedIn;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** What happens on the sockets of one endpoint, kept within limits. */
class SocketEvents extends AbstractWebSocketHandler {
    static final int LONGEST_TEXT = 64 * 1024;
    static final int MOST_TEXTS_A_MINUTE = 100;
    private static final CloseStatus FULL = CloseStatus.POLICY_VIOLATION.withReason("too many sockets");
    private static final CloseStatus TOO_MANY = CloseStatus.POLICY_VIOLATION.withReason("too many messages");
    private static final CloseStatus NO_BINARY = CloseStatus.NOT_ACCEPTABLE.withReason("text only");
    private static final long LONGEST_SEND_MILLIS = Duration.ofSeconds(10).toMillis();
    private static final Logger log = LoggerFactory.getLogger(SocketEvents.class);

    private final SocketEndpoint endpoint;
    private final OpenSockets open;
    private final Map<String, Connected> connected = new ConcurrentHashMap<>();

    SocketEvents(SocketEndpoint endpoint, OpenSockets open) {
        this.endpoint = endpoint;
        this.open = open;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(LONGEST_TEXT);
        session.setBinaryMessageSizeLimit(1);
        limitSending(session);
        var login = (LoggedIn) Objects.requireNonNull(session.getAttributes().get(LoggedIn.class.getName()));
        var socket = new OpenSocket(session, login);
        if (!open.add(socket)) {
            socket.close(FULL);
            return;
        }
        connected.put(session.getId(), new Connected(socket));
        endpoint.opened(socket, Objects.requireNonNullElse(session.getUri(), URI.create(endpoint.path())));
        if (!session.isOpen()) {
            endpoint.closed(socket); // it may have been closed before the endpoint knew it
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        Connected here = connected.get(session.getId());
        if (here == null) {
            return;
        }
        here.socket.showsLife();
        if (here.isOverLimit()) {
            here.socket.close(TOO_MANY);
        } else {
            endpoint.received(here.socket, message.getPayload());
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        Connected here = connected.get(session.getId());
        if (here != null) {
            here.socket.close(NO_BINARY);
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession session, PongMessage message) {
        Connected here = connected.get(session.getId());
        if (here != null) {
            here.socket.showsLife();
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
        log.debug("Socket {} failed", session.getId(), failure);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        Connected here = connected.remove(session.getId());
        if (here != null) {
            open.remove(here.socket);
            here.socket.close(status);
            endpoint.closed(here.socket);
        }
    }

    /** Tomcat gives a browser that has stopped reading 20 seconds for one message; ours may be given up sooner. */
    private static void limitSending(WebSocketSession session) {
        if (session instanceof NativeWebSocketSession wrapper) {
            jakarta.websocket.@Nullable Session standard = wrapper.getNativeSession(jakarta.websocket.Session.class);
            if (standard != null) {
                standard.getUserProperties()
                        .put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", LONGEST_SEND_MILLIS);
            }
        }
    }

    /** A socket and how much it has said lately; told by one thread at a time. */
    private static final class Connected {
        private static final long MINUTE = Duration.ofMinutes(1).toNanos();

        private final OpenSocket socket;
        private long minuteBegan = System.nanoTime();
        private int textsThisMinute;

        Connected(OpenSocket socket) {
            this.socket = socket;
        }

        boolean isOverLimit() {
            long now = System.nanoTime();
            if (now - minuteBegan > MINUTE) {
                minuteBegan = now;
                textsThisMinute = 0;
            }
            return ++textsThisMinute > MOST_TEXTS_A_MINUTE;
        }
    }
}
