package com.chatsphere.security;

import static com.chatsphere.security.WebServer.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.domain.agent.Role;
import com.chatsphere.web.login.Passwords;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrossSiteTest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static WebServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = new WebServer(Map.of(), folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> whatBrowsersCouldBeMadeToDo() {
        return Routes.all(true).rows().stream()
                .filter(route -> !route.method().equals("GET") && route.access().isForBrowsers())
                .flatMap(route -> Stream.of(
                                new String[] {"Sec-Fetch-Site", "cross-site", "Content-Type", "application/json"},
                                new String[] {"Sec-Fetch-Site", "same-site", "Content-Type", "application/json"},
                                new String[] {"Origin", "https://evil.example", "Content-Type", "application/json"},
                                new String[] {"Origin", "null", "Content-Type", "application/json"},
                                new String[] {"Origin", "http://127.0.0.1:1", "Content-Type", "application/json"},
                                new String[] {"Content-Type", FORM},
                                new String[] {"Content-Type", "text/plain"},
                                new String[] {"Content-Type", "multipart/form-data; boundary=x"})
                        .map(headers -> Arguments.of(route.method(), path(route), headers)));
    }

    private static String path(Routes.Route route) {
        return route.pattern()
                .getPatternString()
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("whatBrowsersCouldBeMadeToDo")
    void refusesWhatAnotherSiteCouldMakeABrowserSend(String method, String path, String[] headers) {
        String[] all = Stream.concat(Stream.of(headers), Stream.of("Cookie", server.session(server.admin)))
                .toArray(String[]::new);
        HttpResponse<String> answer = server.exchange(method, path, "{}", all);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(server.inbox.carriedOut).isEmpty();
    }

    @Test
    void servesOurOwnPagesAndScripts() {
        String cookie = server.session(server.agent);
        for (String[] headers : new String[][] {
            {"Cookie", cookie},
            {"Cookie", cookie, "Sec-Fetch-Site", "same-origin", "Origin", server.origin()},
            {"Cookie", cookie, "Sec-Fetch-Site", "none"},
            {"Cookie", cookie, "Sec-Fetch-Site", "same-origin", "Origin", "null"},
        }) {
            assertThat(server.json("POST", "/api/tokens", "{\"name\":\"x\"}", headers)
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void letsPeopleInByTheirFormOnly() {
        HttpResponse<String> page = server.get("/login?next=/conversations", "Accept", "text/html");
        String form = page.headers().firstValue("set-cookie").orElseThrow();
        assertThat(form).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Secure");
        String cookie = form.split(";", 2)[0];
        String token = page.body().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
        String body = "username=agent&password=" + WebServer.PASSWORD.replace(" ", "+") + "&_csrf=" + token + "&next=";
        HttpResponse<String> without =
                server.exchange("POST", "/login", body, "Content-Type", FORM, "Accept", "text/html");
        assertThat(without.statusCode()).isEqualTo(403);
        String planted = server.session(server.admin);
        HttpResponse<String> entered = server.exchange(
                "POST",
                "/login",
                body + "%2Fconversations%3Fx%3D1",
                "Content-Type",
                FORM,
                "Cookie",
                cookie + "; " + planted,
                "Origin",
                "null");
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(entered.headers().firstValue("location")).hasValue("/conversations?x=1");
        String session = entered.headers().firstValue("set-cookie").orElseThrow();
        assertThat(session).startsWith("chatsphere_session=").contains("HttpOnly", "SameSite=Lax");
        assertThat(session.split(";", 2)[0]).isNotEqualTo(planted);
        assertThat(server.get("/api/user", "Cookie", planted).statusCode()).isEqualTo(401);
        for (String elsewhere : Set.of("https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2F%5Cevil.example", "x")) {
            HttpResponse<String> answer =
                    server.exchange("POST", "/login", body + elsewhere, "Content-Type", FORM, "Cookie", cookie);
            assertThat(answer.headers().firstValue("location")).hasValue("/");
        }
        String now = session.split(";", 2)[0];
        HttpResponse<String> left = server.exchange("POST", "/logout", "", "Cookie", now);
        assertThat(left.statusCode()).isEqualTo(303);
        assertThat(left.headers().firstValue("clear-site-data")).hasValue("\"cache\", \"storage\"");
        assertThat(server.get("/api/user", "Cookie", now).statusCode()).isEqualTo(401);
    }

    @Test
    void tellsNobodyWhatWasWrongAndSlowsThemDown() {
        server.logins.switchOff(server.logins.user("gone", Role.USER, new Passwords().hash("x")));
        String wish = "{\"username\":\"%s\",\"password\":\"%s\"}";
        HttpResponse<String> unknown = server.json("POST", "/api/login", wish.formatted("nobody", "x"));
        HttpResponse<String> wrong = server.json("POST", "/api/login", wish.formatted("admin", "x"));
        HttpResponse<String> off = server.json("POST", "/api/login", wish.formatted("gone", "x"));
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).isEqualTo(unknown.body());
        assertThat(off.body()).isEqualTo(unknown.body());
        for (int tries = 0; tries < 4; tries++) {
            server.json("POST", "/api/login", wish.formatted("nobody", "x"));
        }
        HttpResponse<String> late = server.json("POST", "/api/login", wish.formatted("nobody", "x"));
        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(late.headers().firstValue("retry-after")).hasValue("900");
        HttpResponse<String> right = server.json("POST", "/api/login", wish.formatted("agent", WebServer.PASSWORD));
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.body())
                .contains("\"username\":\"agent\",\"role\":\"user\"")
                .doesNotContain("argon2");
    }

    @Test
    void makesTokensThatActAsTheirOwner() {
        String cookie = server.session(server.agent);
        HttpResponse<String> made = server.json("POST", "/api/tokens", "{\"name\":\"script\"}", "Cookie", cookie);
        String secret = WebServer.tree(made).path("token").asString();
        String[] bearer = {"Authorization", "Bearer " + secret};
        assertThat(server.get("/api/user", bearer).statusCode()).isEqualTo(200);
        assertThat(server.get("/api/tokens", bearer).body()).doesNotContain(secret);
        assertThat(code(server.json("POST", "/api/tokens", "{\"name\":\"child\"}", bearer)))
                .isEqualTo("session_required");
        String id = WebServer.tree(made).path("id").asString();
        assertThat(server.exchange("DELETE", "/api/tokens/" + id, "", "Cookie", server.session(server.admin))
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.exchange("DELETE", "/api/tokens/" + id, "", bearer).statusCode())
                .isEqualTo(204);
        assertThat(server.get("/api/user", bearer).statusCode()).isEqualTo(401);
        assertThat(server.get("/api/user", "Authorization", "Bearer x", "Cookie", cookie)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void tellsBrowsersWhatNotToDo() {
        HttpResponse<String> page = server.get("/login", "Accept", "text/html");
        String policy = page.headers().firstValue("content-security-policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "script-src 'nonce-");
        assertThat(policy)
                .isNotEqualTo(server.get("/login", "Accept", "text/html")
                        .headers()
                        .firstValue("content-security-policy")
                        .orElseThrow());
        assertThat(page.headers().map())
                .containsKeys(
                        "x-content-type-options",
                        "referrer-policy",
                        "cross-origin-opener-policy",
                        "cross-origin-resource-policy",
                        "permissions-policy",
                        "x-request-id")
                .doesNotContainKeys("server", "x-powered-by", "strict-transport-security");
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
        HttpResponse<String> style = server.get("/assets/css/tokens.css");
        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(style.headers().firstValue("cache-control").orElseThrow()).contains("max-age=31536000");
        assertThat(server.get("/health").headers().map()).containsKey("content-security-policy");
    }

    @Test
    void sendsPeopleToTheLoginPageAndBack() {
        HttpResponse<String> answer = server.get("/conversations?filter=unread", "Accept", "text/html");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("location")).hasValue("/login?next=%2Fconversations%3Ffilter%3Dunread");
        assertThat(server.get("/").headers().firstValue("location")).hasValue("/login");
        assertThat(server.get("/conversations", "X-Fragment", "1").statusCode()).isEqualTo(401);
        assertThat(server.get("/nothing", "Accept", "text/html").statusCode()).isEqualTo(404);
        assertThat(server.get("/nothing", "Accept", "text/html").body()).contains("There is nothing here");
        assertThat(server.get("/error", "Accept", "text/html").statusCode()).isEqualTo(404);
        for (String variant :
                Set.of("//api/user", "/api/user/", "/api;x/user", "/api/%2e%2e/api/user", "/%61pi/user")) {
            assertThat(server.get(variant).statusCode()).isIn(302, 400, 401, 404);
        }
    }
}
