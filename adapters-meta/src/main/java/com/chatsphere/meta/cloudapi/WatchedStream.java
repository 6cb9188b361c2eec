package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.media.MetaMedia.RemoteFailed;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file as it arrives, ended when nothing arrives for too long or when all of it takes too long: the JDK's client keeps no
 * watch any more once an answer has begun.
 *
 * <p>Whoever reads may take its time; only waiting for the other side counts as silence.
 */
final class WatchedStream extends FilterInputStream {
    private static final long NOBODY_WAITS = Long.MAX_VALUE;

    private final long silence;
    private final long end;
    private final ScheduledFuture<?> watch;
    private volatile long waitingSince = NOBODY_WAITS;
    private volatile @Nullable String ended;

    WatchedStream(InputStream arriving, Duration silence, Duration total, ScheduledExecutorService clockwork) {
        super(arriving);
        this.silence = silence.toNanos();
        this.end = System.nanoTime() + total.toNanos();
        long step = Math.max(silence.toMillis() / 10, 1);
        this.watch = clockwork.scheduleWithFixedDelay(this::look, step, step, TimeUnit.MILLISECONDS);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        waitingSince = System.nanoTime();
        int read;
        try {
            read = in.read(bytes, from, most);
        } catch (IOException failure) {
            String reason = ended;
            throw new RemoteFailed(
                    reason == null ? "The connection to WhatsApp ended before the file did." : reason, failure);
        } finally {
            waitingSince = NOBODY_WAITS;
        }
        String reason = ended;
        if (reason != null) {
            throw new RemoteFailed(reason, null);
        }
        return read;
    }

    @Override
    public long skip(long most) throws IOException {
        throw new IOException("a file that arrives is read, not skipped");
    }

    @Override
    public void close() throws IOException {
        watch.cancel(false);
        super.close();
    }

    private void look() {
        long now = System.nanoTime();
        long since = waitingSince;
        if (since != NOBODY_WAITS && now - since > silence) {
            endWith("WhatsApp stopped in the middle of the file.");
        } else if (now - end > 0) {
            endWith("WhatsApp took too long for the file.");
        }
    }

    /** Closing from here wakes whoever waits for bytes. */
    private void endWith(String reason) {
        ended = reason;
        watch.cancel(false);
        try {
            in.close();
        } catch (IOException closedAnyway) {
            // the reader gets to know the reason
        }
    }
}
