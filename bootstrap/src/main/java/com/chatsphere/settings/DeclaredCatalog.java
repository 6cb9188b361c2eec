package com.chatsphere.settings;

import com.chatsphere.application.template.TemplateDefaults;
import com.chatsphere.application.template.TemplateDefaults.Declared;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The templates that the settings describe.
 *
 * <p>The default components are a template of their own where they say how it is made up; where they hold parameters, they
 * are what is filled in.
 */
final class DeclaredCatalog {
    private static final JsonMapper JSON = JsonMapper.shared();

    private DeclaredCatalog() {}

    static boolean isName(String text) {
        return text.matches("[a-z0-9_]{1,512}");
    }

    static boolean isLanguage(String text) {
        return text.matches("[a-z]{2,3}(_[A-Za-z]{2,4})?");
    }

    /** What is wrong with a catalog, each as the rest of a sentence about the variable. */
    static List<String> complaints(String catalog) {
        List<String> complaints = new ArrayList<>();
        int place = 0;
        for (JsonNode template : JSON.readTree(catalog)) {
            place++;
            String complaint = complaint(template);
            if (complaint != null) {
                complaints.add("template %d %s".formatted(place, complaint));
            }
        }
        return complaints;
    }

    private static @Nullable String complaint(JsonNode template) {
        if (!template.isObject()) {
            return "is not a JSON object";
        }
        if (!isName(template.path("name").asString(""))) {
            return "has no name (small letters, digits and _)";
        }
        if (template.hasNonNull("language")
                && !isLanguage(template.path("language").asString(""))) {
            return "has a language that is no code such as en_US";
        }
        boolean hasText = template.path("components")
                .valueStream()
                .anyMatch(component ->
                        "BODY".equalsIgnoreCase(component.path("type").asString(""))
                                && !component.path("text").asString("").isBlank());
        return hasText ? null : "has no component of type BODY with a text";
    }

    static TemplateDefaults understand(Settings.TemplateDefaults settings) {
        TemplateLanguage language = new TemplateLanguage(settings.language());
        TemplateName name = settings.name() == null ? null : new TemplateName(settings.name());
        List<Declared> catalog = new ArrayList<>();
        if (settings.catalog() != null) {
            JSON.readTree(settings.catalog()).forEach(template -> catalog.add(declared(template, language)));
        }
        String components = settings.components();
        boolean saysHowItIsMadeUp = components != null
                && JSON.readTree(components)
                        .valueStream()
                        .anyMatch(component -> component.hasNonNull("text") || component.hasNonNull("format"));
        if (name != null && components != null && saysHowItIsMadeUp) {
            catalog.add(new Declared(name, language, TemplateCategory.UTILITY, components, null));
        }
        return new TemplateDefaults(name, language, saysHowItIsMadeUp ? null : components, catalog);
    }

    private static Declared declared(JsonNode template, TemplateLanguage otherwise) {
        String note = template.path("description").asString("");
        return new Declared(
                new TemplateName(template.path("name").asString()),
                template.hasNonNull("language")
                        ? new TemplateLanguage(template.path("language").asString())
                        : otherwise,
                template.hasNonNull("category")
                        ? new TemplateCategory(
                                template.path("category").asString().toUpperCase(Locale.ROOT))
                        : TemplateCategory.UTILITY,
                template.path("components").toString(),
                note.isBlank() ? null : note);
    }
}
