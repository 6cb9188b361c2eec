package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.message.ReadReceipts;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.MetaJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Read receipts and the typing indicator by the Cloud API, where the latter cannot be had without the former.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/typing-indicators">Meta, typing indicators</a>
 */
final class CloudApiReadReceipts implements ReadReceipts, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TOO_MANY_REQUESTS = 429;

    private final GraphApi graph;
    private final Instances instances;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    CloudApiReadReceipts(GraphApi graph, Instances instances) {
        this.graph = graph;
        this.instances = instances;
    }

    @Override
    public Shown show(PhoneNumberId number, Wamid upTo, boolean typing) {
        Optional<Secret> token = instances.with(number).map(Instance::token);
        if (token.isEmpty()) {
            return Shown.NEVER;
        }
        HttpRequest request = HttpRequest.newBuilder(graph.messagesOf(number))
                .header("Authorization", "Bearer " + token.get().reveal())
                .header("Content-Type", "application/json; charset=utf-8")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(body(upTo, typing)))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                return Shown.SHOWN;
            }
            return status >= 500 || status == TOO_MANY_REQUESTS ? Shown.NOT_NOW : Shown.NEVER;
        } catch (IOException unreachable) {
            return Shown.NOT_NOW;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Shown.NOT_NOW;
        }
    }

    private static byte[] body(Wamid upTo, boolean typing) {
        ObjectNode body = MetaJson.MAPPER.createObjectNode();
        body.put("messaging_product", "whatsapp").put("status", "read").put("message_id", upTo.value());
        if (typing) {
            body.putObject("typing_indicator").put("type", "text");
        }
        return MetaJson.MAPPER.writeValueAsBytes(body);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
