package com.chatsphere.application.agent;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.domain.agent.Username;
import java.util.Optional;

/** Need: who may log in. Strictly consistent; usernames are unique. */
public interface Accounts {
    boolean isEmpty();

    /** Keeps the password hash of a user, in the transaction that registers them. */
    void open(AgentId agent, Username username, Role role, String passwordHash);

    Optional<Account> named(String username);

    Optional<Account> of(AgentId agent);

    void rehash(AgentId agent, String passwordHash);

    /** A user's login. */
    record Account(AgentId id, Username username, Role role, String passwordHash, boolean active) {
        @Override
        public String toString() {
            return "Account[" + id + ", " + role + "]";
        }
    }
}
