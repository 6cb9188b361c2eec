package com.chatsphere.persistence.message;

import com.chatsphere.application.message.Transcript.Attempt;
import com.chatsphere.application.message.Transcript.FailedReaction;
import com.chatsphere.application.message.Transcript.ParticipantReceipt;
import com.chatsphere.application.message.Transcript.Reaction;
import com.chatsphere.application.message.Transcript.Since;
import com.chatsphere.application.message.Transcript.Version;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageEvent.MessageEdited;
import com.chatsphere.domain.message.MessageEvent.MessageReactedTo;
import com.chatsphere.domain.message.MessageEvent.MessageRequeued;
import com.chatsphere.domain.message.MessageEvent.ParticipantReached;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.persistence.eventstore.EventJson;
import com.chatsphere.persistence.jooq.tables.records.TranscriptRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What became of a message after it was written, as its row keeps it; the same in whatever order it is learnt. */
final class Aftermath {
    private static final JsonMapper JSON = EventJson.mapper();
    private static final String NOT_TO_BE_FOUND = "";
    private static final TypeReference<List<Edit>> EDITS = new TypeReference<>() {};
    private static final TypeReference<List<Reaction>> REACTIONS = new TypeReference<>() {};
    private static final TypeReference<List<ParticipantReceipt>> RECEIPTS = new TypeReference<>() {};
    private static final TypeReference<List<OwnReaction>> OWN_REACTIONS = new TypeReference<>() {};
    private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

    private Aftermath() {}

    /** One edit; Meta's time decides their order, and the wamid between two of the same second. */
    private record Edit(String wamid, MessageContent content, Instant at) {
        private static final Comparator<Edit> IN_ORDER =
                Comparator.comparing(Edit::at).thenComparing(Edit::wamid);
    }

    static void edit(TranscriptRecord row, MessageEdited event) {
        if (row.getOriginal() == null) {
            row.setOriginal(row.getContent());
        }
        List<Edit> edits = new ArrayList<>(read(row.getEdits(), EDITS));
        edits.add(new Edit(event.wamid().value(), event.content(), event.editedAt()));
        edits.sort(Edit.IN_ORDER);
        row.setEdits(JSON.writeValueAsString(edits));
        show(row, versions(row).getLast().content());
    }

    /** The file came that an import had only announced; edits of it are made anew. */
    static void fillIn(TranscriptRecord row, MessageContent content) {
        if (row.getOriginal() == null) {
            show(row, content);
            return;
        }
        row.setOriginal(Contents.write(content));
        show(row, versions(row).getLast().content());
    }

    private static void show(TranscriptRecord row, MessageContent content) {
        row.setContent(Contents.write(content));
        row.setType(Contents.type(content));
        row.setWords(row.getRevokedAt() == null ? Contents.words(content) : NOT_TO_BE_FOUND);
    }

    /** What was taken back is kept, and no longer found by its words. */
    static void revoke(TranscriptRecord row, Instant at) {
        row.setRevokedAt(at);
        row.setWords(NOT_TO_BE_FOUND);
    }

    static void react(TranscriptRecord row, MessageReactedTo event) {
        List<Reaction> reactions = withoutThatOf(event.by(), row);
        reactions.add(new Reaction(event.by(), event.emoji(), event.reactedAt()));
        keep(row, reactions);
    }

    static void withdrawReaction(TranscriptRecord row, @Nullable Contact by) {
        keep(row, withoutThatOf(by, row));
    }

    private static List<Reaction> withoutThatOf(@Nullable Contact by, TranscriptRecord row) {
        List<Reaction> reactions = new ArrayList<>(read(row.getReactions(), REACTIONS));
        reactions.removeIf(reaction -> Objects.equals(idOf(reaction.by()), idOf(by)));
        return reactions;
    }

    private static void keep(TranscriptRecord row, List<Reaction> reactions) {
        reactions.sort(
                Comparator.comparing(Reaction::at).thenComparing(reaction -> String.valueOf(idOf(reaction.by()))));
        row.setReactions(reactions.isEmpty() ? null : JSON.writeValueAsString(reactions));
    }

    private static @Nullable ContactId idOf(@Nullable Contact somebody) {
        return somebody == null ? null : somebody.id();
    }

    /** What we ourselves reacted with; of several, the latest counts that WhatsApp did not refuse. */
    private record OwnReaction(
            String message,
            @Nullable Emoji emoji,
            Instant at,
            @Nullable MessageError refused) {
        private static final Comparator<OwnReaction> IN_ORDER =
                Comparator.comparing(OwnReaction::at).thenComparing(OwnReaction::message);
    }

    static void react(TranscriptRecord row, MessageId reaction, @Nullable Emoji emoji, Instant at) {
        List<OwnReaction> all = new ArrayList<>(read(row.getOwnReactions(), OWN_REACTIONS));
        all.add(new OwnReaction(reaction.toString(), emoji, at, null));
        all.sort(OwnReaction.IN_ORDER);
        row.setOwnReactions(JSON.writeValueAsString(all));
    }

    static void refuseReaction(TranscriptRecord row, MessageId reaction, MessageError error) {
        List<OwnReaction> all = new ArrayList<>(read(row.getOwnReactions(), OWN_REACTIONS));
        all.replaceAll(own -> own.message().equals(reaction.toString())
                ? new OwnReaction(own.message(), own.emoji(), own.at(), error)
                : own);
        row.setOwnReactions(JSON.writeValueAsString(all));
    }

    /** The business has one reaction too, set from here or from the phone app: the latest. */
    private static List<Reaction> reactions(TranscriptRecord row) {
        List<Reaction> all = new ArrayList<>(read(row.getReactions(), REACTIONS));
        read(row.getOwnReactions(), OWN_REACTIONS).stream()
                .filter(own -> own.refused() == null)
                .max(OwnReaction.IN_ORDER)
                .filter(own -> all.stream()
                        .noneMatch(reaction ->
                                reaction.by() == null && reaction.at().isAfter(own.at())))
                .ifPresent(own -> {
                    all.removeIf(reaction -> reaction.by() == null);
                    if (own.emoji() != null) {
                        all.add(new Reaction(null, own.emoji(), own.at()));
                    }
                });
        return List.copyOf(all);
    }

    private static @Nullable FailedReaction failedReaction(TranscriptRecord row) {
        OwnReaction last = read(row.getOwnReactions(), OWN_REACTIONS).stream()
                .max(OwnReaction.IN_ORDER)
                .orElse(null);
        return last == null || last.refused() == null ? null : new FailedReaction(last.emoji(), last.refused());
    }

    /** Keeps what became of the attempts so far, before another one is made. */
    static void beginAnew(TranscriptRecord row, MessageRequeued event) {
        List<Attempt> attempts = new ArrayList<>(read(row.getEarlierAttempts(), ATTEMPTS));
        attempts.add(
                new Attempt(event.attempts(), row.getWamid(), Progress.word(row.getStatus()), error(row), event.at()));
        row.setEarlierAttempts(JSON.writeValueAsString(attempts));
    }

    /** Notes how far an earlier attempt has come after all; false if it was not one of those. */
    static boolean reachEarlier(
            TranscriptRecord row, Wamid wamid, DeliveryProgress progress, @Nullable MessageError error) {
        List<Attempt> attempts = new ArrayList<>(read(row.getEarlierAttempts(), ATTEMPTS));
        boolean isEarlier = attempts.stream().anyMatch(attempt -> wamid.value().equals(attempt.wamid()));
        if (isEarlier) {
            attempts.replaceAll(
                    attempt -> wamid.value().equals(attempt.wamid()) ? reached(attempt, progress, error) : attempt);
            row.setEarlierAttempts(JSON.writeValueAsString(attempts));
        }
        return isEarlier;
    }

    private static Attempt reached(Attempt attempt, DeliveryProgress progress, @Nullable MessageError error) {
        String status = Progress.word(Progress.after(attempt.status(), progress));
        boolean failed = status.equals(Progress.write(DeliveryProgress.FAILED));
        return new Attempt(
                attempt.number(),
                attempt.wamid(),
                status,
                failed ? Objects.requireNonNullElse(error, attempt.error()) : null,
                attempt.at());
    }

    static void delay(TranscriptRecord row, @Nullable MessageError cause) {
        row.setDelayedBy(cause == null ? null : JSON.writeValueAsString(cause));
    }

    /** Keeps the furthest that is known of each participant. */
    static void reach(TranscriptRecord row, ParticipantReached event) {
        List<ParticipantReceipt> receipts = new ArrayList<>(read(row.getReceipts(), RECEIPTS));
        boolean further = receipts.stream()
                .filter(receipt ->
                        receipt.participant().id().equals(event.participant().id()))
                .allMatch(receipt -> receipt.receipt().compareTo(event.receipt()) < 0);
        if (further) {
            receipts.removeIf(receipt ->
                    receipt.participant().id().equals(event.participant().id()));
            receipts.add(new ParticipantReceipt(event.participant(), event.receipt(), event.reportedAt()));
            receipts.sort(
                    Comparator.comparing(receipt -> receipt.participant().id().toString()));
            row.setReceipts(JSON.writeValueAsString(receipts));
        }
    }

    static Since of(TranscriptRecord row) {
        if (row.getEdits() == null
                && row.getReactions() == null
                && row.getRevokedAt() == null
                && row.getReceipts() == null
                && row.getOwnReactions() == null
                && row.getEarlierAttempts() == null
                && row.getDelayedBy() == null) {
            return Since.NOTHING;
        }
        List<Version> versions = versions(row);
        return new Since(
                reactions(row),
                versions.subList(0, versions.size() - 1),
                row.getRevokedAt(),
                read(row.getReceipts(), RECEIPTS),
                read(row.getEarlierAttempts(), ATTEMPTS),
                row.getDelayedBy() == null ? null : JSON.readValue(row.getDelayedBy(), MessageError.class),
                failedReaction(row));
    }

    static @Nullable MessageError error(TranscriptRecord row) {
        if (row.getErrorCode() == null || !row.getStatus().equals(Progress.write(DeliveryProgress.FAILED))) {
            return null;
        }
        return new MessageError(row.getErrorCode(), row.getErrorTitle(), row.getErrorDetails());
    }

    /** All that the message ever said, the latest at the end. */
    private static List<Version> versions(TranscriptRecord row) {
        String first = row.getOriginal() == null ? row.getContent() : row.getOriginal();
        List<Version> versions = new ArrayList<>();
        versions.add(new Version(Contents.read(first), row.getSentAt()));
        for (Edit edit : read(row.getEdits(), EDITS)) {
            MessageContent before = versions.getLast().content();
            versions.add(new Version(Contents.edited(before, edit.content()), edit.at()));
        }
        return List.copyOf(versions);
    }

    private static <T> List<T> read(@Nullable String json, TypeReference<List<T>> type) {
        return json == null ? List.of() : JSON.readValue(json, type);
    }
}
