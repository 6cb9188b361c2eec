package com.chatsphere.domain.readymessage;

import com.chatsphere.domain.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** All facts of a ready message. */
public sealed interface ReadyMessageEvent {
    ReadyMessageId readyMessageId();

    record ReadyMessageWritten(
            ReadyMessageId readyMessageId,
            ReadyMessageName name,
            @Nullable Shortcut shortcut,
            ReadyText text,
            boolean active,
            long place,
            AgentId by,
            Instant at)
            implements ReadyMessageEvent {}

    record ReadyMessageRenamed(ReadyMessageId readyMessageId, ReadyMessageName name, AgentId by, Instant at)
            implements ReadyMessageEvent {}

    /** It has another shortcut, or none. */
    record ShortcutChosen(
            ReadyMessageId readyMessageId, @Nullable Shortcut shortcut, AgentId by, Instant at)
            implements ReadyMessageEvent {}

    record ReadyMessageReworded(ReadyMessageId readyMessageId, ReadyText text, AgentId by, Instant at)
            implements ReadyMessageEvent {}

    record ReadyMessageSwitchedOn(ReadyMessageId readyMessageId, AgentId by, Instant at) implements ReadyMessageEvent {}

    record ReadyMessageSwitchedOff(ReadyMessageId readyMessageId, AgentId by, Instant at)
            implements ReadyMessageEvent {}

    record ReadyMessageMoved(ReadyMessageId readyMessageId, long place, AgentId by, Instant at)
            implements ReadyMessageEvent {}

    record ReadyMessageDeleted(ReadyMessageId readyMessageId, AgentId by, Instant at) implements ReadyMessageEvent {}
}
