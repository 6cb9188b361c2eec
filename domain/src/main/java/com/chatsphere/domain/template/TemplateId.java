package com.chatsphere.domain.template;

import com.chatsphere.domain.DerivedUuid;
import java.util.UUID;

/** Names a template: its name and language within a WhatsApp business account. */
public record TemplateId(UUID value) {
    public static TemplateId of(String waba, TemplateName name, TemplateLanguage language) {
        return new TemplateId(DerivedUuid.of("template", waba, name.value(), language.value()));
    }

    public static TemplateId of(String text) {
        return new TemplateId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
