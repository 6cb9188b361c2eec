package com.chatsphere.meta.sandbox;

import com.chatsphere.application.Secret;
import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.Refusal.Refused;
import com.chatsphere.meta.sandbox.Weather.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What stands before the stand-in for the Graph API: the weather, then the token; and how it refuses. */
final class GraphGate implements HandlerFilterFunction<ServerResponse, ServerResponse> {
    private static final String BEARER = "Bearer ";
    private static final int CUT_OFF_AFTER = 1_024;

    private final Secret token;
    private final Weather weather;

    GraphGate(Secret token, Weather weather) {
        this.token = token;
        this.weather = weather;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        Integer pause = weather.strikes(Kind.SLOW);
        if (pause != null) {
            weather.linger(Duration.ofMillis(pause));
        }
        Integer retryAfter = weather.strikes(Kind.TOO_MANY);
        if (retryAfter != null) {
            return refuse(Refusal.TOO_FAST, retryAfter);
        }
        if (weather.strikes(Kind.BROKEN) != null) {
            return refuse(Refusal.BROKEN, null);
        }
        if (weather.strikes(Kind.UNAVAILABLE) != null) {
            return refuse(Refusal.UNAVAILABLE, null);
        }
        if (!isAuthorised(request.headers().firstHeader("Authorization"))) {
            return refuse(Refusal.NO_TOKEN, null);
        }
        try {
            return next.handle(request);
        } catch (Refused refused) {
            return refuse(refused.refusal(), null);
        }
    }

    private boolean isAuthorised(@Nullable String header) {
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8), token.bytes());
    }

    /** The answer to a message that was taken: it may get lost on its way. */
    ServerResponse answer(JsonNode body) throws InterruptedException {
        Integer silence = weather.strikes(Kind.SILENT);
        if (silence != null) {
            weather.linger(Duration.ofSeconds(silence));
        }
        return weather.strikes(Kind.CUT_OFF) == null ? json(body) : cutOff();
    }

    /** Promises more than it sends, so that the server can but close the connection. */
    private static ServerResponse cutOff() {
        return ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).build((_, response) -> {
            response.setContentLength(CUT_OFF_AFTER);
            response.getOutputStream().write('{');
            response.flushBuffer();
            return null;
        });
    }

    static ServerResponse json(JsonNode body) {
        return ServerResponse.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store")
                .body(MetaJson.MAPPER.writeValueAsBytes(body));
    }

    private static ServerResponse refuse(Refusal refusal, @Nullable Integer retryAfter) {
        ObjectNode answer = MetaJson.MAPPER.createObjectNode();
        ObjectNode error = answer.putObject("error");
        error.put("message", "(#%d) %s".formatted(refusal.code(), refusal.title()))
                .put("type", "OAuthException")
                .put("code", refusal.code());
        error.putObject("error_data").put("messaging_product", "whatsapp").put("details", refusal.details());
        error.put("fbtrace_id", UUID.randomUUID().toString());
        ServerResponse.BodyBuilder response = ServerResponse.status(refusal.status())
                .contentType(MediaType.APPLICATION_JSON)
                .header("Cache-Control", "no-store");
        if (retryAfter != null) {
            response.header("Retry-After", String.valueOf(retryAfter));
        }
        return response.body(MetaJson.MAPPER.writeValueAsBytes(answer));
    }
}
