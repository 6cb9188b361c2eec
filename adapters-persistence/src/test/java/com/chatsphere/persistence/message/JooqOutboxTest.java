package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.eventstore.EventSamples.ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.eventstore.EventSamples.WAMID_OUT;
import static com.chatsphere.persistence.eventstore.EventSamples.text;
import static com.chatsphere.persistence.jooq.Tables.OUTBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.message.Faults;
import com.chatsphere.application.message.Outbox;
import com.chatsphere.application.message.Outbox.Claim;
import com.chatsphere.application.message.WhenMessageMovesOnThenKeepTheOutboxInStep;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessagePlayed;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageRead;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageEvent.MessageSent;
import com.chatsphere.domain.message.MessageEvent.MessageUnconfirmed;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JooqOutboxTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final ConversationId FIRST = conversation(1);
    private static final ConversationId SECOND = conversation(2);
    private static final MessageId A = message(1);
    private static final MessageId B = message(2);
    private static final MessageId C = message(3);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final JooqOutbox outbox = new JooqOutbox(database.dsl(), database.signals(), Faults.NONE);
    private final JooqKnownMessages known = new JooqKnownMessages(database.dsl());
    private final Feed facts = new Feed(database, new WhenMessageMovesOnThenKeepTheOutboxInStep(outbox, Faults.NONE));

    @Test
    void oneMessageOfAConversationIsInFlightAtATimeInTheOrderTheyWereWritten() {
        facts.given(queued(A, FIRST), queued(B, FIRST), queued(C, SECOND));
        assertThat(claimed()).containsExactly(A, C);
        assertThat(claimed()).isEmpty();
        outbox.settle(A, WAMID_OUT);
        assertThat(claimed()).containsExactly(B);
    }

    @Test
    void noMoreThanAskedForAreClaimed() {
        facts.given(queued(A, FIRST), queued(C, SECOND));
        assertThat(outbox.claim(1, LEASE).claims()).hasSize(1);
        assertThat(claimed()).containsExactly(C);
    }

    @Test
    void aNumberSendsNoFasterThanItMay() {
        database.dsl()
                .execute("INSERT INTO sending_pace (phone_number_id, per_second) VALUES ('%s', 10)".formatted(SUPPORT));
        facts.given(IntStream.range(0, 7)
                .mapToObj(number -> (Object) queued(message(number), conversation(number)))
                .toList());
        Outbox.Round round = outbox.claim(100, LEASE);
        assertThat(round.claims())
                .extracting(Claim::turnIn)
                .containsExactlyInAnyOrder(Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(outbox.claim(100, LEASE).claims()).isEmpty();
        assertThat(outbox.claim(100, LEASE).next()).isBetween(Duration.ofMillis(1), Duration.ofMillis(110));
        database.dsl().execute("UPDATE sending_pace SET free_at = now() - interval '1 hour'");
        assertThat(claimed()).as("a quiet hour is not saved up").hasSize(3);
    }

    @Test
    void oneCustomerIsWrittenToAtMost45TimesInAdvance() {
        facts.given(queued(A, FIRST), queued(B, SECOND));
        database.dsl()
                .execute(
                        "INSERT INTO conversation_pace VALUES ('%s', now() + interval '270 seconds')".formatted(FIRST));
        assertThat(claimed()).containsExactly(B);
        assertThat(claimed()).isEmpty();
        assertThat(database.dsl()
                        .fetchValue("SELECT due_at - now() BETWEEN interval '4 s' AND interval '7 s' FROM outbox"
                                + " WHERE message_id = '" + A + "'"))
                .isEqualTo(true);
        database.dsl().execute("UPDATE conversation_pace SET free_at = now() + interval '264 seconds'");
        database.dsl().execute("UPDATE outbox SET due_at = now()");
        assertThat(claimed()).containsExactly(A);
    }

    @Test
    void aNumberThatRestsSendsNothingAndOthersGoOn() {
        PhoneNumberId other = new PhoneNumberId("200000000000002");
        facts.given(queued(A, FIRST), new MessageQueued(B, SECOND, other, ADA, text("hello"), null, SARA, AT));
        outbox.rest(SUPPORT, Duration.ofMinutes(1));
        outbox.rest(SUPPORT, Duration.ofSeconds(1));
        assertThat(claimed()).containsExactly(B);
        outbox.wake();
        assertThat(claimed()).containsExactly(A);
    }

    @Test
    void whileNobodyAnswersOneMessageAtATimeIsTriedEverLessOften() {
        facts.given(queued(A, FIRST), queued(B, SECOND), queued(C, conversation(3)));
        for (int outage = 0; outage < 5; outage++) {
            outbox.noteOutage(SUPPORT);
        }
        assertThat(claimed()).as("the breaker is open").isEmpty();
        outbox.wake();
        assertThat(claimed()).as("one probe").containsExactly(A);
        assertThat(claimed()).as("and no other one for a while").isEmpty();
        assertThat(restsForSeconds()).isBetween(4.0, 5.1);
        outbox.noteOutage(SUPPORT);
        outbox.wake();
        assertThat(outbox.claim(100, LEASE).claims()).singleElement().matches(Claim::troubled);
        assertThat(restsForSeconds()).isBetween(9.0, 10.1);
        outbox.noteAnswer(SUPPORT);
        assertThat(claimed()).containsExactly(C);
    }

    private double restsForSeconds() {
        return Objects.requireNonNull((Number)
                        database.dsl().fetchValue("SELECT extract(epoch FROM rests_until - now()) FROM sending_pace"))
                .doubleValue();
    }

    @Test
    void whatIsGivenBackIsNotCountedAsATry() {
        facts.given(queued(A, FIRST));
        Claim claim = outbox.claim(1, LEASE).claims().getFirst();
        assertThat(outbox.giveBack(claim, Duration.ZERO)).isTrue();
        Claim again = outbox.claim(1, LEASE).claims().getFirst();
        assertThat(again.tries()).isEqualTo(1);
        assertThat(again.parcel().attempt()).isEqualTo(2);
    }

    @Test
    void aClaimCarriesTheMessageAndTheNumberOfTheAttempt() {
        facts.given(queued(A, FIRST));
        Claim claim = outbox.claim(1, LEASE).claims().getFirst();
        assertThat(claim.tries()).isEqualTo(1);
        assertThat(claim.parcel().attempt()).isEqualTo(1);
        assertThat(claim.parcel().from()).isEqualTo(SUPPORT);
        assertThat(claim.parcel().phone()).isEqualTo(ADA.phone());
        assertThat(claim.parcel().userId()).isEqualTo(ADA.userId());
        assertThat(claim.parcel().content()).isEqualTo(text("Hello, NUL \0 and half a pair \uD83D"));
    }

    @Test
    void aLeaseEndsByTheClockOfTheDatabase() {
        facts.given(queued(A, FIRST));
        claimed();
        assertThat(outbox.expired(LEASE)).isEmpty();
        database.dsl().execute("UPDATE outbox SET lease_until = now() - interval '1 second'");
        assertThat(outbox.expired(LEASE)).hasValueSatisfying(claim -> {
            assertThat(claim.parcel().messageId()).isEqualTo(A);
            assertThat(claim.parcel().attempt()).isEqualTo(1);
        });
        assertThat(outbox.expired(LEASE)).as("claimed by whoever found it").isEmpty();
        assertThat(claimed()).isEmpty();
    }

    @Test
    void aPostponedMessageKeepsItsPlaceAndIsDueLater() {
        facts.given(queued(A, FIRST), queued(B, FIRST));
        Claim claim = outbox.claim(1, LEASE).claims().getFirst();
        assertThat(outbox.postpone(claim, Duration.ofHours(1))).isTrue();
        assertThat(claimed()).as("B waits for A").isEmpty();
        database.dsl().execute("UPDATE outbox SET due_at = now()");
        Claim again = outbox.claim(1, LEASE).claims().getFirst();
        assertThat(again.parcel().messageId()).isEqualTo(A);
        assertThat(again.parcel().attempt()).isEqualTo(2);
        assertThat(again.tries()).isEqualTo(2);
    }

    @Test
    void aClaimThatIsNoLongerOursCannotBePostponed() {
        facts.given(queued(A, FIRST));
        Claim stale = outbox.claim(1, LEASE).claims().getFirst();
        assertThat(outbox.postpone(stale, Duration.ZERO)).isTrue();
        Claim current = outbox.claim(1, LEASE).claims().getFirst();
        assertThat(outbox.postpone(stale, Duration.ZERO)).isFalse();
        assertThat(outbox.postpone(current, Duration.ZERO)).isTrue();
        assertThat(outbox.postpone(current, Duration.ZERO)).as("not in flight").isFalse();
    }

    @Test
    void aHeldMessageLetsTheNextOneGoOnAndIsNotSentAgain() {
        facts.given(queued(A, FIRST), queued(B, FIRST));
        claimed();
        facts.given(new MessageUnconfirmed(A, FIRST, 1, "lost", AT));
        assertThat(claimed()).containsExactly(B);
        facts.given(new MessageFailed(B, FIRST, null, new MessageError(1, "no", null), AT, AT));
        assertThat(claimed()).isEmpty();
        assertThat(outbox.expired(LEASE)).isEmpty();
        facts.given(new MessageSent(A, FIRST, WAMID_OUT, AT, AT, null));
        assertThat(known.named(SUPPORT, List.of(WAMID_OUT))).containsEntry(WAMID_OUT, A);
    }

    @Test
    void aRequeuedMessageComesLastWithItsAttemptsCountedOn() {
        MessageQueued first = queued(A, FIRST);
        onRecord(first);
        facts.given(first, queued(B, FIRST));
        claimed();
        facts.given(new MessageUnconfirmed(A, FIRST, 1, "lost", AT));
        facts.given(new MessageRequeued(A, FIRST, 1, SARA, AT));
        assertThat(claimed()).containsExactly(B);
        outbox.settle(B, new Wamid("wamid.b"));
        Claim again = outbox.claim(1, LEASE).claims().getFirst();
        assertThat(again.parcel().messageId()).isEqualTo(A);
        assertThat(again.parcel().attempt()).isEqualTo(2);
        assertThat(again.tries()).isEqualTo(1);
        assertThat(again.parcel().content()).isEqualTo(first.content());
    }

    @Test
    void aMessageThatWasTakenOffCanBeRequeued() {
        MessageQueued first = queued(A, FIRST);
        onRecord(first);
        facts.given(first, new MessageAccepted(A, FIRST, 1, WAMID_OUT, AT));
        assertThat(database.dsl().fetchCount(OUTBOX)).isZero();
        facts.given(new MessageFailed(A, FIRST, WAMID_OUT, new MessageError(1, "no", null), AT, AT));
        facts.given(new MessageRequeued(A, FIRST, 1, SARA, AT));
        assertThat(claimed()).containsExactly(A);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void everyReportOfProgressTakesTheMessageOffAndNamesIt(BiFunction<MessageId, Wamid, Object> report) {
        facts.given(queued(A, FIRST), queued(B, FIRST));
        claimed();
        facts.given(report.apply(A, WAMID_OUT), report.apply(A, WAMID_OUT));
        assertThat(claimed()).containsExactly(B);
        assertThat(known.named(SUPPORT, List.of(WAMID_OUT, new Wamid("wamid.other"))))
                .containsOnlyKeys(WAMID_OUT)
                .containsValue(A);
    }

    static Stream<BiFunction<MessageId, Wamid, Object>> reports() {
        return Stream.of(
                (id, wamid) -> new MessageAccepted(id, FIRST, 1, wamid, AT),
                (id, wamid) -> new MessageSent(id, FIRST, wamid, AT, AT, null),
                (id, wamid) -> new MessageDelivered(id, FIRST, wamid, AT, AT, null),
                (id, wamid) -> new MessageRead(id, FIRST, wamid, AT, AT, null),
                (id, wamid) -> new MessagePlayed(id, FIRST, wamid, AT, AT, null));
    }

    @Test
    void whatIsOnRecordIsKnown() {
        onRecord(queued(A, FIRST));
        assertThat(known.existing(List.of(A, B))).containsExactly(A);
    }

    @Test
    void manyClaimersNeverHaveTheSameMessageNorTwoOfAConversationAtOnce() throws Exception {
        int conversations = 10;
        int each = 12;
        List<Object> queued = new ArrayList<>();
        for (int number = 0; number < conversations * each; number++) {
            queued.add(queued(message(number), conversation(number % conversations)));
        }
        facts.given(queued);
        Collection<MessageId> sent = new ConcurrentLinkedQueue<>();
        try (ExecutorService claimers = Executors.newFixedThreadPool(6)) {
            List<CompletableFuture<Void>> working = new ArrayList<>();
            for (int claimer = 0; claimer < 6; claimer++) {
                working.add(CompletableFuture.runAsync(() -> claimUntil(sent, conversations * each), claimers));
            }
            CompletableFuture.allOf(working.toArray(CompletableFuture[]::new)).get();
        }
        assertThat(sent).hasSize(conversations * each).doesNotHaveDuplicates();
        for (int conversation = 0; conversation < conversations; conversation++) {
            int remainder = conversation;
            assertThat(sent.stream()
                            .map(id -> id.value().getLeastSignificantBits())
                            .filter(number -> number % conversations == remainder))
                    .isSorted();
        }
    }

    private void claimUntil(Collection<MessageId> sent, int all) {
        while (sent.size() < all) {
            for (Claim claim : outbox.claim(4, LEASE).claims()) {
                MessageId id = claim.parcel().messageId();
                sent.add(id);
                outbox.settle(id, new Wamid("wamid." + id));
            }
        }
    }

    private List<MessageId> claimed() {
        return outbox.claim(100, LEASE).claims().stream()
                .map(claim -> claim.parcel().messageId())
                .toList();
    }

    private void onRecord(MessageQueued fact) {
        database.storage()
                .appendEvents(new GenericDomainEventMessage<>(
                        "Message", fact.messageId().toString(), 0, fact));
    }

    private static MessageId message(long number) {
        return new MessageId(new UUID(0x1000, number));
    }

    private static ConversationId conversation(long number) {
        return ConversationId.between(SUPPORT, new ContactId(new UUID(0, number)));
    }

    private static MessageQueued queued(MessageId message, ConversationId conversation) {
        return new MessageQueued(
                message, conversation, SUPPORT, ADA, text("Hello, NUL \0 and half a pair \uD83D"), null, SARA, AT);
    }
}
