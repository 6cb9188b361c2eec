package com.chatsphere.meta.sandbox;

import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The simulated phone's page, and the request by which it follows what happens. */
final class PhonePage {
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final Duration UNTIL_GONE = HOLD.plusSeconds(5);
    private static final Pattern TAB = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9+/=_-]+");
    private static final Set<String> STYLES = Set.of("phone.css", "message.css", "controls.css");
    private static final Set<String> SCRIPTS = Set.of(
            "phone.js",
            "chat.js",
            "bubble.js",
            "content.js",
            "panel.js",
            "element.js",
            "ask.js",
            "sheets.js",
            "people.js",
            "writing.js",
            "attaching.js",
            "samples.js",
            "message-menu.js",
            "person.js",
            "weather.js",
            "templates.js");

    private final Sandbox sandbox;
    private final Phones phones;
    private final Viewers viewers;
    private final Weather weather;
    private final String page = new String(resource("index.html"), StandardCharsets.UTF_8);

    PhonePage(Sandbox sandbox, Phones phones, Viewers viewers, Weather weather) {
        this.sandbox = sandbox;
        this.phones = phones;
        this.viewers = viewers;
        this.weather = weather;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/sandbox", this::show)
                .GET("/sandbox/assets/{name}", this::asset)
                .GET("/sandbox/api/phones", this::follow)
                .DELETE("/sandbox/api/pages/{page}", this::close)
                .build();
    }

    private ServerResponse show(ServerRequest request) {
        Object nonce = request.servletRequest().getAttribute("cspNonce");
        String attribute = nonce instanceof String text && NONCE.matcher(text).matches() ? text : "";
        return ServerResponse.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header("Cache-Control", "no-store")
                .body(page.replace("{{nonce}}", attribute).replace("{{theme}}", theme(request)));
    }

    /** The choice of colours is the same as in the inbox. */
    private static String theme(ServerRequest request) {
        Cookie cookie = request.cookies().getFirst("theme");
        return cookie != null
                        && (cookie.getValue().equals("dark")
                                || cookie.getValue().equals("light"))
                ? cookie.getValue()
                : "system";
    }

    private ServerResponse asset(ServerRequest request) {
        String name = request.pathVariable("name");
        MediaType type = type(name);
        if (type == null) {
            return ServerResponse.notFound().build();
        }
        return ServerResponse.ok()
                .contentType(type)
                .header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .body(resource(name));
    }

    private static @Nullable MediaType type(String name) {
        if (STYLES.contains(name)) {
            return new MediaType("text", "css", StandardCharsets.UTF_8);
        }
        if (SCRIPTS.contains(name)) {
            return new MediaType("text", "javascript", StandardCharsets.UTF_8);
        }
        return name.equals("icon.svg") ? new MediaType("image", "svg+xml") : null;
    }

    /** Answers once something has changed, or after a while: so a page follows along with one request at a time. */
    private ServerResponse follow(ServerRequest request) throws InterruptedException {
        String tab = request.param("page")
                .filter(text -> TAB.matcher(text).matches())
                .orElse(null);
        Phone shown = request.param("customer").flatMap(phones::of).orElse(null);
        String customer = shown == null ? null : shown.customer().id();
        boolean seen = request.param("seen").map("true"::equals).orElse(false);
        if (tab != null && customer != null) {
            viewers.shows(tab, customer, seen, UNTIL_GONE);
            if (seen) {
                sandbox.see(customer);
            }
        }
        long known = request.param("after")
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::parseLong)
                .orElse(0L);
        Phones.Snapshot snapshot = phones.after(known, HOLD);
        return phones.isReleased()
                ? ServerResponse.status(503).build()
                : PageJson.answer(200, PageJson.of(snapshot, customer, weather.now()));
    }

    private ServerResponse close(ServerRequest request) {
        viewers.closed(request.pathVariable("page"));
        return ServerResponse.noContent().build();
    }

    static byte[] resource(String name) {
        try (InputStream input = PhonePage.class.getResourceAsStream("/sandbox/" + name)) {
            return Objects.requireNonNull(input, name).readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
