package com.chatsphere.security;

/** Who gets in. */
enum Access {
    /** Everybody. */
    PUBLIC,
    /** Whoever signs the body with a secret we know; the controller checks it. */
    SIGNED,
    /** Whoever has a token of the sandbox's own; its controller checks it. */
    SANDBOX_TOKEN,
    /** Every user who is logged in. */
    AGENT,
    /** Administrators. */
    ADMIN;

    /** Whether browsers of users call it, so that other sites could make them. */
    boolean isForBrowsers() {
        return this != SIGNED && this != SANDBOX_TOKEN;
    }
}
