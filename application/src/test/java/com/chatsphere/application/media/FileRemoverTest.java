package com.chatsphere.application.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.media.FilesToRemove.Claim;
import com.chatsphere.domain.message.FileId;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FileRemoverTest {
    private final FakeFiles files = new FakeFiles();
    private final FakeMediaStore store = new FakeMediaStore();

    @Test
    void removesAFileWithItsSmallPicture() throws Exception {
        StoreKey large = store.put(new ByteArrayInputStream(new byte[3]), 3).key();
        StoreKey small = store.put(new ByteArrayInputStream(new byte[1]), 1).key();
        try (FileRemover remover = new FileRemover(files, store)) {
            remover.start();
            files.add(List.of(large, small));
            assertThat(files.news()).isEqualTo("removed");
            files.add(List.of(large));
            assertThat(files.news()).as("twice does no harm").isEqualTo("removed");
        }
        assertThat(store.size()).isZero();
    }

    @Test
    void triesAgainWhatCannotBeRemovedNow() throws Exception {
        StoreKey key = store.put(new ByteArrayInputStream(new byte[3]), 3).key();
        store.stick(true);
        try (FileRemover remover = new FileRemover(files, store)) {
            remover.start();
            files.add(List.of(key));
            assertThat(files.news()).isEqualTo("postponed");
            store.stick(false);
            files.add(List.of(key));
            assertThat(files.news()).isEqualTo("removed");
        }
    }

    private static final class FakeFiles implements FilesToRemove {
        private final BlockingQueue<Claim> due = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
        private volatile Runnable wake = () -> {};

        void add(List<StoreKey> keys) {
            due.add(new Claim(new FileLease(new FileId(UUID.randomUUID()), 1), keys, 1));
            wake.run();
        }

        String news() throws InterruptedException {
            String next = news.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("news of a file").isNotNull();
            return next;
        }

        @Override
        public List<Claim> claim(int most, Duration lease) {
            List<Claim> claims = new ArrayList<>();
            due.drainTo(claims, most);
            return claims;
        }

        @Override
        public boolean renew(FileLease lease, Duration longer) {
            return true;
        }

        @Override
        public void removed(FileLease lease) {
            news.add("removed");
        }

        @Override
        public void postpone(FileLease lease, Duration delay) {
            news.add("postponed");
        }

        @Override
        public void dropUnsent(Duration age) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onDue(Runnable wake) {
            this.wake = wake;
        }
    }
}
