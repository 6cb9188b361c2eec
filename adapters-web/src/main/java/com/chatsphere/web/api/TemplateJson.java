package com.chatsphere.web.api;

import com.chatsphere.application.template.MetaTemplates;
import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.template.TemplateField;
import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A template as scripts see it.
 *
 * @param description what somebody here wrote on it
 * @param parameters the names of the placeholders of its text, in the order in which values are given
 * @param fields everything that is filled in
 * @param usable whether it can be sent; if not, {@code obstacle} says why
 * @param providerId Meta's own id, as text
 */
public record TemplateJson(
        UUID id,
        String accountId,
        String name,
        String language,
        @Nullable String description,
        String category,
        @Nullable String comingCategory,
        String status,
        @Nullable String reason,
        boolean usable,
        @Nullable String obstacle,
        String quality,
        String parameterFormat,
        int bodyParams,
        List<String> parameters,
        List<Field> fields,
        JsonNode components,
        @Nullable String providerId,
        @Nullable Instant heardAt) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Something that is filled in. */
    public record Field(String path, String label, String kind, boolean required) {
        static Field of(TemplateField field) {
            return new Field(
                    field.path(), field.label(), field.kind().name().toLowerCase(Locale.ROOT), field.required());
        }
    }

    static TemplateJson of(TemplateCatalog.Row row, TemplateNotation notation) {
        TemplateLayout layout = row.layout();
        List<String> parameters = TemplateField.parameters(layout);
        return new TemplateJson(
                row.id().value(),
                row.waba(),
                row.name().value(),
                row.language().value(),
                row.note(),
                row.category().value(),
                row.coming() == null ? null : row.coming().value(),
                row.status().value(),
                row.reason(),
                row.status().isSendable(),
                row.obstacle(),
                row.quality().value(),
                layout.format().name(),
                parameters.size(),
                parameters,
                TemplateField.of(layout).stream().map(Field::of).toList(),
                JSON.readTree(row.components() == null ? notation.components(layout) : row.components()),
                row.metaId(),
                row.heardAt());
    }

    /** One that is at Meta and not here. */
    static TemplateJson of(MetaTemplates.Found found, String waba) {
        TemplateLayout layout = found.description().layout();
        TemplateStatus status = found.description().status();
        List<String> parameters = TemplateField.parameters(layout);
        return new TemplateJson(
                found.id().value(),
                waba,
                found.name().value(),
                found.language().value(),
                null,
                found.description().category().value(),
                null,
                status.value(),
                found.description().reason(),
                status.isSendable(),
                status.obstacle(found.description().reason()),
                found.description().quality().value(),
                layout.format().name(),
                parameters.size(),
                parameters,
                TemplateField.of(layout).stream().map(Field::of).toList(),
                JSON.readTree(found.description().components()),
                found.description().metaId(),
                null);
    }
}
