package com.chatsphere.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.ChatSphere;
import com.chatsphere.application.Commands;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.agent.ApiTokens;
import com.chatsphere.application.agent.Sessions;
import com.chatsphere.domain.agent.AgentCommand.RegisterAgent;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.domain.agent.Username;
import com.chatsphere.web.ws.SocketEndpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every address of the whole application, tried by everybody. */
class AuthorisationMatrixTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static GenericApplicationContext application;
    private static AgentId agent;
    private static AgentId admin;
    private static AgentId disabled;

    @BeforeAll
    static void start(@TempDir Path folder) throws SQLException {
        application = ChatSphere.start(
                Map.of("CHATSPHERE_DATA", folder.resolve("data").toString(), "HOST", "127.0.0.1", "PORT", "0"), folder);
        agent = register("an-agent", Role.USER);
        admin = register("an-admin", Role.ADMIN);
        disabled = register("a-former-admin", Role.ADMIN);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static AgentId register(String name, Role role) {
        AgentId id = new AgentId(UUID.randomUUID());
        application.getBean(Transactions.class).inOne(() -> {
            application.getBean(Commands.class).send(new RegisterAgent(id, new Username(name), role, Instant.now()));
            application.getBean(Accounts.class).open(id, new Username(name), role, "no password");
        });
        return id;
    }

    @Test
    void hasARowForEveryAddress() {
        assertThat(withoutRow(endpoints())).isEmpty();
        assertThat(withoutRow(Set.of("GET /api/forgotten", "PUT /api/conversations")))
                .containsExactly("GET /api/forgotten", "PUT /api/conversations");
    }

    @Test
    void letsEverybodyInWhereTheyMayAndNowhereElse() throws Exception {
        List<String> surprises = new ArrayList<>();
        for (Routes.Route route : application.getBean(Routes.class).rows()) {
            if (route.access() == Access.PUBLIC) {
                continue;
            }
            for (Caller caller : Caller.values()) {
                if (caller == Caller.AGENT_BEARER && isForSessionsOnly(route)) {
                    continue;
                }
                HttpResponse<?> answer = call(route, caller);
                if (!isExpected(route.access(), caller, answer)) {
                    surprises.add(
                            "%s %s as %s: %d".formatted(route.method(), route.pattern(), caller, answer.statusCode()));
                }
            }
        }
        assertThat(surprises).isEmpty();
    }

    /** A token that leaked must not make others. */
    private static boolean isForSessionsOnly(Routes.Route route) {
        return route.method().equals("POST")
                && route.pattern().getPatternString().equals("/api/tokens");
    }

    private static boolean isExpected(Access access, Caller caller, HttpResponse<?> answer) {
        boolean refused = answer.statusCode() == 401
                || (answer.statusCode() == 302
                        && answer.headers().firstValue("location").orElse("").startsWith("/login"));
        boolean forbidden = answer.statusCode() == 403;
        return switch (access) {
            case PUBLIC -> true;
            case SIGNED, SANDBOX_TOKEN -> answer.statusCode() >= 400;
            case AGENT -> caller.isKnown ? !refused && !forbidden : refused;
            case ADMIN -> caller.isKnown ? !refused && forbidden != (caller == Caller.ADMIN) : refused;
        };
    }

    /** Who tries. */
    private enum Caller {
        ANONYMOUS(false),
        MADE_UP_SESSION(false),
        BAD_BEARER(false),
        DISABLED(false),
        DISABLED_BEARER(false),
        AGENT(true),
        AGENT_BEARER(true),
        ADMIN(true);

        private final boolean isKnown;

        Caller(boolean isKnown) {
            this.isKnown = isKnown;
        }
    }

    private static HttpResponse<?> call(Routes.Route route, Caller caller) throws Exception {
        String path = route.pattern()
                .getPatternString()
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        String origin = "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path)).header("Origin", origin);
        credentials(caller).ifPresent(header -> request.header(header.getKey(), header.getValue()));
        if (route.method().equals("GET")) {
            request.GET();
        } else {
            request.header("Content-Type", "application/json").method(route.method(), BodyPublishers.ofString("{}"));
        }
        HttpResponse<java.io.InputStream> answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close();
        return answer;
    }

    private static Optional<Map.Entry<String, String>> credentials(Caller caller) throws SQLException {
        return switch (caller) {
            case ANONYMOUS -> Optional.empty();
            case MADE_UP_SESSION -> Optional.of(Map.entry("Cookie", "chatsphere_session=" + UUID.randomUUID()));
            case BAD_BEARER -> Optional.of(Map.entry("Authorization", "Bearer csp_" + UUID.randomUUID()));
            case DISABLED -> switchedOff(session(disabled));
            case DISABLED_BEARER -> switchedOff(bearer(disabled));
            case AGENT -> Optional.of(session(agent));
            case AGENT_BEARER -> Optional.of(bearer(agent));
            case ADMIN -> Optional.of(session(admin));
        };
    }

    private static Map.Entry<String, String> session(AgentId user) {
        return Map.entry(
                "Cookie",
                "chatsphere_session=" + application.getBean(Sessions.class).begin(user, "test"));
    }

    private static Map.Entry<String, String> bearer(AgentId user) {
        return Map.entry(
                "Authorization",
                "Bearer "
                        + application
                                .getBean(ApiTokens.class)
                                .create(user, "test")
                                .secret());
    }

    private static Optional<Map.Entry<String, String>> switchedOff(Map.Entry<String, String> credentials)
            throws SQLException {
        try (var connection = application.getBean(DataSource.class).getConnection();
                var statement =
                        connection.prepareStatement("UPDATE agent_account SET active = false WHERE agent_id = ?")) {
            statement.setObject(1, disabled.value());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        return Optional.of(credentials);
    }

    private static Set<String> withoutRow(Set<String> endpoints) {
        Set<String> rows = new TreeSet<>();
        application
                .getBean(Routes.class)
                .rows()
                .forEach(row ->
                        rows.add(row.method() + " " + unnamed(row.pattern().getPatternString())));
        Set<String> missing = new TreeSet<>(endpoints);
        missing.removeIf(endpoint -> rows.contains(unnamed(endpoint)));
        return missing;
    }

    private static String unnamed(String pattern) {
        return pattern.replaceAll("\\{[^}]+}", "{}");
    }

    /** Everything that answers, but for what only the container itself can ask for. */
    private static Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        application
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> addTo(endpoints, mapping));
        application
                .getBeansOfType(SocketEndpoint.class)
                .values()
                .forEach(socket -> endpoints.add("GET " + socket.path()));
        application
                .getBeansOfType(RouterFunction.class)
                .values()
                .forEach(router -> router.accept(new Listing(endpoints)));
        endpoints.removeIf(endpoint -> endpoint.endsWith(" /error"));
        assertThat(endpoints).contains("GET /ws", "GET /live", "POST /api/message/send");
        return endpoints;
    }

    private static void addTo(Set<String> endpoints, RequestMappingInfo mapping) {
        Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
        for (String pattern : mapping.getPatternValues()) {
            String path = pattern.isEmpty() ? "/" : pattern;
            (methods.isEmpty() ? Set.of(RequestMethod.values()) : methods)
                    .forEach(method -> endpoints.add(method + " " + path));
        }
    }

    /** Collects the addresses of functional endpoints. */
    private static final class Listing implements RouterFunctions.Visitor {
        private final Set<String> endpoints;

        Listing(Set<String> endpoints) {
            this.endpoints = endpoints;
        }

        @Override
        public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
            String[] found = {"*", "*"};
            predicate.accept(new RequestPredicates.Visitor() {
                @Override
                public void method(Set<HttpMethod> methods) {
                    found[0] = methods.iterator().next().name();
                }

                @Override
                public void path(String pattern) {
                    found[1] = pattern;
                }

                @Override
                @SuppressWarnings("removal")
                public void pathExtension(String extension) {}

                @Override
                public void header(String name, String value) {}

                @Override
                public void param(String name, String value) {}

                @Override
                public void version(String version) {}

                @Override
                public void startAnd() {}

                @Override
                public void and() {}

                @Override
                public void endAnd() {}

                @Override
                public void startOr() {}

                @Override
                public void or() {}

                @Override
                public void endOr() {}

                @Override
                public void startNegate() {}

                @Override
                public void endNegate() {}

                @Override
                public void unknown(RequestPredicate other) {}
            });
            endpoints.add(found[0] + " " + found[1]);
        }

        @Override
        public void startNested(RequestPredicate predicate) {}

        @Override
        public void endNested(RequestPredicate predicate) {}

        @Override
        public void resources(java.util.function.Function<ServerRequest, Optional<Resource>> lookup) {}

        @Override
        public void attributes(Map<String, Object> attributes) {}

        @Override
        public void unknown(RouterFunction<?> router) {}
    }
}
