package com.chatsphere.persistence.template;

import static com.chatsphere.persistence.jooq.Tables.TEMPLATE;
import static org.jooq.impl.DSL.noCondition;

import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.template.TemplateCatalog.Row;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateDescription;
import com.chatsphere.domain.template.TemplateEvent;
import com.chatsphere.domain.template.TemplateEvent.Judged;
import com.chatsphere.domain.template.TemplateEvent.TemplateAdded;
import com.chatsphere.domain.template.TemplateEvent.TemplateCategoryAnnounced;
import com.chatsphere.domain.template.TemplateEvent.TemplateImported;
import com.chatsphere.domain.template.TemplateEvent.TemplateNoted;
import com.chatsphere.domain.template.TemplateEvent.TemplateRated;
import com.chatsphere.domain.template.TemplateEvent.TemplateRecategorised;
import com.chatsphere.domain.template.TemplateEvent.TemplateRemoved;
import com.chatsphere.domain.template.TemplateEvent.TemplateRewritten;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateQuality;
import com.chatsphere.domain.template.TemplateStatus;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.TemplateRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The templates there are, a row each. */
@Component
@ProcessingGroup("templates")
class TemplateProjection {
    private final DSLContext database;

    TemplateProjection(DSLContext database) {
        this.database = database;
    }

    @EventHandler
    void on(TemplateAdded event) {
        TemplateRecord row = new TemplateRecord();
        row.setTemplateId(event.templateId().value());
        row.setWabaId(event.waba());
        row.setName(Shown.text(event.name().value()));
        row.setLanguage(Shown.text(event.language().value()));
        row.setCategory(Shown.text(event.category().value()));
        row.setNote(shown(event.note()));
        write(row, event.layout(), event.components());
        row.setStatus(TemplateStatus.UNCONFIRMED.value());
        row.setQuality(TemplateQuality.UNKNOWN.value());
        replace(row, event);
    }

    @EventHandler
    void on(TemplateImported event) {
        TemplateDescription description = event.description();
        TemplateRecord row = new TemplateRecord();
        row.setTemplateId(event.templateId().value());
        row.setWabaId(event.waba());
        row.setName(Shown.text(event.name().value()));
        row.setLanguage(Shown.text(event.language().value()));
        row.setCategory(Shown.text(description.category().value()));
        row.setNote(database.select(TEMPLATE.NOTE)
                .from(TEMPLATE)
                .where(TEMPLATE.TEMPLATE_ID.eq(row.getTemplateId()))
                .fetchOne(TEMPLATE.NOTE));
        write(row, description.layout(), description.components());
        row.setStatus(Shown.text(description.status().value()));
        row.setReason(shown(description.reason()));
        row.setQuality(Shown.text(description.quality().value()));
        row.setMetaId(Shown.text(description.metaId()));
        replace(row, event);
    }

    @EventHandler
    void on(TemplateRewritten event) {
        change(event, row -> write(row, event.layout(), event.components()));
    }

    @EventHandler
    void on(TemplateNoted event) {
        change(event, row -> {
            row.setNote(shown(event.note()));
            index(row);
        });
    }

    @EventHandler
    void on(Judged event) {
        change(event, row -> {
            row.setStatus(Shown.text(event.status().value()));
            row.setReason(shown(event.reason()));
        });
    }

    @EventHandler
    void on(TemplateRated event) {
        change(event, row -> row.setQuality(Shown.text(event.quality().value())));
    }

    @EventHandler
    void on(TemplateRecategorised event) {
        change(event, row -> {
            row.setCategory(Shown.text(event.category().value()));
            row.setComing(null);
            row.setComingFrom(null);
        });
    }

    @EventHandler
    void on(TemplateCategoryAnnounced event) {
        change(event, row -> {
            row.setComing(Shown.text(event.coming().value()));
            row.setComingFrom(event.from());
        });
    }

    @EventHandler
    void on(TemplateRemoved event) {
        database.deleteFrom(TEMPLATE)
                .where(TEMPLATE.TEMPLATE_ID.eq(event.templateId().value()))
                .execute();
    }

    private static void write(TemplateRecord row, TemplateLayout layout, @Nullable String components) {
        row.setLayout(Layouts.write(layout));
        row.setComponents(shown(components));
        index(row);
    }

    private static void index(TemplateRecord row) {
        row.setWords(Layouts.words(row.getName(), row.getNote(), Layouts.read(row.getLayout())));
    }

    private void replace(TemplateRecord row, TemplateEvent event) {
        row.setAddedAt(event.at());
        row.setHeardAt(event.at());
        database.insertInto(TEMPLATE)
                .set(row)
                .onConflict(TEMPLATE.TEMPLATE_ID)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    private void change(TemplateEvent event, Consumer<TemplateRecord> change) {
        TemplateRecord row = database.selectFrom(TEMPLATE)
                .where(TEMPLATE.TEMPLATE_ID.eq(event.templateId().value()))
                .fetchSingle();
        change.accept(row);
        row.setHeardAt(event.at());
        row.update();
    }

    @QueryHandler
    TemplateCatalog answer(TemplateCatalog.Query query) {
        Condition ofAccount = query.waba() == null ? noCondition() : TEMPLATE.WABA_ID.eq(query.waba());
        Condition asked = ofAccount
                .and(is(TEMPLATE.LANGUAGE, query.language()))
                .and(is(TEMPLATE.CATEGORY, query.category()))
                .and(is(TEMPLATE.STATUS, query.status()))
                .and(says(query.search()));
        List<Row> rows = database.selectFrom(TEMPLATE)
                .where(asked)
                .orderBy(TEMPLATE.NAME, TEMPLATE.LANGUAGE, TEMPLATE.TEMPLATE_ID)
                .limit(query.most())
                .fetch(TemplateProjection::toRow);
        return new TemplateCatalog(
                rows,
                rows.size() < query.most() ? rows.size() : database.fetchCount(TEMPLATE, asked),
                each(TEMPLATE.LANGUAGE, ofAccount),
                each(TEMPLATE.CATEGORY, ofAccount),
                each(TEMPLATE.STATUS, ofAccount));
    }

    @QueryHandler
    Optional<Row> answer(TemplateCatalog.One query) {
        return database.selectFrom(TEMPLATE)
                .where(TEMPLATE.TEMPLATE_ID.eq(query.id().value()))
                .fetchOptional(TemplateProjection::toRow);
    }

    @QueryHandler
    List<Row> answer(TemplateCatalog.Several query) {
        return database.selectFrom(TEMPLATE)
                .where(TEMPLATE.TEMPLATE_ID.in(
                        query.ids().stream().map(TemplateId::value).toList()))
                .fetch(TemplateProjection::toRow);
    }

    @QueryHandler
    List<TemplateId> answer(TemplateCatalog.Known query) {
        return database.select(TEMPLATE.TEMPLATE_ID)
                .from(TEMPLATE)
                .where(TEMPLATE.WABA_ID.eq(query.waba()))
                .fetch(found -> new TemplateId(found.value1()));
    }

    private static Condition is(TableField<TemplateRecord, String> column, @Nullable String value) {
        return value == null ? noCondition() : column.eq(Shown.text(value));
    }

    /** Every word of it somewhere in the template. */
    private static Condition says(@Nullable String search) {
        return search == null
                ? noCondition()
                : Shown.words(Shown.folded(search))
                        .lines()
                        .map(word -> TEMPLATE.WORDS.contains(word))
                        .reduce(noCondition(), Condition::and);
    }

    private List<String> each(TableField<TemplateRecord, String> column, Condition asked) {
        return database.selectDistinct(column)
                .from(TEMPLATE)
                .where(asked)
                .orderBy(column)
                .fetch(column);
    }

    private static Row toRow(TemplateRecord row) {
        return new Row(
                new TemplateId(row.getTemplateId()),
                row.getWabaId(),
                new TemplateName(row.getName()),
                new TemplateLanguage(row.getLanguage()),
                new TemplateCategory(row.getCategory()),
                Layouts.read(row.getLayout()),
                row.getComponents(),
                new TemplateStatus(row.getStatus()),
                row.getReason(),
                new TemplateQuality(row.getQuality()),
                row.getMetaId(),
                row.getNote(),
                row.getComing() == null ? null : new TemplateCategory(row.getComing()),
                row.getComingFrom(),
                row.getAddedAt(),
                row.getHeardAt());
    }

    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : Shown.text(text);
    }

    @ResetHandler
    void reset() {
        database.truncate(TEMPLATE).execute();
    }
}
