package com.chatsphere.web.login;

import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.agent.LoginThrottle;
import com.chatsphere.application.agent.Sessions;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Lets people in and out, by page and by API alike. */
@Component
public class Login {
    private static final int LONGEST_NAME = 50;
    private static final int LONGEST_USER_AGENT = 200;
    private static final Logger log = LoggerFactory.getLogger(Login.class);

    private final Accounts accounts;
    private final Sessions sessions;
    private final LoginThrottle throttle;
    private final Passwords passwords;
    private final SessionCookie cookie;

    Login(Accounts accounts, Sessions sessions, LoginThrottle throttle, Passwords passwords, SessionCookie cookie) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.throttle = throttle;
        this.passwords = passwords;
        this.cookie = cookie;
    }

    /**
     * Begins a session, if name and password are right and the user is not switched off; which of these was wrong is not
     * told, neither in words nor by the time it takes.
     *
     * @throws Problem when there were too many tries
     */
    public Optional<Accounts.Account> enter(
            String username, String password, HttpServletRequest request, HttpServletResponse response) {
        String name = username.length() > LONGEST_NAME ? username.substring(0, LONGEST_NAME) : username;
        String address = request.getRemoteAddr();
        Duration wait = throttle.waitFor(name, address);
        if (wait.isPositive()) {
            throw Problem.tooManyRequests(wait);
        }
        Optional<Accounts.Account> account = accounts.named(username);
        if (!matches(password, account)
                || !account.map(Accounts.Account::active).orElse(false)) {
            throttle.failed(name, address);
            log.info("A login was refused");
            return Optional.empty();
        }
        throttle.succeeded(name, address);
        account.ifPresent(known -> {
            if (passwords.isOutdated(known.passwordHash())) {
                accounts.rehash(known.id(), passwords.hash(password));
            }
            cookie.read(request).ifPresent(old -> sessions.end(old.reveal()));
            cookie.write(request, response, sessions.begin(known.id(), userAgent(request)));
            log.info("User {} logged in", known.id());
        });
        return account;
    }

    /** Ends the session the request came with, and has the browser forget what it kept. */
    public void leave(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).ifPresent(token -> sessions.end(token.reveal()));
        cookie.expire(request, response);
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
    }

    private boolean matches(String password, Optional<Accounts.Account> account) {
        try {
            return passwords.matches(
                    password, account.map(Accounts.Account::passwordHash).orElse(null));
        } catch (Passwords.Busy busy) {
            throw Problem.tooManyRequests(Duration.ofSeconds(2));
        }
    }

    private static String userAgent(HttpServletRequest request) {
        String given = request.getHeader(HttpHeaders.USER_AGENT);
        String visible = given == null ? "" : given.replaceAll("[^\\x20-\\x7e]", "?");
        return visible.length() > LONGEST_USER_AGENT ? visible.substring(0, LONGEST_USER_AGENT) : visible;
    }
}
