package com.chatsphere.domain.agent;

import java.util.UUID;

/** Names one user of the inbox. */
public record AgentId(UUID value) {
    public static AgentId of(String text) {
        return new AgentId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
