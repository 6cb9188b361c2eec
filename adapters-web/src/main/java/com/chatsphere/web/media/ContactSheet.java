package com.chatsphere.web.media;

import com.chatsphere.web.conversation.ListRow;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a contact.
 *
 * @param via the business's number that the conversation goes through
 */
public record ContactSheet(ListRow row, @Nullable String via) {
    public String id() {
        return row.row().id().toString();
    }

    /** The user id by which Meta names who shows no number; null where there is one. */
    public @Nullable String userId() {
        return row.row().phone() == null ? row.row().userId() : null;
    }

    /** Their own name for themselves, where the business has saved another one. */
    public @Nullable String ownName() {
        return row.row().circumstances().savedName() == null ? null : row.row().displayName();
    }

    public String firstSeen() {
        return row.row().createdAt().toString();
    }

    public String lastActive() {
        return row.row().lastAt().toString();
    }

    /** Until when free text may be sent; null if the customer never wrote. */
    public @Nullable String windowUntil() {
        return row.row().serviceWindowUntil() == null
                ? null
                : row.row().serviceWindowUntil().toString();
    }
}
