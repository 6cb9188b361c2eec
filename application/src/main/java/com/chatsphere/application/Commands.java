package com.chatsphere.application;

import com.chatsphere.domain.Command;

/** The doorway for orders. */
public interface Commands {
    /**
     * Has the order carried out, with all it records committed on return; inside a batch, with the batch.
     *
     * @return what the aggregate answers, for example an {@link com.chatsphere.domain.Effect}
     * @throws RuntimeException the very rejection the aggregate threw
     * @throws Conflict when others kept getting in the way, or an aggregate of that id exists already
     * @throws Unknown when there is no aggregate of that id
     */
    <R> R send(Command command);

    /** Somebody else changed the same thing at the same moment, again and again. */
    final class Conflict extends RuntimeException {
        public Conflict(Throwable cause) {
            super("Somebody else changed this at the same moment. Please try again.", cause);
        }
    }

    /** There is nothing of that id. */
    final class Unknown extends RuntimeException {
        public Unknown(Throwable cause) {
            super("There is nothing of that id.", cause);
        }
    }
}
