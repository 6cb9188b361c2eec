package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.MediaShelf.Stored;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stand-in for what the Graph API tells about the account: its templates, its number and its files.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/message_templates/">Meta,
 *     templates</a>
 */
final class StandInObjects {
    private static final int USUAL_LIMIT = 25;
    private static final int MOST = 1_000;
    private static final Set<String> FIELDS = Set.of("name", "status", "category", "language", "components");

    private final TemplateCatalogue catalogue;
    private final StandInMedia media;
    private final GraphGate gate;
    private final Supplier<URI> address;

    StandInObjects(TemplateCatalogue catalogue, StandInMedia media, GraphGate gate, Supplier<URI> address) {
        this.catalogue = catalogue;
        this.media = media;
        this.gate = gate;
        this.address = address;
    }

    RouterFunction<ServerResponse> routes() {
        return RouterFunctions.route()
                .GET("/sandbox/graph/{version}/{account}/message_templates", this::templates)
                .GET("/sandbox/graph/{version}/{account}/phone_numbers", this::numbers)
                .GET("/sandbox/graph/{version}/{id}", this::object)
                .DELETE("/sandbox/graph/{version}/{id}", this::delete)
                .filter(gate)
                .build();
    }

    private ServerResponse object(ServerRequest request) {
        String id = request.pathVariable("id");
        if (id.equals(SandboxLine.NUMBER.value())) {
            return GraphGate.json(number());
        }
        return media.describe(id, request.param("phone_number_id").orElse(null));
    }

    private ServerResponse delete(ServerRequest request) {
        return media.delete(request.pathVariable("id"));
    }

    private static ObjectNode number() {
        ObjectNode number = MetaJson.MAPPER
                .createObjectNode()
                .put("id", SandboxLine.NUMBER.value())
                .put("verified_name", "Sandbox")
                .put("display_phone_number", "+1 555-555-0100")
                .put("quality_rating", "GREEN")
                .put("status", "CONNECTED")
                .put("name_status", "APPROVED")
                .put("code_verification_status", "VERIFIED")
                .put("platform_type", "CLOUD_API")
                .put("is_on_biz_app", false)
                .put("is_official_business_account", false)
                .put("whatsapp_business_manager_messaging_limit", "TIER_2K");
        number.putObject("throughput").put("level", "STANDARD");
        return number;
    }

    private ServerResponse numbers(ServerRequest request) {
        requireAccount(request);
        ObjectNode answer = MetaJson.MAPPER.createObjectNode();
        answer.putArray("data").add(number());
        return GraphGate.json(answer);
    }

    private static void requireAccount(ServerRequest request) {
        if (!request.pathVariable("account").equals(SandboxLine.WABA)) {
            throw Refusal.NO_SUCH_OBJECT.asException();
        }
    }

    private ServerResponse templates(ServerRequest request) {
        requireAccount(request);
        int limit = request.param("limit").map(StandInObjects::whole).orElse(USUAL_LIMIT);
        int from = request.param("after").map(StandInObjects::position).orElse(0);
        if (limit < 1 || limit > MOST) {
            throw Refusal.invalid("Param limit must be from 1 to 1000.").asException();
        }
        List<ObjectNode> wanted = catalogue.all().stream()
                .filter(template -> isWanted(template, request))
                .toList();
        List<ObjectNode> page = wanted.stream().skip(from).limit(limit).toList();
        Set<String> fields = request.param("fields")
                .map(names ->
                        Arrays.stream(names.split(",", -1)).map(String::strip).collect(Collectors.toSet()))
                .orElse(FIELDS);
        ObjectNode answer = MetaJson.MAPPER.createObjectNode();
        ArrayNode data = answer.putArray("data");
        page.forEach(template -> data.add(only(fields, template)));
        if (!page.isEmpty()) {
            int next = from + page.size();
            ObjectNode paging = answer.putObject("paging");
            paging.putObject("cursors").put("before", cursor(from)).put("after", cursor(next));
            if (next < wanted.size()) {
                paging.put("next", next(request, limit, next));
            }
        }
        return GraphGate.json(answer);
    }

    private static boolean isWanted(ObjectNode template, ServerRequest request) {
        return List.of("status", "category", "language", "name").stream()
                .allMatch(field -> request.param(field)
                        .map(value -> field.equals("name")
                                ? template.path(field).asString().contains(value)
                                : template.path(field).asString().equalsIgnoreCase(value))
                        .orElse(true));
    }

    private static ObjectNode only(Set<String> fields, ObjectNode template) {
        ObjectNode shown = MetaJson.MAPPER.createObjectNode();
        template.properties().stream()
                .filter(member -> member.getKey().equals("id") || fields.contains(member.getKey()))
                .forEach(member -> shown.set(member.getKey(), member.getValue()));
        return shown;
    }

    private String next(ServerRequest request, int limit, int next) {
        String query = request.params().toSingleValueMap().entrySet().stream()
                .filter(param ->
                        !param.getKey().equals("after") && !param.getKey().equals("limit"))
                .map(param -> param.getKey() + "=" + URLEncoder.encode(param.getValue(), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining());
        String own = address.get().toString().replaceFirst("/$", "");
        return "%s%s?%slimit=%d&after=%s".formatted(own, request.uri().getRawPath(), query, limit, cursor(next));
    }

    private static String cursor(int position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("at:%d".formatted(position).getBytes(StandardCharsets.UTF_8));
    }

    private static int position(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return text.startsWith("at:") ? whole(text.substring(3)) : whole("");
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("Param after is no cursor.").asException();
        }
    }

    private static int whole(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw Refusal.invalid("This must be a whole number: " + text.toLowerCase(Locale.ROOT))
                    .asException();
        }
        return Integer.parseInt(text);
    }

    /** The address that a file can be fetched from for five minutes. */
    static String fileAddress(URI own, Stored stored, long until, String signature) {
        return "%s/sandbox/lookaside/%s?ext=%d&hash=%s"
                .formatted(own.toString().replaceFirst("/$", ""), stored.id(), until, signature);
    }
}
