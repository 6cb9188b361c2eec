package com.chatsphere.application.media;

import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MediaId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Need: files that Meta holds and that are not here yet.
 *
 * <p>What is recorded is told to everybody who sees a message with the file, in the same transaction. It comes to nothing when
 * the lease is over.
 */
public interface FilesToFetch {
    /** Claims up to {@code most} that are due, or whose lease ran out because a process died. */
    List<Claim> claim(int most, Duration lease);

    /** Keeps it for so long from now on; false when the lease is over. */
    boolean renew(FileLease lease, Duration longer);

    /**
     * It can be opened.
     *
     * @return false when the lease is over, and the file is not wanted
     */
    boolean ready(FileLease lease, Fetched file);

    /** It is tried again after {@code delay}; {@code trouble} tells people why it is not here yet. */
    void postpone(FileLease lease, String trouble, Duration delay);

    /** The same after Meta has refused it, which is counted. */
    void postponeRefused(FileLease lease, String trouble, Duration delay);

    /** It is due again at once, as if it had not been claimed. */
    void giveBack(FileLease lease);

    /** It is not tried again by itself; {@code trouble} tells people why. */
    void giveUp(FileLease lease, String trouble);

    /** Calls {@code wake} whenever something may have become due, on any node. */
    void onDue(Runnable wake);

    /**
     * One file, ours until the lease ends.
     *
     * @param sha256 as the message says it is, in hexadecimal small letters
     * @param tries how often it has been tried since it became due for the first time, this time included
     * @param refusals how often Meta has refused it among them
     * @param isLast whether it has been tried for so long that this is the last time
     */
    record Claim(
            FileLease lease,
            PhoneNumberId number,
            MediaId media,
            @Nullable String filename,
            @Nullable String sha256,
            int tries,
            int refusals,
            boolean isLast) {}

    /** A file that has come. */
    record Fetched(MediaStore.Kept kept, String mimeType) {}
}
