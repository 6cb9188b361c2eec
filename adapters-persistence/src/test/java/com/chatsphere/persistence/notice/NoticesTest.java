package com.chatsphere.persistence.notice;

import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.jooq.Tables.AGENT_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.Notice.Template;
import com.chatsphere.application.notice.Notice.Topic;
import com.chatsphere.application.notice.Notices;
import com.chatsphere.application.notice.Notices.Row;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.persistence.eventstore.Plans;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NoticesTest {
    private static final PhoneNumberId SUPPORT = new PhoneNumberId("200000000000001");
    private static final PhoneNumberId SALES = new PhoneNumberId("200000000000002");
    private static final AgentId OMAR = AgentId.of("5aaa5aaa-0000-4000-8000-000000000002");
    private static final Instant NOON = Instant.parse("2026-11-15T12:00:00Z");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final Plans plans = new Plans(database.dsl());
    private final JooqNoticeBoard board = new JooqNoticeBoard(database.dsl());
    private final NoticeAnswers answers = new NoticeAnswers(plans.watched());

    @Test
    void aNoticeIsKeptOnceHoweverOftenItComes() {
        Notice notice = pin(SUPPORT, NOON);
        assertThat(board.post(notice, NOON)).isTrue();
        assertThat(board.post(notice, NOON.plusSeconds(90_000))).isFalse();
        Row row = all().getFirst();
        assertThat(all()).hasSize(1);
        assertThat(row.notice()).isEqualTo(notice);
        assertThat(row.id()).isEqualTo(notice.idFor(NOON));
        assertThat(row.receivedAt()).isEqualTo(NOON);
        assertThat(answers.answer(new Notices.One(row.id()))).contains(row);
    }

    @Test
    void keepsWhatPostgresqlCannotHold() {
        board.post(notice("1", SUPPORT, Topic.OTHER, Severity.INFO, "a\0b\uD800", null, null, NOON), NOON);
        assertThat(all().getFirst().notice().title()).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void whatHasNoTimeOfMetasIsListedByItsArrival() {
        board.post(notice("1", SUPPORT, Topic.SENDING, Severity.ALARM, "one", "Error", null, null), NOON);
        Row row = all().getFirst();
        assertThat(row.notice().toldAt()).isNull();
        assertThat(row.at()).isEqualTo(NOON);
    }

    @Test
    void leadsFromPageToPageNewestFirst() {
        for (int minute = 0; minute < 5; minute++) {
            board.post(pin(minute % 2 == 0 ? SUPPORT : SALES, NOON.plusSeconds(60L * (minute / 2))), NOON);
        }
        Notices first = answers.answer(new Notices.Query(null, null, null, null, null, 2));
        Notices second = answers.answer(new Notices.Query(null, null, null, null, first.next(), 2));
        Notices third = answers.answer(new Notices.Query(null, null, null, null, second.next(), 2));
        assertThat(third.rows()).hasSize(1);
        assertThat(third.next()).isNull();
        List<Row> read = Stream.of(first, second, third)
                .flatMap(page -> page.rows().stream())
                .toList();
        assertThat(read).isEqualTo(all()).doesNotHaveDuplicates();
        assertThat(read).extracting(Row::at).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void findsThoseOfANumberAndOfItsAccount() {
        board.post(pin(SUPPORT, NOON), NOON);
        board.post(pin(SALES, NOON), NOON);
        board.post(notice("1", null, Topic.ACCOUNT, Severity.ALARM, "Off", "Off", null, NOON), NOON);
        assertThat(answers.answer(new Notices.Query(null, SUPPORT, "1", null, null, 9))
                        .rows())
                .extracting(row -> row.notice().number())
                .containsExactlyInAnyOrder(SUPPORT, null);
        assertThat(answers.answer(new Notices.Query(null, SUPPORT, null, null, null, 9))
                        .rows())
                .hasSize(1);
        assertThat(answers.answer(new Notices.Query(Severity.INFO, SUPPORT, "1", null, null, 9))
                        .rows())
                .isEmpty();
    }

    @Test
    void pointsOutAlarmsBeforeWarningsUntilSomebodyHasSeenThem() {
        database.dsl()
                .insertInto(AGENT_ACCOUNT)
                .set(AGENT_ACCOUNT.AGENT_ID, SARA.value())
                .set(AGENT_ACCOUNT.USERNAME, "sara")
                .set(AGENT_ACCOUNT.ROLE, "admin")
                .set(AGENT_ACCOUNT.PASSWORD_HASH, "hash")
                .execute();
        Notice alarm = pin(SUPPORT, NOON);
        Notice warning = notice("1", SUPPORT, Topic.QUALITY, Severity.WARNING, "Low", "Low", null, NOON.plusSeconds(9));
        board.post(alarm, NOON);
        board.post(warning, NOON);
        board.post(notice("1", SUPPORT, Topic.OTHER, Severity.INFO, "Hi", null, null, NOON.plusSeconds(99)), NOON);

        Notices.Pending pending = answers.answer(new Notices.Unseen(1));
        assertThat(pending.total()).isEqualTo(2);
        assertThat(pending.first()).extracting(Row::id).containsExactly(alarm.idFor(NOON));

        assertThat(board.markSeen(alarm.idFor(NOON), SARA, NOON)).isTrue();
        assertThat(board.markSeen(alarm.idFor(NOON), OMAR, NOON.plusSeconds(60)))
                .isTrue();
        assertThat(board.markSeen(UUID.randomUUID(), SARA, NOON)).isFalse();
        assertThat(answers.answer(new Notices.Unseen(9)).first())
                .extracting(Row::id)
                .containsExactly(warning.idFor(NOON));
        assertThat(answers.answer(new Notices.One(alarm.idFor(NOON)))
                        .orElseThrow()
                        .seen())
                .isEqualTo(new Notices.Seen(SARA, "sara", NOON));
        assertThat(board.post(alarm, NOON)).isFalse();
        assertThat(answers.answer(new Notices.Unseen(9)).total()).isEqualTo(1);
    }

    @Test
    void theLatestByMetasTimeSaysHowThingsStandInWhateverOrderTheyCome() {
        board.post(notice("1", null, Topic.ACCOUNT, Severity.INFO, "On", "Active", null, NOON.plusSeconds(60)), NOON);
        board.post(notice("1", null, Topic.ACCOUNT, Severity.ALARM, "Off", "Off", null, NOON), NOON.plusSeconds(90));
        board.post(notice("2", null, Topic.ACCOUNT, Severity.ALARM, "Off", "Off", null, NOON), NOON);
        board.post(pin(SUPPORT, NOON), NOON);
        assertThat(answers.answer(new Notices.Latest()))
                .extracting(row -> row.notice().wabaId() + " " + row.notice().standing())
                .containsExactlyInAnyOrder("1 Active", "2 Off", "1 PIN changed");
    }

    @Test
    void groupsNewsByTemplate() {
        Template welcome = new Template("welcome", "en", "12345678901234567890");
        board.post(template(welcome, Topic.TEMPLATE_STATUS, "Approved", NOON), NOON);
        board.post(template(welcome, Topic.TEMPLATE_STATUS, "Paused", NOON.plusSeconds(60)), NOON);
        board.post(template(welcome, Topic.TEMPLATE_QUALITY, "Red", NOON.plusSeconds(30)), NOON);
        board.post(template(new Template("welcome", "ar", null), Topic.TEMPLATE_STATUS, "Approved", NOON), NOON);
        assertThat(answers.answer(new Notices.LatestOfTemplates(9)))
                .extracting(row -> Objects.requireNonNull(row.notice().template())
                                .language() + " " + row.notice().standing())
                .containsExactly("en Paused", "en Red", "ar Approved");
        assertThat(answers.answer(new Notices.LatestOfTemplates(1))).hasSize(2);
        assertThat(answers.answer(
                                new Notices.Query(null, null, null, new Notices.TemplateName("welcome", "en"), null, 9))
                        .rows())
                .extracting(row -> row.notice().standing())
                .containsExactly("Paused", "Red", "Approved");
    }

    @Test
    void readsPagesAndTheBannerFromTheirIndexesHoweverManyNoticesThereAre() {
        database.dsl().execute("""
            INSERT INTO notice (id, waba_id, phone_number_id, field, topic, severity, title, explanation, standing, told_at,
                has_time, received_at, value, seen_at)
            SELECT gen_random_uuid(), 'W', '20000000000000' || n % 3, 'f', 'other',
                CASE n % 50 WHEN 0 THEN 'alarm' WHEN 1 THEN 'warning' ELSE 'info' END, 't', 'e', 's',
                now() - n * interval '1 minute', true, now(), '{}', CASE WHEN n > 500 THEN now() END
            FROM generate_series(1, 50000) AS n
            """);
        database.dsl().execute("VACUUM ANALYZE notice");
        Notices first = answers.answer(new Notices.Query(null, null, null, null, null, 30));
        answers.answer(new Notices.Query(null, null, null, null, first.next(), 30));
        answers.answer(new Notices.Query(Severity.ALARM, null, null, null, first.next(), 30));
        answers.answer(new Notices.Unseen(1));
        assertThat(plans.take())
                .allSatisfy(plan -> assertThat(plan)
                        .containsAnyOf("notice_told", "notice_of_severity", "notice_unseen")
                        .doesNotContain("Seq Scan on notice"));
    }

    private List<Row> all() {
        return answers.answer(new Notices.Query(null, null, null, null, null, 100))
                .rows();
    }

    private static Notice pin(PhoneNumberId number, Instant at) {
        return notice("1", number, Topic.SECURITY, Severity.ALARM, "The PIN was changed", "PIN changed", null, at);
    }

    private static Notice template(Template template, Topic topic, String standing, Instant at) {
        return notice("1", null, topic, Severity.INFO, standing, standing, template, at);
    }

    private static Notice notice(
            String waba,
            @Nullable PhoneNumberId number,
            Topic topic,
            Severity severity,
            String title,
            @Nullable String standing,
            @Nullable Template template,
            @Nullable Instant at) {
        return new Notice(
                waba,
                number,
                "security",
                "WORD",
                topic,
                severity,
                title,
                "Because of \"%s\".".formatted(title),
                standing,
                null,
                at,
                template,
                null,
                "{\"title\": \"%s\", \"of\": \"%s\"}".formatted(title, template));
    }
}
