package com.chatsphere.persistence.message;

import static com.chatsphere.persistence.eventstore.EventSamples.ADA;
import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SARA;
import static com.chatsphere.persistence.eventstore.EventSamples.SUPPORT;
import static com.chatsphere.persistence.eventstore.EventSamples.WAMID_OUT;
import static com.chatsphere.persistence.eventstore.EventSamples.text;
import static com.chatsphere.persistence.jooq.Tables.MEDIA_HANDOVER;
import static com.chatsphere.persistence.media.MediaSamples.pdf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.val;

import com.chatsphere.application.media.Handovers;
import com.chatsphere.application.media.Uploads.Upload;
import com.chatsphere.application.message.Faults;
import com.chatsphere.application.message.Outbox;
import com.chatsphere.application.message.WhenMessageMovesOnThenKeepTheOutboxInStep;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.persistence.eventstore.Feed;
import com.chatsphere.persistence.eventstore.TestDatabase;
import com.chatsphere.persistence.media.KeptFiles;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jooq.conf.ParamType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages with a file of ours, and the file on its way to Meta. */
class FilesAheadTest {
    private static final int ROWS = Integer.getInteger("outbox.rows", 50_000);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration HOLDS = Duration.ofDays(29);
    private static final PhoneNumberId SALES = new PhoneNumberId("200000000000002");
    private static final ConversationId FIRST = conversation(1);
    private static final ConversationId SECOND = conversation(2);
    private static final MessageId A = message(1);
    private static final MessageId B = message(2);
    private static final MessageId C = message(3);
    private static final MediaId NAME = new MediaId("900000000000001");
    private static final MessageError REFUSAL = new MessageError(131_053, "WhatsApp could not use it.", "too odd");
    private static final Upload PDF = pdf(1);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final JooqOutbox outbox = new JooqOutbox(database.dsl(), database.signals(), Faults.NONE);
    private final KeptFiles files = new KeptFiles(database);
    private final Handovers handovers = files.handovers();
    private final Feed facts = new Feed(database, new WhenMessageMovesOnThenKeepTheOutboxInStep(outbox, Faults.NONE));

    @BeforeEach
    void bringAFile() {
        files.uploads().add(PDF);
    }

    @Test
    void aMessageWithAFileWaitsUntilMetaHasItAndHoldsUpThoseBehindIt() {
        facts.given(queued(A, FIRST, file()), queued(B, FIRST, text("after it")), queued(C, SECOND, text("elsewhere")));
        assertThat(claimed()).containsExactly(C);
        Handovers.Claim claim = handover();
        assertThat(claim.file()).isEqualTo(PDF.file().fileId());
        assertThat(claim.number()).isEqualTo(SUPPORT);
        assertThat(claim.content())
                .isEqualTo(new Handovers.Content(PDF.key(), "application/pdf", "Angebot №1.pdf", 1_234));
        assertThat(claimed()).as("on its way").isEmpty();
        assertThat(handovers.take(claim, NAME, HOLDS)).isTrue();
        Outbox.Claim message = outbox.claim(100, LEASE).claims().getFirst();
        assertThat(message.parcel().messageId()).isEqualTo(A);
        assertThat(message.parcel().handedOver()).isEqualTo(NAME);
        outbox.settle(A, WAMID_OUT);
        assertThat(outbox.claim(100, LEASE).claims()).singleElement().satisfies(next -> {
            assertThat(next.parcel().messageId()).isEqualTo(B);
            assertThat(next.parcel().handedOver()).isNull();
        });
    }

    @Test
    void aFileIsHandedOverOnceForEachNumber() {
        facts.given(queued(A, FIRST, file()), queued(B, SECOND, file()));
        handovers.take(handover(), NAME, HOLDS);
        assertThat(handovers.claim(10, LEASE)).isEmpty();
        assertThat(claimed()).containsExactly(A, B);
        facts.given(new MessageQueued(C, conversation(3), SALES, ADA, file(), null, SARA, AT));
        assertThat(handover().number()).isEqualTo(SALES);
    }

    @Test
    void aFileThatMetaSoonForgetsIsHandedOverAnew() {
        facts.given(queued(A, FIRST, file()));
        handovers.take(handover(), NAME, Duration.ofHours(23));
        facts.given(queued(B, SECOND, file()));
        assertThat(claimed()).isEmpty();
        handovers.take(handover(), new MediaId("2"), HOLDS);
        assertThat(claimed()).containsExactly(A, B);
    }

    @Test
    void aFileThatExpiredWhileItsMessageWaitedIsHandedOverAnew() {
        facts.given(queued(A, FIRST, file()));
        handovers.take(handover(), NAME, HOLDS);
        database.dsl().execute("UPDATE media_handover SET expires_at = now() - interval '1 second'");
        assertThat(claimed()).isEmpty();
        handovers.forgetUnneeded();
        handovers.take(handover(), new MediaId("2"), HOLDS);
        assertThat(claimed()).containsExactly(A);
    }

    @Test
    void whatWaitsForARefusedFileIsFoundAndTheFileIsRefusedOnceNothingDoes() {
        facts.given(queued(A, FIRST, file()), queued(B, SECOND, file()));
        Handovers.Claim claim = handover();
        assertThat(handovers.refuse(claim, REFUSAL)).isFalse();
        assertThat(handovers.waiting(claim, 10))
                .containsExactly(new Handovers.Waiting(A, 0), new Handovers.Waiting(B, 0));
        facts.given(failed(A, FIRST), failed(B, SECOND));
        assertThat(handovers.refuse(claim, REFUSAL)).isTrue();
        assertThat(handovers.claim(10, LEASE)).isEmpty();
        facts.given(queued(C, conversation(3), file()));
        assertThat(handover().file())
                .as("tried again for the next message")
                .isEqualTo(PDF.file().fileId());
    }

    @Test
    void resendingHandsTheFileOverAnew() {
        MessageQueued first = queued(A, FIRST, file());
        database.storage().appendEvents(new GenericDomainEventMessage<>("Message", A.toString(), 0, first));
        facts.given(first);
        Handovers.Claim refused = handover();
        facts.given(failed(A, FIRST));
        handovers.refuse(refused, REFUSAL);
        facts.given(new MessageRequeued(A, FIRST, 0, SARA, AT));
        assertThat(claimed()).isEmpty();
        handovers.take(handover(), NAME, HOLDS);
        assertThat(claimed()).containsExactly(A);
        facts.given(failed(A, FIRST), new MessageRequeued(A, FIRST, 1, SARA, AT));
        assertThat(claimed()).as("it may have failed for its file").isEmpty();
        handovers.take(handover(), new MediaId("2"), HOLDS);
        assertThat(claimed()).containsExactly(A);
    }

    @Test
    void aFileThatMetaHasForgottenIsHandedOverAnewOnceForEachMessage() {
        facts.given(queued(A, FIRST, file()), queued(B, SECOND, file()));
        handovers.take(handover(), NAME, HOLDS);
        List<Outbox.Claim> claims = outbox.claim(100, LEASE).claims();
        assertThat(outbox.waitForFile(claims.getFirst())).isTrue();
        assertThat(outbox.waitForFile(claims.getFirst())).as("no longer ours").isFalse();
        Handovers.Claim anew = handover();
        assertThat(handovers.take(anew, new MediaId("2"), HOLDS)).isTrue();
        assertThat(outbox.waitForFile(claims.getLast())).isTrue();
        List<Outbox.Claim> again = outbox.claim(100, LEASE).claims();
        assertThat(again).extracting(one -> one.parcel().handedOver()).containsOnly(new MediaId("2"));
        assertThat(outbox.waitForFile(again.getFirst())).as("once is enough").isFalse();
    }

    @Test
    void whatComesOfAClaimThatSomebodyElseHasIsNotRecorded() {
        facts.given(queued(A, FIRST, file()));
        Handovers.Claim stale = handover();
        database.dsl().execute("UPDATE media_handover SET lease_until = now() - interval '1 second'");
        Handovers.Claim current = handover();
        assertThat(handovers.take(stale, NAME, HOLDS)).isFalse();
        assertThat(handovers.postpone(stale, REFUSAL, Duration.ZERO)).isFalse();
        assertThat(handovers.refuse(stale, REFUSAL)).isTrue();
        handovers.renew(List.of(stale), Duration.ofHours(-1));
        assertThat(handovers.claim(10, LEASE)).isEmpty();
        handovers.renew(List.of(current), Duration.ofHours(-1));
        assertThat(handover().tries()).isEqualTo(3);
    }

    @Test
    void whatIsPostponedIsDueLaterAndCountsItsTries() {
        facts.given(queued(A, FIRST, file()));
        handovers.postpone(handover(), REFUSAL, Duration.ofHours(1));
        assertThat(handovers.claim(10, LEASE)).isEmpty();
        database.dsl().execute("UPDATE media_handover SET due_at = now(), asked_at = now() - interval '2 hours'");
        Handovers.Claim again = handover();
        assertThat(again.tries()).isEqualTo(2);
        assertThat(again.askedFor()).isBetween(Duration.ofHours(2), Duration.ofHours(3));
    }

    @Test
    void aFileThatIsGoneHasNoContent() {
        facts.given(queued(A, FIRST, file()));
        database.dsl().execute("UPDATE media_file SET state = 'removed'");
        assertThat(handover().content()).isNull();
    }

    @Test
    void whatNoMessageNeedsIsForgotten() {
        facts.given(queued(A, FIRST, file()));
        handovers.take(handover(), NAME, HOLDS);
        outbox.settle(A, WAMID_OUT);
        handovers.forgetUnneeded();
        assertThat(count()).as("it is reused while it holds").isEqualTo(1);
        database.dsl().execute("UPDATE media_handover SET expires_at = now() - interval '1 second'");
        handovers.forgetUnneeded();
        assertThat(count()).isZero();
    }

    @Test
    void theNextMessageIsFoundByIndexesHoweverManyThereAre() {
        database.dsl().execute("""
            INSERT INTO outbox (message_id, conversation_id, phone_number_id, content, state, file_id)
            SELECT gen_random_uuid(), gen_random_uuid(), '200000000000001', '{"is":"text","body":"hello"}',
                   CASE WHEN n % 5 = 0 THEN 'due' ELSE 'held' END,
                   CASE WHEN n % 3 = 0 THEN gen_random_uuid() END
            FROM generate_series(1, {0}) n\
            """, val(ROWS));
        database.dsl().execute("""
            INSERT INTO media_handover (file_id, phone_number_id, state, media_id, expires_at)
            SELECT file_id, phone_number_id, 'taken', '1', now() + interval '1 day' FROM outbox
            WHERE file_id IS NOT NULL AND place % 2 = 0\
            """);
        database.dsl().execute("INSERT INTO sending_pace (phone_number_id, per_second) VALUES ('200000000000001', 80)");
        database.dsl().execute("ANALYZE");
        claimed();
        database.dsl().execute("UPDATE sending_pace SET free_at = now() - interval '1 hour'");
        long began = System.nanoTime();
        assertThat(claimed()).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
        String heads = JooqOutbox.heads(database.dsl(), SUPPORT.value(), 9).getSQL(ParamType.INLINED);
        String plan =
                String.join("\n", database.dsl().resultQuery("EXPLAIN " + heads).fetch(0, String.class));
        assertThat(plan).contains("outbox_due").doesNotContain("Seq Scan");
    }

    private int count() {
        return database.dsl().fetchCount(MEDIA_HANDOVER);
    }

    private Handovers.Claim handover() {
        List<Handovers.Claim> claims = handovers.claim(10, LEASE);
        assertThat(claims).hasSize(1);
        return claims.getFirst();
    }

    private List<MessageId> claimed() {
        return outbox.claim(100, LEASE).claims().stream()
                .map(claim -> claim.parcel().messageId())
                .toList();
    }

    private static MessageContent file() {
        return PDF.with(null);
    }

    private static MessageFailed failed(MessageId message, ConversationId conversation) {
        return new MessageFailed(message, conversation, null, REFUSAL, AT, AT);
    }

    private static MessageId message(long number) {
        return new MessageId(new UUID(0x1000, number));
    }

    private static ConversationId conversation(long number) {
        return ConversationId.between(SUPPORT, new ContactId(new UUID(0, number)));
    }

    private static MessageQueued queued(MessageId message, ConversationId conversation, MessageContent content) {
        return new MessageQueued(message, conversation, SUPPORT, ADA, content, null, SARA, AT);
    }
}
