package com.chatsphere.application.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.media.FilesToLookInto.Claim;
import com.chatsphere.application.media.Previews.Look;
import com.chatsphere.application.media.Previews.Prepared;
import com.chatsphere.application.media.Previews.Thumbnail;
import com.chatsphere.domain.message.FileId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileViewerTest {
    private static final byte[] BYTES = "a photo".getBytes(StandardCharsets.UTF_8);

    private final FakeFiles files = new FakeFiles();
    private final FakeMediaStore store = new FakeMediaStore();
    private boolean areBusy;

    @Test
    void keepsASmallPictureAndTheMeasures() throws Exception {
        StoreKey key = store.put(new ByteArrayInputStream(BYTES), 100).key();
        try (FileViewer viewer = viewer()) {
            viewer.start();
            files.add(key, 1);
            Seen seen = (Seen) files.news();
            assertThat(seen.look().width()).isEqualTo(BYTES.length);
            assertThat(store.bytes(Objects.requireNonNull(seen.thumbnail()).key()))
                    .isEqualTo(new byte[] {1, 2, 3});
        }
    }

    @Test
    void aSmallPictureThatNobodyWantsIsRemovedAgain() throws Exception {
        StoreKey key = store.put(new ByteArrayInputStream(BYTES), 100).key();
        files.lost = true;
        try (FileViewer viewer = viewer()) {
            viewer.start();
            files.add(key, 1);
            files.news();
        }
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadNowIsLookedIntoLater() throws Exception {
        try (FileViewer viewer = viewer()) {
            viewer.start();
            files.add(new StoreKey("elsewhere"), 3);
            assertThat(((Later) files.news()).delay()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    @Test
    void whatNobodyHasTimeForIsLookedIntoLater() throws Exception {
        StoreKey key = store.put(new ByteArrayInputStream(BYTES), 100).key();
        areBusy = true;
        try (FileViewer viewer = viewer()) {
            viewer.start();
            files.add(key, 1);
            assertThat(((Later) files.news()).counted()).isFalse();
        }
    }

    @Test
    void whatMadeOthersDieIsLeftAlone() throws Exception {
        StoreKey key = store.put(new ByteArrayInputStream(BYTES), 100).key();
        try (FileViewer viewer = viewer()) {
            viewer.start();
            files.add(key, 6);
            assertThat(((Seen) files.news()).look()).isEqualTo(Look.NOTHING);
        }
    }

    private FileViewer viewer() {
        return new FileViewer(
                files,
                new Previews() {
                    @Override
                    public Look look(Path file, String mimeType) {
                        if (areBusy) {
                            throw new Unavailable("as many as may wait do so already", null);
                        }
                        try {
                            Thumbnail thumbnail = new Thumbnail(new byte[] {1, 2, 3}, "image/webp", 1, 1);
                            return new Look((int) Files.size(file), 1, null, null, thumbnail, null);
                        } catch (IOException failure) {
                            throw new UncheckedIOException(failure);
                        }
                    }

                    @Override
                    public Optional<Prepared> prepare(Path picture, String mimeType) {
                        return Optional.empty();
                    }
                },
                store,
                Runnable::run);
    }

    private sealed interface News {}

    private record Seen(Look look, MediaStore.@Nullable Kept thumbnail) implements News {}

    private record Later(Duration delay, boolean counted) implements News {}

    private static final class FakeFiles implements FilesToLookInto {
        private final BlockingQueue<Claim> due = new LinkedBlockingQueue<>();
        private final BlockingQueue<News> news = new LinkedBlockingQueue<>();
        private volatile Runnable wake = () -> {};
        private volatile boolean lost;

        void add(StoreKey key, int tries) {
            due.add(new Claim(new FileLease(new FileId(UUID.randomUUID()), 1), key, "image/jpeg", tries));
            wake.run();
        }

        News news() throws InterruptedException {
            News next = news.poll(10, TimeUnit.SECONDS);
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
            return !lost;
        }

        @Override
        public boolean seen(FileLease lease, Look look, MediaStore.@Nullable Kept thumbnail) {
            news.add(new Seen(look, thumbnail));
            return !lost;
        }

        @Override
        public void postpone(FileLease lease, Duration delay) {
            news.add(new Later(delay, true));
        }

        @Override
        public void giveBack(FileLease lease, Duration delay) {
            news.add(new Later(delay, false));
        }

        @Override
        public void onDue(Runnable wake) {
            this.wake = wake;
        }
    }
}
