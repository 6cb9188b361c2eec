package com.chatsphere.settings;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The WhatsApp numbers kept as code in {@code CHATSPHERE_INSTANCES}. */
final class DeclaredInstances {
    static final String VARIABLE = "CHATSPHERE_INSTANCES";

    private static final List<String> FIELDS =
            List.of("name", "phoneNumberId", "displayPhoneNumber", "wabaId", "token", "appSecret", "verifyToken");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private DeclaredInstances() {}

    static List<Instance> in(Variables variables) {
        var text = variables.text(VARIABLE);
        var root = text == null ? null : tree(text, variables);
        if (root == null) {
            return List.of();
        }
        if (!root.isArray()) {
            variables.problem(VARIABLE, "is not a JSON array of instances");
            return List.of();
        }
        var instances = new ArrayList<Instance>();
        for (var node : root) {
            var instance = instance(node, instances.size() + 1, variables);
            if (instance == null) {
                return List.of();
            }
            instances.add(instance);
        }
        return instances;
    }

    /** The parser's own words would quote the text, and with it a secret. */
    private static @Nullable JsonNode tree(String text, Variables variables) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException malformed) {
            var where = malformed.getLocation();
            variables.problem(
                    VARIABLE,
                    where == null
                            ? "is not valid JSON"
                            : "is not valid JSON (line %d, column %d)"
                                    .formatted(where.getLineNr(), where.getColumnNr()));
            return null;
        }
    }

    private static @Nullable Instance instance(JsonNode node, int position, Variables variables) {
        var complaints = complaints(node);
        if (complaints.isEmpty()) {
            return new Instance(
                    new PhoneNumberId(field(node, "phoneNumberId")),
                    field(node, "name"),
                    field(node, "displayPhoneNumber"),
                    field(node, "wabaId"),
                    new Secret(field(node, "token")),
                    new Secret(field(node, "appSecret")),
                    new Secret(field(node, "verifyToken")));
        }
        complaints.forEach(complaint -> variables.problem(VARIABLE, "instance %d %s".formatted(position, complaint)));
        return null;
    }

    private static List<String> complaints(JsonNode node) {
        if (!node.isObject()) {
            return List.of("is not a JSON object");
        }
        var complaints = new ArrayList<String>();
        var missing = FIELDS.stream().filter(field -> !node.has(field)).toList();
        if (!missing.isEmpty()) {
            complaints.add("lacks " + String.join(", ", missing));
        }
        var unknown = node.propertyNames().stream()
                .filter(field -> !FIELDS.contains(field))
                .toList();
        if (!unknown.isEmpty()) {
            complaints.add("has unknown fields: %s (known are %s)"
                    .formatted(String.join(", ", unknown), String.join(", ", FIELDS)));
        }
        FIELDS.stream()
                .filter(field -> node.has(field)
                        && (!node.get(field).isString()
                                || node.get(field).stringValue().isBlank()))
                .forEach(field -> complaints.add("has no text in " + field));
        for (var field : List.of("phoneNumberId", "wabaId")) {
            if (complaints.isEmpty() && !SettingsReader.isMetaId(field(node, field))) {
                complaints.add("has a %s that is not 1 to 32 digits".formatted(field));
            }
        }
        return complaints;
    }

    private static String field(JsonNode node, String name) {
        return node.get(name).stringValue().strip();
    }
}
