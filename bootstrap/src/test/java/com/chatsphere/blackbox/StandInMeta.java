package com.chatsphere.blackbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes messages and lists templates where Meta's Graph API would, by real HTTP on one port for ever. */
final class StandInMeta implements AutoCloseable {
    private static final Pattern AFTER = Pattern.compile("[?&]?after=([0-9]+)");

    private final int port = Workplace.freePort();
    private final StandInFiles files = new StandInFiles(address());
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final List<JsonNode> templates = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile BiConsumer<String, JsonNode> beforeTheAnswer = (_, _) -> {};
    private final Queue<String> names = new ConcurrentLinkedQueue<>();
    private volatile boolean hanging;
    private volatile boolean refusing;
    private @Nullable HttpServer server;

    StandInMeta() {
        up();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What customers sent beside words. */
    StandInFiles files() {
        return files;
    }

    /** Takes connections. */
    void up() {
        try {
            HttpServer fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            fresh.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            fresh.createContext("/", this::take);
            fresh.start();
            server = fresh;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Refuses connections. */
    void down() {
        if (server != null) {
            server.stop(0);
        }
    }

    /** Whether it takes messages and never answers. */
    void hang(boolean forNow) {
        hanging = forNow;
    }

    /** What it will call the next message that it takes. */
    void callNext(String wamid) {
        names.add(wamid);
    }

    /** What happens between the taking of a message and the answer; gets the message's new id and the message. */
    void beforeTheAnswer(BiConsumer<String, JsonNode> happening) {
        beforeTheAnswer = happening;
    }

    /** The messages with this text. */
    List<JsonNode> taken(String text) {
        return taken.stream()
                .filter(message ->
                        message.path("text").path("body").asString("").equals(text))
                .toList();
    }

    /** The customers' messages that were shown to them as read. */
    List<String> shownAsRead() {
        return taken.stream()
                .filter(request -> request.path("status").asString("").equals("read"))
                .map(request -> request.path("message_id").asString())
                .toList();
    }

    /** The messages of this type, for example {@code reaction}. */
    List<JsonNode> takenOf(String type) {
        return taken.stream()
                .filter(message -> message.path("type").asString("").equals(type))
                .toList();
    }

    @Override
    public void close() {
        closing.countDown();
        down();
    }

    /** The template messages of this name. */
    List<JsonNode> takenTemplates(String name) {
        return taken.stream()
                .map(message -> message.path("template"))
                .filter(template -> template.path("name").asString("").equals(name))
                .toList();
    }

    /** Has another template from now on; one of the same name and language is replaced. */
    void have(String template) {
        JsonNode added = JsonMapper.shared().readTree(template);
        templates.removeIf(known -> known.path("name").equals(added.path("name"))
                && known.path("language").equals(added.path("language")));
        templates.add(added);
    }

    void loseTemplate(String name) {
        templates.removeIf(known -> known.path("name").asString("").equals(name));
    }

    /** Whether it takes the token for one that has expired, when it is asked for templates. */
    void refuseToken(boolean forNow) {
        refusing = forNow;
    }

    /** One template on each page, as the reader has to follow them. */
    private void list(HttpExchange exchange) throws IOException {
        if (refusing || !exchange.getRequestURI().getPath().endsWith("/message_templates")) {
            answer(exchange, 401, "{\"error\":{\"code\":190,\"message\":\"Error validating access token\"}}");
            return;
        }
        Matcher cursor = AFTER.matcher(exchange.getRequestURI().getQuery());
        int from = cursor.find() ? Integer.parseInt(cursor.group(1)) : 0;
        List<JsonNode> all = List.copyOf(templates);
        ObjectNode page = JsonMapper.shared().createObjectNode();
        page.putArray("data").addAll(all.subList(Math.min(from, all.size()), Math.min(from + 1, all.size())));
        ObjectNode paging = page.putObject("paging");
        paging.putObject("cursors").put("after", String.valueOf(from + 1));
        if (from + 1 < all.size()) {
            paging.put("next", "https://elsewhere.example.invalid/");
        }
        answer(exchange, 200, page.toString());
    }

    private void take(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            if (!files.answers(exchange)) {
                list(exchange);
            }
            return;
        }
        JsonNode message = JsonMapper.shared().readTree(exchange.getRequestBody());
        taken.add(message);
        if (hanging) {
            hangUp(exchange);
            return;
        }
        String given = names.poll();
        String wamid = given == null ? "wamid.ours-" + UUID.randomUUID() : given;
        beforeTheAnswer.accept(wamid, message);
        answer(exchange, 200, """
            {"messaging_product":"whatsapp","contacts":[{"input":"%1$s","wa_id":"%1$s"}],"messages":[{"id":"%2$s"}]}\
            """.formatted(message.path("to").asString(""), wamid));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void hangUp(HttpExchange exchange) {
        try {
            closing.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }
}
