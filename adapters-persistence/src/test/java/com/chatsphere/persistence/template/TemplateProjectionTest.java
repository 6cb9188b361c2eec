package com.chatsphere.persistence.template;

import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.eventstore.TemplateSamples.AT;
import static com.chatsphere.persistence.eventstore.TemplateSamples.ID;
import static com.chatsphere.persistence.eventstore.TemplateSamples.SAID_AT;
import static com.chatsphere.persistence.eventstore.TemplateSamples.WABA;
import static com.chatsphere.persistence.eventstore.TemplateSamples.added;
import static com.chatsphere.persistence.eventstore.TemplateSamples.imported;
import static com.chatsphere.persistence.eventstore.TemplateSamples.layout;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.template.TemplateCatalog.Row;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateEvent.TemplateApproved;
import com.chatsphere.domain.template.TemplateEvent.TemplateCategoryAnnounced;
import com.chatsphere.domain.template.TemplateEvent.TemplateNoted;
import com.chatsphere.domain.template.TemplateEvent.TemplateOtherwiseJudged;
import com.chatsphere.domain.template.TemplateEvent.TemplatePaused;
import com.chatsphere.domain.template.TemplateEvent.TemplateRated;
import com.chatsphere.domain.template.TemplateEvent.TemplateRecategorised;
import com.chatsphere.domain.template.TemplateEvent.TemplateRemoved;
import com.chatsphere.domain.template.TemplateEvent.TemplateRewritten;
import com.chatsphere.domain.template.TemplateEvent.TemplateVanished;
import com.chatsphere.domain.template.TemplateQuality;
import com.chatsphere.domain.template.TemplateStatus;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TemplateProjectionTest {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final TemplateProjection templates = new TemplateProjection(database.dsl());
    private final Feed facts = new Feed(database, templates);

    @Test
    void showsATemplateAsMetaDescribesIt() {
        facts.given(imported("Hello {{1}}"));
        Row row = one();
        assertThat(row.waba()).isEqualTo(WABA);
        assertThat(row.layout()).isEqualTo(layout("Hello {{1}}"));
        assertThat(row.status()).isEqualTo(TemplateStatus.APPROVED);
        assertThat(row.metaId()).isEqualTo("98765432109876543211");
        assertThat(row.quality()).isEqualTo(new TemplateQuality("GREEN"));
        assertThat(row.isByHand()).isFalse();
        assertThat(row.obstacle()).isNull();
    }

    @Test
    void followsWhatHappensToIt() {
        facts.given(
                imported("Hello {{1}}"),
                new TemplateRewritten(ID, layout("Hi {{1}}"), null, SAID_AT, null, AT),
                new TemplateRated(ID, new TemplateQuality("RED"), SAID_AT, AT),
                new TemplateCategoryAnnounced(ID, TemplateCategory.UTILITY, SAID_AT, SAID_AT, AT),
                new TemplateNoted(ID, "For orders", SARA, AT),
                new TemplatePaused(ID, "For 3 hours", SAID_AT, AT.plusSeconds(1)));
        assertThat(one().layout()).isEqualTo(layout("Hi {{1}}"));
        assertThat(one().components()).isNull();
        assertThat(one().coming()).isEqualTo(TemplateCategory.UTILITY);
        assertThat(one().comingFrom()).isEqualTo(SAID_AT);
        assertThat(one().note()).isEqualTo("For orders");
        assertThat(one().heardAt()).isEqualTo(AT.plusSeconds(1));
        assertThat(one().obstacle()).isEqualTo("Meta has paused it because of its quality. For 3 hours.");
        facts.given(
                new TemplateRecategorised(ID, TemplateCategory.UTILITY, SAID_AT, null, AT),
                new TemplateApproved(ID, SAID_AT, AT));
        assertThat(one().category()).isEqualTo(TemplateCategory.UTILITY);
        assertThat(one().coming()).isNull();
        assertThat(one().obstacle()).isNull();
        facts.given(new TemplateOtherwiseJudged(ID, TemplateStatus.of("frozen"), null, SAID_AT, AT));
        assertThat(one().obstacle()).isEqualTo("Meta calls its status “frozen”.");
        facts.given(new TemplateVanished(ID, SAID_AT, AT));
        assertThat(one().status()).isEqualTo(TemplateStatus.GONE);
        facts.given(imported("Again {{1}}"));
        assertThat(one().note())
                .as("what somebody noted survives what Meta says")
                .isEqualTo("For orders");
        facts.given(new TemplateRemoved(ID, SARA, AT));
        assertThat(templates.answer(new TemplateCatalog.One(ID))).isEmpty();
        assertThat(templates.answer(new TemplateCatalog.Known(WABA))).isEmpty();
    }

    @Test
    void findsByWordsLanguageCategoryAndStatus() {
        facts.given(
                imported("Your order {{1}} is on its way"),
                added("birthday", "de", "Alles Gute, {{1}}!", AT),
                added("birthday", "en", "All the best, {{1}}!", AT));
        assertThat(found("ORDER way", null, null, null)).containsExactly("order_ready/en_US");
        assertThat(found("GRÜßE", null, null, null)).hasSize(3);
        assertThat(found("birth", null, null, null)).containsExactly("birthday/de", "birthday/en");
        assertThat(found("ours", "de", null, null)).containsExactly("birthday/de");
        assertThat(found(null, null, "MARKETING", null)).containsExactly("order_ready/en_US");
        assertThat(found(null, null, null, "UNCONFIRMED")).hasSize(2);
        assertThat(found("100%_", null, null, null)).isEmpty();
        TemplateCatalog all = templates.answer(new TemplateCatalog.Query(WABA, null, null, null, null, 2));
        assertThat(all.rows()).hasSize(2);
        assertThat(all.total()).isEqualTo(3);
        assertThat(all.languages()).containsExactly("de", "en", "en_US");
        assertThat(all.categories()).containsExactly("MARKETING", "UTILITY");
        assertThat(all.statuses()).containsExactly("APPROVED", "UNCONFIRMED");
        assertThat(templates
                        .answer(TemplateCatalog.Query.all("another account"))
                        .rows())
                .isEmpty();
    }

    @Test
    void aReplayGivesTheSame() {
        facts.given(IntStream.range(0, 20)
                .mapToObj(number -> added("template_" + number, "en", "Number {{1}}", AT))
                .toList());
        facts.given(imported("Hello \uD83D {{1}} \0"), new TemplatePaused(ID, null, SAID_AT, AT));
        TemplateCatalog before = templates.answer(TemplateCatalog.Query.all(WABA));
        assertThat(before.rows()).hasSize(21);
        facts.replayedInBatchesOf(5);
        assertThat(templates.answer(TemplateCatalog.Query.all(WABA))).isEqualTo(before);
    }

    private Row one() {
        return templates.answer(new TemplateCatalog.One(ID)).orElseThrow();
    }

    private List<String> found(
            @Nullable String search, @Nullable String language, @Nullable String category, @Nullable String status) {
        return templates
                .answer(new TemplateCatalog.Query(WABA, search, language, category, status, 100))
                .rows()
                .stream()
                .map(row -> row.name() + "/" + row.language())
                .toList();
    }
}
