package com.chatsphere.application.template;

import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say about templates.
 *
 * @param name the template that is meant where none is named
 * @param language the one that is meant where none is named
 * @param components what is filled in where nothing is given, in Meta's notation
 * @param catalog templates that are there without anybody having added them
 */
public record TemplateDefaults(
        @Nullable TemplateName name,
        TemplateLanguage language,
        @Nullable String components,
        List<Declared> catalog) {
    public TemplateDefaults {
        catalog = List.copyOf(catalog);
    }

    /** A template as the settings describe it. */
    public record Declared(
            TemplateName name,
            TemplateLanguage language,
            TemplateCategory category,
            String components,
            @Nullable String note) {}
}
