package com.chatsphere.persistence.conversation;

import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.conversation.Inbox.Filter;
import com.chatsphere.persistence.eventstore.Plans;
import com.chatsphere.persistence.eventstore.TestDatabase;
import com.chatsphere.persistence.live.LiveLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the list costs with 100,000 conversations. */
@Tag("size")
class InboxAtSizeTest {
    private static final int PAGE = 30;

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final LiveLog live = database.closing(new LiveLog(database.dsl(), database.signals()));
    private final Plans plans = new Plans(database.dsl());
    private final InboxProjection inbox = new InboxProjection(plans.watched(), live);

    @BeforeEach
    void fill() {
        database.dsl().execute("""
            INSERT INTO inbox (conversation_id, phone_number_id, contact_id, phone, display_name, search_text,
                archived, deleted, unread_count, message_count, last_at, created_at, version)
            SELECT gen_random_uuid(), '200000000000001', gen_random_uuid(), 49000000000 + n, 'Contact ' || n,
                'contact ' || md5(n::text) || ' ' || 49000000000 + n, n % 10 = 0, n % 100 = 1,
                CASE WHEN n % 50 = 2 THEN 1 ELSE 0 END, 1, now() - n * interval '1 second', now(), n
            FROM generate_series(1, 100000) AS n
            """);
        database.dsl().execute("""
            UPDATE inbox_total SET conversations =
                (SELECT count(*) FROM inbox WHERE NOT deleted AND inbox.archived = inbox_total.archived)
            """);
        database.dsl().execute("VACUUM ANALYZE inbox");
    }

    @Test
    void pagesAreReadFromTheIndexHoweverManyConversationsThereAre() {
        Inbox first = ask(Filter.ALL, null, null);
        assertThat(first.rows()).hasSize(PAGE);
        assertThat(first.total()).isEqualTo(89_000);
        assertThat(plans.take().getLast())
                .contains("Index Scan using inbox_by_activity")
                .doesNotContain("Sort", "Seq Scan");

        ask(Filter.ALL, null, first.next());
        assertThat(plans.take().getLast())
                .contains("Index Scan using inbox_by_activity", "Index Cond: ((archived = false) AND (ROW(last_at")
                .doesNotContain("Sort", "Seq Scan");

        ask(Filter.UNREAD, null, null);
        assertThat(plans.take())
                .allSatisfy(plan -> assertThat(plan).contains("inbox_unread").doesNotContain("Seq Scan"));
    }

    @Test
    void searchReadsOnlyWhatMatches() {
        assertThat(ask(Filter.ALL, "49000077778", null).rows()).hasSize(1);
        assertThat(plans.take())
                .allSatisfy(plan -> assertThat(plan)
                        .containsAnyOf("inbox_search", "transcript_by_word")
                        .doesNotContain("Seq Scan"));
    }

    private Inbox ask(Filter filter, @Nullable String search, Inbox.@Nullable Cursor after) {
        return inbox.answer(new Inbox.Query(SARA, filter, false, search, after, 1, PAGE));
    }
}
