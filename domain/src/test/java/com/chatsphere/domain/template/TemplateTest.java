package com.chatsphere.domain.template;

import static com.chatsphere.domain.template.TemplateSamples.COMPONENTS;
import static com.chatsphere.domain.template.TemplateSamples.ENGLISH;
import static com.chatsphere.domain.template.TemplateSamples.HEARD;
import static com.chatsphere.domain.template.TemplateSamples.ID;
import static com.chatsphere.domain.template.TemplateSamples.LAYOUT;
import static com.chatsphere.domain.template.TemplateSamples.NAME;
import static com.chatsphere.domain.template.TemplateSamples.NOON;
import static com.chatsphere.domain.template.TemplateSamples.SARA;
import static com.chatsphere.domain.template.TemplateSamples.WABA;
import static com.chatsphere.domain.template.TemplateSamples.added;
import static com.chatsphere.domain.template.TemplateSamples.description;
import static com.chatsphere.domain.template.TemplateSamples.imported;
import static com.chatsphere.domain.template.TemplateSamples.take;
import static com.chatsphere.domain.template.TemplateSamples.values;
import static com.chatsphere.domain.template.TemplateSamples.words;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.template.Template.Intake;
import com.chatsphere.domain.template.TemplateCommand.AddTemplate;
import com.chatsphere.domain.template.TemplateCommand.AnnounceTemplateCategory;
import com.chatsphere.domain.template.TemplateCommand.EditTemplate;
import com.chatsphere.domain.template.TemplateCommand.FillTemplate;
import com.chatsphere.domain.template.TemplateCommand.ImportTemplate;
import com.chatsphere.domain.template.TemplateCommand.MissTemplate;
import com.chatsphere.domain.template.TemplateCommand.RateTemplate;
import com.chatsphere.domain.template.TemplateCommand.RecategoriseTemplate;
import com.chatsphere.domain.template.TemplateCommand.RegisterTemplateStatus;
import com.chatsphere.domain.template.TemplateCommand.RemoveTemplate;
import com.chatsphere.domain.template.TemplateCommand.RewordTemplate;
import com.chatsphere.domain.template.TemplateEvent.TemplateApproved;
import com.chatsphere.domain.template.TemplateEvent.TemplateCategoryAnnounced;
import com.chatsphere.domain.template.TemplateEvent.TemplateNoted;
import com.chatsphere.domain.template.TemplateEvent.TemplateOtherwiseJudged;
import com.chatsphere.domain.template.TemplateEvent.TemplatePaused;
import com.chatsphere.domain.template.TemplateEvent.TemplateRated;
import com.chatsphere.domain.template.TemplateEvent.TemplateRecategorised;
import com.chatsphere.domain.template.TemplateEvent.TemplateRejected;
import com.chatsphere.domain.template.TemplateEvent.TemplateRemoved;
import com.chatsphere.domain.template.TemplateEvent.TemplateRewritten;
import com.chatsphere.domain.template.TemplateEvent.TemplateSubmitted;
import com.chatsphere.domain.template.TemplateEvent.TemplateVanished;
import com.chatsphere.domain.template.TemplateLayout.Button;
import com.chatsphere.domain.template.TemplateLayout.ButtonKind;
import com.chatsphere.domain.template.TemplateLayout.Header;
import com.chatsphere.domain.template.TemplateRejection.AlreadyHere;
import com.chatsphere.domain.template.TemplateRejection.MadeAtMeta;
import com.chatsphere.domain.template.TemplateRejection.NoSuchTemplate;
import com.chatsphere.domain.template.TemplateRejection.NotApproved;
import com.chatsphere.domain.template.TemplateRejection.ValueMissing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages a template allows, and whose word counts about it. */
class TemplateTest {
    private static final TemplateDescription APPROVED = description(TemplateStatus.APPROVED, null);
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final Instant EARLIER = NOON.minusSeconds(60);

    private FixtureConfiguration<Template> template;

    @BeforeEach
    void setUp() {
        template = new AggregateTestFixture<>(Template.class);
    }

    @Test
    void takesOverWhatMetaHas() {
        template.givenNoPriorActivity()
                .when(take(APPROVED, NOON))
                .expectEvents(imported())
                .expectResultMessagePayload(Intake.ADDED);
    }

    @Test
    void hearsNothingNewInWhatMetaConfirms() {
        template.given(imported())
                .when(take(APPROVED, LATER))
                .expectNoEvents()
                .expectResultMessagePayload(Intake.NOTHING_NEW);
    }

    @Test
    void takesDownWhatIsNewAboutIt() {
        TemplateLayout other = withBody("Your order {{order_no}} is ready.");
        TemplateDescription now = new TemplateDescription(
                "1689000000000060001",
                TemplateCategory.MARKETING,
                other,
                "[1]",
                TemplateStatus.PAUSED,
                null,
                TemplateQuality.of("red"));
        template.given(imported())
                .when(take(now, LATER))
                .expectEvents(
                        new TemplateRewritten(ID, other, "[1]", LATER, null, HEARD),
                        new TemplateRecategorised(ID, TemplateCategory.MARKETING, LATER, null, HEARD),
                        new TemplateRated(ID, new TemplateQuality("RED"), LATER, HEARD),
                        new TemplatePaused(ID, null, LATER, HEARD))
                .expectResultMessagePayload(Intake.ALTERED);
        template.given(imported())
                .when(take(now, EARLIER))
                .expectNoEvents()
                .expectResultMessagePayload(Intake.NOTHING_NEW);
    }

    @Test
    void confirmsWhatWasAddedByHand() {
        template.given(added())
                .when(take(APPROVED, NOON))
                .expectEvents(imported())
                .expectResultMessagePayload(Intake.ALTERED);
    }

    @Test
    void comesBackAfterItWasRemovedOnlyIfSomebodyAsks() {
        template.given(imported(), new TemplateRemoved(ID, SARA, HEARD))
                .when(take(APPROVED, LATER))
                .expectNoEvents()
                .expectResultMessagePayload(Intake.NOTHING_NEW);
        template.given(imported(), new TemplateRemoved(ID, SARA, HEARD))
                .when(new ImportTemplate(ID, WABA, NAME, ENGLISH, APPROVED, true, NOON, null, HEARD))
                .expectEvents(imported())
                .expectResultMessagePayload(Intake.ADDED);
    }

    @Test
    void isAddedOnceAndOnceMoreAfterItsRemoval() {
        template.givenNoPriorActivity().when(add(SARA)).expectEvents(added());
        template.given(added()).when(add(SARA)).expectException(AlreadyHere.class);
        template.given(imported()).when(add(SARA)).expectException(AlreadyHere.class);
        template.given(added(), new TemplateRemoved(ID, SARA, HEARD))
                .when(add(SARA))
                .expectEvents(added());
        template.given(added(), new TemplateRemoved(ID, SARA, HEARD))
                .when(add(null))
                .expectException(AlreadyHere.class);
    }

    @Test
    void isCorrectedOnlyWhereNobodyElseKeepsIt() {
        TemplateLayout other = withBody("Ready!");
        EditTemplate edit = new EditTemplate(ID, TemplateCategory.MARKETING, other, "[1]", "ours", SARA, HEARD);
        template.given(added())
                .when(edit)
                .expectEvents(
                        new TemplateRewritten(ID, other, "[1]", HEARD, SARA, HEARD),
                        new TemplateRecategorised(ID, TemplateCategory.MARKETING, HEARD, SARA, HEARD),
                        new TemplateNoted(ID, "ours", SARA, HEARD));
        template.given(imported()).when(edit).expectException(MadeAtMeta.class);
        template.given(imported())
                .when(new EditTemplate(ID, TemplateCategory.UTILITY, LAYOUT, COMPONENTS, "ours", SARA, HEARD))
                .expectEvents(new TemplateNoted(ID, "ours", SARA, HEARD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "APPROVED",
                "REINSTATED",
                "PENDING",
                "REJECTED",
                "FLAGGED",
                "PAUSED",
                "DISABLED",
                "ARCHIVED",
                "LOCKED",
                "IN_APPEAL",
                "LIMIT_EXCEEDED",
                "SOMETHING_NEW"
            })
    void takesDownEveryStatusOnce(String word) {
        TemplateStatus status = TemplateStatus.of(word);
        String reason = "as Meta says";
        RegisterTemplateStatus order = new RegisterTemplateStatus(ID, status, reason, LATER, HEARD);
        template.given(imported(description(new TemplateStatus("ANOTHER"), null), NOON))
                .when(order)
                .expectResultMessagePayload(Effect.APPLIED);
        template.givenCommands(take(description(new TemplateStatus("ANOTHER"), null), NOON), order)
                .when(new RegisterTemplateStatus(ID, status, null, LATER, HEARD))
                .expectResultMessagePayload(Effect.ALREADY_KNOWN)
                .expectNoEvents();
    }

    @Test
    void hasFactsForWhatHappenedAndOneForTheRest() {
        template.given(imported())
                .when(new RegisterTemplateStatus(ID, TemplateStatus.PENDING, null, LATER, HEARD))
                .expectEvents(new TemplateSubmitted(ID, LATER, HEARD));
        template.given(imported())
                .when(new RegisterTemplateStatus(ID, TemplateStatus.REJECTED, "SCAM", LATER, HEARD))
                .expectEvents(new TemplateRejected(ID, "SCAM", LATER, HEARD));
        template.given(imported())
                .when(new RegisterTemplateStatus(ID, TemplateStatus.of("frozen"), null, LATER, HEARD))
                .expectEvents(new TemplateOtherwiseJudged(ID, new TemplateStatus("FROZEN"), null, LATER, HEARD));
    }

    @Test
    void whatMetaSaidLastCountsInWhateverOrderItIsHeard() {
        template.given(imported(), new TemplatePaused(ID, null, LATER, HEARD))
                .when(new RegisterTemplateStatus(ID, TemplateStatus.APPROVED, null, LATER.minusSeconds(1), HEARD))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
        Instant last = LATER.plusSeconds(60);
        template.given(imported(), new TemplateApproved(ID, last, HEARD))
                .when(new RegisterTemplateStatus(ID, TemplateStatus.PAUSED, null, LATER, HEARD))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
    }

    @ParameterizedTest
    @CsvSource({"APPROVED,PAUSED", "PENDING,REJECTED", "APPROVED,PENDING", "DISABLED,PAUSED"})
    void ofTheSameMomentWhatForbidsMoreCountsInBothOrders(String weaker, String stronger) {
        TemplateStanding one = new TemplateStanding(TemplateStatus.of(weaker), null, NOON);
        TemplateStanding other = new TemplateStanding(TemplateStatus.of(stronger), null, NOON);
        assertThat(other.outweighs(one)).isTrue();
        assertThat(one.outweighs(other)).isFalse();
    }

    @Test
    void comesToTheSameWhateverTheOrderOfAllThatIsTold() {
        List<RegisterTemplateStatus> told = List.of(
                new RegisterTemplateStatus(ID, TemplateStatus.PAUSED, null, NOON.plusSeconds(1), HEARD),
                new RegisterTemplateStatus(ID, TemplateStatus.APPROVED, null, NOON.plusSeconds(2), HEARD),
                new RegisterTemplateStatus(ID, TemplateStatus.APPROVED, null, NOON.plusSeconds(4), HEARD),
                new RegisterTemplateStatus(ID, TemplateStatus.FLAGGED, null, NOON.plusSeconds(3), HEARD));
        for (int turn = 0; turn < told.size(); turn++) {
            setUp();
            List<Object> orders = new ArrayList<>(told);
            Collections.rotate(orders, turn);
            orders.addFirst(take(APPROVED, NOON));
            template.givenCommands(orders)
                    .when(new FillTemplate(ID, values(), HEARD))
                    .expectSuccessfulHandlerExecution();
        }
    }

    @Test
    void ratesAndRecategorisesByMetasTime() {
        template.given(imported(), new TemplateRated(ID, TemplateQuality.of("YELLOW"), LATER, HEARD))
                .when(new RateTemplate(ID, TemplateQuality.of("GREEN"), NOON, HEARD))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
        template.given(imported())
                .when(new RecategoriseTemplate(ID, TemplateCategory.MARKETING, LATER, HEARD))
                .expectEvents(new TemplateRecategorised(ID, TemplateCategory.MARKETING, LATER, null, HEARD));
        template.given(imported())
                .when(new RecategoriseTemplate(ID, TemplateCategory.MARKETING, EARLIER, HEARD))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
    }

    @Test
    void keepsItsCategoryUntilTheChangeThatIsAnnounced() {
        AnnounceTemplateCategory announcement =
                new AnnounceTemplateCategory(ID, TemplateCategory.MARKETING, LATER, NOON, HEARD);
        template.given(imported(APPROVED, EARLIER))
                .when(announcement)
                .expectEvents(new TemplateCategoryAnnounced(ID, TemplateCategory.MARKETING, LATER, NOON, HEARD));
        template.given(
                        imported(APPROVED, EARLIER),
                        new TemplateCategoryAnnounced(ID, TemplateCategory.MARKETING, LATER, NOON, HEARD))
                .when(announcement)
                .expectNoEvents();
        template.given(
                        imported(APPROVED, EARLIER),
                        new TemplateRecategorised(ID, TemplateCategory.MARKETING, LATER, null, HEARD))
                .when(announcement)
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
    }

    @Test
    void takesOtherWordsOverAndKeepsWhatIsNotTold() {
        Button track = new Button(ButtonKind.URL, words("Follow"), words("https://example.invalid/f/{{1}}"));
        RewordTemplate order =
                new RewordTemplate(ID, words("Ready!"), words("Done."), null, List.of(track), LATER, HEARD);
        TemplateLayout reworded = new TemplateLayout(
                LAYOUT.format(),
                new Header.File(MediaKind.IMAGE),
                words("Done."),
                null,
                List.of(track),
                List.of(),
                null);
        template.given(imported())
                .when(order)
                .expectEvents(new TemplateRewritten(ID, reworded, null, LATER, null, HEARD));
        template.given(imported(APPROVED, LATER)).when(order).expectNoEvents();
    }

    @Test
    void isGoneWhenMetaDoesNotHaveItAndReturnsWithAllOfMetasWord() {
        template.given(imported())
                .when(new MissTemplate(ID, LATER, HEARD))
                .expectEvents(new TemplateVanished(ID, LATER, HEARD));
        template.given(imported(APPROVED, LATER))
                .when(new MissTemplate(ID, NOON, HEARD))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
        template.given(imported(), new TemplateVanished(ID, LATER, HEARD))
                .when(new FillTemplate(ID, values(), HEARD))
                .expectException(NotApproved.class)
                .expectExceptionMessage("This template cannot be sent: Meta does not have it.");
        template.given(imported(), new TemplateVanished(ID, LATER, HEARD))
                .when(take(APPROVED, LATER.plusSeconds(1)))
                .expectEvents(imported(APPROVED, LATER.plusSeconds(1)))
                .expectResultMessagePayload(Intake.ADDED);
    }

    @Test
    void makesAMessageAndRecordsNothing() {
        MessageContent.Template message =
                new MessageContent.Template(NAME, ENGLISH, TemplateCategory.UTILITY, LAYOUT, values());
        template.given(imported())
                .when(new FillTemplate(ID, values(), HEARD))
                .expectNoEvents()
                .expectResultMessagePayload(message);
        template.given(added()).when(new FillTemplate(ID, values(), HEARD)).expectResultMessagePayload(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PAUSED | | Meta has paused it because of its quality.",
                "REJECTED | INVALID_FORMAT | Meta has rejected it. Its format is not valid.",
                "REJECTED | Put words between them | Meta has rejected it. Put words between them.",
                "PENDING | | Meta is still reviewing it.",
                "DISABLED | | Meta has switched it off.",
                "FROZEN_FOR_NOW | | Meta calls its status “frozen for now”."
            })
    void saysWhyNothingCanBeMadeOfIt(String status, @Nullable String reason, String why) {
        template.given(imported(description(TemplateStatus.of(status), reason), NOON))
                .when(new FillTemplate(ID, values(), HEARD))
                .expectException(NotApproved.class)
                .expectExceptionMessage("This template cannot be sent: " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"APPROVED", "FLAGGED", "LOCKED", "UNLOCKED", "REINSTATED", "UNARCHIVED"})
    void allowsMessagesWhereMetaDoes(String status) {
        template.given(imported(description(TemplateStatus.of(status), null), NOON))
                .when(new FillTemplate(ID, values(), HEARD))
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void refusesBlanksByTheirName() {
        template.given(imported())
                .when(new FillTemplate(ID, values(Map.of("first_name", words("Ada"))), HEARD))
                .expectException(ValueMissing.class)
                .expectExceptionMessage("The template needs a value for {{order_no}} in body.");
    }

    @Test
    void makesNothingOnceItIsRemoved() {
        template.given(imported())
                .when(new RemoveTemplate(ID, SARA, HEARD))
                .expectEvents(new TemplateRemoved(ID, SARA, HEARD));
        template.given(imported(), new TemplateRemoved(ID, SARA, HEARD))
                .when(new FillTemplate(ID, values(), HEARD))
                .expectException(NoSuchTemplate.class);
        template.given(imported(), new TemplateRemoved(ID, SARA, HEARD))
                .when(new RegisterTemplateStatus(ID, TemplateStatus.PAUSED, null, LATER, HEARD))
                .expectResultMessagePayload(Effect.SUPERSEDED)
                .expectNoEvents();
    }

    private static AddTemplate add(@Nullable AgentId by) {
        return new AddTemplate(ID, WABA, NAME, ENGLISH, TemplateCategory.UTILITY, LAYOUT, COMPONENTS, null, by, HEARD);
    }

    private static TemplateLayout withBody(String text) {
        return new TemplateLayout(
                LAYOUT.format(), LAYOUT.header(), words(text), LAYOUT.footer(), LAYOUT.buttons(), List.of(), null);
    }
}
