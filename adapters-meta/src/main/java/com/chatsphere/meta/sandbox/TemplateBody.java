package com.chatsphere.meta.sandbox;

import com.chatsphere.meta.MetaJson;
import com.chatsphere.meta.sandbox.TemplateCatalogue.Quality;
import com.chatsphere.meta.sandbox.TemplateCatalogue.Status;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** News about templates in Meta's words. */
final class TemplateBody {
    private TemplateBody() {}

    static ObjectNode status(JsonNode template, Status status) {
        ObjectNode value = MetaJson.MAPPER.createObjectNode().put("event", status.name());
        named(value, template);
        value.put("reason", status == Status.REJECTED ? "PROMOTIONAL" : "NONE")
                .put("message_template_category", template.path("category").asString());
        switch (status) {
            case PAUSED ->
                value.putObject("other_info")
                        .put("title", "FIRST_PAUSE")
                        .put("description", "Your template has been paused for 3 hours.");
            case DISABLED ->
                value.putObject("other_info")
                        .put("title", "DISABLED")
                        .put("description", "Your template has been disabled.");
            case REJECTED ->
                value.putObject("rejection_info")
                        .put("reason", "The template sounds like an advertisement.")
                        .put("recommendation", "Say what the customer asked for.");
            case APPROVED, PENDING -> {}
        }
        return value;
    }

    static ObjectNode quality(JsonNode template, Quality before, Quality after) {
        ObjectNode value = MetaJson.MAPPER
                .createObjectNode()
                .put("previous_quality_score", before.name())
                .put("new_quality_score", after.name());
        named(value, template);
        return value;
    }

    private static void named(ObjectNode value, JsonNode template) {
        value.put("message_template_id", Long.parseLong(template.path("id").asString()))
                .put("message_template_name", template.path("name").asString())
                .put("message_template_language", template.path("language").asString());
    }
}
