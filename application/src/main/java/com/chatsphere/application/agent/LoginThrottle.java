package com.chatsphere.application.agent;

import java.time.Duration;

/** Need: counts failed logins for all nodes together, so that passwords cannot be tried out. */
public interface LoginThrottle {
    /** How long this user name from this address has to wait before the next try; zero if not at all. */
    Duration waitFor(String username, String address);

    void failed(String username, String address);

    /** Forgives the user name; the address keeps its count. */
    void succeeded(String username, String address);
}
