package com.chatsphere.persistence.template;

import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.eventstore.TemplateSamples.ID;
import static com.chatsphere.persistence.eventstore.TemplateSamples.SAID_AT;
import static com.chatsphere.persistence.eventstore.TemplateSamples.WABA;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.template.RememberedValues;
import com.chatsphere.application.template.TemplateSyncs.Counts;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateValues;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JooqTemplateSyncsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final JooqTemplateSyncs syncs = new JooqTemplateSyncs(database.dsl());
    private final RememberedValues memory = new JooqRememberedValues(database.dsl());

    @Test
    void oneAttemptAMinuteIsMadeHoweverManyAskForOne() {
        long begun = List.of(1, 2, 3, 4, 5, 6, 7, 8).parallelStream()
                .filter(_ -> syncs.begin(WABA, MINUTE))
                .count();
        assertThat(begun).isEqualTo(1);
        assertThat(syncs.begin("another", MINUTE)).isTrue();
        database.dsl().execute("UPDATE template_sync SET tried_at = tried_at - interval '61 seconds'");
        assertThat(syncs.begin(WABA, MINUTE)).isTrue();
        assertThat(syncs.begin(WABA, Duration.ZERO)).as("who asks outright").isTrue();
    }

    @Test
    void whatCameOfItIsRemembered() {
        assertThat(syncs.last(WABA)).isEmpty();
        syncs.begin(WABA, MINUTE);
        syncs.failed(WABA, "Meta could not be reached.");
        assertThat(syncs.last(WABA)).hasValueSatisfying(last -> {
            assertThat(last.problem()).isEqualTo("Meta could not be reached.");
            assertThat(last.syncedAt()).isNull();
        });
        syncs.succeeded(WABA, new Counts(3, 2, 1), 14, SAID_AT);
        assertThat(syncs.last(WABA)).hasValueSatisfying(last -> {
            assertThat(last.problem()).isNull();
            assertThat(last.counts()).isEqualTo(new Counts(3, 2, 1));
            assertThat(last.total()).isEqualTo(14);
            assertThat(last.saidAt()).isEqualTo(SAID_AT);
        });
        syncs.failed(WABA, "Token");
        assertThat(syncs.last(WABA).orElseThrow().counts())
                .as("a failure takes nothing of what was known")
                .isEqualTo(new Counts(3, 2, 1));
    }

    @Test
    void aRequestStaysUntilMetaWasAskedAfterIt() {
        syncs.request(WABA);
        assertThat(syncs.last(WABA).orElseThrow().isRequested()).isTrue();
        assertThat(syncs.begin(WABA, MINUTE)).as("a request is no attempt").isTrue();
        syncs.request(WABA);
        syncs.succeeded(WABA, new Counts(0, 0, 0), 0, SAID_AT);
        assertThat(syncs.last(WABA).orElseThrow().isRequested())
                .as("it came while Meta was being asked")
                .isTrue();
        syncs.begin(WABA, Duration.ZERO);
        syncs.succeeded(WABA, new Counts(0, 0, 0), 0, SAID_AT);
        assertThat(syncs.last(WABA).orElseThrow().isRequested()).isFalse();
    }

    @Test
    void theAccountOfANumberIsRemembered() {
        assertThat(syncs.accountOf(SUPPORT)).isEmpty();
        syncs.remember(SUPPORT, WABA);
        syncs.remember(SUPPORT, "2");
        assertThat(syncs.accountOf(SUPPORT)).hasValue("2");
    }

    @Test
    void everyAgentFindsWhatTheyLastFilledIn() {
        AgentId omar = AgentId.of("5aaa5aaa-0000-4000-8000-000000000002");
        TemplateId other = new TemplateId(new UUID(1, 2));
        TemplateValues values = new TemplateValues(
                Map.of("1", new MessageText("tomorrow")),
                new MessageHeader.File(MediaKind.DOCUMENT, new MediaId("3"), new MessageText("Rechnung \uD83D.pdf")),
                Map.of("first_name", new MessageText("Zoë \0")),
                Map.of(0, new MessageText("A-1001")),
                List.of(TemplateValues.NONE),
                SAID_AT);
        memory.remember(SARA, ID, TemplateValues.NONE);
        memory.remember(SARA, other, TemplateValues.NONE);
        memory.remember(SARA, ID, values);
        assertThat(memory.last(SARA, ID)).hasValue(values);
        assertThat(memory.recent(SARA, 5)).containsExactly(ID, other);
        assertThat(memory.recent(SARA, 1)).containsExactly(ID);
        assertThat(memory.last(omar, ID)).isEmpty();
    }
}
