package com.chatsphere.application.message;

import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Need: what is still to be sent, one at a time per conversation, in the order it was written. A message with a file of ours waits,
 * and those behind it, until Meta has been handed the file.
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

    /**
     * Claims up to {@code most} due messages: none of a conversation that has one in flight, no more than a number may send in
     * the next moments, each with its turn, and not more to one customer than WhatsApp lets through.
     */
    Round claim(int most, Duration lease);

    /** Puts a claimed message back for another attempt after {@code delay}; false if the claim is no longer ours. */
    boolean postpone(Claim claim, Duration delay);

    /** The same, where the attempt says nothing about the message itself: it is not counted as a try. */
    boolean giveBack(Claim claim, Duration delay);

    /**
     * Puts a claimed message back until Meta has been handed its file anew; false if that was done for it once already, or if
     * the claim is no longer ours.
     */
    boolean waitForFile(Claim claim);

    /** Sends nothing from this number for a while. */
    void rest(PhoneNumberId number, Duration pause);

    /** Nobody answered: after a few such in a row only one message at a time is tried, ever less often. */
    void noteOutage(PhoneNumberId number);

    /** Somebody answered. */
    void noteAnswer(PhoneNumberId number);

    /** Tries again at once whatever rests because a person had to mend something. */
    void wake();

    /** Forgets how fast customers were written to of whom that does not matter any more. */
    void forgetIdle();

    /** A message whose claim expired without an outcome, if there is one; it stays claimed by the caller. */
    Optional<Claim> expired(Duration lease);

    /** Calls {@code wake} whenever something may have become due, on any node. */
    void onDue(Runnable wake);

    /**
     * What was claimed.
     *
     * @param next when there may be more, although nothing new is queued
     */
    record Round(List<Claim> claims, Duration next) {}

    /**
     * One message, ours until the lease ends.
     *
     * @param tries how often it has been tried, this time included
     * @param queuedFor how long it has waited since it became due for the first time
     * @param troubled whether nobody answered this number lately
     * @param turnIn how long after the claim it is its turn by the pace of its number
     */
    record Claim(WhatsApp.Parcel parcel, int tries, Duration queuedFor, boolean troubled, Duration turnIn) {}
}
