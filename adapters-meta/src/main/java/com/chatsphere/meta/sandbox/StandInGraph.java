package com.chatsphere.meta.sandbox;

import com.chatsphere.application.Secret;
import com.chatsphere.meta.MetaJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * The stand-in for the Graph API: takes messages as Meta does, and is as strict.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages">Meta, sending messages</a>
 */
final class StandInGraph {
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int LONGEST_TEXT = 4096;
    private static final int LONGEST_TAG = 512;
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{8,15}");
    private static final String BEARER = "Bearer ";

    private final Sandbox sandbox;
    private final Phones phones;
    private final Secret token;

    StandInGraph(Sandbox sandbox, Phones phones, Secret token) {
        this.sandbox = sandbox;
        this.phones = phones;
        this.token = token;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .POST("/sandbox/graph/{version}/{number}/messages", this::take)
                .build();
    }

    private ServerResponse take(ServerRequest request) throws IOException {
        if (!isAuthorised(request.headers().firstHeader("Authorization"))) {
            return refuse(Refusal.NO_TOKEN);
        }
        if (!request.pathVariable("number").equals(SandboxLine.NUMBER.value())) {
            return refuse(Refusal.NO_SUCH_NUMBER);
        }
        Optional<JsonNode> body = JsonRequest.read(request, LONGEST_BODY);
        if (body.isEmpty()) {
            return refuse(Refusal.invalid("The request is not a JSON object."));
        }
        JsonNode message = body.get();
        if (!"whatsapp".equals(MetaJson.text(message, "messaging_product"))) {
            return refuse(Refusal.missing("messaging_product"));
        }
        return "read".equals(MetaJson.text(message, "status")) ? markRead(message) : send(message);
    }

    private ServerResponse markRead(JsonNode message) {
        String wamid = MetaJson.text(message, "message_id");
        if (wamid == null || !sandbox.readByBusiness(wamid)) {
            return refuse(Refusal.invalid("message_id names no message of a customer."));
        }
        return json(200, MetaJson.MAPPER.createObjectNode().put("success", true));
    }

    private ServerResponse send(JsonNode message) {
        String to = MetaJson.text(message, "to");
        String recipient = to == null ? MetaJson.text(message, "recipient") : to;
        Refusal refusal = refusalOf(message, to, recipient);
        if (refusal != null || recipient == null) {
            return refuse(refusal == null ? Refusal.missing("to") : refusal);
        }
        String address = recipient.startsWith("+") ? recipient.substring(1) : recipient;
        String wamid = sandbox.send(
                address,
                message.path("text").path("body").asString(),
                MetaJson.text(message.path("context"), "message_id"),
                MetaJson.text(message, "biz_opaque_callback_data"));
        return json(200, taken(recipient, address, wamid));
    }

    private static @Nullable Refusal refusalOf(JsonNode message, @Nullable String to, @Nullable String recipient) {
        if (recipient == null || recipient.isBlank()) {
            return Refusal.missing("to");
        }
        if (to != null && !PHONE.matcher(to).matches()) {
            return Refusal.invalid("Parameter to is not a phone number.");
        }
        String tag = MetaJson.text(message, "biz_opaque_callback_data");
        if (tag != null && tag.length() > LONGEST_TAG) {
            return Refusal.invalid("Param biz_opaque_callback_data must be at most 512 characters long.");
        }
        String type = MetaJson.text(message, "type");
        if (type != null && !type.equals("text")) {
            return Refusal.UNSUPPORTED_TYPE;
        }
        JsonNode text = message.path("text").path("body");
        if (!text.isString() || text.asString().isBlank()) {
            return Refusal.missing("text['body']");
        }
        return text.asString().length() > LONGEST_TEXT
                ? Refusal.invalid("Param text['body'] must be at most 4096 characters long.")
                : null;
    }

    private ObjectNode taken(String input, String address, String wamid) {
        ObjectNode answer = MetaJson.MAPPER.createObjectNode().put("messaging_product", "whatsapp");
        ObjectNode contact = answer.putArray("contacts").addObject().put("input", input);
        if (PHONE.matcher(address).matches()) {
            contact.put("wa_id", address);
        }
        phones.knownAs(address)
                .ifPresent(phone -> contact.put("user_id", phone.customer().userId()));
        answer.putArray("messages").addObject().put("id", wamid).put("message_status", "accepted");
        return answer;
    }

    private boolean isAuthorised(@Nullable String header) {
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8), token.bytes());
    }

    private static ServerResponse refuse(Refusal refusal) {
        ObjectNode answer = MetaJson.MAPPER.createObjectNode();
        ObjectNode error = answer.putObject("error");
        error.put("message", "(#%d) %s".formatted(refusal.code(), refusal.title()))
                .put("type", "OAuthException")
                .put("code", refusal.code());
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", refusal.details());
        error.put("fbtrace_id", UUID.randomUUID().toString());
        return json(refusal.status(), answer);
    }

    private static ServerResponse json(int status, ObjectNode body) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .body(MetaJson.MAPPER.writeValueAsBytes(body));
    }
}
