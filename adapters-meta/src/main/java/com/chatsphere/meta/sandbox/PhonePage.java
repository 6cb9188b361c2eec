package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.Bubble.Progress;
import com.chatsphere.meta.sandbox.Phones.Phone;
import com.chatsphere.meta.sandbox.Phones.Snapshot;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The simulated phone: its page, and what the page asks for. */
final class PhonePage {
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final Duration UNTIL_GONE = HOLD.plusSeconds(5);
    private static final int LONGEST_REQUEST = 64 * 1024;
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_NAME = 60;
    private static final Pattern PHONE = Pattern.compile("[1-9][0-9]{7,14}");
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._]{3,30}");
    private static final Pattern TAB = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9+/=_-]+");
    private static final Map<String, MediaType> ASSETS = Map.of(
            "phone.css", new MediaType("text", "css", StandardCharsets.UTF_8),
            "phone.js", new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "chat.js", new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "people.js", new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "writing.js", new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "icon.svg", new MediaType("image", "svg+xml"));

    private final Sandbox sandbox;
    private final Phones phones;
    private final Viewers viewers;
    private final String page = new String(resource("index.html"), StandardCharsets.UTF_8);

    PhonePage(Sandbox sandbox, Phones phones, Viewers viewers) {
        this.sandbox = sandbox;
        this.phones = phones;
        this.viewers = viewers;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/sandbox", this::show)
                .GET("/sandbox/assets/{name}", this::asset)
                .GET("/sandbox/api/phones", this::follow)
                .POST("/sandbox/api/customers", this::add)
                .POST("/sandbox/api/customers/{id}/messages", this::write)
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
        MediaType type = ASSETS.get(name);
        if (type == null) {
            return ServerResponse.notFound().build();
        }
        return ServerResponse.ok()
                .contentType(type)
                .header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .body(resource(name));
    }

    /** Answers once something has changed, or after a while: so a page follows along with one request at a time. */
    private ServerResponse follow(ServerRequest request) throws InterruptedException {
        String tab = request.param("page")
                .filter(text -> TAB.matcher(text).matches())
                .orElse(null);
        Phone shown = request.param("customer").flatMap(phones::of).orElse(null);
        boolean seen = request.param("seen").map("true"::equals).orElse(false);
        if (tab != null && shown != null) {
            viewers.shows(tab, shown.customer().id(), seen, UNTIL_GONE);
            if (seen) {
                sandbox.see(shown.customer());
            }
        }
        long known = request.param("after")
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(Long::parseLong)
                .orElse(0L);
        Snapshot snapshot = phones.after(known, HOLD);
        if (phones.isReleased()) {
            return ServerResponse.status(503).build();
        }
        return json(
                200, described(snapshot, shown == null ? null : shown.customer().id()));
    }

    private ServerResponse add(ServerRequest request) throws IOException {
        JsonNode asked = JsonRequest.read(request, LONGEST_REQUEST).orElse(null);
        String name = asked == null ? null : MetaJson.text(asked, "name");
        if (asked == null || name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            return refuse("Please give a name of at most 60 characters.");
        }
        String phone = typed(asked, "phone").replaceAll("[\\s+().-]", "");
        String username = typed(asked, "username").toLowerCase(Locale.ROOT).replaceFirst("^@", "");
        if (phone.isEmpty() && username.isEmpty()) {
            return refuse("Please give a phone number or a username.");
        }
        if (!phone.isEmpty() && !PHONE.matcher(phone).matches()) {
            return refuse("A phone number has 8 to 15 digits, country code first.");
        }
        if (!username.isEmpty() && !USERNAME.matcher(username).matches()) {
            return refuse("A username has 3 to 30 small letters, digits, dots or underscores.");
        }
        String id = UUID.randomUUID().toString();
        Customer customer = new Customer(
                id,
                name.strip(),
                phone.isEmpty() ? null : phone,
                "US.7" + id.replace("-", "").substring(0, 20),
                username.isEmpty() ? null : username);
        if (!phones.add(customer)) {
            return refuse("There is a customer of that number or username already, or there are too many.");
        }
        return json(201, described(customer));
    }

    private ServerResponse write(ServerRequest request) throws IOException {
        Optional<Phone> writer = phones.of(request.pathVariable("id"));
        if (writer.isEmpty()) {
            return ServerResponse.notFound().build();
        }
        JsonNode asked = JsonRequest.read(request, LONGEST_REQUEST).orElse(null);
        String text = asked == null ? "" : Objects.requireNonNullElse(MetaJson.text(asked, "text"), "");
        if (asked == null || text.isBlank() || text.length() > LONGEST_TEXT) {
            return refuse("A message has 1 to 4096 characters.");
        }
        Bubble bubble = sandbox.write(writer.get().customer(), text, MetaJson.text(asked, "replyTo"));
        return json(202, MetaJson.MAPPER.createObjectNode().put("wamid", bubble.wamid()));
    }

    private ServerResponse close(ServerRequest request) {
        viewers.closed(request.pathVariable("page"));
        return ServerResponse.noContent().build();
    }

    private static String typed(JsonNode asked, String member) {
        return Objects.requireNonNullElse(MetaJson.text(asked, member), "").strip();
    }

    private static ObjectNode described(Snapshot snapshot, @Nullable String shown) {
        ObjectNode answer = MetaJson.MAPPER.createObjectNode().put("version", snapshot.version());
        ArrayNode customers = answer.putArray("customers");
        ArrayNode bubbles = answer.putArray("bubbles");
        for (Phone phone : snapshot.phones()) {
            customers.add(summarised(phone));
            if (phone.customer().id().equals(shown)) {
                phone.bubbles().stream()
                        .filter(PhonePage::isOnThePhone)
                        .forEach(bubble -> bubbles.add(described(bubble)));
            }
        }
        return answer;
    }

    private static ObjectNode summarised(Phone phone) {
        ObjectNode node = described(phone.customer());
        long unread = phone.bubbles().stream()
                .filter(bubble -> !bubble.mine() && bubble.progress() == Progress.DELIVERED)
                .count();
        node.put("unread", unread);
        phone.bubbles().reversed().stream()
                .filter(PhonePage::isOnThePhone)
                .findFirst()
                .ifPresent(last -> node.set("last", described(last)));
        return node;
    }

    /** What the business sends is on the phone once it was delivered. */
    private static boolean isOnThePhone(Bubble bubble) {
        return bubble.mine() || bubble.progress().compareTo(Progress.DELIVERED) >= 0;
    }

    private static ObjectNode described(Customer customer) {
        return MetaJson.MAPPER
                .createObjectNode()
                .put("id", customer.id())
                .put("name", customer.name())
                .put("phone", customer.phone())
                .put("username", customer.username());
    }

    private static ObjectNode described(Bubble bubble) {
        return MetaJson.MAPPER
                .createObjectNode()
                .put("wamid", bubble.wamid())
                .put("mine", bubble.mine())
                .put("text", bubble.text())
                .put("at", bubble.at())
                .put("progress", bubble.progress().name().toLowerCase(Locale.ROOT))
                .put("replyTo", bubble.replyTo());
    }

    private static ServerResponse refuse(String why) {
        return json(422, MetaJson.MAPPER.createObjectNode().put("error", why).put("code", "invalid"));
    }

    private static ServerResponse json(int status, ObjectNode body) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .body(MetaJson.MAPPER.writeValueAsBytes(body));
    }

    private static byte[] resource(String name) {
        try (InputStream input = PhonePage.class.getResourceAsStream("/sandbox/" + name)) {
            return Objects.requireNonNull(input, name).readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
