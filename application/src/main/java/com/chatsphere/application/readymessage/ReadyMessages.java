package com.chatsphere.application.readymessage;

import com.chatsphere.application.Asks;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyText;
import com.chatsphere.domain.readymessage.Shortcut;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The texts that agents find ready, in their order. */
public record ReadyMessages(List<Row> rows) {
    public ReadyMessages {
        rows = List.copyOf(rows);
    }

    /**
     * Asks for all of them.
     *
     * @param onlyActive leaves out those that are switched off
     */
    public record Query(boolean onlyActive) implements Asks<ReadyMessages> {}

    /** Asks for one. */
    public record One(ReadyMessageId id) implements Asks<Optional<Row>> {}

    /**
     * One of them.
     *
     * @param position counted from 1 among all, switched on or off
     */
    public record Row(
            ReadyMessageId id,
            ReadyMessageName name,
            @Nullable Shortcut shortcut,
            ReadyText text,
            boolean active,
            int position,
            Instant createdAt,
            Instant updatedAt) {}
}
