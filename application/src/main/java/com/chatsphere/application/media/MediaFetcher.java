package com.chatsphere.application.media;

import com.chatsphere.application.Transactions;
import com.chatsphere.application.media.FilesToFetch.Claim;
import com.chatsphere.application.media.FilesToFetch.Fetched;
import com.chatsphere.application.media.MediaStore.FileTooLong;
import com.chatsphere.application.media.MediaStore.Kept;
import com.chatsphere.application.media.MediaStore.StoreFailed;
import com.chatsphere.application.media.MetaMedia.Answer;
import com.chatsphere.application.media.MetaMedia.Answer.Coming;
import com.chatsphere.application.media.MetaMedia.RemoteFailed;
import com.chatsphere.application.media.Rounds.Doing;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the files that messages show.
 *
 * <p>A file is shown only when it lies in the store whole, is what was sent, and its type is known by its bytes. Whatever time
 * or a person may mend is tried again for as long as Meta keeps the file. Nothing of this holds up a message.
 */
public final class MediaFetcher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MediaFetcher.class);
    private static final int MOST_AT_ONCE = 4;
    private static final long MOST_THAT_WHATSAPP_SENDS = 100L << 20;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);

    /** A store that is full is emptied by people, who want to see that it helped. */
    private static final Duration LONGEST_WAIT_FOR_ROOM = Duration.ofSeconds(30);

    private static final String NO_ROOM = "There is no room for the file at the moment. It is fetched once there is.";
    private static final String ANOTHER = "What arrived is not what was sent.";

    private final FilesToFetch files;
    private final MetaMedia meta;
    private final MediaStore store;
    private final FileTypes types;
    private final Transactions transactions;
    private final Limits limits;
    private final Backoff backoff;
    private final Backoff roomBackoff;
    private final Rounds<Claim> rounds;

    /**
     * How much is taken, and how hard it is tried.
     *
     * @param mostBytes of a file
     * @param mostRefusals after so many of Meta's refusals a file is given up
     * @param firstPause before the second try
     */
    public record Limits(long mostBytes, int mostRefusals, Duration firstPause) {}

    /** It is woken from the beginning, because who listens to the database later is not heard. */
    public MediaFetcher(
            FilesToFetch files,
            MetaMedia meta,
            MediaStore store,
            FileTypes types,
            Transactions transactions,
            Limits limits) {
        this.files = files;
        this.meta = meta;
        this.store = store;
        this.types = types;
        this.transactions = transactions;
        this.limits = limits;
        this.backoff = new Backoff(limits.firstPause(), LONGEST_BACKOFF);
        this.roomBackoff = new Backoff(limits.firstPause(), LONGEST_WAIT_FOR_ROOM);
        this.rounds = new Rounds<>(
                "media-fetcher",
                MOST_AT_ONCE,
                POLL,
                new Rounds.Work<>(most -> files.claim(most, Rounds.LEASE), Claim::lease, files::renew, this::fetch));
        files.onDue(rounds::wake);
    }

    public void start() {
        rounds.start();
    }

    @Override
    public void close() {
        rounds.close();
    }

    private void fetch(Doing<Claim> doing) {
        Claim claim = doing.claim();
        switch (meta.open(claim.number(), claim.media())) {
            case Coming coming -> take(doing, coming);
            case Answer.Gone(var reason) -> refused(claim, reason);
            case Answer.Later(var reason, var after) -> {
                if (doing.isStopping()) {
                    record(() -> files.giveBack(claim.lease()));
                } else {
                    again(claim, reason, longer(backoff.after(claim.tries()), after));
                }
            }
        }
    }

    private void refused(Claim claim, String reason) {
        if (claim.isLast() || claim.refusals() + 1 >= limits.mostRefusals()) {
            giveUp(claim, reason);
        } else {
            record(() -> files.postponeRefused(claim.lease(), reason, backoff.after(claim.tries())));
        }
    }

    private void again(Claim claim, String reason, Duration delay) {
        if (claim.isLast()) {
            giveUp(claim, reason);
        } else {
            record(() -> files.postpone(claim.lease(), reason, delay));
        }
    }

    private void giveUp(Claim claim, String reason) {
        log.warn("file {} of number {} is given up: {}", claim.lease().file(), claim.number(), reason);
        record(() -> files.giveUp(claim.lease(), reason));
    }

    private void take(Doing<Claim> doing, Coming coming) {
        Claim claim = doing.claim();
        long most = Math.min(limits.mostBytes(), MOST_THAT_WHATSAPP_SENDS);
        Kept kept;
        try (InputStream content = new WhileOurs(coming.content(), doing)) {
            if (coming.size() != null && coming.size() > most) {
                throw new FileTooLong(most);
            }
            kept = store.put(content, most);
        } catch (NotOurs over) {
            return;
        } catch (Stopping stopping) {
            record(() -> files.giveBack(claim.lease()));
            return;
        } catch (FileTooLong tooLong) {
            giveUp(claim, "The file is larger than %s.".formatted(megabytes(most)));
            return;
        } catch (StoreFailed full) {
            log.warn("file {} cannot be kept, trying again: {}", claim.lease().file(), full.toString());
            again(claim, NO_ROOM, roomBackoff.after(claim.tries()));
            return;
        } catch (RemoteFailed lost) {
            again(claim, String.valueOf(lost.getMessage()), backoff.after(claim.tries()));
            return;
        } catch (IOException broken) {
            again(claim, "The connection to WhatsApp ended before the file did.", backoff.after(claim.tries()));
            return;
        }
        check(claim, coming, kept);
    }

    private void check(Claim claim, Coming coming, Kept kept) {
        if (!isWhatWasSent(claim, coming, kept)) {
            discard(kept.key());
            again(claim, ANOTHER, backoff.after(claim.tries()));
            return;
        }
        String mimeType;
        try {
            mimeType = store.locally(kept.key(), file -> types.of(file, claim.filename()));
        } catch (IOException unreadable) {
            log.warn(
                    "file {} cannot be read back, trying again: {}",
                    claim.lease().file(),
                    unreadable.toString());
            discard(kept.key());
            again(claim, NO_ROOM, roomBackoff.after(claim.tries()));
            return;
        }
        AtomicBoolean wanted = new AtomicBoolean();
        record(() -> wanted.set(files.ready(claim.lease(), new Fetched(kept, mimeType))));
        if (!wanted.get()) {
            discard(kept.key());
        }
    }

    /** What the message says counts; what Meta says when it is asked for the file, where the message says nothing. */
    private static boolean isWhatWasSent(Claim claim, Coming coming, Kept kept) {
        String said = claim.sha256() == null ? coming.sha256() : claim.sha256();
        boolean isWhole = said != null || coming.size() == null || coming.size() == kept.size();
        return isWhole && (said == null || said.equals(kept.sha256()));
    }

    /**
     * Writes and announces together. When it cannot be told whether that came about, the file stays in the store: better one
     * too many than one too few.
     */
    private void record(Runnable what) {
        transactions.inOne(what);
    }

    private void discard(StoreKey key) {
        try {
            store.remove(key);
        } catch (IOException failure) {
            log.warn("{} in the store is not needed and could not be removed: {}", key, failure.toString());
        }
    }

    private static Duration longer(Duration one, @Nullable Duration other) {
        return other != null && other.compareTo(one) > 0 ? other : one;
    }

    private static String megabytes(long bytes) {
        return bytes % (1 << 20) == 0
                ? String.format(Locale.ROOT, "%d MB", bytes >> 20)
                : String.format(Locale.ROOT, "%,d bytes", bytes);
    }

    /** Ends as soon as nobody would want the file any more, and tells trouble of the other side from trouble of the store. */
    private static final class WhileOurs extends FilterInputStream {
        private final Doing<Claim> doing;

        WhileOurs(InputStream content, Doing<Claim> doing) {
            super(content);
            this.doing = doing;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            if (doing.isStopping()) {
                throw new Stopping();
            }
            if (!doing.isOurs()) {
                throw new NotOurs();
            }
            return super.read(bytes, from, most);
        }
    }

    /** Somebody else has the file by now. */
    private static final class NotOurs extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** This process is about to end. */
    private static final class Stopping extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
