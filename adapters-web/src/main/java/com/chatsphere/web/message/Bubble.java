package com.chatsphere.web.message;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.web.layout.ClockTime;
import org.jspecify.annotations.Nullable;

/** One message of the thread; the same for every viewer. */
public record Bubble(Transcript.Entry entry) {

    /** The id of its element, which the composer already uses before the message is known here. */
    public String elementId() {
        return "message-" + entry.id();
    }

    public String place() {
        return ThreadPlace.print(entry.place());
    }

    public boolean isOurs() {
        return entry.direction() == Direction.OUTBOUND;
    }

    /** Who wrote it, as far as the grouping of bubbles is concerned. */
    public String sender() {
        return isOurs() ? "agent-" + entry.sentBy() : "customer";
    }

    /** The agent's name over their bubbles; none over the customer's, whose name is at the top of the thread. */
    public @Nullable String senderName() {
        return isOurs() ? entry.senderName() : null;
    }

    public WrittenText written(String text) {
        return WrittenText.of(text);
    }

    public Placeholder placeholder(String type) {
        return Placeholder.of(type, isOurs());
    }

    public String clockTime() {
        return ClockTime.of(entry.sentAt());
    }

    /** How far it has come; null for messages of the customer. */
    public @Nullable Tick tick() {
        return isOurs() ? Tick.of(entry.status()) : null;
    }

    public boolean failed() {
        return isOurs() && "failed".equals(entry.status());
    }

    public boolean unconfirmed() {
        return isOurs() && "unconfirmed".equals(entry.status());
    }

    public FailureReason failure() {
        return FailureReason.of(entry.error());
    }
}
