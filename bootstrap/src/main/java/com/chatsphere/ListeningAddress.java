package com.chatsphere;

import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Where this process listens, known once it does. */
@Component
class ListeningAddress implements ApplicationListener<WebServerInitializedEvent>, Supplier<URI> {
    private static final String MANAGEMENT = "management";

    private volatile @Nullable Integer port;

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if (!MANAGEMENT.equals(event.getApplicationContext().getServerNamespace())) {
            port = event.getWebServer().getPort();
        }
    }

    /** As this machine reaches it, whatever else it may be called outside. */
    @Override
    public URI get() {
        Integer known = port;
        if (known == null) {
            throw new IllegalStateException("not listening yet");
        }
        return URI.create("http://127.0.0.1:" + known);
    }
}
