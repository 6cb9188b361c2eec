package com.chatsphere.persistence.eventstore;

import static com.chatsphere.persistence.jooq.Tables.INBOX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.persistence.jooq.tables.records.InboxRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RowsTest {
    private static final int BATCH = 100;
    private static final int POISONED = 37;

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final Counters counters = new Counters(database.dsl());
    private final Feed feed = new Feed(database, counters);
    private final List<Object> deadLetters = new ArrayList<>();

    @Test
    void oneBatchIsReadOnceAndWrittenOnce() {
        feed.given(Stream.concat(
                        IntStream.range(0, BATCH).mapToObj(Opened::new),
                        IntStream.range(0, BATCH).mapToObj(Counted::new))
                .toList());
        assertThat(counters.reads).isEqualTo(1);
        assertThat(counters.writes).isEqualTo(1);
        assertThat(counted()).hasSize(BATCH).allMatch(count -> count == 1);
    }

    @Test
    void aPoisonThatPostgresRefusesDiesAloneWhileTheOthersAreWritten() {
        poisonDiesAlone(new Broken(POISONED));
    }

    @Test
    void aPoisonThatIsRefusedInMemoryDiesAloneWhileTheOthersAreWritten() {
        poisonDiesAlone(new Counted(BATCH + 1));
    }

    private void poisonDiesAlone(Object poison) {
        feed.given(IntStream.range(0, BATCH).mapToObj(Opened::new).toList());
        List<Object> facts = new ArrayList<>();
        IntStream.range(0, BATCH).forEach(number -> facts.add(new Counted(number)));
        facts.add(POISONED, poison);
        List<TrackedEventMessage<?>> batch = feed.asNew(facts);

        assertThatThrownBy(() -> feed.processLettingDie(batch, deadLetters))
                .as("nobody knows yet which one it was")
                .isInstanceOf(RuntimeException.class);
        assertThat(deadLetters).isEmpty();
        assertThat(counted()).as("nothing of the batch is written").allMatch(count -> count == 0);

        feed.processLettingDie(batch, deadLetters);
        assertThat(deadLetters).containsExactly(poison);
        assertThat(counted()).hasSize(BATCH).allMatch(count -> count == 1);
    }

    @Test
    void batchesAreWrittenTogetherAgainOnceTheyAreSound() {
        aPoisonThatPostgresRefusesDiesAloneWhileTheOthersAreWritten();
        for (int round = 0; round < 10; round++) {
            feed.given(IntStream.range(0, BATCH).mapToObj(Counted::new).toList());
        }
        counters.writes = 0;
        feed.given(IntStream.range(0, BATCH).mapToObj(Counted::new).toList());
        assertThat(counters.writes).isEqualTo(1);
        assertThat(counted()).allMatch(count -> count == 12);
    }

    @Test
    void aLostConnectionIsBlamedOnNoEvent() {
        feed.given(IntStream.range(0, BATCH).mapToObj(Opened::new).toList());
        List<TrackedEventMessage<?>> batch =
                feed.asNew(IntStream.range(0, BATCH).mapToObj(Counted::new).toList());
        counters.beforeWriting = "SELECT pg_terminate_backend(pg_backend_pid())";
        assertThatThrownBy(() -> feed.processLettingDie(batch, deadLetters)).isInstanceOf(RuntimeException.class);
        counters.beforeWriting = "";
        counters.writes = 0;
        feed.processLettingDie(batch, deadLetters);
        assertThat(counters.writes).as("written together").isEqualTo(1);
        assertThat(deadLetters).isEmpty();
        assertThat(counted()).allMatch(count -> count == 1);
    }

    @Test
    void aStatementThatTookTooLongIsBlamedOnNoEventEvenWhileEventsAreWrittenAlone() {
        aPoisonThatPostgresRefusesDiesAloneWhileTheOthersAreWritten();
        deadLetters.clear();
        List<TrackedEventMessage<?>> batch = feed.asNew(List.of(new Counted(0), new Counted(1)));
        counters.beforeWriting = "DO $$ BEGIN RAISE SQLSTATE '57014'; END $$";
        assertThatThrownBy(() -> feed.processLettingDie(batch, deadLetters)).isInstanceOf(RuntimeException.class);
        assertThat(deadLetters).isEmpty();
        counters.beforeWriting = "";
        feed.processLettingDie(batch, deadLetters);
        assertThat(deadLetters).isEmpty();
        assertThat(counted()).containsOnly(1, 2);
    }

    @Test
    void changesCollectedBeforeAnEarlyWriteThatFailsAreNotSkipped() {
        feed.given(IntStream.range(0, 3).mapToObj(Opened::new).toList());
        List<TrackedEventMessage<?>> batch = feed.asNew(
                List.of(new Counted(0), new Counted(BATCH + 1), new WrittenNow(), new Counted(1), new Counted(2)));
        assertThatThrownBy(() -> feed.processLettingDie(batch, deadLetters)).isInstanceOf(RuntimeException.class);
        deadLetters.clear();
        feed.processLettingDie(batch, deadLetters);
        assertThat(deadLetters).containsExactly(new Counted(BATCH + 1));
        assertThat(counted()).hasSize(3).allMatch(count -> count == 1);
    }

    private List<Integer> counted() {
        return database.dsl().select(INBOX.UNREAD_COUNT).from(INBOX).fetch(INBOX.UNREAD_COUNT);
    }

    record Opened(int number) {}

    record Counted(int number) {}

    record Broken(int number) {}

    record WrittenNow() {}

    /** A read model in the rows of the inbox: how often each number was counted. */
    static final class Counters {
        private final DSLContext database;
        private final Rows<UUID, InboxRecord> rows;
        private String beforeWriting = "";
        private int reads;
        private int writes;

        Counters(DSLContext database) {
            this.database = database;
            this.rows = new Rows<>(database, this::read, this::write);
        }

        @EventHandler
        void on(Opened event) {
            InboxRecord row = new InboxRecord();
            row.setConversationId(id(event.number()));
            row.setPhoneNumberId("1");
            row.setContactId(id(event.number()));
            row.setSearchText("");
            row.setArchived(false);
            row.setDeleted(false);
            row.setUnreadCount(0);
            row.setMessageCount(0L);
            row.setLastAt(EventSamples.AT);
            row.setCreatedAt(EventSamples.AT);
            row.setVersion(0L);
            row.setMarketingStopped(false);
            row.setPersonNeeded(false);
            row.setByAssistant(false);
            rows.add(row.getConversationId(), row);
        }

        @EventHandler
        void on(Counted event) {
            rows.change(id(event.number()), row -> row.setUnreadCount(row.getUnreadCount() + 1));
        }

        @EventHandler
        void on(Broken event) {
            rows.change(id(event.number()), row -> row.setDisplayName("a NUL \0"));
        }

        @EventHandler
        void on(WrittenNow event) {
            rows.writeNow();
        }

        private static UUID id(int number) {
            return new UUID(0, number);
        }

        private Map<UUID, InboxRecord> read(Set<UUID> ids) {
            reads++;
            return database.selectFrom(INBOX)
                    .where(INBOX.CONVERSATION_ID.in(ids))
                    .forUpdate()
                    .fetchMap(INBOX.CONVERSATION_ID);
        }

        private void write(Collection<InboxRecord> changed) {
            writes++;
            if (!beforeWriting.isEmpty()) {
                database.execute(beforeWriting);
            }
            database.insertInto(INBOX)
                    .columns(INBOX.fields())
                    .valuesOfRecords(changed)
                    .onConflict(INBOX.CONVERSATION_ID)
                    .doUpdate()
                    .setAllToExcluded()
                    .execute();
        }
    }
}
