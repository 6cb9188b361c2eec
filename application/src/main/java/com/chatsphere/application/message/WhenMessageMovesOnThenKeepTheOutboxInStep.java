package com.chatsphere.application.message;

import com.chatsphere.domain.message.MessageEvent.MessageAccepted;
import com.chatsphere.domain.message.MessageEvent.MessageDelivered;
import com.chatsphere.domain.message.MessageEvent.MessageFailed;
import com.chatsphere.domain.message.MessageEvent.MessagePlayed;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageRead;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageEvent.MessageSent;
import com.chatsphere.domain.message.MessageEvent.MessageUnconfirmed;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/**
 * Puts messages into the outbox and takes them off, in the transaction of the fact itself.
 *
 * <p>A report of progress settles a message as well as Meta's answer does: it may overtake the answer, or the answer may be
 * lost.
 */
@DisallowReplay
@ProcessingGroup(WhenMessageMovesOnThenKeepTheOutboxInStep.GROUP)
public class WhenMessageMovesOnThenKeepTheOutboxInStep {
    /** The stored name; the group runs within the transaction that records the fact. */
    public static final String GROUP = "outbox";

    private final Outbox outbox;
    private final Faults faults;

    public WhenMessageMovesOnThenKeepTheOutboxInStep(Outbox outbox, Faults faults) {
        this.outbox = outbox;
        this.faults = faults;
    }

    @EventHandler
    void react(MessageQueued event) {
        outbox.add(event);
        faults.at(FaultPoint.QUEUED_NOT_COMMITTED);
    }

    @EventHandler
    void react(MessageRequeued event) {
        outbox.addAgain(event);
    }

    @EventHandler
    void react(MessageAccepted event) {
        outbox.settle(event.messageId(), event.wamid());
        faults.at(FaultPoint.OUTCOME_NOT_COMMITTED);
    }

    @EventHandler
    void react(MessageSent event) {
        outbox.settle(event.messageId(), event.wamid());
    }

    @EventHandler
    void react(MessageDelivered event) {
        outbox.settle(event.messageId(), event.wamid());
    }

    @EventHandler
    void react(MessageRead event) {
        outbox.settle(event.messageId(), event.wamid());
    }

    @EventHandler
    void react(MessagePlayed event) {
        outbox.settle(event.messageId(), event.wamid());
    }

    @EventHandler
    void react(MessageFailed event) {
        outbox.hold(event.messageId());
    }

    @EventHandler
    void react(MessageUnconfirmed event) {
        outbox.hold(event.messageId());
    }
}
