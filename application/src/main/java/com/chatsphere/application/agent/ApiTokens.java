package com.chatsphere.application.agent;

import com.chatsphere.domain.agent.AgentId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Need: personal tokens with which scripts act as their owner. Only a digest of a token is kept. */
public interface ApiTokens {
    /** Begins every token, so that one that leaked is recognised by people and scanners. */
    String PREFIX = "csp_";

    /** Makes a token of {@link #PREFIX} and 256 random bits in base64url. */
    Created create(AgentId owner, String name);

    /** An owner's tokens, the latest first. */
    List<ApiToken> of(AgentId owner);

    /** The owner of this token, unless it was revoked or they are switched off; counts as use of the token. */
    Optional<Accounts.Account> find(String token);

    /** Those of these tokens that still hold, with their owners; does not count as use. */
    Map<String, Accounts.Account> standing(Collection<String> tokens);

    /** Revokes a token of this owner; false if they have none of that id. */
    boolean revoke(AgentId owner, UUID id);

    /** What is shown of a token. */
    record ApiToken(
            UUID id,
            String name,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /** A new token, with the secret that is told this once. */
    record Created(ApiToken token, String secret) {
        @Override
        public String toString() {
            return "Created[" + token.id() + "]";
        }
    }
}
