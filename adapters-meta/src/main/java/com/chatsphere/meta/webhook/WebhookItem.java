package com.chatsphere.meta.webhook;

import com.chatsphere.application.conversation.Contacts.Sighting;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Receipt;
import com.chatsphere.domain.message.Wamid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing a delivery tells: a message, a report about one, or something else.
 *
 * @param position in the delivery, from 0; the same whenever the same bytes are read
 * @param kind for the ledger, for example {@code message.text}
 */
record WebhookItem(int position, String kind, @Nullable PhoneNumberId number, Content content) {
    /** The message it is about, where it names one. */
    @Nullable
    Wamid wamid() {
        return switch (content) {
            case Incoming incoming -> incoming.wamid();
            case Report report -> report.wamid();
            case Settled settled -> null;
        };
    }

    /** What it tells. */
    sealed interface Content {}

    /** A customer wrote. */
    record Incoming(
            PhoneNumberId number,
            Wamid wamid,
            Sighting from,
            MessageContent content,
            @Nullable Wamid replyTo,
            boolean forwarded,
            Instant sentAt)
            implements Content {
        MessageId messageId() {
            return MessageId.received(number, wamid);
        }
    }

    /** Meta reports on a message that we, or another system, sent from the number. */
    sealed interface Report extends Content {
        PhoneNumberId number();

        Wamid wamid();

        /** Our message's id where the report brings our own tag back. */
        @Nullable
        MessageId tagged();

        Instant reportedAt();
    }

    record Progress(
            PhoneNumberId number, Wamid wamid, @Nullable MessageId tagged, Receipt receipt, Instant reportedAt)
            implements Report {}

    record Failure(
            PhoneNumberId number, Wamid wamid, @Nullable MessageId tagged, MessageError error, Instant reportedAt)
            implements Report {}

    /** Nothing is to be done; reading it decided what becomes of it. */
    record Settled(Outcome outcome) implements Content {}
}
