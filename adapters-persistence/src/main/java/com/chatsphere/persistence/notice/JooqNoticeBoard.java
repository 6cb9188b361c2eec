package com.chatsphere.persistence.notice;

import static com.chatsphere.persistence.jooq.Tables.NOTICE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.persistence.eventstore.Shown;
import com.chatsphere.persistence.jooq.tables.records.NoticeRecord;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Notices as rows; the key, which is derived from what they tell, keeps each from being there twice. */
@Component
class JooqNoticeBoard implements NoticeBoard {
    private final DSLContext database;

    JooqNoticeBoard(DSLContext database) {
        this.database = database;
    }

    @Override
    public boolean post(Notice notice, Instant receivedAt) {
        return database.insertInto(NOTICE)
                        .set(toRecord(notice, receivedAt))
                        .onConflict(NOTICE.ID)
                        .doNothing()
                        .execute()
                == 1;
    }

    @Override
    public boolean markSeen(UUID id, AgentId by, Instant at) {
        return database.update(NOTICE)
                        .set(NOTICE.SEEN_BY, coalesce(NOTICE.SEEN_BY, val(by.value())))
                        .set(NOTICE.SEEN_AT, coalesce(NOTICE.SEEN_AT, val(at, NOTICE.SEEN_AT)))
                        .where(NOTICE.ID.eq(id))
                        .execute()
                == 1;
    }

    private static NoticeRecord toRecord(Notice notice, Instant receivedAt) {
        Notice.Template template = notice.template();
        Instant toldAt = notice.toldAt();
        NoticeRecord row = new NoticeRecord();
        row.setId(notice.idFor(receivedAt));
        row.setWabaId(notice.wabaId());
        row.setPhoneNumberId(notice.number() == null ? null : notice.number().value());
        row.setField(Shown.text(notice.field()));
        row.setWord(shown(notice.word()));
        row.setTopic(notice.topic().name().toLowerCase(Locale.ROOT));
        row.setSeverity(notice.severity().name().toLowerCase(Locale.ROOT));
        row.setTitle(Shown.text(notice.title()));
        row.setExplanation(Shown.text(notice.explanation()));
        row.setStanding(shown(notice.standing()));
        row.setUntil(notice.until());
        row.setToldAt(toldAt == null ? receivedAt : toldAt);
        row.setHasTime(toldAt != null);
        row.setReceivedAt(receivedAt);
        row.setTemplateName(template == null ? null : shown(template.name()));
        row.setTemplateLanguage(template == null ? null : shown(template.language()));
        row.setTemplateId(template == null ? null : shown(template.id()));
        row.setGroupId(shown(notice.groupId()));
        row.setValue(Shown.text(notice.value()));
        return row;
    }

    private static @Nullable String shown(@Nullable String text) {
        return text == null ? null : Shown.text(text);
    }
}
