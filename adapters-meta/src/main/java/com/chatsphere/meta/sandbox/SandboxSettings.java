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
 */
public record SandboxSettings(Path folder, boolean realCredentials, Supplier<URI> ownAddress) {
    /** Where the stand-in for the Graph API is. */
    public URI graphAddress() {
        return own("/sandbox/graph");
    }

    URI webhookAddress() {
        return own("/webhook/meta");
    }

    private URI own(String path) {
        String address = ownAddress.get().toString();
        return URI.create((address.endsWith("/") ? address.substring(0, address.length() - 1) : address) + path);
    }
}
