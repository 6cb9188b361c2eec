package com.chatsphere.meta.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * What the sandbox has to be told.
 *
 * @param folder its own, for what it has to remember
 * @param realCredentials whether any real credential of Meta's is set: then it does not start
 * @param ownAddress of this application as it reaches itself; asked for only once the application listens
 * @param weather between the business and Meta
 */
public record SandboxSettings(Path folder, boolean realCredentials, Supplier<URI> ownAddress, Weather weather) {
    /** Here nobody listens. */
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    public SandboxSettings(Path folder, boolean realCredentials, Supplier<URI> ownAddress) {
        this(folder, realCredentials, ownAddress, new Weather());
    }

    /** Where the stand-in for the Graph API is, unless the weather takes it away. */
    public URI graphAddress() {
        return weather.strikes(Weather.Kind.UNREACHABLE) == null ? own("/sandbox/graph") : NOWHERE;
    }

    URI webhookAddress() {
        return own("/webhook/meta");
    }

    private URI own(String path) {
        String address = ownAddress.get().toString();
        return URI.create((address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + path);
    }
}
