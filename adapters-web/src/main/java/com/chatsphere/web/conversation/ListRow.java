package com.chatsphere.web.conversation;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.web.layout.ClockTime;
import com.chatsphere.web.message.ContentIcon;
import com.chatsphere.web.message.ShownText;
import com.chatsphere.web.message.Tick;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One line of the list; the same for every viewer. */
public record ListRow(Inbox.Row row) {
    private static final int MOST_SHOWN = 99;

    public String elementId() {
        return "conversation-" + row.id();
    }

    public String address() {
        return "/conversations/" + row.id();
    }

    /** Sorts like the list when compared backwards: activity in microseconds, then the id. */
    public String place() {
        return String.format("%016d", Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, row.lastAt()))) + row.id();
    }

    public Avatar avatar() {
        return Avatar.of(row);
    }

    public String clockTime() {
        return ClockTime.of(row.lastAt());
    }

    /** How far our message has come, if the last one is ours. */
    public @Nullable Tick tick() {
        Inbox.LastMessage last = row.lastMessage();
        return last != null && last.direction() == Direction.OUTBOUND ? Tick.of(last.status()) : null;
    }

    /** The icon in front of a last message that is more than text. */
    public @Nullable String previewIcon() {
        Inbox.LastMessage last = row.lastMessage();
        if (last == null) {
            return null;
        }
        return last.withdrawn() ? "ban" : ContentIcon.of(last.type());
    }

    public String preview() {
        Inbox.LastMessage last = row.lastMessage();
        return last == null ? "No messages yet" : ShownText.label(last.preview(), ContentIcon.name(last.type()));
    }

    public String unreadBadge() {
        return row.unreadCount() > MOST_SHOWN ? MOST_SHOWN + "+" : String.valueOf(row.unreadCount());
    }

    public String unreadWords() {
        return row.unreadCount() == 1 ? "1 unread message" : row.unreadCount() + " unread messages";
    }

    /** What the customer is called; null if nobody knows. */
    public @Nullable String name() {
        return row.displayName();
    }

    /** The number in the international form, if the customer shows one. */
    public @Nullable String phone() {
        return row.phone() == null ? null : "+" + row.phone();
    }

    /** Until when free text may be sent, in milliseconds; empty if the customer never wrote. */
    public String windowUntil() {
        return row.serviceWindowUntil() == null
                ? ""
                : String.valueOf(row.serviceWindowUntil().toEpochMilli());
    }
}
