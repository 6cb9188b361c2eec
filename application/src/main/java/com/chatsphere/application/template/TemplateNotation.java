package com.chatsphere.application.template;

import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.domain.template.TemplateValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Need: read and write in Meta's JSON how templates are made up, and what is filled into them. */
public interface TemplateNotation {
    /**
     * Reads the components of a template.
     *
     * @param format null to go by the placeholders
     * @throws Unreadable when they make no template
     */
    TemplateLayout layout(String components, @Nullable ParameterFormat format);

    String components(TemplateLayout layout);

    /** Meta's examples of what is filled in, by {@link TemplateField#path()}. */
    Map<String, String> examples(String components);

    /**
     * Reads the components of a message that is made of the template.
     *
     * @throws Unreadable when they make no sense
     */
    TemplateValues values(String components, TemplateLayout layout);

    /** It is not in Meta's notation; the message says where. */
    final class Unreadable extends RuntimeException {
        public Unreadable(String message) {
            super(message);
        }
    }
}
