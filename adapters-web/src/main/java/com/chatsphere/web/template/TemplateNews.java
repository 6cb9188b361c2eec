package com.chatsphere.web.template;

import com.chatsphere.application.template.TemplateCatalog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What Meta has told about a template, on the page of the numbers. */
record TemplateNews(TemplateCatalog.Row row) {
    String address() {
        return "/admin/numbers?template=%s&language=%s#news"
                .formatted(encoded(row.name().value()), encoded(row.language().value()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
