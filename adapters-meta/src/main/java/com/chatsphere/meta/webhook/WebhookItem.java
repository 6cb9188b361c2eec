package com.chatsphere.meta.webhook;

import com.chatsphere.application.conversation.Contacts.Sighting;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.domain.call.CallStage;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.GroupId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Author;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Pricing;
import com.chatsphere.domain.message.Receipt;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.MessageTag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing a delivery tells: a message, a report about one, or something else.
 *
 * @param position in the delivery, from 0; the same whenever the same bytes are read
 * @param kind for the ledger, for example {@code message.text}
 */
record WebhookItem(int position, String kind, @Nullable PhoneNumberId number, Content content) {
    /** What stands for a delivery, or for an item of it, in which there is no sense. */
    static WebhookItem unreadable(int position, String error) {
        return new WebhookItem(position, "body", null, new Settled(new Outcome.Quarantined(error)));
    }

    /** The message it is about, where it names one. */
    @Nullable
    Wamid wamid() {
        return switch (content) {
            case Incoming incoming -> incoming.wamid();
            case Echo echo -> echo.wamid();
            case Aimed aimed -> aimed.wamid();
            case Report report -> report.wamid();
            case Fact fact -> null;
            case News news -> null;
            case Settled settled -> null;
        };
    }

    /** The person it is about, where it names one. */
    @Nullable
    Sighting sighting() {
        return switch (content) {
            case Incoming incoming -> incoming.from();
            case Echo echo -> echo.to();
            case Reaction reaction -> reaction.by();
            case ParticipantProgress progress -> progress.participant();
            case Edit edit -> null;
            case Revocation revocation -> null;
            case Progress progress -> null;
            case Failure failure -> null;
            case CallReport call -> call.with();
            case MarketingChoice choice -> choice.by();
            case SavedContact saved -> saved.who();
            case Handover handover -> handover.with();
            case GroupNamed named -> null;
            case News news -> null;
            case Settled settled -> null;
        };
    }

    /** What it tells. */
    sealed interface Content {}

    /**
     * A customer wrote, or WhatsApp wrote about them.
     *
     * @param group the group it was written in, if it was
     * @param becomes under which further identities the sender is met from now on, if it tells
     */
    record Incoming(
            PhoneNumberId number,
            Wamid wamid,
            Sighting from,
            @Nullable GroupId group,
            MessageContent content,
            @Nullable Wamid replyTo,
            boolean forwarded,
            MessageContext context,
            @Nullable Sighting becomes,
            Instant sentAt)
            implements Content {
        MessageId messageId() {
            return MessageId.received(number, wamid);
        }
    }

    /**
     * The business wrote, but not from here; to a person or to a group.
     *
     * @param progress how far it has come as far as this tells
     */
    record Echo(
            PhoneNumberId number,
            Wamid wamid,
            @Nullable Sighting to,
            @Nullable GroupId group,
            MessageContent content,
            @Nullable Wamid replyTo,
            boolean forwarded,
            MessageContext context,
            DeliveryProgress progress,
            Instant sentAt)
            implements Content {
        MessageId messageId() {
            return MessageId.received(number, wamid);
        }
    }

    /** Somebody did something to a message that is there, or not yet; it has a wamid of its own. */
    sealed interface Aimed extends Content {
        PhoneNumberId number();

        Wamid wamid();

        Wamid target();
    }

    /** A reaction, or without an emoji its withdrawal; by a customer, or by the business where nobody is named. */
    record Reaction(
            PhoneNumberId number,
            Wamid wamid,
            Wamid target,
            @Nullable Sighting by,
            @Nullable Emoji emoji,
            Instant at) implements Aimed {}

    record Edit(PhoneNumberId number, Wamid wamid, Wamid target, Author author, MessageContent content, Instant at)
            implements Aimed {}

    record Revocation(PhoneNumberId number, Wamid wamid, Wamid target, Author author, Instant at) implements Aimed {}

    /** Meta reports on a message that we, or another system, sent from the number. */
    sealed interface Report extends Content {
        PhoneNumberId number();

        Wamid wamid();

        /** Our own tag, where the report brings it back. */
        @Nullable
        MessageTag tag();

        Instant reportedAt();
    }

    record Progress(
            PhoneNumberId number,
            Wamid wamid,
            @Nullable MessageTag tag,
            Receipt receipt,
            @Nullable Pricing pricing,
            Instant reportedAt)
            implements Report {}

    record Failure(
            PhoneNumberId number, Wamid wamid, @Nullable MessageTag tag, MessageError error, Instant reportedAt)
            implements Report {}

    /** How far a message to a group has come with one participant. */
    record ParticipantProgress(
            PhoneNumberId number,
            Wamid wamid,
            @Nullable MessageTag tag,
            Sighting participant,
            Receipt receipt,
            Instant reportedAt)
            implements Report {}

    /** What is told of a customer, or of a group, that is no message. */
    sealed interface Fact extends Content {
        PhoneNumberId number();
    }

    /** A call came as far as this; {@code seconds} it lasted, at its end. */
    record CallReport(
            PhoneNumberId number,
            String metaId,
            Sighting with,
            boolean byCustomer,
            CallStage stage,
            @Nullable Long seconds,
            Instant reportedAt)
            implements Fact {}

    /** A customer stops marketing messages, or takes them again. */
    record MarketingChoice(PhoneNumberId number, Sighting by, boolean stopped, Instant chosenAt) implements Fact {}

    /** The business has saved somebody in its address book, or without a name, taken them out. */
    record SavedContact(
            PhoneNumberId number, Sighting who, @Nullable ContactName name, Instant savedAt) implements Fact {}

    /** Meta's assistant hands a conversation to people, or takes it. */
    record Handover(PhoneNumberId number, Sighting with, boolean toPeople, Instant handedAt) implements Fact {}

    /** A notice that says what a group is called. */
    record GroupNamed(PhoneNumberId number, Notice notice, GroupId group, ContactName subject) implements Fact {}

    /** What Meta tells about an account, a number, a template or a group. */
    record News(Notice notice) implements Content {}

    /** Nothing is to be done; reading it decided what becomes of it. */
    record Settled(Outcome outcome) implements Content {}
}
