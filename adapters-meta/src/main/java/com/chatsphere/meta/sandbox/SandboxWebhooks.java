package com.chatsphere.meta.sandbox;

import com.chatsphere.application.Secret;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.webhook.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tells the application what happens on the phones, as Meta would: signed, by HTTP. */
final class SandboxWebhooks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SandboxWebhooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<URI> address;
    private final Secret appSecret;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    SandboxWebhooks(Supplier<URI> address, Secret appSecret) {
        this.address = address;
        this.appSecret = appSecret;
    }

    /** A customer wrote; whether the application has taken it. */
    boolean wrote(Customer customer, Bubble bubble) throws InterruptedException {
        ObjectNode value = value();
        nameOf(customer, value);
        ObjectNode message = value.putArray("messages").addObject();
        if (customer.phone() != null) {
            message.put("from", customer.phone());
        }
        if (customer.userId() != null) {
            message.put("from_user_id", customer.userId());
        }
        message.put("id", bubble.wamid()).put("timestamp", String.valueOf(bubble.at()));
        if (bubble.replyTo() != null) {
            message.putObject("context").put("from", SandboxLine.DIGITS).put("id", bubble.replyTo());
        }
        message.put("type", "text").putObject("text").put("body", bubble.text());
        return post(value);
    }

    /** A message of the business has come further; whether the application has taken that. */
    boolean reached(Customer customer, Bubble bubble, String status, long at) throws InterruptedException {
        ObjectNode value = value();
        nameOf(customer, value);
        ObjectNode node = status(value, bubble.wamid(), status, at, bubble.tag());
        if (customer.phone() != null) {
            node.put("recipient_id", customer.phone());
        }
        if (customer.userId() != null) {
            node.put("recipient_user_id", customer.userId());
        }
        if (!status.equals("read")) {
            node.putObject("pricing")
                    .put("billable", false)
                    .put("pricing_model", "PMP")
                    .put("type", "free_customer_service")
                    .put("category", "service");
        }
        return post(value);
    }

    /** A message that had been taken could not be delivered; whether the application has taken that. */
    boolean failed(String recipient, String wamid, @Nullable String tag, long at, Refusal refusal)
            throws InterruptedException {
        ObjectNode value = value();
        ObjectNode node = status(value, wamid, "failed", at, tag);
        node.put("recipient_id", recipient);
        node.putArray("errors")
                .addObject()
                .put("code", refusal.code())
                .put("title", refusal.title())
                .put("message", refusal.title())
                .putObject("error_data")
                .put("details", refusal.details());
        return post(value);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static ObjectNode value() {
        ObjectNode value = MetaJson.MAPPER.createObjectNode().put("messaging_product", "whatsapp");
        value.putObject("metadata")
                .put("display_phone_number", SandboxLine.DIGITS)
                .put("phone_number_id", SandboxLine.NUMBER.value());
        return value;
    }

    private static void nameOf(Customer customer, ObjectNode value) {
        ObjectNode contact = value.putArray("contacts").addObject();
        ObjectNode profile = contact.putObject("profile").put("name", customer.name());
        if (customer.username() != null) {
            profile.put("username", customer.username());
        }
        if (customer.phone() != null) {
            contact.put("wa_id", customer.phone());
        }
        if (customer.userId() != null) {
            contact.put("user_id", customer.userId());
        }
    }

    private static ObjectNode status(ObjectNode value, String wamid, String status, long at, @Nullable String tag) {
        ObjectNode node = value.putArray("statuses").addObject();
        node.put("id", wamid).put("status", status).put("timestamp", String.valueOf(at));
        if (tag != null) {
            node.put("biz_opaque_callback_data", tag);
        }
        return node;
    }

    private boolean post(ObjectNode value) throws InterruptedException {
        ObjectNode delivery = MetaJson.MAPPER.createObjectNode().put("object", "whatsapp_business_account");
        ObjectNode entry = delivery.putArray("entry").addObject().put("id", SandboxLine.WABA);
        entry.putArray("changes").addObject().put("field", "messages").set("value", value);
        byte[] body = MetaJson.MAPPER.writeValueAsBytes(delivery);
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
