package com.chatsphere.meta.template;

import com.chatsphere.application.template.TemplateNotation;

/** Lends Meta's notation to tests elsewhere. */
public final class TemplateNotations {
    private TemplateNotations() {}

    public static TemplateNotation json() {
        return new JsonTemplateNotation();
    }
}
