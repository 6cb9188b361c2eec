package com.chatsphere.web.ws;

import com.chatsphere.application.Secret;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.agent.ApiTokens;
import com.chatsphere.application.agent.Sessions;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.web.login.LoggedIn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;

/**
 * All open sockets of this node. Looks every second whether the logins behind them still stand, on any node, and closes
 * those whose do not; when that cannot be found out for a while, it closes all.
 */
@Component
class OpenSockets implements SmartLifecycle {
    static final int MOST_OF_ONE_LOGIN = 5;
    static final int MOST_OF_ONE_USER = 20;
    static final int MOST = 2_000;
    private static final Duration LONGEST_UNCHECKED = Duration.ofSeconds(10);
    private static final CloseStatus CANNOT_CHECK = new CloseStatus(1013, "come back");
    private static final Logger log = LoggerFactory.getLogger(OpenSockets.class);

    private final Sessions sessions;
    private final ApiTokens apiTokens;
    private final Set<OpenSocket> open = ConcurrentHashMap.newKeySet();
    private ScheduledExecutorService clockwork = idle();
    private volatile boolean running;
    private long lastChecked = System.nanoTime();

    OpenSockets(Sessions sessions, ApiTokens apiTokens) {
        this.sessions = sessions;
        this.apiTokens = apiTokens;
    }

    /** Whether one more socket of this login is welcome. */
    boolean haveRoomFor(LoggedIn login) {
        AgentId user = login.user().id();
        return open.size() < MOST
                && count(socket -> sameToken(socket.login(), login)) < MOST_OF_ONE_LOGIN
                && count(socket -> socket.user().id().equals(user)) < MOST_OF_ONE_USER;
    }

    /** Takes a socket in, or refuses it when others were faster. */
    boolean add(OpenSocket socket) {
        synchronized (open) {
            return haveRoomFor(socket.login()) && open.add(socket);
        }
    }

    void remove(OpenSocket socket) {
        open.remove(socket);
    }

    /** Closes the sockets whose logins have ended, were switched off, or changed their role. */
    void check() {
        if (open.isEmpty()) {
            lastChecked = System.nanoTime();
            return;
        }
        try {
            Map<String, Accounts.Account> bySession = sessions.standing(tokens(LoggedIn::bySession));
            Map<String, Accounts.Account> byToken = apiTokens.standing(tokens(login -> !login.bySession()));
            lastChecked = System.nanoTime();
            for (OpenSocket socket : open) {
                LoggedIn login = socket.login();
                Accounts.Account account = (login.bySession() ? bySession : byToken)
                        .get(login.token().reveal());
                if (account == null || account.role() != socket.user().role()) {
                    socket.close(OpenSocket.LOGGED_OUT);
                }
            }
        } catch (RuntimeException unavailable) {
            log.warn("Logins of open sockets cannot be checked now: {}", unavailable.toString());
            if (System.nanoTime() - lastChecked > LONGEST_UNCHECKED.toNanos()) {
                open.forEach(socket -> socket.close(CANNOT_CHECK));
            }
        }
    }

    private List<String> tokens(Predicate<LoggedIn> whose) {
        return open.stream()
                .map(OpenSocket::login)
                .filter(whose)
                .map(LoggedIn::token)
                .map(Secret::reveal)
                .distinct()
                .collect(Collectors.toList());
    }

    private long count(Predicate<OpenSocket> which) {
        return open.stream().filter(which).count();
    }

    private static boolean sameToken(LoggedIn one, LoggedIn other) {
        return one.token().reveal().equals(other.token().reveal());
    }

    @Override
    public void start() {
        clockwork = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("sockets").factory());
        clockwork.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
        clockwork.scheduleWithFixedDelay(() -> open.forEach(OpenSocket::ping), 30, 30, TimeUnit.SECONDS);
        running = true;
    }

    @Override
    public void stop() {
        clockwork.shutdownNow();
        open.forEach(socket -> socket.close(CloseStatus.GOING_AWAY));
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private static ScheduledExecutorService idle() {
        ScheduledExecutorService none = Executors.newSingleThreadScheduledExecutor();
        none.shutdown();
        return none;
    }
}
