package com.chatsphere.web.conversation;

import com.chatsphere.web.message.MessagesPage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The open conversation.
 *
 * @param sequence the change of the live feed that is surely in it
 * @param showsTyping whether the customer is to see that somebody is typing
 * @param via the business's number it goes through, where there are several
 */
public record ThreadPane(
        long sequence,
        ListRow row,
        MessagesPage messages,
        boolean pinned,
        @Nullable String via,
        boolean showsTyping,
        Instant now,
        String viewerId,
        String viewerName) {

    /** Whether WhatsApp charges nothing at the moment because of an advertisement. */
    public boolean isFreeNow() {
        Instant until = row.row().circumstances().freeUntil();
        return until != null && until.isAfter(now);
    }

    public String freeUntil() {
        return String.valueOf(row.row().circumstances().freeUntil());
    }
}
