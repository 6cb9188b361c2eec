package com.chatsphere;

import com.chatsphere.database.RunningDatabase;
import com.chatsphere.meta.sandbox.SandboxConfiguration;
import com.chatsphere.settings.ListenCheck;
import com.chatsphere.settings.Settings;
import com.chatsphere.settings.StartFailure;
import com.chatsphere.web.layout.MenuEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.support.GenericApplicationContext;

/** Starts ChatSphere. */
@SpringBootApplication
public class ChatSphere {
    private static final int LAST_PORT = 65_535;

    static {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        System.setProperty("axoniq.update-checker.disabled", "true");
    }

    public static void main(String[] arguments) {
        StartFailure.orExit(() -> start(System.getenv(), Path.of("")));
    }

    /** Starts an instance with this environment in this folder; what stops it is thrown. */
    public static GenericApplicationContext start(Map<String, String> environment, Path workingFolder) {
        Settings settings = Settings.read(environment, workingFolder);
        ListenCheck.require(settings.listen());
        RunningDatabase database = Migrations.migrated(RunningDatabase.of(settings));
        try {
            return start(settings, database);
        } catch (RuntimeException | Error failure) {
            database.close();
            throw failure;
        }
    }

    private static GenericApplicationContext start(Settings settings, RunningDatabase database) {
        SpringApplication application = new SpringApplication(ChatSphere.class);
        application.setDefaultProperties(Map.of(
                "server.address", settings.listen().host(),
                "server.port", settings.listen().port(),
                "management.server.port", managementPort(settings.listen().port()),
                "logging.level.com.chatsphere", settings.logLevel()));
        if (settings.withoutMeta()) {
            application.addPrimarySources(List.of(SandboxConfiguration.class));
        }
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(Settings.class, () -> settings);
            beans.registerBean(RunningDatabase.class, () -> database);
            if (settings.withoutMeta()) {
                beans.registerBean(MenuEntry.class, () -> new MenuEntry("Sandbox phone", "/sandbox", "smartphone"));
            }
        });
        return (GenericApplicationContext) application.run();
    }

    /** The port after the application's own; where that is taken, any free one, which the log names. */
    private static int managementPort(int port) {
        if (port == 0 || port == LAST_PORT) {
            return 0;
        }
        try (ServerSocket free = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException taken) {
            return 0;
        }
    }
}
