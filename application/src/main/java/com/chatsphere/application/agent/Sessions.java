package com.chatsphere.application.agent;

import com.chatsphere.domain.agent.AgentId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Need: logged-in browsers and scripts, known to every node. Only a digest of the token is kept. */
public interface Sessions {
    Duration IDLE = Duration.ofMinutes(60);
    Duration LONGEST = Duration.ofHours(12);

    /** Begins a session and returns its token: 256 random bits in base64url, told this once. */
    String begin(AgentId agent, String userAgent);

    /**
     * The user whose session this token names, unless it has ended, was idle for {@link #IDLE}, is older than {@link
     * #LONGEST}, or the user is switched off; counts as use of the session.
     */
    Optional<Accounts.Account> find(String token);

    /** Those of these tokens whose sessions have not ended, with their users; does not count as use, for open sockets. */
    Map<String, Accounts.Account> standing(Collection<String> tokens);

    void end(String token);
}
