package com.chatsphere;

import com.chatsphere.application.Secret;
import com.chatsphere.security.FirstAdmin;
import com.chatsphere.settings.Settings;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Makes the first administrator where there is nobody yet, and tells the operator where to go. */
@Component
class Welcome implements ApplicationListener<ApplicationReadyEvent> {
    private static final Logger log = LoggerFactory.getLogger(Welcome.class);

    private final Settings settings;
    private final ListeningAddress address;
    private final FirstAdmin firstAdmin;

    Welcome(Settings settings, ListeningAddress address, FirstAdmin firstAdmin) {
        this.settings = settings;
        this.address = address;
        this.firstAdmin = firstAdmin;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        settings.warnings().forEach(warning -> log.warn("{}", warning));
        Optional<Secret> password = firstAdmin.appoint();
        System.out.println();
        System.out.println("  ChatSphere is ready: " + address.get());
        if (settings.withoutMeta()) {
            System.out.println(
                    "  No number of Meta's is set: the sandbox stands in for it at " + address.get() + "/sandbox");
        }
        password.ifPresent(generated -> System.out.println("  First login (shown this once): user "
                + settings.firstAdmin().username() + ", password " + generated.reveal()));
        System.out.println();
    }
}
