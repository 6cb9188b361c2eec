package com.chatsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.application.Queries;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.KeptWebhooks;
import com.chatsphere.application.webhook.Ledger;
import com.chatsphere.application.webhook.WebhookDeliveries;
import com.chatsphere.application.webhook.WebhookRehearsal;
import com.chatsphere.application.webhook.WebhookRehearsal.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.support.GenericApplicationContext;

/** A dry run in the whole application: it says what would be, and nothing is. */
class DryRunTest {
    private static GenericApplicationContext application;
    private static DSLContext database;
    private static WebhookRehearsal rehearsal;

    @BeforeAll
    static void start(@TempDir Path folder) {
        application = ChatSphere.start(
                Map.of("CHATSPHERE_DATA", folder.resolve("data").toString(), "HOST", "127.0.0.1", "PORT", "0"), folder);
        database = application.getBean(DSLContext.class);
        rehearsal = application.getBean(WebhookRehearsal.class);
        awaitTemplates();
    }

    /** What Meta has is taken over once after the start; nobody writes anything by themselves after that. */
    private static void awaitTemplates() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> isTrue("SELECT count(*) = 1 FROM template_sync WHERE synced_at IS NOT NULL")
                        && isTrue("SELECT (SELECT total FROM template_sync) = (SELECT count(*) FROM template)"));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void leavesNothingAndTheRealDeliveryIsAppliedAfterwards() {
        byte[] first = text("wamid.dry-1", "15555550201", "Hello");
        Map<String, String> before = everything();

        List<Step> steps = rehearse(first);
        assertThat(steps).hasSize(1);
        assertThat(outcome(steps.getFirst())).isEqualTo(ItemOutcome.APPLIED);
        assertThat(steps.getFirst().orders())
                .extracting(WebhookRehearsal.Order::name)
                .contains("Register customer activity", "Receive message");
        assertThat(everything()).isEqualTo(before);
        assertThat(outcome(rehearse(first).getFirst())).as("a second time").isEqualTo(ItemOutcome.APPLIED);

        deliver(first);
        assertThat(ledger()).isEqualTo(new Ledger(1, 1, 0, 0, 0, 0, 0));
        assertThat(outcome(rehearse(first).getFirst())).isEqualTo(ItemOutcome.ALREADY_KNOWN);
        betweenTwoRealOnesNothingIsChanged();
    }

    /** The conversation is remembered by the process now; what it remembers is not touched either. */
    private static void betweenTwoRealOnesNothingIsChanged() {
        Map<String, String> before = everything();
        List<Step> steps = rehearse(bodyOf(
                message("wamid.dry-2", "15555550201", "dry"),
                message("wamid.dry-2", "15555550201", "dry"),
                message("wamid.dry-3", "15555550202", "somebody new"),
                "{\"type\":\"text\"}"));
        assertThat(steps)
                .extracting(DryRunTest::outcome)
                .containsExactly(
                        ItemOutcome.APPLIED, ItemOutcome.ALREADY_KNOWN, ItemOutcome.APPLIED, ItemOutcome.QUARANTINED);
        assertThat(everything()).isEqualTo(before);

        deliver(text("wamid.dry-2", "15555550201", "for real"));
        deliver(text("wamid.dry-3", "15555550202", "for real"));
        assertThat(ledger()).isEqualTo(new Ledger(3, 3, 0, 0, 0, 0, 0));
        assertThat(database.fetchValues("SELECT words FROM transcript ORDER BY arrival"))
                .map(String::valueOf)
                .containsExactly("hello", "for\nreal", "for\nreal");
        quarantinedItemsGoAgainOnRequest();
    }

    private static void quarantinedItemsGoAgainOnRequest() {
        deliver("{broken".getBytes(StandardCharsets.UTF_8));
        assertThat(ledger().quarantined()).isEqualTo(1);
        assertThat(application.getBean(KeptWebhooks.class).again("body", ItemOutcome.QUARANTINED))
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> isTrue("SELECT count(*) = 0 FROM webhook_again"));
        assertThat(ledger()).as("it is as broken as before").isEqualTo(new Ledger(4, 3, 0, 0, 0, 1, 0));
        assertThat(isTrue("SELECT settled_at > received_at FROM webhook_item WHERE outcome = 'quarantined'"))
                .isTrue();
    }

    private static List<Step> rehearse(byte[] body) {
        return rehearsal.rehearse(body, Instant.now());
    }

    private static void deliver(byte[] body) {
        long received = ledger().received();
        application.getBean(WebhookDeliveries.class).keep(body, Map.of());
        await().atMost(Duration.ofSeconds(30)).until(() -> ledger().received() > received && isSettled());
    }

    private static boolean isSettled() {
        return isTrue("""
            SELECT (SELECT count(*) FROM webhook_backlog) = 0
               AND (SELECT count(*) FROM transcript)
                 = (SELECT count(*) FROM domain_event WHERE payload_type LIKE '%MessageReceived')
               AND (SELECT count(*) FROM transcript) = (SELECT coalesce(sum(message_count), 0) FROM inbox)
            """);
    }

    private static boolean isTrue(String query) {
        return Boolean.TRUE.equals(database.fetchValue(query));
    }

    private static ItemOutcome outcome(Step step) {
        return ItemOutcome.of(Objects.requireNonNull(step.outcome()));
    }

    private static Ledger ledger() {
        return application.getBean(Queries.class).ask(new Ledger.Query(null, null));
    }

    /** A digest of all rows of every table, but for those that every process writes to all the time. */
    private static Map<String, String> everything() {
        Map<String, String> digests = new TreeMap<>();
        database.fetchValues("""
            SELECT table_name FROM information_schema.tables
            WHERE table_schema = 'public' AND table_name NOT IN ('token_entry', 'flyway_schema_history')
            """)
                .forEach(name -> digests.put(
                        String.valueOf(name),
                        String.valueOf(database.fetchValue(
                                "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM " + name
                                        + " AS t"))));
        assertThat(digests).containsKeys("domain_event", "contact_identity", "webhook_item", "outbox", "inbox");
        return digests;
    }

    private static byte[] text(String wamid, String from, String body) {
        return bodyOf(message(wamid, from, body));
    }

    private static byte[] bodyOf(String... messages) {
        String number = application
                .getBean(Instances.class)
                .preferred()
                .orElseThrow()
                .number()
                .value();
        return """
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
            "messaging_product":"whatsapp","metadata":{"phone_number_id":"%s"},"messages":[%s]}}]}]}
            """.formatted(number, String.join(",", messages)).getBytes(StandardCharsets.UTF_8);
    }

    private static String message(String wamid, String from, String body) {
        return "{\"id\":\"%s\",\"from\":\"%s\",\"timestamp\":\"%d\",\"type\":\"text\",\"text\":{\"body\":\"%s\"}}"
                .formatted(wamid, from, Instant.now().getEpochSecond(), body);
    }
}
