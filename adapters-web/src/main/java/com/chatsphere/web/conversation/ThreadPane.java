package com.chatsphere.web.conversation;

import com.chatsphere.web.message.MessagesPage;
import org.jspecify.annotations.Nullable;

/**
 * The open conversation.
 *
 * @param sequence the change of the live feed that is surely in it
 * @param via the business's number it goes through, where there are several
 */
public record ThreadPane(
        long sequence,
        ListRow row,
        MessagesPage messages,
        boolean pinned,
        @Nullable String via,
        String viewerId,
        String viewerName) {}
