package com.chatsphere.application.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.media.FilesToFetch.Claim;
import com.chatsphere.application.media.FilesToFetch.Fetched;
import com.chatsphere.application.media.MediaFetcherTest.News.GaveBack;
import com.chatsphere.application.media.MediaFetcherTest.News.GaveUp;
import com.chatsphere.application.media.MediaFetcherTest.News.Postponed;
import com.chatsphere.application.media.MediaFetcherTest.News.Ready;
import com.chatsphere.application.media.MetaMedia.Answer;
import com.chatsphere.application.media.MetaMedia.Answer.Coming;
import com.chatsphere.application.media.MetaMedia.Answer.Gone;
import com.chatsphere.application.media.MetaMedia.Answer.Later;
import com.chatsphere.application.media.MetaMedia.RemoteFailed;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MediaId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaFetcherTest {
    private static final PhoneNumberId NUMBER = new PhoneNumberId("200000000000001");
    private static final byte[] BYTES = "the bytes of a photo".getBytes(StandardCharsets.UTF_8);
    private static final String SHA256 = FakeMediaStore.sha256(BYTES);
    private static final int MOST_REFUSALS = 3;

    private final FakeFiles files = new FakeFiles();
    private final FakeMediaStore store = new FakeMediaStore();
    private final List<AutoCloseable> running = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : running) {
            one.close();
        }
    }

    @Test
    void aFileIsReadyOnceItIsHereWhole() throws Exception {
        fetching(media -> coming(BYTES));
        FileLease lease = files.add(SHA256);
        Ready ready = (Ready) files.news();
        assertThat(ready.lease()).isEqualTo(lease);
        assertThat(ready.file().mimeType()).isEqualTo("image/x-fake; name=dent.jpg");
        assertThat(ready.file().kept().sha256()).isEqualTo(SHA256);
        assertThat(store.bytes(ready.file().kept().key())).isEqualTo(BYTES);
    }

    @Test
    void whatIsNotWhatWasSentIsNotShown() throws Exception {
        fetching(media -> coming("something else".getBytes(StandardCharsets.UTF_8)));
        files.add(SHA256);
        assertThat(((Postponed) files.news()).trouble()).contains("not what was sent");
        assertThat(store.size()).isZero();
        files.add(SHA256, 9, 0, true);
        assertThat(((GaveUp) files.news()).trouble()).contains("not what was sent");
    }

    @Test
    void whereTheMessageDoesNotSayMetaDoes() throws Exception {
        fetching(media -> new Coming(new ByteArrayInputStream(BYTES), null, "0".repeat(64), null));
        files.add(null);
        assertThat(files.news()).isInstanceOf(Postponed.class);
        files.add(SHA256);
        assertThat(files.news()).as("the message counts").isInstanceOf(Ready.class);
    }

    @Test
    void aFileThatIsShorterThanAnnouncedIsNotShown() throws Exception {
        fetching(media -> new Coming(new ByteArrayInputStream(BYTES), null, null, BYTES.length + 1L));
        files.add(null);
        assertThat(files.news()).isInstanceOf(Postponed.class);
        assertThat(store.size()).isZero();
    }

    @Test
    void whatIsTooLargeIsGivenUpHoweverItSaysSo() throws Exception {
        fetching(media -> media.value().equals("endless")
                ? new Coming(endless(), null, null, null)
                : new Coming(new ByteArrayInputStream(BYTES), null, null, 1L << 40));
        files.add("endless", null);
        assertThat(((GaveUp) files.news()).trouble()).isEqualTo("The file is larger than 1,000 bytes.");
        files.add(null);
        assertThat(files.news()).isInstanceOf(GaveUp.class);
        assertThat(store.size()).isZero();
    }

    @Test
    void whatMetaRefusesIsAskedForSomeTimes() throws Exception {
        fetching(media -> new Gone("WhatsApp does not have this file."));
        files.add(SHA256, 5, 0, false);
        assertThat(files.news())
                .isInstanceOfSatisfying(
                        Postponed.class, news -> assertThat(news.refused()).isTrue());
        files.add(SHA256, 6, MOST_REFUSALS - 1, false);
        assertThat(files.news())
                .isInstanceOfSatisfying(
                        GaveUp.class,
                        news -> assertThat(news.trouble()).isEqualTo("WhatsApp does not have this file."));
    }

    @Test
    void whatMayMendIsTriedAsLongAsMetaKeepsIt() throws Exception {
        fetching(media -> new Later("WhatsApp is not available.", null));
        files.add(SHA256, 500, 0, false);
        assertThat(files.news()).isInstanceOfSatisfying(Postponed.class, news -> {
            assertThat(news.refused()).isFalse();
            assertThat(news.delay()).isLessThanOrEqualTo(Duration.ofHours(1));
        });
        files.add(SHA256, 501, 0, true);
        assertThat(files.news()).isInstanceOf(GaveUp.class);
    }

    @Test
    void metaIsLeftAloneForAsLongAsItWants() throws Exception {
        fetching(media -> new Later("Too many calls.", Duration.ofMinutes(2)));
        files.add(SHA256);
        assertThat(((Postponed) files.news()).delay()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aConnectionThatEndsIsTriedAgain() throws Exception {
        fetching(media -> new Coming(broken(new RemoteFailed("WhatsApp stopped.", null)), null, null, null));
        files.add(SHA256);
        assertThat(((Postponed) files.news()).trouble()).isEqualTo("WhatsApp stopped.");
    }

    @Test
    void whereThereIsNoRoomItIsTriedAgainSoon() throws Exception {
        store.fill(true);
        fetching(media -> coming(BYTES));
        for (int tries = 1; tries < 100; tries += 9) {
            files.add(SHA256, tries, 0, false);
            Postponed postponed = (Postponed) files.news();
            assertThat(postponed.trouble()).contains("no room");
            assertThat(postponed.delay()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
        store.fill(false);
        files.add(SHA256);
        assertThat(files.news()).isInstanceOf(Ready.class);
    }

    @Test
    void whatSomebodyElseHasByNowIsRemovedAgain() throws Exception {
        fetching(media -> coming(BYTES));
        files.lose(true);
        files.add(SHA256);
        assertThat(files.news()).isInstanceOf(Ready.class);
        close();
        assertThat(store.size()).isZero();
    }

    @Test
    void noMoreThanAFewAreFetchedAtOnce() throws Exception {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(4);
        fetching(media -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            four.countDown();
            awaitQuietly(four);
            open.decrementAndGet();
            return coming(BYTES);
        });
        IntStream.range(0, 40).forEach(number -> files.add(SHA256));
        for (int number = 0; number < 40; number++) {
            assertThat(files.news()).isInstanceOf(Ready.class);
        }
        assertThat(most).hasValue(4);
    }

    @Test
    void whoStopsGivesBackWhatIsUnderWay() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        fetching(media -> new Coming(
                new InputStream() {
                    @Override
                    public int read() {
                        reading.countDown();
                        awaitQuietly(stopping);
                        return 'x';
                    }
                },
                null,
                null,
                null));
        files.add(SHA256);
        awaitQuietly(reading);
        Thread end = Thread.ofVirtual().start(this::close);
        while (files.isAsked()) {
            Thread.onSpinWait();
        }
        stopping.countDown();
        assertThat(files.news()).isInstanceOf(GaveBack.class);
        end.join();
        assertThat(store.size()).isZero();
    }

    @Test
    void aFailureOfTheDatabaseLeavesTheFileToItsLease() throws Exception {
        fetching(media -> coming(BYTES));
        files.fail(true);
        files.add(SHA256);
        assertThat(files.news()).isInstanceOf(Ready.class);
        files.fail(false);
        files.add(SHA256);
        assertThat(files.news()).as("it goes on").isInstanceOf(Ready.class);
        assertThat(store.size()).as("nobody knows whether it was recorded").isEqualTo(2);
    }

    private void fetching(Function<MediaId, Answer> meta) {
        MetaMedia media = new MetaMedia() {
            @Override
            public Answer open(PhoneNumberId number, MediaId id) {
                assertThat(number).isEqualTo(NUMBER);
                return meta.apply(id);
            }

            @Override
            public Handover give(PhoneNumberId number, Parcel file) {
                throw new UnsupportedOperationException();
            }
        };
        MediaFetcher fetcher = new MediaFetcher(
                files,
                media,
                store,
                (file, filename) -> "image/x-fake; name=" + filename,
                Runnable::run,
                new MediaFetcher.Limits(1_000, MOST_REFUSALS, Duration.ofMillis(750)));
        running.add(fetcher);
        fetcher.start();
    }

    private void close() {
        try {
            running.getFirst().close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Coming coming(byte[] bytes) {
        return new Coming(new ByteArrayInputStream(bytes), "image/jpeg", null, (long) bytes.length);
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
    }

    private static InputStream broken(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };
    }

    /** What becomes known of a file. */
    sealed interface News {
        record Ready(FileLease lease, Fetched file) implements News {}

        record Postponed(FileLease lease, String trouble, Duration delay, boolean refused) implements News {}

        record GaveBack(FileLease lease) implements News {}

        record GaveUp(FileLease lease, String trouble) implements News {}
    }

    /** Files that are claimed as they are added. */
    private static final class FakeFiles implements FilesToFetch {
        private final BlockingQueue<Claim> due = new LinkedBlockingQueue<>();
        private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
        private volatile Runnable wake = () -> {};
        private volatile boolean lost;
        private volatile boolean failing;
        private volatile long lastAsked = System.nanoTime();

        FileLease add(@Nullable String sha256) {
            return add(sha256, 1, 0, false);
        }

        FileLease add(@Nullable String sha256, int tries, int refusals, boolean isLast) {
            return add("1", sha256, tries, refusals, isLast);
        }

        void add(String media, @Nullable String sha256) {
            add(media, sha256, 1, 0, false);
        }

        private FileLease add(String media, @Nullable String sha256, int tries, int refusals, boolean isLast) {
            FileLease lease = new FileLease(new FileId(UUID.randomUUID()), 1);
            due.add(new Claim(lease, NUMBER, new MediaId(media), "dent.jpg", sha256, tries, refusals, isLast));
            wake.run();
            return lease;
        }

        void lose(boolean lost) {
            this.lost = lost;
        }

        void fail(boolean failing) {
            this.failing = failing;
        }

        /** Whether somebody still asks for work. */
        boolean isAsked() {
            wake.run();
            return System.nanoTime() - lastAsked < Duration.ofMillis(200).toNanos();
        }

        News news() throws InterruptedException {
            News next = news.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("news of a file").isNotNull();
            return next;
        }

        @Override
        public List<Claim> claim(int most, Duration lease) {
            lastAsked = System.nanoTime();
            List<Claim> claims = new ArrayList<>();
            due.drainTo(claims, most);
            return claims;
        }

        @Override
        public boolean renew(FileLease lease, Duration longer) {
            return !lost;
        }

        @Override
        public boolean ready(FileLease lease, Fetched file) {
            news.add(new Ready(lease, file));
            if (failing) {
                throw new IllegalStateException("the database is gone");
            }
            return !lost;
        }

        @Override
        public void postpone(FileLease lease, String trouble, Duration delay) {
            news.add(new Postponed(lease, trouble, delay, false));
        }

        @Override
        public void postponeRefused(FileLease lease, String trouble, Duration delay) {
            news.add(new Postponed(lease, trouble, delay, true));
        }

        @Override
        public void giveBack(FileLease lease) {
            news.add(new GaveBack(lease));
        }

        @Override
        public void giveUp(FileLease lease, String trouble) {
            news.add(new GaveUp(lease, trouble));
        }

        @Override
        public void onDue(Runnable wake) {
            this.wake = wake;
        }
    }
}
