package com.chatsphere.web.ws;

import com.chatsphere.application.agent.Accounts;
import com.chatsphere.web.login.LoggedIn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * A socket of somebody who is logged in. Whoever sends never waits: a thread of the socket's own does, and a socket that
 * takes too little in too long is closed, to come back and catch up.
 */
public final class OpenSocket {
    /** Logged out, switched off, or the session ran out. */
    public static final CloseStatus LOGGED_OUT = new CloseStatus(4401, "logged out");

    /** The other side reads too slowly; it may come back and catch up. */
    public static final CloseStatus TOO_SLOW = CloseStatus.SERVICE_OVERLOAD.withReason("too slow, come back");

    static final int MOST_WAITING_BYTES = 256 * 1024;
    private static final Duration SILENCE_BEFORE_DEATH = Duration.ofSeconds(90);
    private static final Logger log = LoggerFactory.getLogger(OpenSocket.class);

    private final WebSocketSession session;
    private final LoggedIn login;
    private final Deque<Parcel> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int waitingBytes;
    private @Nullable CloseStatus ending;
    private volatile long lastSignOfLife = System.nanoTime();

    OpenSocket(WebSocketSession session, LoggedIn login) {
        this.session = session;
        this.login = login;
        Thread.ofVirtual().name("socket-" + session.getId()).start(this::sendUntilClosed);
    }

    public Accounts.Account user() {
        return login.user();
    }

    LoggedIn login() {
        return login;
    }

    /** Puts text in line; closes the socket when too much is waiting already. */
    public void send(String text) {
        enqueue(new Parcel(new TextMessage(text), text.getBytes(StandardCharsets.UTF_8).length));
    }

    /** Closes the socket without sending what is waiting. */
    public void close(CloseStatus status) {
        lock.lock();
        try {
            if (ending == null) {
                ending = status;
                waiting.clear();
                waitingBytes = 0;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void ping() {
        if (System.nanoTime() - lastSignOfLife > SILENCE_BEFORE_DEATH.toNanos()) {
            close(CloseStatus.SESSION_NOT_RELIABLE);
        } else {
            enqueue(new Parcel(new PingMessage(ByteBuffer.allocate(0)), 0));
        }
    }

    void showsLife() {
        lastSignOfLife = System.nanoTime();
    }

    private void enqueue(Parcel parcel) {
        lock.lock();
        try {
            if (ending != null) {
                return;
            }
            if (waitingBytes + parcel.bytes() > MOST_WAITING_BYTES) {
                close(TOO_SLOW);
                return;
            }
            waiting.add(parcel);
            waitingBytes += parcel.bytes();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void sendUntilClosed() {
        try {
            WebSocketMessage<?> next = take();
            while (next != null) {
                session.sendMessage(next);
                next = take();
            }
        } catch (IOException | IllegalStateException gone) {
            log.debug("Socket {} is gone", session.getId(), gone);
            close(CloseStatus.SESSION_NOT_RELIABLE);
        } catch (InterruptedException interrupted) {
            close(CloseStatus.GOING_AWAY);
            Thread.currentThread().interrupt();
        }
        end();
    }

    /** The next message, or null when the socket is to be closed. */
    private @Nullable WebSocketMessage<?> take() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && ending == null) {
                changed.await();
            }
            Parcel next = ending == null ? waiting.poll() : null;
            if (next == null) {
                return null;
            }
            waitingBytes -= next.bytes();
            return next.message();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        CloseStatus status;
        lock.lock();
        try {
            status = ending == null ? CloseStatus.NORMAL : ending;
        } finally {
            lock.unlock();
        }
        try {
            session.close(status);
        } catch (IOException gone) {
            log.debug("Socket {} was gone already", session.getId(), gone);
        }
    }

    private record Parcel(WebSocketMessage<?> message, int bytes) {}
}
