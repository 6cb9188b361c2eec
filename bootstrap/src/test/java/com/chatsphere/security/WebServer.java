package com.chatsphere.security;

import com.chatsphere.application.Readiness;
import com.chatsphere.application.Secret;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.agent.ApiTokens;
import com.chatsphere.application.agent.LoginThrottle;
import com.chatsphere.application.agent.Sessions;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.instance.SendingPolicies;
import com.chatsphere.application.media.Reception;
import com.chatsphere.application.message.Attentiveness;
import com.chatsphere.application.message.Faults;
import com.chatsphere.application.message.SendOnce;
import com.chatsphere.application.readymessage.ReadyMessageEditor;
import com.chatsphere.application.template.BusinessAccounts;
import com.chatsphere.application.template.SendableTemplates;
import com.chatsphere.application.template.TemplateDefaults;
import com.chatsphere.application.template.TemplateSync;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.settings.Settings;
import com.chatsphere.web.login.Passwords;
import com.chatsphere.web.upload.UploadAddresses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The web side of the application on a real server, with everything behind it in memory. */
final class WebServer implements AutoCloseable {
    static final String PASSWORD = "correct horse battery staple";

    final FakeInbox inbox = new FakeInbox();
    final FakeLogins logins = new FakeLogins();
    final FakeWebhooks webhooks = new FakeWebhooks();
    final FakeTemplates templates = new FakeTemplates();
    final FakeFiles files = new FakeFiles();
    final FakeMedia media = new FakeMedia(files);
    final AgentId agent;
    final AgentId admin;
    volatile Optional<String> problem = Optional.empty();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    WebServer(Map<String, String> environment, Path folder) {
        String hash = new Passwords().hash(PASSWORD);
        agent = logins.user("agent", Role.USER, hash);
        admin = logins.user("admin", Role.ADMIN, hash);
        Settings settings = Settings.read(environment, folder);
        Instance instance = new Instance(
                FakeInbox.NUMBER, "Shop", null, FakeTemplates.WABA, null, new Secret("app secret of a test"), null);
        SpringApplication application = new SpringApplication(Web.class);
        application.setDefaultProperties(
                Map.of("server.port", 0, "server.address", "127.0.0.1", "spring.main.banner-mode", "off"));
        application.addInitializers(beans -> register((GenericApplicationContext) beans, settings, instance));
        context = application.run();
    }

    private void register(GenericApplicationContext beans, Settings settings, Instance instance) {
        beans.registerBean(Settings.class, () -> settings);
        beans.registerBean(Clock.class, Clock::systemUTC);
        beans.registerBean(FakeInbox.class, () -> inbox);
        beans.registerBean(FakeLogins.class, () -> logins);
        beans.registerBean(Sessions.class, logins::sessions);
        beans.registerBean(ApiTokens.class, logins::apiTokens);
        beans.registerBean(LoginThrottle.class, logins::throttle);
        beans.registerBean(Transactions.class, () -> (Transactions) Runnable::run);
        beans.registerBean(Instances.class, () -> (Instances) () -> List.of(instance));
        beans.registerBean(Readiness.class, () -> (Readiness) () -> problem);
        BusinessAccounts accounts = new BusinessAccounts(() -> List.of(instance), templates);
        TemplateSync sync =
                new TemplateSync(templates, templates, accounts, inbox, inbox, Runnable::run, Clock.systemUTC());
        beans.registerBean(BusinessAccounts.class, () -> accounts);
        beans.registerBean(TemplateSync.class, () -> sync);
        beans.registerBean(FakeTemplates.class, () -> templates);
        beans.registerBean(FakeMedia.class, () -> media);
        beans.registerBean(
                TemplateDefaults.class, () -> settings.templateDefaults().understood());
        beans.registerBean(
                SendableTemplates.class, () -> new SendableTemplates(inbox, inbox, accounts, sync, Clock.systemUTC()));
        beans.registerBean(FakeWebhooks.class, () -> webhooks);
        beans.registerBean(FakeFiles.class, () -> files);
        beans.registerBean(UploadAddresses.class, () -> new UploadAddresses(URI.create("https://chat.example.org/")));
        beans.registerBean(Reception.class, () -> new Reception(files, files, files, files, files, Clock.systemUTC()));
        FakePolicies policies = new FakePolicies();
        beans.registerBean(SendingPolicies.class, () -> policies);
        beans.registerBean(Attentiveness.class, () -> new Attentiveness(policies, policies));
        beans.registerBean(SendOnce.class, () -> new SendOnce(inbox, inbox, Faults.NONE));
        beans.registerBean(
                ReadyMessageEditor.class, () -> new ReadyMessageEditor(inbox, new FakeReadyMessages(), Runnable::run));
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    String session(AgentId user) {
        return "chatsphere_session=" + logins.sessions().begin(user, "test");
    }

    HttpResponse<String> get(String path, String... headers) {
        return exchange("GET", path, "", headers);
    }

    HttpResponse<String> json(String method, String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return exchange(method, path, body, all);
    }

    HttpResponse<String> exchange(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static JsonNode tree(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    static String code(HttpResponse<String> response) {
        return tree(response).path("code").asString();
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        ApplicationAvailabilityAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        HttpEncodingAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    @ComponentScan(
            basePackages = {
                "com.chatsphere.security",
                "com.chatsphere.meta.template",
                "com.chatsphere.web.api",
                "com.chatsphere.web.login",
                "com.chatsphere.web.media",
                "com.chatsphere.web.message",
                "com.chatsphere.web.upload",
                "com.chatsphere.web.ws",
                "com.chatsphere.web.problem",
                "com.chatsphere.web.layout"
            },
            excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|WebServer).*"))
    static class Web {}
}
