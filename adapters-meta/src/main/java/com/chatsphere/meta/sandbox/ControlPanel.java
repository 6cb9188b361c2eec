package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.TemplateCatalogue.Quality;
import com.chatsphere.meta.sandbox.TemplateCatalogue.Standing;
import com.chatsphere.meta.sandbox.TemplateCatalogue.Status;
import com.chatsphere.meta.sandbox.Weather.Spell;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one does as Meta itself: makes the weather, and judges templates. */
final class ControlPanel {
    private static final int LONGEST_REQUEST = 4_096;

    private final Weather weather;
    private final TemplateCatalogue catalogue;
    private final Sandbox sandbox;

    ControlPanel(Weather weather, TemplateCatalogue catalogue, Sandbox sandbox) {
        this.weather = weather;
        this.catalogue = catalogue;
        this.sandbox = sandbox;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/sandbox/api/weather", _ -> PageJson.answer(200, PageJson.of(weather.now())))
                .PUT("/sandbox/api/weather", this::makeWeather)
                .DELETE("/sandbox/api/weather", _ -> {
                    weather.beFine();
                    return ServerResponse.noContent().build();
                })
                .GET("/sandbox/api/templates", _ -> PageJson.answer(200, templates()))
                .PUT("/sandbox/api/templates/{id}", this::judge)
                .build();
    }

    /** One kind at a time; it ends with {@code percent} 0. */
    private ServerResponse makeWeather(ServerRequest request) throws IOException {
        JsonNode asked = JsonRequest.read(request, LONGEST_REQUEST).orElseGet(MetaJson.MAPPER::createObjectNode);
        Optional<Weather.Kind> kind = named(Weather.Kind.class, asked, "kind");
        if (kind.isEmpty()) {
            return PageJson.refuse("There is no such weather.");
        }
        int percent = asked.path("percent").asInt(100);
        if (percent == 0) {
            weather.end(kind.get());
        } else {
            try {
                int left = asked.path("left").asInt(0);
                weather.begin(
                        kind.get(),
                        new Spell(
                                percent,
                                left == 0 ? null : Integer.valueOf(left),
                                asked.path("value").asInt(kind.get().usual())));
            } catch (IllegalArgumentException impossible) {
                return PageJson.refuse(String.valueOf(impossible.getMessage()));
            }
        }
        return PageJson.answer(200, PageJson.of(weather.now()));
    }

    private ObjectNode templates() {
        ObjectNode answer = MetaJson.MAPPER.createObjectNode();
        ArrayNode items = answer.putArray("items");
        catalogue.all().forEach(items::add);
        return answer;
    }

    private ServerResponse judge(ServerRequest request) throws IOException {
        String id = request.pathVariable("id");
        ObjectNode template = catalogue.of(id).orElse(null);
        JsonNode asked = JsonRequest.read(request, LONGEST_REQUEST).orElseGet(MetaJson.MAPPER::createObjectNode);
        if (template == null) {
            return ServerResponse.notFound().build();
        }
        Standing before = TemplateCatalogue.standing(template);
        Standing after = new Standing(
                named(Status.class, asked, "status").orElse(before.status()),
                named(Quality.class, asked, "quality").orElse(before.quality()));
        catalogue.judge(id, after);
        if (after.status() != before.status()) {
            sandbox.announce("message_template_status_update", TemplateBody.status(template, after.status()));
        }
        if (after.quality() != before.quality()) {
            sandbox.announce(
                    "message_template_quality_update",
                    TemplateBody.quality(template, before.quality(), after.quality()));
        }
        return ServerResponse.noContent().build();
    }

    private static <E extends Enum<E>> Optional<E> named(Class<E> type, JsonNode asked, String member) {
        try {
            return Optional.of(
                    Enum.valueOf(type, asked.path(member).asString("").toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
