package com.chatsphere.application.message;

import com.chatsphere.application.Commands;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import java.util.List;

/** Queues a message once, however often and however parallel a client asks for it under the same id. */
public final class SendOnce {
    private final Commands commands;
    private final KnownMessages messages;
    private final Faults faults;

    public SendOnce(Commands commands, KnownMessages messages, Faults faults) {
        this.commands = commands;
        this.messages = messages;
        this.faults = faults;
    }

    /**
     * Queues it, or finds that it was queued before.
     *
     * @throws com.chatsphere.domain.conversation.ConversationRejection when the conversation refuses it
     */
    public Effect send(SendMessage message) {
        if (exists(message)) {
            return Effect.ALREADY_KNOWN;
        }
        try {
            commands.send(message);
            faults.at(FaultPoint.QUEUED);
            return Effect.APPLIED;
        } catch (Commands.Conflict conflict) {
            if (exists(message)) {
                return Effect.ALREADY_KNOWN;
            }
            throw conflict;
        }
    }

    private boolean exists(SendMessage message) {
        return !messages.existing(List.of(message.messageId())).isEmpty();
    }
}
