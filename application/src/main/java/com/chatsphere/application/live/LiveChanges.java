package com.chatsphere.application.live;

import java.util.List;
import java.util.function.Consumer;

/** Need: follow what changes, without a gap, in commit order, on every node. */
public interface LiveChanges {
    /** The latest change whose read models can be seen now; read this before the content of a page. */
    long latest();

    /**
     * Calls {@code listener} with every later change, in order, in batches, on one thread.
     *
     * @return the sequence after which the listener is told
     */
    long follow(Consumer<List<Change>> listener);

    /** All changes after {@code after}, or a reset when they are no longer kept, are too many, or lie in the future. */
    CatchUp since(long after, int most);

    /** What was missed. */
    sealed interface CatchUp {
        record Missed(List<Change> changes) implements CatchUp {}

        /** Too much was missed: load everything anew. */
        record Reset(long latest) implements CatchUp {}
    }
}
