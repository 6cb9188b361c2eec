package com.chatsphere.security;

import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.agent.ApiTokens;
import com.chatsphere.application.agent.LoginThrottle;
import com.chatsphere.application.agent.Sessions;
import com.chatsphere.domain.DerivedUuid;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.domain.agent.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Users, their sessions, their tokens and their failed logins in memory. */
final class FakeLogins implements Accounts {
    private final Map<AgentId, Account> accounts = new ConcurrentHashMap<>();
    final Map<String, AgentId> sessionTokens = new ConcurrentHashMap<>();
    private final Map<String, AgentId> apiTokenOwners = new ConcurrentHashMap<>();
    private final Map<UUID, ApiTokens.Created> created = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    volatile boolean isAway;

    AgentId user(String name, Role role, String passwordHash) {
        AgentId id = new AgentId(DerivedUuid.of(name));
        open(id, new Username(name), role, passwordHash);
        return id;
    }

    void switchOff(AgentId id) {
        accounts.computeIfPresent(
                id, (_, old) -> new Account(id, old.username(), old.role(), old.passwordHash(), false));
    }

    @Override
    public boolean isEmpty() {
        return accounts.isEmpty();
    }

    @Override
    public void open(AgentId agent, Username username, Role role, String passwordHash) {
        accounts.put(agent, new Account(agent, username, role, passwordHash, true));
    }

    @Override
    public Optional<Account> named(String username) {
        return accounts.values().stream()
                .filter(account -> account.username().value().equals(username))
                .findFirst();
    }

    @Override
    public Optional<Account> of(AgentId agent) {
        return Optional.ofNullable(accounts.get(agent));
    }

    @Override
    public void rehash(AgentId agent, String passwordHash) {}

    private Map<String, Account> standing(Map<String, AgentId> owners, Collection<String> tokens) {
        return tokens.stream()
                .filter(token -> find(owners, token).isPresent())
                .collect(Collectors.toMap(
                        token -> token, token -> find(owners, token).orElseThrow()));
    }

    private Optional<Account> find(Map<String, AgentId> owners, String token) {
        if (isAway) {
            throw new IllegalStateException(new java.sql.SQLTransientConnectionException("no connection"));
        }
        return Optional.ofNullable(owners.get(token)).flatMap(this::of).filter(Account::active);
    }

    Sessions sessions() {
        return new Sessions() {
            @Override
            public String begin(AgentId agent, String userAgent) {
                String token = "session-" + UUID.randomUUID();
                sessionTokens.put(token, agent);
                return token;
            }

            @Override
            public Optional<Account> find(String token) {
                return FakeLogins.this.find(sessionTokens, token);
            }

            @Override
            public Map<String, Account> standing(Collection<String> tokens) {
                return FakeLogins.this.standing(sessionTokens, tokens);
            }

            @Override
            public void end(String token) {
                sessionTokens.remove(token);
            }
        };
    }

    ApiTokens apiTokens() {
        return new ApiTokens() {
            @Override
            public Created create(AgentId owner, String name) {
                String secret = PREFIX + UUID.randomUUID();
                Created token = new Created(new ApiToken(UUID.randomUUID(), name, Instant.EPOCH, null), secret);
                apiTokenOwners.put(secret, owner);
                created.put(token.token().id(), token);
                return token;
            }

            @Override
            public List<ApiToken> of(AgentId owner) {
                List<ApiToken> tokens = new ArrayList<>();
                created.values().stream()
                        .filter(token -> owner.equals(apiTokenOwners.get(token.secret())))
                        .forEach(token -> tokens.add(token.token()));
                return tokens;
            }

            @Override
            public Optional<Account> find(String token) {
                return FakeLogins.this.find(apiTokenOwners, token);
            }

            @Override
            public Map<String, Account> standing(Collection<String> tokens) {
                return FakeLogins.this.standing(apiTokenOwners, tokens);
            }

            @Override
            public boolean revoke(AgentId owner, UUID id) {
                Created token = created.get(id);
                return token != null && apiTokenOwners.remove(token.secret(), owner);
            }
        };
    }

    LoginThrottle throttle() {
        return new LoginThrottle() {
            @Override
            public Duration waitFor(String username, String address) {
                return failures.getOrDefault(username, 0) >= 5 ? Duration.ofMinutes(15) : Duration.ZERO;
            }

            @Override
            public void failed(String username, String address) {
                failures.merge(username, 1, Integer::sum);
            }

            @Override
            public void succeeded(String username, String address) {
                failures.remove(username);
            }
        };
    }
}
