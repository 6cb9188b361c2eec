package com.chatsphere.meta.template;

import com.chatsphere.application.template.TemplateNotation;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.domain.template.TemplateValues;
import com.chatsphere.meta.MetaJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Templates in the JSON that Meta writes and reads. */
@Component
final class JsonTemplateNotation implements TemplateNotation {
    @Override
    public TemplateLayout layout(String components, @Nullable ParameterFormat format) {
        return LayoutReader.read(array(components), format);
    }

    @Override
    public String components(TemplateLayout layout) {
        return MetaJson.MAPPER.writeValueAsString(LayoutWriter.write(layout));
    }

    @Override
    public Map<String, String> examples(String components) {
        return ExampleReader.read(array(components));
    }

    @Override
    public TemplateValues values(String components, TemplateLayout layout) {
        return ValuesReader.read(array(components), layout);
    }

    private static JsonNode array(String json) {
        try {
            JsonNode tree = MetaJson.MAPPER.readTree(json);
            if (tree.isArray()) {
                return tree;
            }
        } catch (JacksonException noJson) {
            throw new Unreadable("The components are not JSON.");
        }
        throw new Unreadable("The components have to be a JSON array.");
    }
}
