package com.chatsphere.meta.sandbox;

import com.chatsphere.application.Secret;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.Weather.Kind;
import com.chatsphere.meta.webhook.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells the application what happens on the phones, as Meta would: signed, by HTTP, and in whatever weather there is. */
final class SandboxWebhooks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SandboxWebhooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<URI> address;
    private final Secret appSecret;
    private final Weather weather;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    SandboxWebhooks(Supplier<URI> address, Secret appSecret, Weather weather) {
        this.address = address;
        this.appSecret = appSecret;
        this.weather = weather;
    }

    /** Delivers news of one field; whether the application has taken it. */
    boolean deliver(String field, JsonNode value) throws InterruptedException {
        weather.awaitNothingHeld();
        byte[] body = body(field, value);
        boolean taken = post(body);
        if (taken && weather.strikes(Kind.TWICE) != null) {
            post(body);
        }
        return taken;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** News about templates and accounts bear a time and no number. */
    private static byte[] body(String field, JsonNode value) {
        ObjectNode delivery = MetaJson.MAPPER.createObjectNode().put("object", "whatsapp_business_account");
        ObjectNode entry = delivery.putArray("entry").addObject().put("id", SandboxLine.WABA);
        if (!value.has("metadata")) {
            entry.put("time", Instant.now().getEpochSecond());
        }
        entry.putArray("changes").addObject().put("field", field).set("value", value);
        return MetaJson.MAPPER.writeValueAsBytes(delivery);
    }

    private boolean post(byte[] body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.get())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "ChatSphere-Sandbox")
                .header(WebhookSignature.HEADER, WebhookSignature.of(body, appSecret))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                log.debug("The sandbox's webhook was answered with {}", status);
            }
            return status == 200;
        } catch (IOException unreachable) {
            log.debug("The sandbox's webhook was not taken", unreachable);
            return false;
        }
    }
}
