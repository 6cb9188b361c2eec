package com.chatsphere.web.ws;

import com.chatsphere.application.Secret;
import com.chatsphere.application.conversation.Inbox;
import com.chatsphere.application.live.Change;
import com.chatsphere.application.media.MediaAddresses;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.web.api.ConversationJson;
import com.chatsphere.web.api.MessageJson;
import com.chatsphere.web.media.MediaLinks;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a socket is told about one change: written once, once more for those who have pinned the conversation, and for each
 * login by itself where it holds addresses of files.
 */
final class Frame {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /** Whom a message without a file is written for: there are no addresses in it. */
    private static final Secret NOBODY = new Secret("nobody");

    private final long sequence;
    private final String text;
    private final @Nullable ConversationId conversation;
    private final @Nullable String textIfPinned;
    private final @Nullable Function<Secret, String> textFor;

    private Frame(
            long sequence,
            String text,
            @Nullable ConversationId conversation,
            @Nullable String textIfPinned,
            @Nullable Function<Secret, String> textFor) {
        this.sequence = sequence;
        this.text = text;
        this.conversation = conversation;
        this.textIfPinned = textIfPinned;
        this.textFor = textFor;
    }

    static Frame reset(long sequence) {
        return same(sequence, "reset", Map.of());
    }

    static Frame message(long sequence, Change.Kind kind, Transcript.Entry entry, MediaAddresses addresses) {
        String event = kind.name().toLowerCase(Locale.ROOT);
        Function<Secret, String> textFor =
                login -> write(sequence, event, MessageJson.of(entry, new MediaLinks(addresses, login)));
        return MessageJson.isPersonal(entry)
                ? new Frame(sequence, "", null, null, textFor)
                : new Frame(sequence, textFor.apply(NOBODY), null, null, null);
    }

    static Frame status(long sequence, Transcript.Entry entry) {
        return same(
                sequence,
                "message_status",
                new Status(entry.id().value(), entry.conversationId().value(), entry.status(), entry.wamid()));
    }

    static Frame messageDeleted(long sequence, Change change) {
        UUID message = change.messageId() == null ? null : change.messageId().value();
        return same(
                sequence,
                "message_deleted",
                new DeletedMessage(message, change.conversationId().value()));
    }

    static Frame conversationChanged(long sequence, Inbox.Row row) {
        return new Frame(
                sequence,
                write(sequence, "conversation_changed", ConversationJson.of(row, false)),
                row.id(),
                write(sequence, "conversation_changed", ConversationJson.of(row, true)),
                null);
    }

    static Frame conversationDeleted(long sequence, ConversationId conversation) {
        return same(sequence, "conversation_changed", new DeletedConversation(conversation.value(), true));
    }

    long sequence() {
        return sequence;
    }

    String text(Supplier<Set<ConversationId>> pinned, Secret login) {
        if (textFor != null) {
            return textFor.apply(login);
        }
        return textIfPinned != null && conversation != null && pinned.get().contains(conversation)
                ? textIfPinned
                : text;
    }

    private static Frame same(long sequence, String event, Object data) {
        return new Frame(sequence, write(sequence, event, data), null, null, null);
    }

    private static String write(long sequence, String event, Object data) {
        return JSON.writeValueAsString(new Envelope(event, data, sequence));
    }

    private record Envelope(String event, Object data, long seq) {}

    private record Status(
            UUID id,
            UUID conversationId,
            String status,
            @Nullable String providerMessageId) {}

    private record DeletedMessage(@Nullable UUID id, UUID conversationId) {}

    private record DeletedConversation(UUID id, boolean deleted) {}
}
