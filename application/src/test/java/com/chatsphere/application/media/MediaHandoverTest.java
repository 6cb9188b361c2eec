package com.chatsphere.application.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.Commands;
import com.chatsphere.application.media.Handovers.Claim;
import com.chatsphere.application.media.Handovers.Content;
import com.chatsphere.application.media.Handovers.Waiting;
import com.chatsphere.application.media.MetaMedia.Handover;
import com.chatsphere.domain.Command;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageCommand.RecordRefusal;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MediaHandoverTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final PhoneNumberId NUMBER = new PhoneNumberId("200000000000001");
    private static final MessageError ERROR = new MessageError(131_053, "WhatsApp could not use the file.", null);
    private static final MessageId FIRST = new MessageId(new UUID(0, 1));
    private static final MessageId SECOND = new MessageId(new UUID(0, 2));

    private final StoreInMemory store = new StoreInMemory();
    private final Meta meta = new Meta();
    private final Noted handovers = new Noted();
    private final Orders orders = new Orders(handovers);

    @Test
    void aFileIsReadFromTheStoreAndWhatMetaCallsItIsKeptFor29Days() throws Exception {
        assertThat(outcomeOf(due(1, Duration.ZERO), new Handover.Taken(new MediaId("77"))))
                .isEqualTo("taken as 77 for 29 days");
        assertThat(meta.given).containsExactly("application/pdf letter.pdf 11 the content");
    }

    @Test
    void whatMetaRefusesFailsEveryMessageThatWaitsForItFirst() throws Exception {
        handovers.waiting.addAll(List.of(new Waiting(FIRST, 0), new Waiting(SECOND, 3)));
        assertThat(outcomeOf(due(1, Duration.ZERO), new Handover.Refused(ERROR)))
                .isEqualTo("refused for 131053");
        assertThat(orders.taken)
                .containsExactly(new RecordRefusal(FIRST, 0, ERROR, NOON), new RecordRefusal(SECOND, 3, ERROR, NOON));
    }

    @Test
    void messagesThatDoNotTakeARefusalAreTriedAgainLater() throws Exception {
        handovers.waiting.add(new Waiting(FIRST, 0));
        orders.refusing = true;
        assertThat(outcomeOf(due(1, Duration.ZERO), new Handover.Refused(ERROR)))
                .isEqualTo("postponed by 120 s");
    }

    @Test
    void whatIsOnlyPassingIsTriedAgainAndMetasPauseIsObeyed() throws Exception {
        assertThat(outcomeOf(due(1, Duration.ofHours(23)), new Handover.Later(ERROR, Duration.ofMinutes(9))))
                .isEqualTo("postponed by 540 s");
        assertThat(outcomeOf(due(40, Duration.ofHours(1)), new Handover.Later(ERROR, null)))
                .matches("postponed by ([0-9]|[1-9][0-9]|1[01][0-9]|120) s");
    }

    @Test
    void afterADayItIsGivenUp() throws Exception {
        assertThat(outcomeOf(due(800, Duration.ofHours(25)), new Handover.Later(ERROR, null)))
                .isEqualTo("refused for 131053");
    }

    @Test
    void aFileThatIsGoneIsRefusedWithoutAskingMeta() throws Exception {
        Claim gone = new Claim(new FileId(new UUID(0, 9)), NUMBER, 1, 1, Duration.ZERO, null);
        assertThat(outcomeOf(gone, new Handover.Taken(new MediaId("1")))).isEqualTo("refused for 0");
        assertThat(meta.given).isEmpty();
    }

    @Test
    void aClaimIsRenewedWhileMetaTakesItsTimeAndOthersGoOn() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        meta.before = () -> {
            try {
                slow.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        };
        meta.answers.add(new Handover.Taken(new MediaId("1")));
        Claim claim = due(1, Duration.ZERO);
        handovers.due.add(claim);
        try (MediaHandover handover = started()) {
            assertThat(handovers.renewed.poll(20, TimeUnit.SECONDS)).isEqualTo(claim);
            slow.countDown();
            assertThat(handovers.outcomes.poll(20, TimeUnit.SECONDS)).startsWith("taken as 1");
        }
    }

    private String outcomeOf(Claim claim, Handover answer) throws InterruptedException {
        meta.answers.add(answer);
        handovers.due.add(claim);
        try (MediaHandover handover = started()) {
            return String.valueOf(handovers.outcomes.poll(20, TimeUnit.SECONDS));
        }
    }

    private MediaHandover started() {
        MediaHandover handover = new MediaHandover(handovers, store, meta, orders, Clock.fixed(NOON, ZoneOffset.UTC));
        handover.start();
        return handover;
    }

    private Claim due(int tries, Duration askedFor) {
        try {
            byte[] bytes = "the content".getBytes(StandardCharsets.US_ASCII);
            StoreKey key = store.put(new ByteArrayInputStream(bytes), 100).key();
            return new Claim(
                    new FileId(new UUID(0, 8)),
                    NUMBER,
                    1,
                    tries,
                    askedFor,
                    new Content(key, "application/pdf", "letter.pdf", bytes.length));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Meta, which answers as it is told. */
    private static final class Meta implements MetaMedia {
        private final Queue<Handover> answers = new ConcurrentLinkedQueue<>();
        private final List<String> given = new CopyOnWriteArrayList<>();
        private volatile Runnable before = () -> {};

        @Override
        public Answer open(PhoneNumberId number, MediaId media) {
            return new Answer.Gone("never asked");
        }

        @Override
        public Handover give(PhoneNumberId number, Parcel file) {
            before.run();
            try (var content = file.source().open()) {
                given.add("%s %s %d %s"
                        .formatted(
                                file.mimeType(),
                                file.filename(),
                                file.size(),
                                new String(content.readAllBytes(), StandardCharsets.US_ASCII)));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return answers.remove();
        }
    }

    /** Hands out what is due and notes what came of it. */
    private static final class Noted implements Handovers {
        private final Queue<Claim> due = new ConcurrentLinkedQueue<>();
        private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
        private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        private final BlockingQueue<Claim> renewed = new LinkedBlockingQueue<>();

        @Override
        public List<Claim> claim(int most, Duration lease) {
            List<Claim> claimed = new ArrayList<>();
            for (Claim next = due.poll(); next != null; next = due.poll()) {
                claimed.add(next);
            }
            return claimed;
        }

        @Override
        public void renew(Collection<Claim> claims, Duration lease) {
            renewed.addAll(claims);
        }

        @Override
        public boolean take(Claim claim, MediaId media, Duration holds) {
            return outcomes.add("taken as %s for %d days".formatted(media.value(), holds.toDays()));
        }

        @Override
        public boolean postpone(Claim claim, MessageError error, Duration delay) {
            return outcomes.add("postponed by %d s".formatted(delay.toSeconds()));
        }

        @Override
        public List<Waiting> waiting(Claim claim, int most) {
            return List.copyOf(waiting);
        }

        @Override
        public boolean refuse(Claim claim, MessageError error) {
            return waiting.isEmpty() && outcomes.add("refused for " + error.code());
        }

        @Override
        public void forgetUnneeded() {
            due.clear();
        }

        @Override
        public void onDue(Runnable wake) {
            // it polls
        }
    }

    /** Messages, which leave the outbox when they fail. */
    private static final class Orders implements Commands {
        private final Noted handovers;
        private final List<Command> taken = new CopyOnWriteArrayList<>();
        private volatile boolean refusing;

        Orders(Noted handovers) {
            this.handovers = handovers;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <R> R send(Command command) {
            if (refusing) {
                return (R) Effect.ALREADY_KNOWN;
            }
            taken.add(command);
            if (command instanceof RecordRefusal refusal) {
                handovers.waiting.removeIf(one -> one.message().equals(refusal.messageId()));
            }
            return (R) Effect.APPLIED;
        }
    }
}
