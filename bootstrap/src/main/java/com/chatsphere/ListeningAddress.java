package com.chatsphere;

import com.chatsphere.settings.Settings;
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

    private final Settings settings;
    private volatile @Nullable Integer port;

    ListeningAddress(Settings settings) {
        this.settings = settings;
    }

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
        return URI.create("http://" + host() + ":" + known);
    }

    /** One that listens everywhere listens on the loopback address as well. */
    private String host() {
        String host = settings.listen().host();
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "127.0.0.1";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
