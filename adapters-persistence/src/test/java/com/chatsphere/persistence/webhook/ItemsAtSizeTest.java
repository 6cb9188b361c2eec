package com.chatsphere.persistence.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.persistence.eventstore.Plans;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the list of items costs with 1,000,000 of them. */
@Tag("size")
class ItemsAtSizeTest {
    private static final int PAGE = 50;
    private static final PhoneNumberId BUSY = new PhoneNumberId("200000000000001");
    private static final PhoneNumberId QUIET = new PhoneNumberId("200000000000002");

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final Plans plans = new Plans(database.dsl());
    private final ItemAnswers items = new ItemAnswers(plans.watched());

    /** Thirty days; one number is silent since the third, and one item in 50,000 is set aside. */
    @BeforeEach
    void fill() {
        database.dsl().execute("""
            INSERT INTO webhook_item (delivery_id, position, kind, phone_number_id, outcome, explanation, wamid, received_at)
            SELECT n / 2, n % 2,
                   CASE WHEN n % 4 > 0 THEN 'status.delivered' WHEN n % 40000 = 0 THEN 'message.order' ELSE 'message.text' END,
                   CASE WHEN n < 100000 AND n % 10 = 0 THEN '200000000000002' ELSE '200000000000001' END,
                   CASE WHEN n % 50000 = 1 THEN 'quarantined' WHEN n % 10 = 1 THEN 'ignored' ELSE 'applied' END,
                   CASE WHEN n % 50000 = 1 THEN 'java.lang.IllegalStateException in Odd.java:' || n
                        WHEN n % 10 = 1 THEN 'The webhook field x is not used.' END,
                   'wamid.' || md5(n::text), now() - (1000000 - n) * interval '30 days' / 1000000
            FROM generate_series(1, 1000000) AS n
            """);
        database.dsl().execute("VACUUM ANALYZE webhook_item");
        database.dsl().execute("VACUUM ANALYZE webhook_count");
    }

    @Test
    void everyFilterFindsItsPageByAnIndex() {
        LocalDate today = Instant.now().atZone(ZoneOffset.UTC).toLocalDate();
        WebhookItems first = expectQuick("nothing asked", null, null, null, null, null, null);
        assertThat(first.rows()).hasSize(PAGE);
        assertThat(expectQuick("older", null, null, null, null, null, first.next())
                        .rows())
                .hasSize(PAGE)
                .allSatisfy(row -> assertThat(row.place().deliveryId())
                        .isLessThanOrEqualTo(first.rows().getLast().place().deliveryId()));
        assertThat(expectQuick("set aside", ItemOutcome.QUARANTINED, null, null, null, null, null)
                        .rows())
                .hasSize(20);
        assertThat(expectQuick("seldom", null, "message.order", null, null, null, null)
                        .rows())
                .hasSize(25);
        assertThat(expectQuick("both", ItemOutcome.APPLIED, "message.order", null, null, null, null)
                        .rows())
                .hasSize(25);
        assertThat(expectQuick("silent number", null, null, QUIET, null, null, null)
                        .rows())
                .hasSize(PAGE);
        assertThat(expectQuick("a number's day", null, null, BUSY, today.minusDays(20), null, null)
                        .rows())
                .hasSize(PAGE);
        assertThat(expectQuick("a day", ItemOutcome.IGNORED, null, null, today.minusDays(25), null, null)
                        .rows())
                .hasSize(PAGE);
        assertThat(expectQuick("a day before all", null, null, null, today.minusDays(300), null, null)
                        .rows())
                .isEmpty();
    }

    @Test
    void searchFindsByNameKindAndExplanation() {
        WebhookItems one = expectQuick("latest", null, null, null, null, null, null);
        String wamid = String.valueOf(one.rows().getLast().wamid());
        assertThat(expectQuick("wamid", null, null, null, null, wamid, null).rows())
                .hasSize(1);
        assertThat(expectQuick("part", null, null, null, null, wamid.substring(0, 26), null)
                        .rows())
                .hasSize(1);
        assertThat(expectQuick("kind", null, null, null, null, "ORDER", null).rows())
                .hasSize(25);
        assertThat(expectQuick("seldom said", null, null, null, null, "Odd.java", null)
                        .rows())
                .hasSize(20);
        assertThat(expectQuick("often said", null, null, null, null, "not used", null)
                        .rows())
                .hasSize(PAGE);
        assertThat(expectQuick("never said", null, null, null, null, "no such thing 100%", null)
                        .rows())
                .isEmpty();
    }

    private WebhookItems expectQuick(
            String what,
            @Nullable ItemOutcome outcome,
            @Nullable String kind,
            @Nullable PhoneNumberId number,
            @Nullable LocalDate day,
            @Nullable String search,
            WebhookItems.@Nullable Place before) {
        WebhookItems page = items.answer(new WebhookItems.Query(outcome, kind, number, day, search, before, PAGE));
        assertThat(plans.take()).as(what).allSatisfy(plan -> {
            assertThat(plan).doesNotContain("Seq Scan on webhook_item");
            double millis = Double.parseDouble(plan.replaceAll("(?s).*Execution Time: ([0-9.]+) ms.*", "$1"));
            assertThat(millis).as(plan).isLessThan(100);
        });
        return page;
    }
}
