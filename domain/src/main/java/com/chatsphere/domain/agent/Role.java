package com.chatsphere.domain.agent;

/** What a user of the inbox may do; in the outside face {@code user} and {@code admin}. */
public enum Role {
    USER,
    ADMIN
}
