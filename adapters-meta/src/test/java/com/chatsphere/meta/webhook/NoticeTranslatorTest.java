package com.chatsphere.meta.webhook;

import static com.chatsphere.meta.webhook.WebhookSamples.SUPPORT;
import static com.chatsphere.meta.webhook.WebhookSamples.VERIFY_TOKEN;
import static com.chatsphere.meta.webhook.WebhookSamples.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.Notice.Template;
import com.chatsphere.application.notice.Notice.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class NoticeTranslatorTest {
    private static final String WABA = "100000000000001";
    private static final Instant TOLD = Instant.ofEpochSecond(1_794_701_400);
    private static final OurNumbers OURS = OurNumbers.of(
            List.of(new Instance(SUPPORT, "Support", "+1 (555) 555-0100", null, null, null, VERIFY_TOKEN)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        60-template-approved.json          | TEMPLATE_STATUS   | INFO    | APPROVED          | Approved
        61-template-rejected.json          | TEMPLATE_STATUS   | WARNING | REJECTED          | Rejected
        62-template-paused.json            | TEMPLATE_STATUS   | WARNING | PAUSED            | Paused
        63-template-quality.json           | TEMPLATE_QUALITY  | WARNING | YELLOW            | Yellow
        64-template-category-impending.json| TEMPLATE_CATEGORY | WARNING | MARKETING         | Utility, soon Marketing
        65-template-category-done.json     | TEMPLATE_CATEGORY | INFO    | MARKETING         | Marketing
        66-template-components.json        | TEMPLATE_TEXT     | INFO    |                   |
        67-phone-throughput-upgrade.json   | THROUGHPUT        | INFO    | THROUGHPUT_UPGRADE| High
        68-phone-name-rejected.json        | DISPLAY_NAME      | WARNING | REJECTED          | Rejected: Bob
        69-account-disabled.json           | ACCOUNT           | ALARM   | SCHEDULE_FOR_DISABLE | Will be switched off
        71-account-alert.json              | ALERT             | WARNING | INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED | Increased capabilities eligibility deferred
        72-business-capability.json        | MESSAGING_LIMIT   | INFO    |                   | 2,000 customers a day
        73-security-pin.json               | SECURITY          | ALARM   | PIN_RESET_REQUEST | PIN reset asked for
        74-account-review.json             | REVIEW            | INFO    | APPROVED          | Approved
        76-flow-status.json                | FLOW              | WARNING | FLOW_STATUS_CHANGE| Throttled
        87-business-username.json          | USERNAME          | INFO    | approved          | @invented.shop, approved
        """)
    void tellsWhatHappened(String name, Topic topic, Severity severity, String word, String standing) {
        Notice notice = only(delivery(name));
        assertThat(notice.topic()).isEqualTo(topic);
        assertThat(notice.severity()).isEqualTo(severity);
        assertThat(notice.word()).isEqualTo(word);
        assertThat(notice.standing()).isEqualTo(standing);
        assertThat(notice.wabaId()).isEqualTo(WABA);
        assertThat(notice.toldAt()).isEqualTo(TOLD);
        assertThat(notice.title()).isNotBlank();
        assertThat(notice.explanation()).isNotBlank().doesNotContain("null", "%");
    }

    @ParameterizedTest
    @MethodSource("com.chatsphere.meta.webhook.WebhookSamples#deliveries")
    void keepsEveryChangeOfWhateverFieldAsMetaWroteIt(String name) {
        for (WebhookPayload.Change change : WebhookPayload.read(delivery(name)).changes()) {
            assertThat(NoticeTranslator.translate(change, OURS)).isNotEmpty().allSatisfy(notice -> {
                assertThat(notice.field()).isEqualTo(change.field());
                assertThat(JsonMapper.shared().readTree(notice.value()).isObject())
                        .isTrue();
                assertThat(change.value()).contains(notice.value());
            });
        }
    }

    @Test
    void findsTheNumberByItsIdOrByWhatPeopleDial() {
        assertThat(only(delivery("67-phone-throughput-upgrade.json")).number()).isEqualTo(SUPPORT);
        assertThat(only(delivery("83-group-created.json")).number()).isEqualTo(SUPPORT);
        assertThat(only(delivery("69-account-disabled.json")).number()).isNull();
        assertThat(only(change("security", "{\"display_phone_number\":\"+49 30 1\",\"event\":\"PIN_CHANGED\"}"))
                        .number())
                .isNull();
    }

    @Test
    void takesTheOnlyNumberOfTheAccountOfWhichNobodySaysWhatPeopleDial() {
        Instance plain = new Instance(SUPPORT, "Support", null, WABA, null, null, null);
        Instance another = new Instance(WebhookSamples.SALES, "Sales", null, WABA, null, null, null);
        Instance elsewhere = new Instance(WebhookSamples.BILLING, "Billing", null, "2", null, null, null);
        assertThat(OurNumbers.of(List.of(plain, elsewhere)).shownAs("15555550100", WABA))
                .isEqualTo(SUPPORT);
        assertThat(OurNumbers.of(List.of(plain, another)).shownAs("15555550100", WABA))
                .isNull();
        assertThat(OURS.shownAs("15555550199", WABA)).isNull();
    }

    @Test
    void keepsTheIdsOfTemplatesToTheLastDigit() {
        assertThat(only(delivery("60-template-approved.json")).template())
                .isEqualTo(new Template("order_ready", "en_US", "1689000000000060"));
        assertThat(only(change(
                                "message_template_status_update",
                                "{\"event\":\"APPROVED\",\"message_template_id\":98765432109876543211}"))
                        .template())
                .isEqualTo(new Template(null, null, "98765432109876543211"));
    }

    @Test
    void knowsAChangeOfQualityByItsKeysUnderAnyField() {
        Notice notice = only(change("message_template_status_update", """
            {"previous_quality_score":"GREEN","new_quality_score":"RED","message_template_id":1,\
            "message_template_name":"welcome","message_template_language":"en_US"}\
            """));
        assertThat(notice.topic()).isEqualTo(Topic.TEMPLATE_QUALITY);
        assertThat(notice.title()).isEqualTo("Template welcome (en_US) has quality red");
    }

    @Test
    void doesNotMistakeAComingCategoryForTheCurrentOne() {
        Notice notice = only(delivery("64-template-category-impending.json"));
        assertThat(notice.title()).isEqualTo("Template welcome (en_US) will become Marketing");
        assertThat(notice.explanation()).startsWith("It is Utility until ");
        assertThat(notice.until()).isEqualTo(Instant.ofEpochSecond(1_794_787_800));
    }

    @Test
    void saysWhyATemplateWasRejectedAndWhatToDo() {
        assertThat(only(delivery("61-template-rejected.json")).explanation())
                .isEqualTo("It cannot be sent. Its format is not valid. Parameters are next to each other."
                        + " Put words between them.");
    }

    @Test
    void tellsUntilWhenAnAccountIsRestrictedAndHow() {
        Notice notice = only(delivery("70-account-restriction.json"));
        assertThat(notice.severity()).isEqualTo(Severity.ALARM);
        assertThat(notice.topic()).isEqualTo(Topic.RESTRICTION);
        assertThat(notice.until()).isEqualTo(Instant.ofEpochSecond(1_795_400_800));
        assertThat(notice.explanation())
                .contains("conversations cannot be started by the business", "no further numbers can be added");
    }

    @Test
    void readsTheDateOfABan() {
        assertThat(only(delivery("69-account-disabled.json")).until()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(only(delivery("69-account-disabled.json")).title())
                .isEqualTo("The account will be switched off on November 20, 2026");
        Notice odd = only(
                change(
                        "account_update",
                        "{\"event\":\"DISABLED_UPDATE\",\"ban_info\":{\"waba_ban_state\":\"DISABLE\",\"waba_ban_date\":\"soon\"}}"));
        assertThat(odd.until()).isNull();
        assertThat(odd.explanation()).contains("soon");
    }

    @Test
    void raisesTheAlarmForAnErrorOfTheNumber() {
        var change = WebhookPayload.read(delivery("51-value-errors-130429.json"))
                .changes()
                .getFirst();
        String error = "{\"code\":130429,\"title\":\"Rate limit hit\",\"error_data\":{\"details\":\"Too many\"}}";
        Notice notice = NoticeTranslator.error(change, error, SUPPORT);
        assertThat(notice.severity()).isEqualTo(Severity.ALARM);
        assertThat(notice.number()).isEqualTo(SUPPORT);
        assertThat(notice.title()).isEqualTo("Meta reports error 130429: Rate limit hit");
        assertThat(notice.explanation()).endsWith("Too many.");
        assertThat(notice.toldAt()).isNull();
        assertThat(notice.value()).isEqualTo(error);
    }

    @Test
    void tellsOfGroupsWhatHappenedToEach() {
        Notice created = only(delivery("83-group-created.json"));
        assertThat(created.title()).isEqualTo("Group \"Kettle club\" was created");
        assertThat(created.groupId()).isEqualTo("FIXTUREGROUPID0001");
        assertThat(created.toldAt()).isEqualTo(Instant.ofEpochSecond(1_794_701_630));
        assertThat(only(delivery("84-group-participant-joined.json")).explanation())
                .isEqualTo("Joined: +15555550111. By: invite link.");
        assertThat(translate(change("group_status_update", """
            {"groups":[{"group_id":"A","type":"group_suspend"},{"group_id":"B","type":"group_dissolved"}]}\
            """)))
                .extracting(Notice::title, Notice::severity)
                .containsExactly(
                        tuple("Group A was suspended", Severity.WARNING),
                        tuple("Group B has news: Group dissolved", Severity.INFO));
    }

    @Test
    void keepsNewsOfFieldsThatDidNotExistYet() {
        Notice notice = only(change("pigeon_update", "{\"event\":\"LANDED\",\"coo\":[1]}"));
        assertThat(notice.topic()).isEqualTo(Topic.OTHER);
        assertThat(notice.severity()).isEqualTo(Severity.INFO);
        assertThat(notice.title()).isEqualTo("Pigeon update: Landed");
        assertThat(only(change("pigeon_update", "null")).value()).isEqualTo("null");
        assertThat(only(change("account_update", "[{}]")).title()).isEqualTo("The account: Unknown");
    }

    @Test
    void isTheSameNoticeHoweverOftenItComesAndAnotherWhenAnythingDiffers() {
        Notice notice = only(delivery("73-security-pin.json"));
        assertThat(notice.idFor(TOLD)).isEqualTo(notice.idFor(TOLD.plusSeconds(700_000)));
        assertThat(only(delivery("69-account-disabled.json")).idFor(TOLD)).isNotEqualTo(notice.idFor(TOLD));
    }

    @Test
    void isNewsAgainOnAnotherDayWhereMetaGivesNoTime() {
        Notice timeless = only(change("pigeon_update", "{}"));
        assertThat(timeless.idFor(Instant.parse("2026-11-15T00:00:00Z")))
                .isEqualTo(timeless.idFor(Instant.parse("2026-11-15T23:59:59Z")))
                .isNotEqualTo(timeless.idFor(Instant.parse("2026-11-16T00:00:00Z")));
    }

    @Test
    void cutsWhatIsTooLongToBeShown() {
        Notice notice = only(change(
                "message_template_status_update",
                "{\"event\":\"%1$s\",\"message_template_name\":\"%1$s\"}".formatted("\uD83D\uDE00".repeat(3_000))));
        assertThat(notice.title()).hasSizeLessThanOrEqualTo(300).endsWith("…");
        assertThat(notice.template()).extracting(Template::name, STRING).hasSizeLessThanOrEqualTo(512);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(notice.title()))
                .isTrue();
    }

    private static byte[] change(String field, String value) {
        return "{\"entry\":[{\"id\":\"%s\",\"changes\":[{\"field\":\"%s\",\"value\":%s}]}]}"
                .formatted(WABA, field, value)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Notice only(byte[] body) {
        assertThat(translate(body)).hasSize(1);
        return translate(body).getFirst();
    }

    private static List<Notice> translate(byte[] body) {
        return WebhookPayload.read(body).changes().stream()
                .flatMap(change -> NoticeTranslator.translate(change, OURS).stream())
                .toList();
    }
}
