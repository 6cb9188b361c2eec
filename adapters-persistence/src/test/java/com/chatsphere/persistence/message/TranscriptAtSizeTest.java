package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.eventstore.EventSamples.WITH_ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.message.Transcript;
import com.chatsphere.persistence.eventstore.Plans;
import com.chatsphere.persistence.eventstore.TestDatabase;
import com.chatsphere.persistence.live.LiveLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a thread of 200,000 messages costs, among others. */
@Tag("size")
class TranscriptAtSizeTest {
    private static final int PAGE = 50;

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final LiveLog live = database.closing(new LiveLog(database.dsl(), database.signals()));
    private final Plans plans = new Plans(database.dsl());
    private final TranscriptProjection transcript = new TranscriptProjection(plans.watched(), live);

    @BeforeEach
    void fill() {
        database.dsl().execute("""
            INSERT INTO transcript (message_id, conversation_id, direction, type, content, wamid, status, sent_at,
                created_at, arrival, reply_to, forwarded, hidden, version)
            SELECT gen_random_uuid(), CASE WHEN n % 11 = 0 THEN gen_random_uuid() ELSE {0} END, 'inbound', 'text',
                '{"is":"text","body":"message"}', 'wamid.' || n, 'received', now() - n * interval '1 second', now(),
                n, CASE WHEN n % 5 = 0 THEN 'wamid.' || n + 1 END, false, n % 100 = 0, n
            FROM generate_series(1, 220000) AS n
            """, val(WITH_ADA.value()));
        database.dsl().execute("VACUUM ANALYZE transcript");
    }

    @Test
    void pagesOfALongThreadAreReadFromTheIndex() {
        Transcript newest = ask(null);
        assertThat(newest.entries()).hasSize(PAGE);
        assertThat(plans.take().getFirst())
                .contains("transcript_in_order")
                .doesNotContain("Sort", "Seq Scan on transcript");

        Transcript older = ask(newest.previous());
        assertThat(older.entries()).hasSize(PAGE).doesNotContainAnyElementsOf(newest.entries());
        assertThat(plans.take().getFirst())
                .contains("transcript_in_order", "(ROW(sent_at, arrival) < ")
                .doesNotContain("Sort", "Seq Scan on transcript");
    }

    private Transcript ask(Transcript.@Nullable Cursor before) {
        return transcript.answer(new Transcript.Query(WITH_ADA, before, 1, PAGE));
    }
}
