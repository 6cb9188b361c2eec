package com.chatsphere.application.media;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Need: files that are here and that nobody has looked into yet. */
public interface FilesToLookInto {
    /** Claims up to {@code most} that are due, or whose lease ran out because a process died. */
    List<Claim> claim(int most, Duration lease);

    /** Keeps it for so long from now on; false when the lease is over. */
    boolean renew(FileLease lease, Duration longer);

    /**
     * Records what was seen, and tells everybody who sees a message with the file.
     *
     * @param thumbnail where the small picture is kept
     * @return false when the lease is over, and the small picture is not wanted
     */
    boolean seen(FileLease lease, Previews.Look look, MediaStore.@Nullable Kept thumbnail);

    /** It is looked into after {@code delay}. */
    void postpone(FileLease lease, Duration delay);

    /** The same, where that says nothing about the file: it is not counted as a try. */
    void giveBack(FileLease lease, Duration delay);

    /** Calls {@code wake} whenever something may have become due, on any node. */
    void onDue(Runnable wake);

    /**
     * One file, ours until the lease ends.
     *
     * @param tries how often it has been claimed for this, this time included
     */
    record Claim(FileLease lease, StoreKey key, String mimeType, int tries) {}
}
