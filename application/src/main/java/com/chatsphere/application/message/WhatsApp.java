package com.chatsphere.application.message;

import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.GroupId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Need: hand a message to WhatsApp. Blocks until the outcome is known or known to be lost; never throws for either. */
public interface WhatsApp {
    Outcome deliver(Parcel parcel);

    /**
     * One attempt at one message.
     *
     * @param attempt from 1; goes along as part of the tag that Meta returns in every status
     * @param handedOver what Meta calls the file of ours that the message shows
     */
    record Parcel(
            MessageId messageId,
            int attempt,
            PhoneNumberId from,
            @Nullable PhoneNumber phone,
            @Nullable BusinessScopedUserId userId,
            @Nullable GroupId group,
            MessageContent content,
            @Nullable Wamid replyTo,
            @Nullable MediaId handedOver) {}

    /** What came of it. */
    sealed interface Outcome {
        /** Meta has taken it. */
        record Accepted(Wamid wamid) implements Outcome {}

        /** Meta refused it, and would again. */
        record Refused(MessageError error) implements Outcome {}

        /**
         * It surely was not taken this time, and can be later.
         *
         * @param after how long Meta wants to be left alone
         * @param reach what else has to wait as long
         */
        record Postponed(MessageError error, @Nullable Duration after, KnownError.Reach reach) implements Outcome {}

        /** Everything this number sends is refused until a person has mended it; this message surely was not taken. */
        record NumberRefused(MessageError error) implements Outcome {}

        /** Meta does not know the file any more that had been handed to it; this message surely was not taken. */
        record FileForgotten(MessageError error) implements Outcome {}

        /** Nobody was there to take it. */
        record Unreachable(MessageError error) implements Outcome {}

        /** The answer was lost after the request had gone out; Meta may have the message. */
        record Lost(String cause) implements Outcome {}
    }
}
