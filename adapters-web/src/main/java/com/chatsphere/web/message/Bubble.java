package com.chatsphere.web.message;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.web.layout.ClockTime;
import com.chatsphere.web.template.TemplateView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of the thread; the same for every viewer. */
public record Bubble(Transcript.Entry entry) {
    private static final int TONES = 8;

    /** The id of its element, which the composer already uses before the message is known here. */
    public String elementId() {
        return "message-" + entry.id();
    }

    /** The id of a part of it. */
    public String partId(String part) {
        return part + "-" + entry.id();
    }

    public String place() {
        return ThreadPlace.print(entry.place());
    }

    public boolean isOurs() {
        return entry.direction() == Direction.OUTBOUND;
    }

    /** Whether it is WhatsApp that speaks, in the middle of the thread. */
    public boolean isNotice() {
        return !isRevoked()
                && (entry.content() instanceof MessageContent.Notice
                        || entry.content() instanceof MessageContent.Welcome);
    }

    /** Whether one can reply or react to it; {@code "true"}, or null for the attribute to be absent. */
    public @Nullable String isAnswerable() {
        return isNotice() || isRevoked() || entry.content() instanceof MessageContent.Call ? null : "true";
    }

    /** Whether nobody needs to be told of it as of something new. */
    public boolean isOld() {
        return entry.context().route() == MessageContext.Route.IMPORT;
    }

    /** The modifier of the style sheet. */
    public String side() {
        if (isNotice()) {
            return "notice";
        }
        return isOurs() ? "ours" : "theirs";
    }

    /** Who wrote it, as far as the grouping of bubbles is concerned. */
    public String sender() {
        if (isNotice()) {
            return "whatsapp";
        }
        if (isOurs()) {
            return entry.elsewhere() ? "elsewhere" : "agent-" + entry.sentBy();
        }
        Contact participant = entry.context().participant();
        return participant == null ? "customer" : "customer-" + participant.id();
    }

    /** The agent's or participant's name over their bubbles; none where it is at the top of the thread. */
    public @Nullable String senderName() {
        if (isOurs()) {
            return entry.senderName();
        }
        Contact participant = entry.context().participant();
        return participant == null ? null : PersonName.of(participant);
    }

    /** One of eight colours of a participant, always the same one; null for everybody else. */
    public @Nullable Integer senderTone() {
        Contact participant = entry.context().participant();
        return isOurs() || participant == null
                ? null
                : Integer.valueOf(Math.floorMod(participant.id().value().hashCode(), TONES));
    }

    public List<Mark> marks() {
        return Mark.of(entry);
    }

    public @Nullable QuoteBox quote() {
        return entry.replyTo() == null ? null : QuoteBox.of(entry.replyTo());
    }

    /** What the customer can tap on below it. */
    public @Nullable QuestionCard question() {
        return !isRevoked() && entry.content() instanceof MessageContent.Interactive question
                ? QuestionCard.of(question)
                : null;
    }

    public @Nullable ReferralCard referral() {
        MessageContext.Referral referral = entry.context().referral();
        return referral == null ? null : ReferralCard.of(referral);
    }

    /** The product of a catalogue that the customer asks about. */
    public @Nullable String product() {
        MessageContext.Product product = entry.context().product();
        return product == null ? null : ShownText.label(product.product(), "unnamed");
    }

    public boolean isRevoked() {
        return entry.since().revokedAt() != null;
    }

    /** Null when nobody reacted, or to what is not shown any more. */
    public @Nullable ReactionChip reactions() {
        return isRevoked() || entry.since().reactions().isEmpty()
                ? null
                : ReactionChip.of(entry.since().reactions());
    }

    /** What WhatsApp did not take of our last reaction; null where there is nothing to tell. */
    public @Nullable String failedReaction() {
        Transcript.FailedReaction failed = entry.since().failedReaction();
        if (failed == null || isRevoked()) {
            return null;
        }
        String what = failed.emoji() == null
                ? "Your reaction could not be taken back."
                : "Your reaction %s was not delivered."
                        .formatted(ShownText.label(failed.emoji().value(), ""));
        return what + " " + FailureReason.of(failed.error()).cause();
    }

    /** What it said before its edits, the latest first; nothing of what was deleted. */
    public List<EarlierText> earlier() {
        return isRevoked()
                ? List.of()
                : entry.since().earlier().reversed().stream()
                        .map(EarlierText::of)
                        .toList();
    }

    /** How far it has come with the members of a group. */
    public List<Arrival> arrivals() {
        return Arrival.of(entry.since().receipts());
    }

    /** Whether more than its ticks and its reactions can have changed since it came. */
    public boolean mayReadOtherwise() {
        return !isOurs()
                || entry.elsewhere()
                || entry.replyTo() != null
                || isRevoked()
                || !entry.since().earlier().isEmpty();
    }

    /** The buttons under it. */
    public List<TemplateView.Tap> taps() {
        return !isRevoked() && entry.content() instanceof MessageContent.Template template
                ? TemplateView.of(template).taps()
                : List.of();
    }

    public String clockTime() {
        return ClockTime.of(entry.sentAt());
    }

    /** How far it has come; null for messages of the customer, and for calls. */
    public @Nullable Tick tick() {
        boolean isCall = entry.content() instanceof MessageContent.Call;
        return isOurs() && !isRevoked() && !isCall ? Tick.of(entry.status()) : null;
    }

    public boolean failed() {
        return isOurs() && "failed".equals(entry.status());
    }

    public boolean unconfirmed() {
        return isOurs() && "unconfirmed".equals(entry.status());
    }

    /** Why it has not gone out yet, where it was tried already. */
    public @Nullable FailureReason delay() {
        return "queued".equals(entry.status()) && entry.since().delayedBy() != null
                ? FailureReason.of(entry.since().delayedBy())
                : null;
    }

    public List<AttemptLine> attempts() {
        return AttemptLine.of(entry.since().attempts());
    }

    public FailureReason failure() {
        return FailureReason.of(entry.error());
    }
}
