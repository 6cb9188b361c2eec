package com.chatsphere.meta.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.Commands;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.domain.Command;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateCommand.AnnounceTemplateCategory;
import com.chatsphere.domain.template.TemplateCommand.RateTemplate;
import com.chatsphere.domain.template.TemplateCommand.RecategoriseTemplate;
import com.chatsphere.domain.template.TemplateCommand.RegisterTemplateStatus;
import com.chatsphere.domain.template.TemplateCommand.RewordTemplate;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateQuality;
import com.chatsphere.domain.template.TemplateStatus;
import com.chatsphere.meta.template.FakeSyncs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateReportsTest {
    private static final String WABA = "100000000000001";
    private static final Path FIXTURES = Path.of("src/test/resources/webhooks");
    private static final Instant SAID_AT = Instant.ofEpochSecond(1_794_701_400);
    private static final Instant AT = SAID_AT.plusSeconds(2);

    private final FakeSyncs syncs = new FakeSyncs();
    private final List<Command> ordered = new ArrayList<>();
    private boolean known = true;

    @Test
    void hasAnApprovalTakenDown() {
        take("60-template-approved.json");
        assertThat(ordered)
                .containsExactly(new RegisterTemplateStatus(
                        id("order_ready", "en_US"), TemplateStatus.APPROVED, null, SAID_AT, AT));
        assertThat(syncs.requested).isEmpty();
    }

    @Test
    void hasARejectionTakenDownWithAllThatMetaSaysAboutIt() {
        take("61-template-rejected.json");
        assertThat(ordered)
                .containsExactly(new RegisterTemplateStatus(
                        id("cart_left", "en"),
                        TemplateStatus.REJECTED,
                        "Parameters are next to each other. Put words between them.",
                        SAID_AT,
                        AT));
    }

    @Test
    void hasAPauseTakenDown() {
        take("62-template-paused.json");
        assertThat(ordered)
                .containsExactly(new RegisterTemplateStatus(
                        id("spring_sale", "en_US"),
                        TemplateStatus.PAUSED,
                        "Your template has been paused for 3 hours.",
                        SAID_AT,
                        AT));
    }

    @Test
    void hasItRated() {
        take("63-template-quality.json");
        assertThat(ordered)
                .containsExactly(new RateTemplate(id("welcome", "en_US"), new TemplateQuality("YELLOW"), SAID_AT, AT));
    }

    @Test
    void tellsAComingCategoryFromOneThatHolds() {
        take("64-template-category-impending.json");
        take("65-template-category-done.json");
        assertThat(ordered)
                .containsExactly(
                        new AnnounceTemplateCategory(
                                id("welcome", "en_US"),
                                TemplateCategory.MARKETING,
                                Instant.ofEpochSecond(1_794_787_800),
                                SAID_AT,
                                AT),
                        new RecategoriseTemplate(id("welcome", "en_US"), TemplateCategory.MARKETING, SAID_AT, AT));
    }

    @Test
    void hasItRewordedAndAsksForTheRest() {
        take("66-template-components.json");
        assertThat(ordered)
                .containsExactly(new RewordTemplate(
                        id("order_ready", "en_US"),
                        new MessageText("Ready!"),
                        new MessageText("Hi {{1}}, order {{2}} is ready."),
                        new MessageText("Invented Shop"),
                        List.of(new Button(
                                ButtonKind.URL,
                                new MessageText("Track"),
                                new MessageText("https://shop.example.invalid/t/{{1}}"))),
                        SAID_AT,
                        AT));
        assertThat(syncs.requested).containsExactly(WABA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"60-template-approved.json", "63-template-quality.json", "65-template-category-done.json"})
    void asksMetaForOneThatIsNotKnown(String fixture) {
        known = false;
        take(fixture);
        assertThat(syncs.requested).containsExactly(WABA);
    }

    @Test
    void leavesOutWhatMetaSaidBeforeItWasLastAsked() {
        syncs.succeeded(WABA, new TemplateSyncs.Counts(0, 0, 0), 0, SAID_AT.plusSeconds(1));
        take("62-template-paused.json");
        assertThat(ordered).isEmpty();
        syncs.succeeded(WABA, new TemplateSyncs.Counts(0, 0, 0), 0, SAID_AT);
        take("62-template-paused.json");
        assertThat(ordered).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"PAUSED\",\"message_template_id\":1}",
                "{\"event\":\"PAUSED\",\"message_template_name\":\" \",\"message_template_language\":\"en\"}",
                "{\"event\":\"PAUSED\",\"message_template_name\":\"a\",\"message_template_language\":\"much too long"
                        + " to be the code of any language\"}",
                "{\"event\":{},\"message_template_name\":\"a\",\"message_template_language\":\"en\"}",
                "{\"message_template_name\":\"a\",\"message_template_language\":\"en\"}"
            })
    void whatNamesNoTemplateStaysANotice(String value) {
        takeAll(
                "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"%s\",\"time\":1794701400,\"changes\":[{\"field\":\"message_template_status_update\",\"value\":%s}]}]}"
                        .formatted(WABA, value));
        assertThat(ordered).isEmpty();
    }

    private void take(String fixture) {
        try {
            takeAll(Files.readString(FIXTURES.resolve(fixture)));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private void takeAll(String body) {
        TemplateReports reports = new TemplateReports(syncs);
        List<WebhookItem> items =
                WebhookTranslator.translate(body.getBytes(StandardCharsets.UTF_8), OurNumbers.of(List.of()));
        assertThat(items).isNotEmpty();
        for (WebhookItem item : items) {
            Notice notice = ((WebhookItem.News) item.content()).notice();
            reports.take(notice, new Recorder(), AT);
        }
    }

    private static TemplateId id(String name, String language) {
        return TemplateId.of(WABA, new TemplateName(name), new TemplateLanguage(language));
    }

    private final class Recorder implements Commands {
        @Override
        @SuppressWarnings("unchecked")
        public <R> R send(Command command) {
            ordered.add(command);
            if (!known) {
                throw new Unknown(new IllegalStateException());
            }
            return (R) Effect.APPLIED;
        }
    }
}
