package com.chatsphere.web.api;

import com.chatsphere.application.agent.Accounts;
import com.chatsphere.web.login.Login;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Logging in and out by script. */
@RestController
class SessionApi {
    private final Login login;

    SessionApi(Login login) {
        this.login = login;
    }

    @PostMapping("/api/login")
    User enter(@RequestBody Credentials given, HttpServletRequest request, HttpServletResponse response) {
        if (given.username() == null || given.password() == null) {
            throw Problem.badRequest("missing_field", "username and password are required.");
        }
        return login.enter(given.username(), given.password(), request, response)
                .map(User::of)
                .orElseThrow(() ->
                        new Problem(HttpStatus.UNAUTHORIZED, "invalid_credentials", "Invalid username or password."));
    }

    @PostMapping("/api/logout")
    Done leave(HttpServletRequest request, HttpServletResponse response) {
        login.leave(request, response);
        return Done.OK;
    }

    @GetMapping("/api/user")
    User show(@AuthenticationPrincipal Accounts.Account user) {
        return User.of(user);
    }

    /** What logging in takes. */
    record Credentials(@Nullable String username, @Nullable String password) {
        @Override
        public String toString() {
            return "Credentials[…]";
        }
    }

    /** A user as scripts see themselves. */
    record User(UUID id, String username, String role) {
        static User of(Accounts.Account account) {
            return new User(
                    account.id().value(),
                    account.username().value(),
                    account.role().name().toLowerCase(Locale.ROOT));
        }
    }
}
