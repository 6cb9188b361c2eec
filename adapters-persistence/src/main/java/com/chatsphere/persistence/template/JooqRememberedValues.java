package com.chatsphere.persistence.template;

import static com.chatsphere.persistence.jooq.Tables.TEMPLATE_MEMORY;
import static org.jooq.impl.DSL.field;

import com.chatsphere.application.template.RememberedValues;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateValues;
import com.chatsphere.persistence.eventstore.Shown;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.springframework.stereotype.Component;

/** What agents last filled in, a row for each of them and each template. */
@Component
class JooqRememberedValues implements RememberedValues {
    private final DSLContext database;

    JooqRememberedValues(DSLContext database) {
        this.database = database;
    }

    @Override
    public Optional<TemplateValues> last(AgentId agent, TemplateId template) {
        return database.select(TEMPLATE_MEMORY.FILLED)
                .from(TEMPLATE_MEMORY)
                .where(TEMPLATE_MEMORY.AGENT_ID.eq(agent.value()))
                .and(TEMPLATE_MEMORY.TEMPLATE_ID.eq(template.value()))
                .fetchOptional(found -> Layouts.readValues(found.value1()));
    }

    @Override
    public List<TemplateId> recent(AgentId agent, int most) {
        return database.select(TEMPLATE_MEMORY.TEMPLATE_ID)
                .from(TEMPLATE_MEMORY)
                .where(TEMPLATE_MEMORY.AGENT_ID.eq(agent.value()))
                .orderBy(TEMPLATE_MEMORY.USED_AT.desc())
                .limit(most)
                .fetch(found -> new TemplateId(found.value1()));
    }

    @Override
    public void remember(AgentId agent, TemplateId template, TemplateValues values) {
        String filled = Shown.text(Layouts.write(values));
        database.insertInto(TEMPLATE_MEMORY)
                .set(TEMPLATE_MEMORY.AGENT_ID, agent.value())
                .set(TEMPLATE_MEMORY.TEMPLATE_ID, template.value())
                .set(TEMPLATE_MEMORY.FILLED, filled)
                .onConflict(TEMPLATE_MEMORY.AGENT_ID, TEMPLATE_MEMORY.TEMPLATE_ID)
                .doUpdate()
                .set(TEMPLATE_MEMORY.FILLED, filled)
                .set(TEMPLATE_MEMORY.USED_AT, now())
                .execute();
    }

    private static Field<Instant> now() {
        return field("clock_timestamp()", TEMPLATE_MEMORY.USED_AT.getDataType());
    }
}
