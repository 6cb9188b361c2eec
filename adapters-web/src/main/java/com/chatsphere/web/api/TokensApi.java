package com.chatsphere.web.api;

import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.agent.ApiTokens;
import com.chatsphere.web.login.LoggedIn;
import com.chatsphere.web.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API tokens of whoever asks. */
@RestController
class TokensApi {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_TOKENS = 50;

    private final ApiTokens tokens;

    TokensApi(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/api/tokens")
    Items index(@AuthenticationPrincipal Accounts.Account user) {
        return new Items(tokens.of(user.id()).stream().map(Token::of).toList());
    }

    /** Makes a token; not by token, so that one that leaked cannot have descendants. */
    @PostMapping("/api/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    NewToken create(@RequestBody Wish wish, LoggedIn login) {
        if (!login.bySession()) {
            throw new Problem(HttpStatus.FORBIDDEN, "session_required", "Log in with your password to make a token.");
        }
        String name = wish.name() == null ? "" : wish.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw Problem.badRequest("invalid_name", "name has to have 1 to %d characters.".formatted(LONGEST_NAME));
        }
        if (tokens.of(login.user().id()).size() >= MOST_TOKENS) {
            throw new Problem(
                    HttpStatus.CONFLICT, "too_many_tokens", "You have %d tokens; revoke some.".formatted(MOST_TOKENS));
        }
        return NewToken.of(tokens.create(login.user().id(), name));
    }

    @DeleteMapping("/api/tokens/{id}")
    ResponseEntity<Void> revoke(@PathVariable String id, @AuthenticationPrincipal Accounts.Account user) {
        if (!tokens.revoke(user.id(), Ids.uuid("the token's id", id))) {
            throw Problem.notFound("Token not found.");
        }
        return ResponseEntity.noContent().build();
    }

    /** What a token is to be called. */
    record Wish(@Nullable String name) {}

    /** All of a user's tokens. */
    record Items(List<Token> items) {}

    /** A token without its secret. */
    record Token(
            UUID id,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {
        static Token of(ApiTokens.ApiToken token) {
            return new Token(token.id(), token.name(), token.createdAt(), token.lastUsedAt());
        }
    }

    /** A token with its secret, told this once. */
    record NewToken(UUID id, String name, Instant createdAt, String token) {
        static NewToken of(ApiTokens.Created created) {
            ApiTokens.ApiToken token = created.token();
            return new NewToken(token.id(), token.name(), token.createdAt(), created.secret());
        }

        @Override
        public String toString() {
            return "NewToken[" + id + "]";
        }
    }
}
