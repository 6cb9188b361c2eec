package com.chatsphere.domain.template;

import org.jspecify.annotations.Nullable;

/**
 * All that Meta tells of a template at one moment.
 *
 * @param metaId Meta's own id, as text: it is a number beyond what JSON's readers keep exactly
 * @param components Meta's JSON of how it is made up, with its examples
 * @param reason why it stands so, where Meta says
 */
public record TemplateDescription(
        String metaId,
        TemplateCategory category,
        TemplateLayout layout,
        String components,
        TemplateStatus status,
        @Nullable String reason,
        TemplateQuality quality) {}
