package com.chatsphere.domain.template;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateCommand.ImportTemplate;
import com.chatsphere.domain.template.TemplateEvent.TemplateAdded;
import com.chatsphere.domain.template.TemplateEvent.TemplateImported;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A template of a shop, and what happens to it. */
final class TemplateSamples {
    static final String WABA = "100000000000001";
    static final TemplateName NAME = new TemplateName("order_ready");
    static final TemplateLanguage ENGLISH = new TemplateLanguage("en_US");
    static final TemplateId ID = TemplateId.of(WABA, NAME, ENGLISH);
    static final AgentId SARA = AgentId.of("5aaa5aaa-0000-4000-8000-000000000001");
    static final Instant NOON = Instant.parse("2026-11-15T12:00:00Z");
    static final Instant HEARD = NOON.plusSeconds(5);
    static final String COMPONENTS = "[]";
    static final TemplateLayout LAYOUT = new TemplateLayout(
            ParameterFormat.NAMED,
            new Header.File(MediaKind.IMAGE),
            words("Hello {{first_name}}, order {{order_no}} is ready."),
            words("Fixture Shop"),
            List.of(
                    new Button(ButtonKind.URL, words("Track"), words("https://example.invalid/t/{{1}}")),
                    new Button(ButtonKind.QUICK_REPLY, words("Stop"), null)),
            List.of(),
            null);

    private TemplateSamples() {}

    static MessageText words(String text) {
        return new MessageText(text);
    }

    static TemplateValues values(Map<String, MessageText> body) {
        return new TemplateValues(
                Map.of(),
                new MessageHeader.File(MediaKind.IMAGE, new MediaId("300000000000001"), null),
                body,
                Map.of(0, words("A-1001")),
                List.of(),
                null);
    }

    static TemplateValues values() {
        return values(Map.of("first_name", words("Ada"), "order_no", words("A-1001")));
    }

    static TemplateDescription description(TemplateStatus status, @Nullable String reason) {
        return new TemplateDescription(
                "1689000000000060001",
                TemplateCategory.UTILITY,
                LAYOUT,
                COMPONENTS,
                status,
                reason,
                TemplateQuality.UNKNOWN);
    }

    static ImportTemplate take(TemplateDescription description, Instant saidAt) {
        return new ImportTemplate(ID, WABA, NAME, ENGLISH, description, false, saidAt, null, HEARD);
    }

    static TemplateImported imported(TemplateDescription description, Instant saidAt) {
        return new TemplateImported(ID, WABA, NAME, ENGLISH, description, saidAt, null, HEARD);
    }

    static TemplateImported imported() {
        return imported(description(TemplateStatus.APPROVED, null), NOON);
    }

    static TemplateAdded added() {
        return new TemplateAdded(
                ID, WABA, NAME, ENGLISH, TemplateCategory.UTILITY, LAYOUT, COMPONENTS, null, SARA, HEARD);
    }
}
