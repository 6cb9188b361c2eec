package com.chatsphere.application.media;

import com.chatsphere.application.Transactions;
import com.chatsphere.application.media.FilesToLookInto.Claim;
import com.chatsphere.application.media.MediaStore.Kept;
import com.chatsphere.application.media.Previews.Look;
import com.chatsphere.application.media.Previews.Thumbnail;
import com.chatsphere.application.media.Rounds.Doing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the files that have come, for their measures and a small picture; whatever it finds, the file can be opened. */
public final class FileViewer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileViewer.class);
    private static final int MOST_AT_ONCE = 2;
    private static final int MOST_TRIES = 5;
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(30));

    private final FilesToLookInto files;
    private final Previews previews;
    private final MediaStore store;
    private final Transactions transactions;
    private final Rounds<Claim> rounds;

    /** It is woken from the beginning, because who listens to the database later is not heard. */
    public FileViewer(FilesToLookInto files, Previews previews, MediaStore store, Transactions transactions) {
        this.files = files;
        this.previews = previews;
        this.store = store;
        this.transactions = transactions;
        this.rounds = new Rounds<>(
                "file-viewer",
                MOST_AT_ONCE,
                POLL,
                new Rounds.Work<>(most -> files.claim(most, Rounds.LEASE), Claim::lease, files::renew, this::view));
        files.onDue(rounds::wake);
    }

    public void start() {
        rounds.start();
    }

    @Override
    public void close() {
        rounds.close();
    }

    private void view(Doing<Claim> doing) {
        Claim claim = doing.claim();
        if (claim.tries() > MOST_TRIES) {
            record(claim, Look.NOTHING, null);
            return;
        }
        Look look;
        Kept thumbnail;
        try {
            look = store.locally(claim.key(), file -> previews.look(file, claim.mimeType()));
            thumbnail = keep(look.thumbnail());
        } catch (MediaStore.StoreFailed | Previews.Unavailable passing) {
            log.info("file {} is looked into later: {}", claim.lease().file(), passing.toString());
            files.giveBack(claim.lease(), doing.isStopping() ? Duration.ZERO : BACKOFF.after(MOST_TRIES));
            return;
        } catch (IOException failure) {
            log.warn(
                    "file {} could not be looked into, trying again: {}",
                    claim.lease().file(),
                    failure.toString());
            files.postpone(claim.lease(), doing.isStopping() ? Duration.ZERO : BACKOFF.after(claim.tries()));
            return;
        }
        if (look.trouble() != null) {
            log.info("file {} shows nothing: {}", claim.lease().file(), look.trouble());
        }
        record(claim, look, thumbnail);
    }

    private @Nullable Kept keep(@Nullable Thumbnail thumbnail) throws IOException {
        if (thumbnail == null) {
            return null;
        }
        byte[] bytes = thumbnail.bytes();
        return store.put(new ByteArrayInputStream(bytes), bytes.length);
    }

    private void record(Claim claim, Look look, @Nullable Kept thumbnail) {
        AtomicBoolean wanted = new AtomicBoolean();
        transactions.inOne(() -> wanted.set(files.seen(claim.lease(), look, thumbnail)));
        if (!wanted.get() && thumbnail != null) {
            discard(thumbnail.key());
        }
    }

    private void discard(StoreKey key) {
        try {
            store.remove(key);
        } catch (IOException failure) {
            log.warn("{} in the store is not needed and could not be removed: {}", key, failure.toString());
        }
    }
}
