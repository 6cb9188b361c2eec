package com.chatsphere.application.media;

import com.chatsphere.application.media.FilesToRemove.Claim;
import com.chatsphere.application.media.Rounds.Doing;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the bytes of files that nothing shows any more, for as long as it takes; doing it twice does no harm. */
public final class FileRemover implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileRemover.class);
    private static final int MOST_AT_ONCE = 2;
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final Duration UNSENT = Duration.ofHours(24);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofHours(1));

    private final FilesToRemove files;
    private final MediaStore store;
    private final Rounds<Claim> rounds;

    /** It is woken from the beginning, because who listens to the database later is not heard. */
    public FileRemover(FilesToRemove files, MediaStore store) {
        this.files = files;
        this.store = store;
        this.rounds = new Rounds<>(
                "file-remover",
                MOST_AT_ONCE,
                POLL,
                new Rounds.Work<>(most -> files.claim(most, Rounds.LEASE), Claim::lease, files::renew, this::remove));
        files.onDue(rounds::wake);
    }

    public void start() {
        rounds.start();
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** Has files removed that agents brought and did not send; called again and again. */
    public void dropUnsent() {
        try {
            files.dropUnsent(UNSENT);
        } catch (RuntimeException failure) {
            log.warn("could not drop files that were not sent, trying again later: {}", failure.toString());
        }
    }

    private void remove(Doing<Claim> doing) {
        Claim claim = doing.claim();
        try {
            for (StoreKey key : claim.keys()) {
                store.remove(key);
            }
        } catch (IOException failure) {
            log.warn(
                    "file {} could not be removed, trying again: {}",
                    claim.lease().file(),
                    failure.toString());
            files.postpone(claim.lease(), BACKOFF.after(claim.tries()));
            return;
        }
        files.removed(claim.lease());
    }
}
