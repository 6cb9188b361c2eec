package com.chatsphere.domain.readymessage;

import com.chatsphere.domain.Command;
import com.chatsphere.domain.agent.AgentId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** All orders a ready message takes. */
public sealed interface ReadyMessageCommand extends Command {
    ReadyMessageId readyMessageId();

    /**
     * Adds one.
     *
     * @param active whether agents are offered it
     * @param place those with smaller ones come first
     */
    record WriteReadyMessage(
            @TargetAggregateIdentifier ReadyMessageId readyMessageId,
            ReadyMessageName name,
            @Nullable Shortcut shortcut,
            ReadyText text,
            boolean active,
            long place,
            AgentId by,
            Instant at)
            implements ReadyMessageCommand {}

    record RenameReadyMessage(
            @TargetAggregateIdentifier ReadyMessageId readyMessageId, ReadyMessageName name, AgentId by, Instant at)
            implements ReadyMessageCommand {}

    /** Gives it a shortcut; null takes it away. */
    record ChooseShortcut(
            @TargetAggregateIdentifier ReadyMessageId readyMessageId,
            @Nullable Shortcut shortcut,
            AgentId by,
            Instant at)
            implements ReadyMessageCommand {}

    record RewordReadyMessage(
            @TargetAggregateIdentifier ReadyMessageId readyMessageId, ReadyText text, AgentId by, Instant at)
            implements ReadyMessageCommand {}

    /** Offers it to agents again. */
    record SwitchReadyMessageOn(@TargetAggregateIdentifier ReadyMessageId readyMessageId, AgentId by, Instant at)
            implements ReadyMessageCommand {}

    record SwitchReadyMessageOff(@TargetAggregateIdentifier ReadyMessageId readyMessageId, AgentId by, Instant at)
            implements ReadyMessageCommand {}

    record MoveReadyMessage(
            @TargetAggregateIdentifier ReadyMessageId readyMessageId, long place, AgentId by, Instant at)
            implements ReadyMessageCommand {}

    record DeleteReadyMessage(@TargetAggregateIdentifier ReadyMessageId readyMessageId, AgentId by, Instant at)
            implements ReadyMessageCommand {}
}
