package com.chatsphere.web.api;

import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** A message as scripts see it. */
public record MessageJson(
        UUID id,
        UUID conversationId,
        String direction,
        String type,
        @Nullable String body,
        @Nullable String providerMessageId,
        String status,
        Instant sentAt,
        Instant createdAt,
        @Nullable UUID replyToMessageId,
        @Nullable ReplyTo replyTo,
        @Nullable UUID sentByUserId,
        @Nullable String senderName,
        @Nullable JsonNode media,
        List<Reaction> reactions,
        boolean edited,
        boolean deleted,
        boolean forwarded,
        @Nullable Failure error,
        @Nullable Details details) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public static MessageJson of(Transcript.Entry entry) {
        return new MessageJson(
                entry.id().value(),
                entry.conversationId().value(),
                entry.direction().name().toLowerCase(Locale.ROOT),
                entry.type(),
                body(entry.content()),
                entry.wamid(),
                entry.status(),
                entry.sentAt(),
                entry.createdAt(),
                entry.replyTo() == null || entry.replyTo().id() == null
                        ? null
                        : entry.replyTo().id().value(),
                entry.replyTo() == null ? null : ReplyTo.of(entry.replyTo()),
                entry.sentBy() == null ? null : entry.sentBy().value(),
                entry.senderName(),
                null,
                List.of(),
                false,
                false,
                entry.forwarded(),
                entry.error() == null ? null : Failure.of(entry.error()),
                details(entry.content()));
    }

    private static @Nullable String body(MessageContent content) {
        return switch (content) {
            case MessageContent.Text text -> text.body().value().replace('\0', '\uFFFD');
            case MessageContent.Unsupported _ -> null;
        };
    }

    private static @Nullable Details details(MessageContent content) {
        return switch (content) {
            case MessageContent.Text _ -> null;
            case MessageContent.Unsupported other ->
                new Details(other.type(), tree(other.raw().value()));
        };
    }

    private static JsonNode tree(String raw) {
        try {
            return JSON.readTree(raw);
        } catch (JacksonException notJson) {
            return StringNode.valueOf(raw);
        }
    }

    /** The message that is replied to. */
    public record ReplyTo(
            String wamid, @Nullable UUID id, @Nullable String preview) {
        static ReplyTo of(Transcript.Quote quote) {
            return new ReplyTo(
                    quote.wamid(), quote.id() == null ? null : quote.id().value(), quote.preview());
        }
    }

    /** An emoji somebody put on a message. */
    public record Reaction(String from, String emoji) {}

    /** Why it was not delivered. */
    public record Failure(int code, String title, @Nullable String details) {
        static Failure of(MessageError error) {
            return new Failure(error.code(), error.title(), error.details());
        }
    }

    /** What came in a shape of its own: Meta's word for it and Meta's JSON. */
    public record Details(String type, JsonNode raw) {}
}
