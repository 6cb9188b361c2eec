package com.chatsphere.application.message;

import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Need: what is still to be sent, one at a time per conversation, in the order it was written.
 *
 * <p>A claim is a lease by the database's clock: committed before the connection to Meta is opened, so that whoever finds an
 * expired one knows that the outcome is unknown.
 */
public interface Outbox {
    /** Adds a message, in the transaction that queues it. */
    void add(MessageQueued message);

    /** Makes a message due again, in the transaction that requeues it. */
    void addAgain(MessageRequeued message);

    /** Takes it off, in the transaction that records it: Meta has it and calls it so. Nothing if it is off already. */
    void settle(MessageId messageId, Wamid wamid);

    /** Holds it: neither sent again by itself nor forgotten, until an agent or a report settles it. The next one goes on. */
    void hold(MessageId messageId);

    /** Claims up to {@code most} due messages, none of a conversation that has one in flight. */
    List<Claim> claim(int most, Duration lease);

    /** Puts a claimed message back for another attempt after {@code delay}; false if the claim is no longer ours. */
    boolean postpone(Claim claim, Duration delay);

    /** A message whose claim expired without an outcome, if there is one; it stays claimed by the caller. */
    Optional<Claim> expired(Duration lease);

    /** Calls {@code wake} whenever something may have become due, on any node. */
    void onDue(Runnable wake);

    /** One message, ours until the lease ends. */
    record Claim(WhatsApp.Parcel parcel, int tries) {}
}
