package com.chatsphere.persistence.notice;

import static com.chatsphere.persistence.jooq.Tables.AGENT_ACCOUNT;
import static com.chatsphere.persistence.jooq.Tables.NOTICE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.Notice.Topic;
import com.chatsphere.application.notice.Notices;
import com.chatsphere.application.notice.Notices.Row;
import com.chatsphere.application.notice.Notices.Seen;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.NoticeRecord;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds notices, and what the latest of them say. */
@Component
class NoticeAnswers {
    private static final int MOST_STANDINGS = 1_000;
    private static final List<String> UNSEEN = List.of("alarm", "warning");

    private final DSLContext database;

    NoticeAnswers(DSLContext database) {
        this.database = database;
    }

    @QueryHandler
    Notices answer(Notices.Query query) {
        Condition asked = noCondition();
        if (query.severity() != null) {
            asked = asked.and(NOTICE.SEVERITY.eq(word(query.severity())));
        }
        if (query.number() != null) {
            asked = asked.and(ofNumber(query.number(), query.wabaId()));
        }
        if (query.template() != null) {
            asked = asked.and(
                            NOTICE.TEMPLATE_NAME.eq(Shown.text(query.template().name())))
                    .and(coalesce(NOTICE.TEMPLATE_LANGUAGE, "")
                            .eq(Shown.text(query.template().language())));
        }
        Notices.Cursor after = query.after();
        if (after != null) {
            asked = asked.and(row(NOTICE.TOLD_AT, NOTICE.ID).lt(after.at(), after.id()));
        }
        List<Row> found = rows().where(asked)
                .orderBy(NOTICE.TOLD_AT.desc(), NOTICE.ID.desc())
                .limit(query.most() + 1)
                .fetch(NoticeAnswers::toRow);
        boolean isMore = found.size() > query.most();
        List<Row> page = isMore ? found.subList(0, query.most()) : found;
        return new Notices(
                List.copyOf(page),
                isMore ? new Notices.Cursor(page.getLast().at(), page.getLast().id()) : null);
    }

    @QueryHandler
    Optional<Row> answer(Notices.One query) {
        return rows().where(NOTICE.ID.eq(query.id())).fetchOptional(NoticeAnswers::toRow);
    }

    @QueryHandler
    Notices.Pending answer(Notices.Unseen query) {
        Condition unseen = NOTICE.SEEN_AT.isNull().and(NOTICE.SEVERITY.ne(inline("info")));
        List<Row> first = UNSEEN.stream()
                .flatMap(severity -> rows()
                        .where(unseen.and(NOTICE.SEVERITY.eq(inline(severity))))
                        .orderBy(NOTICE.TOLD_AT.desc(), NOTICE.ID.desc())
                        .limit(query.most())
                        .fetch(NoticeAnswers::toRow)
                        .stream())
                .limit(query.most())
                .toList();
        return new Notices.Pending(first, first.isEmpty() ? 0 : database.fetchCount(NOTICE, unseen));
    }

    @QueryHandler
    List<Row> answer(Notices.Latest query) {
        return rows().where(NOTICE.ID.in(select(NOTICE.ID)
                        .distinctOn(NOTICE.TOPIC, NOTICE.WABA_ID, NOTICE.PHONE_NUMBER_ID)
                        .from(NOTICE)
                        .where(NOTICE.STANDING.isNotNull())
                        .and(NOTICE.TEMPLATE_NAME.isNull())
                        .and(NOTICE.GROUP_ID.isNull())
                        .orderBy(
                                NOTICE.TOPIC,
                                NOTICE.WABA_ID,
                                NOTICE.PHONE_NUMBER_ID,
                                NOTICE.TOLD_AT.desc(),
                                NOTICE.ID.desc())))
                .orderBy(NOTICE.TOLD_AT.desc(), NOTICE.ID.desc())
                .limit(MOST_STANDINGS)
                .fetch(NoticeAnswers::toRow);
    }

    @QueryHandler
    List<Row> answer(Notices.LatestOfTemplates query) {
        var newest = select(
                        NOTICE.TEMPLATE_NAME.as("name"),
                        NOTICE.TEMPLATE_LANGUAGE.as("language"),
                        max(NOTICE.TOLD_AT).as("newest"))
                .from(NOTICE)
                .where(NOTICE.TEMPLATE_NAME.isNotNull())
                .groupBy(NOTICE.TEMPLATE_NAME, NOTICE.TEMPLATE_LANGUAGE)
                .orderBy(max(NOTICE.TOLD_AT).desc(), NOTICE.TEMPLATE_NAME)
                .limit(query.most())
                .asTable("template");
        Select<? extends Record> latest = select(NOTICE.ID)
                .distinctOn(NOTICE.TEMPLATE_NAME, NOTICE.TEMPLATE_LANGUAGE, NOTICE.TOPIC)
                .from(NOTICE)
                .join(newest)
                .on(NOTICE.TEMPLATE_NAME.eq(newest.field(0, String.class)))
                .and(NOTICE.TEMPLATE_LANGUAGE.isNotDistinctFrom(newest.field(1, String.class)))
                .orderBy(
                        NOTICE.TEMPLATE_NAME,
                        NOTICE.TEMPLATE_LANGUAGE,
                        NOTICE.TOPIC,
                        NOTICE.TOLD_AT.desc(),
                        NOTICE.ID.desc());
        return rows().where("notice.id IN ({0})", latest)
                .orderBy(NOTICE.TOLD_AT.desc(), NOTICE.ID.desc())
                .fetch(NoticeAnswers::toRow);
    }

    /** What is about the number itself, or about the account as a whole that it belongs to. */
    private static Condition ofNumber(PhoneNumberId number, @Nullable String wabaId) {
        Condition itself = NOTICE.PHONE_NUMBER_ID.eq(number.value());
        return wabaId == null
                ? itself
                : itself.or(NOTICE.PHONE_NUMBER_ID.isNull().and(NOTICE.WABA_ID.eq(wabaId)));
    }

    private SelectOnConditionStep<Record> rows() {
        return database.select(NOTICE.fields())
                .select(AGENT_ACCOUNT.USERNAME)
                .from(NOTICE)
                .leftJoin(AGENT_ACCOUNT)
                .on(AGENT_ACCOUNT.AGENT_ID.eq(NOTICE.SEEN_BY));
    }

    private static Row toRow(Record found) {
        NoticeRecord row = found.into(NOTICE);
        @Nullable String name = row.getTemplateName();
        return new Row(
                row.getId(),
                new Notice(
                        row.getWabaId(),
                        row.getPhoneNumberId() == null ? null : new PhoneNumberId(row.getPhoneNumberId()),
                        row.getField(),
                        row.getWord(),
                        Topic.valueOf(row.getTopic().toUpperCase(Locale.ROOT)),
                        Severity.valueOf(row.getSeverity().toUpperCase(Locale.ROOT)),
                        row.getTitle(),
                        row.getExplanation(),
                        row.getStanding(),
                        row.getUntil(),
                        row.getHasTime() ? row.getToldAt() : null,
                        name == null && row.getTemplateId() == null
                                ? null
                                : new Notice.Template(name, row.getTemplateLanguage(), row.getTemplateId()),
                        row.getGroupId(),
                        row.getValue()),
                row.getReceivedAt(),
                row.getSeenBy() == null || row.getSeenAt() == null
                        ? null
                        : new Seen(new AgentId(row.getSeenBy()), found.get(AGENT_ACCOUNT.USERNAME), row.getSeenAt()));
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
