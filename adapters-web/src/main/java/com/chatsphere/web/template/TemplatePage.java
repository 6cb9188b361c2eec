package com.chatsphere.web.template;

import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.template.TemplateField;
import com.chatsphere.web.layout.Page;
import java.util.List;

/** One template, as it stands and as it looks. */
public record TemplatePage(
        Page page, TemplateCatalog.Row row, TemplateWords words, TemplateView view, String components) {
    static TemplatePage of(Page page, TemplateCatalog.Row row, String components) {
        return new TemplatePage(page, row, new TemplateWords(row), TemplateView.of(row.layout()), components);
    }

    public List<TemplateField> fields() {
        return TemplateField.of(row.layout());
    }

    /** Leads to what Meta has told about it. */
    public String news() {
        return new TemplateNews(row).address();
    }
}
