package com.chatsphere.web.conversation;

import com.chatsphere.application.conversation.Inbox;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The list, or one page of it.
 *
 * @param sequence the change of the live feed that is surely in it
 * @param pinned the viewer's pinned conversations, apart from the others only where nothing is filtered
 * @param pins the ids of everything the viewer has pinned
 * @param unread how many conversations have unread messages
 */
public record ListPage(
        long sequence,
        ListForm form,
        List<ListRow> pinned,
        List<ListRow> rows,
        Inbox.@Nullable Cursor next,
        List<String> pins,
        long unread) {

    public boolean isEmpty() {
        return pinned.isEmpty() && rows.isEmpty();
    }

    public String pinsJoined() {
        return pins.stream().collect(Collectors.joining(" "));
    }

    /** Where the next page is, or null on the last one. */
    public @Nullable String nextAddress() {
        if (next == null) {
            return null;
        }
        String search =
                form.search() == null ? "" : "&search=" + URLEncoder.encode(form.search(), StandardCharsets.UTF_8);
        return "/conversations?view=" + form.view().word() + search + "&after=" + next.lastAt() + "_" + next.id();
    }
}
