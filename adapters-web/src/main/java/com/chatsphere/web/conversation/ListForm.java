package com.chatsphere.web.conversation;

import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which part of the inbox somebody wants to see. */
public record ListForm(View view, @Nullable String search, Inbox.@Nullable Cursor after) {
    static final int SIZE = 40;
    private static final int LONGEST_SEARCH = 200;

    /** The chips over the list. */
    public enum View {
        ALL("All"),
        UNREAD("Unread"),
        ARCHIVED("Archived");

        private final String label;

        View(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static View of(@Nullable String word) {
            return switch (word) {
                case "unread" -> UNREAD;
                case "archived" -> ARCHIVED;
                case null, default -> ALL;
            };
        }
    }

    static ListForm of(@Nullable String view, @Nullable String search, @Nullable String after) {
        String wanted = search == null || search.isBlank() ? null : search.strip();
        return new ListForm(
                View.of(view),
                wanted == null || wanted.length() <= LONGEST_SEARCH ? wanted : wanted.substring(0, LONGEST_SEARCH),
                after == null ? null : cursor(after));
    }

    /** Whether pinned conversations stand apart, above all others. */
    boolean showsPinnedApart() {
        return view == View.ALL && search == null;
    }

    Inbox.Query toQuery(AgentId viewer) {
        Inbox.Filter filter = view == View.UNREAD ? Inbox.Filter.UNREAD : Inbox.Filter.ALL;
        return new Inbox.Query(viewer, filter, view == View.ARCHIVED, search, after, 1, SIZE);
    }

    private static Inbox.@Nullable Cursor cursor(String text) {
        int cut = text.indexOf('_');
        if (cut < 0) {
            return null;
        }
        try {
            return new Inbox.Cursor(Instant.parse(text.substring(0, cut)), ConversationId.of(text.substring(cut + 1)));
        } catch (DateTimeException | IllegalArgumentException malformed) {
            return null;
        }
    }
}
