package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The templates of the sandbox's account, in Meta's stored shape; their status and quality can be changed. */
final class TemplateCatalogue {
    private static final Logger log = LoggerFactory.getLogger(TemplateCatalogue.class);

    private final Path file;
    private final List<ObjectNode> templates = new ArrayList<>();
    private final Map<String, Standing> standings = new HashMap<>();

    TemplateCatalogue(Path file) {
        this.file = file;
        try (InputStream input = TemplateCatalogue.class.getResourceAsStream("/sandbox/templates.json")) {
            for (JsonNode template : MetaJson.MAPPER.readTree(Objects.requireNonNull(input))) {
                templates.add((ObjectNode) template);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        remembered().forEach((id, standing) -> of(id).ifPresent(_ -> standings.put(id, standing)));
    }

    /** What Meta thinks of a template. */
    record Standing(Status status, Quality quality) {}

    /** Whether it may be sent. */
    enum Status {
        APPROVED,
        PENDING,
        REJECTED,
        PAUSED,
        DISABLED
    }

    /** How customers take it. */
    enum Quality {
        GREEN,
        YELLOW,
        RED,
        UNKNOWN
    }

    /** All of them as they are now. */
    synchronized List<ObjectNode> all() {
        return templates.stream().map(this::now).toList();
    }

    synchronized Optional<ObjectNode> of(String id) {
        return templates.stream()
                .filter(template -> id.equals(MetaJson.text(template, "id")))
                .findFirst()
                .map(this::now);
    }

    synchronized Optional<ObjectNode> named(String name, String language) {
        return templates.stream()
                .filter(template -> name.equals(MetaJson.text(template, "name"))
                        && language.equals(MetaJson.text(template, "language")))
                .findFirst()
                .map(this::now);
    }

    /** Gives a template another standing. */
    synchronized void judge(String id, Standing standing) {
        standings.put(id, standing);
        SafeFile.write(file, MetaJson.MAPPER.writeValueAsString(new Remembered(Map.copyOf(standings))));
    }

    static Standing standing(JsonNode template) {
        return new Standing(
                Status.valueOf(template.path("status").asString("APPROVED")),
                Quality.valueOf(template.path("quality_score").path("score").asString("UNKNOWN")));
    }

    private ObjectNode now(ObjectNode stored) {
        ObjectNode template = stored.deepCopy();
        Standing changed = standings.get(template.path("id").asString());
        if (changed != null) {
            template.put("status", changed.status.name());
            template.putObject("quality_score").put("score", changed.quality.name());
            template.put("rejected_reason", changed.status == Status.REJECTED ? "PROMOTIONAL" : "NONE");
        }
        return template;
    }

    private Map<String, Standing> remembered() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return MetaJson.MAPPER.readValue(Files.readString(file), Remembered.class).standings;
        } catch (JacksonException | IOException broken) {
            log.warn("The sandbox's templates in {} cannot be read; they are as at first", file);
            return Map.of();
        }
    }

    private record Remembered(Map<String, Standing> standings) {
        Remembered {
            standings = Map.copyOf(standings);
        }
    }
}
