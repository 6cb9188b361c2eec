package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.eventstore.EventSamples.ADA_ID;
import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SENT_AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.eventstore.EventSamples.WITH_ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.message.ReceiptsDue.Due;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.TestDatabase;
import com.chatsphere.persistence.live.LiveLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JooqReceiptsDueTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final LiveLog live = database.closing(new LiveLog(database.dsl(), database.signals()));
    private final Feed facts = new Feed(database, new TranscriptProjection(database.dsl(), live));
    private final JooqReceiptsDue receipts = new JooqReceiptsDue(database.dsl());

    @Test
    void nothingIsOwedWhereTheCustomerWroteNothing() {
        receipts.owe(WITH_ADA, SUPPORT, true);
        assertThat(claimed()).isEmpty();
    }

    @Test
    void theLatestMessageIsOwedOnceForAllBefore() {
        facts.given(received("second", SENT_AT.plusSeconds(1)), received("first", SENT_AT));
        receipts.owe(WITH_ADA, SUPPORT, false);
        receipts.owe(WITH_ADA, SUPPORT, false);
        assertThat(claimed()).containsExactly(due("second", false, 1));
        assertThat(claimed()).as("while it is claimed").isEmpty();
    }

    @Test
    void whatWasShownIsOwedAgainOnlyForATypingAgentOrSomethingNew() {
        facts.given(received("first", SENT_AT));
        receipts.owe(WITH_ADA, SUPPORT, false);
        claimed().forEach(receipts::settle);
        receipts.owe(WITH_ADA, SUPPORT, false);
        assertThat(claimed()).as("shown before").isEmpty();

        receipts.owe(WITH_ADA, SUPPORT, true);
        List<Due> typing = claimed();
        assertThat(typing).containsExactly(due("first", true, 1));
        typing.forEach(receipts::settle);

        facts.given(received("second", SENT_AT.plusSeconds(1)));
        receipts.owe(WITH_ADA, SUPPORT, false);
        assertThat(claimed()).containsExactly(due("second", false, 1));
    }

    @Test
    void whatCouldNotBeShownIsClaimedAgainWhenItsTimeHasCome() {
        facts.given(received("first", SENT_AT));
        receipts.owe(WITH_ADA, SUPPORT, false);
        receipts.postpone(claimed().getFirst(), Duration.ofMinutes(1));
        assertThat(claimed()).isEmpty();
        database.dsl().execute("UPDATE read_receipt SET due_at = now()");
        assertThat(claimed()).containsExactly(due("first", false, 2));
    }

    /** A claim that ran out belongs to somebody slow, or dead: what it finds out late does not count any more. */
    @Test
    void whoseClaimHasRunOutSettlesNothing() {
        facts.given(received("first", SENT_AT));
        receipts.owe(WITH_ADA, SUPPORT, false);
        Due late = claimed().getFirst();
        database.dsl().execute("UPDATE read_receipt SET due_at = now()");
        Due present = claimed().getFirst();
        receipts.settle(late);
        receipts.postpone(late, Duration.ZERO);
        assertThat(claimed()).isEmpty();
        receipts.settle(present);
        assertThat(database.number("SELECT count(*) FROM read_receipt WHERE due_at IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void somethingNewWhileItIsClaimedIsNotSettledWithIt() {
        facts.given(received("first", SENT_AT));
        receipts.owe(WITH_ADA, SUPPORT, false);
        Due first = claimed().getFirst();
        facts.given(received("second", SENT_AT.plusSeconds(1)));
        receipts.owe(WITH_ADA, SUPPORT, false);
        receipts.settle(first);
        assertThat(claimed()).containsExactly(due("second", false, 1));
    }

    private List<Due> claimed() {
        return receipts.claim(10, LEASE);
    }

    private static Due due(String wamid, boolean typing, int tries) {
        return new Due(WITH_ADA, SUPPORT, new Wamid("wamid." + wamid), typing, tries);
    }

    private static MessageReceived received(String name, Instant sentAt) {
        Wamid wamid = new Wamid("wamid." + name);
        return new MessageReceived(
                MessageId.received(SUPPORT, wamid),
                WITH_ADA,
                SUPPORT,
                ADA_ID,
                wamid,
                text(name),
                null,
                false,
                sentAt,
                AT,
                null);
    }
}
