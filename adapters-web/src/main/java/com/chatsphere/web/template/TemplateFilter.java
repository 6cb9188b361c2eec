package com.chatsphere.web.template;

import com.chatsphere.application.template.TemplateCatalog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Which templates somebody wants to see; null is all. */
public record TemplateFilter(
        @Nullable String search,
        @Nullable String language,
        @Nullable String category,
        @Nullable String status,
        @Nullable String account) {
    private static final int LONGEST = 200;

    static TemplateFilter of(
            @Nullable String search,
            @Nullable String language,
            @Nullable String category,
            @Nullable String status,
            @Nullable String account) {
        return new TemplateFilter(cut(search), cut(language), cut(category), cut(status), cut(account));
    }

    private static @Nullable String cut(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String stripped = text.strip();
        return stripped.length() > LONGEST ? stripped.substring(0, LONGEST) : stripped;
    }

    TemplateCatalog.Query query(@Nullable String waba, int most) {
        return new TemplateCatalog.Query(waba, search, language, category, status, most);
    }

    boolean isEmpty() {
        return search == null && language == null && category == null && status == null;
    }

    /** The same for an address. */
    public String parameters() {
        StringBuilder parameters = new StringBuilder();
        add(parameters, "q", search);
        add(parameters, "language", language);
        add(parameters, "category", category);
        add(parameters, "status", status);
        add(parameters, "account", account);
        return parameters.toString();
    }

    private static void add(StringBuilder parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters
                    .append(parameters.isEmpty() ? "?" : "&")
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
