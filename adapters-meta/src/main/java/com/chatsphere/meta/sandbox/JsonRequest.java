package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.servlet.function.ServerRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A request's body read as a JSON object. */
final class JsonRequest {
    private JsonRequest() {}

    /** The object; empty if it is none, or longer than {@code most} bytes. */
    static Optional<JsonNode> read(ServerRequest request, int most) throws IOException {
        byte[] body = request.servletRequest().getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            return Optional.empty();
        }
        try {
            JsonNode node = MetaJson.MAPPER.readTree(body);
            return node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
