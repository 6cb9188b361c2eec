package com.chatsphere.blackbox;

import com.chatsphere.ChatSphere;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole application inside the process of the test, for what cannot be arranged from outside: its clock, its parts. */
final class ApplicationInside implements Addressed, AutoCloseable {
    private final GenericApplicationContext context;

    private ApplicationInside(GenericApplicationContext context) {
        this.context = context;
    }

    /** Starts it with Meta's credentials, and with beans of the test's own. */
    static ApplicationInside withMeta(
            URI graph, Map<String, String> more, Consumer<GenericApplicationContext> ownBeans) {
        Path folder = Workplace.folder();
        Map<String, String> settings = new HashMap<>(RunningApplication.settings(graph));
        settings.put("PORT", "0");
        settings.put("CHATSPHERE_DATA", folder.resolve("data").toString());
        settings.putAll(more);
        SpringApplicationRunListener listener = new SpringApplicationRunListener() {
            @Override
            public void contextPrepared(ConfigurableApplicationContext prepared) {
                ownBeans.accept((GenericApplicationContext) prepared);
            }
        };
        return new ApplicationInside(
                SpringApplication.withHook(_ -> listener, () -> ChatSphere.start(settings, folder)));
    }

    @Override
    public URI address() {
        WebServer server = ((WebServerApplicationContext) context).getWebServer();
        int port = Objects.requireNonNull(server).getPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    <B> B bean(Class<B> type) {
        return context.getBean(type);
    }

    /** Every bean of a class of ours. */
    List<Object> parts() {
        return Arrays.stream(context.getBeanDefinitionNames())
                .map(context::getBean)
                .filter(bean -> bean.getClass().getName().startsWith("com.chatsphere."))
                .toList();
    }

    Connection connect() throws SQLException {
        return context.getBean("dataSource", DataSource.class).getConnection();
    }

    @Override
    public void close() {
        context.close();
    }
}
