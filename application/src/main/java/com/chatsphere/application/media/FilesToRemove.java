package com.chatsphere.application.media;

import java.time.Duration;
import java.util.List;

/** Need: files that nothing shows any more and whose bytes are still here. */
public interface FilesToRemove {
    /** Claims up to {@code most} that are due, or whose lease ran out because a process died. */
    List<Claim> claim(int most, Duration lease);

    /** Keeps it for so long from now on; false when the lease is over. */
    boolean renew(FileLease lease, Duration longer);

    /** Nothing of it is here any more. */
    void removed(FileLease lease);

    /** It is tried again after {@code delay}. */
    void postpone(FileLease lease, Duration delay);

    /** Has files removed that agents brought so long ago and that no message shows. */
    void dropUnsent(Duration age);

    /** Calls {@code wake} whenever something may have become due, on any node. */
    void onDue(Runnable wake);

    /**
     * One file, ours until the lease ends.
     *
     * @param keys where its bytes and those of its small picture are
     */
    record Claim(FileLease lease, List<StoreKey> keys, int tries) {
        public Claim {
            keys = List.copyOf(keys);
        }
    }
}
