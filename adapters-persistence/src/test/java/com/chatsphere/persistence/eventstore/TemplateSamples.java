package com.chatsphere.persistence.eventstore;

import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateDescription;
import com.chatsphere.domain.template.TemplateEvent;
import com.chatsphere.domain.template.TemplateEvent.TemplateAdded;
import com.chatsphere.domain.template.TemplateEvent.TemplateApproved;
import com.chatsphere.domain.template.TemplateEvent.TemplateArchived;
import com.chatsphere.domain.template.TemplateEvent.TemplateCategoryAnnounced;
import com.chatsphere.domain.template.TemplateEvent.TemplateDisabled;
import com.chatsphere.domain.template.TemplateEvent.TemplateFlagged;
import com.chatsphere.domain.template.TemplateEvent.TemplateImported;
import com.chatsphere.domain.template.TemplateEvent.TemplateLocked;
import com.chatsphere.domain.template.TemplateEvent.TemplateNoted;
import com.chatsphere.domain.template.TemplateEvent.TemplateOtherwiseJudged;
import com.chatsphere.domain.template.TemplateEvent.TemplatePaused;
import com.chatsphere.domain.template.TemplateEvent.TemplateRated;
import com.chatsphere.domain.template.TemplateEvent.TemplateRecategorised;
import com.chatsphere.domain.template.TemplateEvent.TemplateReinstated;
import com.chatsphere.domain.template.TemplateEvent.TemplateRejected;
import com.chatsphere.domain.template.TemplateEvent.TemplateRemoved;
import com.chatsphere.domain.template.TemplateEvent.TemplateRewritten;
import com.chatsphere.domain.template.TemplateEvent.TemplateSubmitted;
import com.chatsphere.domain.template.TemplateEvent.TemplateVanished;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateLayout.Offer;
import com.chatsphere.domain.template.TemplateLayout.ParameterFormat;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateQuality;
import com.chatsphere.domain.template.TemplateStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A template of every part there is, and one of every fact about it. */
public final class TemplateSamples {
    public static final String WABA = "100000000000001";
    public static final TemplateName NAME = new TemplateName("order_ready");
    public static final TemplateLanguage ENGLISH = new TemplateLanguage("en_US");
    public static final TemplateId ID = TemplateId.of(WABA, NAME, ENGLISH);
    public static final Instant SAID_AT = EventSamples.SENT_AT;
    public static final Instant AT = EventSamples.AT;
    public static final String COMPONENTS = "[{\"type\":\"BODY\",\"text\":\"Hello {{1}}\"}]";

    private TemplateSamples() {}

    public static TemplateLayout layout(String body) {
        TemplateLayout card = new TemplateLayout(
                ParameterFormat.POSITIONAL,
                new Header.File(MediaKind.VIDEO),
                words("Kettle for {{1}}"),
                null,
                List.of(new Button(ButtonKind.URL, words("Buy"), words("https://shop.example.invalid/{{1}}"))),
                List.of(),
                null);
        return new TemplateLayout(
                ParameterFormat.POSITIONAL,
                new Header.Text(words("Grüße, {{1}}")),
                words(body),
                words("Fixture Shop"),
                List.of(new Button(ButtonKind.QUICK_REPLY, words("Stop"), null)),
                List.of(card, card),
                new Offer(words("Ends soon"), true));
    }

    public static TemplateDescription description(String body, TemplateStatus status) {
        return new TemplateDescription(
                "98765432109876543211",
                TemplateCategory.MARKETING,
                layout(body),
                COMPONENTS,
                status,
                status.equals(TemplateStatus.REJECTED) ? "INVALID_FORMAT" : null,
                new TemplateQuality("GREEN"));
    }

    public static TemplateImported imported(String body) {
        return new TemplateImported(
                ID, WABA, NAME, ENGLISH, description(body, TemplateStatus.APPROVED), SAID_AT, EventSamples.SARA, AT);
    }

    public static TemplateAdded added(String name, String language, String body, Instant at) {
        TemplateName called = new TemplateName(name);
        TemplateLanguage in = new TemplateLanguage(language);
        return new TemplateAdded(
                TemplateId.of(WABA, called, in),
                WABA,
                called,
                in,
                TemplateCategory.UTILITY,
                layout(body),
                COMPONENTS,
                "Ours",
                EventSamples.SARA,
                at);
    }

    static Stream<TemplateEvent> all() {
        return Stream.of(
                added("order_ready", "en_US", "Hello {{1}}", AT),
                imported("Hello {{1}}"),
                new TemplateRewritten(ID, layout("Hi {{1}}"), COMPONENTS, SAID_AT, null, AT),
                new TemplateNoted(ID, "For orders", EventSamples.SARA, AT),
                new TemplateApproved(ID, SAID_AT, AT),
                new TemplateReinstated(ID, SAID_AT, AT),
                new TemplateSubmitted(ID, SAID_AT, AT),
                new TemplateRejected(ID, "INVALID_FORMAT", SAID_AT, AT),
                new TemplateFlagged(ID, null, SAID_AT, AT),
                new TemplatePaused(ID, "Your template has been paused for 3 hours.", SAID_AT, AT),
                new TemplateDisabled(ID, null, SAID_AT, AT),
                new TemplateArchived(ID, null, SAID_AT, AT),
                new TemplateLocked(ID, null, SAID_AT, AT),
                new TemplateVanished(ID, SAID_AT, AT),
                new TemplateOtherwiseJudged(ID, TemplateStatus.of("in_appeal"), "Looked at", SAID_AT, AT),
                new TemplateRated(ID, new TemplateQuality("YELLOW"), SAID_AT, AT),
                new TemplateRecategorised(ID, TemplateCategory.UTILITY, SAID_AT, null, AT),
                new TemplateCategoryAnnounced(ID, TemplateCategory.MARKETING, AT, SAID_AT, AT),
                new TemplateRemoved(ID, EventSamples.SARA, AT));
    }

    private static MessageText words(String text) {
        return new MessageText(text);
    }
}
