package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Facts that one read model cannot take, in a stream of many: nobody else waits for them, and none is left out. */
@Timeout(300)
class PoisonIT {
    private static final int CONVERSATIONS = 100;
    private static final int MESSAGES_OF_EACH = 50;
    private static final int ALL = CONVERSATIONS * MESSAGES_OF_EACH;
    private static final int POISONED_ONE_IN = 97;
    private static final int MESSAGES_IN_A_DELIVERY = 200;
    private static final String POISON = "poison";
    private static final String PHONE = "1555572";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final AtomicBoolean broken = new AtomicBoolean(true);

    private static StandInMeta meta;
    private static ApplicationInside application;
    private static WebhookCannon cannon;
    private static Script script;

    /** Keeps every text a conversation received, in the order in which it was told. */
    private abstract static class Tally {
        private final DSLContext database;
        private final String table;

        Tally(DSLContext database, String table) {
            this.database = database;
            this.table = table;
        }

        void keep(MessageReceived event) {
            String text = event.content() instanceof MessageContent.Text(var body) ? body.value() : "";
            database.execute(
                    "INSERT INTO " + table + " (conversation_id, said) VALUES (?, ?)",
                    event.conversationId().value(),
                    text);
        }
    }

    @ProcessingGroup("clean-tally")
    private static final class CleanTally extends Tally {
        CleanTally(DSLContext database) {
            super(database, "clean_tally");
        }

        @EventHandler
        void on(MessageReceived event) {
            keep(event);
        }
    }

    @ProcessingGroup("broken-tally")
    private static final class BrokenTally extends Tally {
        BrokenTally(DSLContext database) {
            super(database, "broken_tally");
        }

        @EventHandler
        void on(MessageReceived event) {
            if (broken.get()
                    && event.content() instanceof MessageContent.Text(var body)
                    && body.value().contains(POISON)) {
                throw new IllegalStateException("this fact cannot be taken");
            }
            keep(event);
        }
    }

    @BeforeAll
    static void start() throws SQLException {
        meta = new StandInMeta();
        application = ApplicationInside.withMeta(meta.address(), Map.of(), beans -> {
            beans.registerBean(CleanTally.class, () -> new CleanTally(beans.getBean(DSLContext.class)));
            beans.registerBean(BrokenTally.class, () -> new BrokenTally(beans.getBean(DSLContext.class)));
        });
        for (String table : List.of("clean_tally", "broken_tally")) {
            execute("CREATE TABLE %s (place bigint GENERATED ALWAYS AS IDENTITY, conversation_id uuid, said text)"
                    .formatted(table));
        }
        cannon = WebhookCannon.at(application);
        script = Script.loggedIn(application);
    }

    @AfterAll
    static void stop() {
        script.close();
        cannon.close();
        application.close();
        meta.close();
    }

    @Test
    void poisonedFactsWaitWithThoseThatFollowThemAndAreTakenInOrderAfterTheRepair() throws SQLException {
        List<ObjectNode> messages = new ArrayList<>();
        TreeSet<String> poisoned = new TreeSet<>();
        for (int number = 0; number < ALL; number++) {
            String phone = PHONE + "%04d".formatted(number % CONVERSATIONS);
            boolean poison = number % POISONED_ONE_IN == 50 && number % CONVERSATIONS % 4 == 0;
            if (poison) {
                poisoned.add(phone);
            }
            messages.add(
                    Deliveries.message("wamid.poison-" + number, phone, (poison ? POISON : "text") + " " + number));
        }
        assertThat(poisoned).isNotEmpty().hasSizeLessThan(CONVERSATIONS / 2);
        for (int begin = 0; begin < ALL; begin += MESSAGES_IN_A_DELIVERY) {
            assertThat(cannon.fire(Deliveries.together(messages.subList(begin, begin + MESSAGES_IN_A_DELIVERY))))
                    .isEqualTo(200);
        }

        assertThat(script.settledLedger().path("applied").asLong()).isEqualTo(ALL);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rows("clean_tally")).isEqualTo(ALL));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(rows("broken_tally") + letters()).isEqualTo(ALL));

        Map<String, String> clean = said("clean_tally");
        Map<String, String> partly = said("broken_tally");
        Map<String, String> phones = phones();
        assertThat(waitingConversations()).isEqualTo(poisoned.size());
        clean.forEach((conversation, all) -> {
            String upTo = poisoned.contains(phones.get(conversation))
                    ? all.substring(0, Math.max(0, all.indexOf(POISON) - 1))
                    : all;
            assertThat(partly.getOrDefault(conversation, "")).as(conversation).isEqualTo(upTo);
        });
        assertThat(deadLettersOf("inbox") + deadLettersOf("transcript"))
                .as("the others went on")
                .isZero();
        assertThat(script.get("/health").status()).isEqualTo(200);

        broken.set(false);
        SequencedDeadLetterProcessor<?> letters = application
                .bean(EventProcessingConfiguration.class)
                .sequencedDeadLetterProcessor("broken-tally")
                .orElseThrow();
        while (letters.processAny()) {
            assertThat(letters()).isLessThan(ALL);
        }

        assertThat(letters()).isZero();
        assertThat(said("broken_tally")).isEqualTo(clean);
    }

    private static Map<String, String> said(String table) throws SQLException {
        return map("SELECT conversation_id::text, string_agg(said, ',' ORDER BY place) FROM " + table + " GROUP BY 1");
    }

    private static Map<String, String> phones() {
        Map<String, String> phones = new LinkedHashMap<>();
        JsonNode page = script.get("/api/conversations?page_size=200").body();
        page.path("items")
                .values()
                .forEach(row -> phones.put(
                        row.path("id").asString(), row.path("phone").asString().replaceAll("[^0-9]", "")));
        return phones;
    }

    private static long rows(String table) throws SQLException {
        return number("SELECT count(*) FROM " + table);
    }

    private static long letters() throws SQLException {
        return deadLettersOf("broken-tally");
    }

    private static long deadLettersOf(String group) throws SQLException {
        return number("SELECT count(*) FROM dead_letter WHERE processing_group = '%s'".formatted(group));
    }

    private static long waitingConversations() throws SQLException {
        return number(
                "SELECT count(DISTINCT sequence_identifier) FROM dead_letter WHERE processing_group = 'broken-tally'");
    }

    private static long number(String query) throws SQLException {
        return Long.parseLong(map("SELECT 'number', (" + query + ")").get("number"));
    }

    private static Map<String, String> map(String query) throws SQLException {
        Map<String, String> rows = new LinkedHashMap<>();
        try (Connection database = application.connect();
                Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                rows.put(found.getString(1), found.getString(2));
            }
        }
        return rows;
    }

    private static void execute(String statement) throws SQLException {
        try (Connection database = application.connect();
                Statement executed = database.createStatement()) {
            executed.execute(statement);
        }
    }
}
