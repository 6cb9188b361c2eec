package com.chatsphere.application.media;

import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Need: which files of ours are to be handed to Meta, each once for every number that sends it. Messages with a file wait in the
 * outbox until Meta has it.
 *
 * <p>A claim is a lease by the database's clock; what comes of one that somebody else has by now is not recorded.
 */
public interface Handovers {
    /** Claims up to {@code most} that are due, or whose claim expired: repeating one does no harm. */
    List<Claim> claim(int most, Duration lease);

    /** Keeps claims that are still ours for so long from now on. */
    void renew(Collection<Claim> claims, Duration lease);

    /** Meta has it and calls it so for so long; the messages with it go out. False if the claim is no longer ours. */
    boolean take(Claim claim, MediaId media, Duration holds);

    /** Puts it back for another try after {@code delay}; false if the claim is no longer ours. */
    boolean postpone(Claim claim, MessageError error, Duration delay);

    /** Messages that wait for it in vain, if Meta does not take it. */
    List<Waiting> waiting(Claim claim, int most);

    /**
     * Records that Meta does not take it.
     *
     * @return false while messages wait for it; true also when the claim is no longer ours
     */
    boolean refuse(Claim claim, MessageError error);

    /** Forgets what no message will need any more. */
    void forgetUnneeded();

    /** Calls {@code wake} whenever something may have become due, on any node. */
    void onDue(Runnable wake);

    /**
     * One file for one number, ours until the lease ends.
     *
     * @param count tells this claim from every other one of the same
     * @param tries how often it has been tried, this time included
     * @param askedFor how long ago a message first waited for it
     * @param content null when the file is not kept here any more
     */
    record Claim(
            FileId file,
            PhoneNumberId number,
            int count,
            int tries,
            Duration askedFor,
            @Nullable Content content) {}

    /** Where the bytes of a file are, and what they are. */
    record Content(StoreKey key, String mimeType, String filename, long size) {}

    /**
     * A message in the outbox.
     *
     * @param attempt the number of the latest attempt, 0 before the first
     */
    record Waiting(MessageId message, int attempt) {}
}
