package com.chatsphere.web.api;

import com.chatsphere.application.media.Attachment;
import com.chatsphere.application.media.MediaAddresses.Variant;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.web.media.MediaLinks;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
        @Nullable Media media,
        List<Reaction> reactions,
        boolean edited,
        boolean deleted,
        boolean forwarded,
        @Nullable Failure error,
        @Nullable JsonNode details) {

    /** The message for whoever may open these addresses. */
    public static MessageJson of(Transcript.Entry entry, MediaLinks links) {
        boolean revoked = entry.since().revokedAt() != null;
        return new MessageJson(
                entry.id().value(),
                entry.conversationId().value(),
                entry.direction().name().toLowerCase(Locale.ROOT),
                entry.type(),
                revoked ? null : body(entry.content()),
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
                !revoked && entry.content() instanceof MessageContent.Media media
                        ? Media.of(media, entry.attachment(), links)
                        : null,
                entry.since().reactions().stream().map(Reaction::of).toList(),
                !entry.since().earlier().isEmpty(),
                revoked,
                entry.forwarded(),
                entry.error() == null ? null : Failure.of(entry.error()),
                DetailsJson.of(entry));
    }

    /** Whether it holds addresses, and so is another message for every login. */
    public static boolean isPersonal(Transcript.Entry entry) {
        return entry.attachment() != null && entry.attachment().state() == Attachment.State.READY;
    }

    /** The word for what an agent can send. */
    static String type(MessageContent content) {
        return switch (content) {
            case MessageContent.Location location -> "location";
            case MessageContent.Contacts contacts -> "contacts";
            case MessageContent.Interactive interactive -> "interactive";
            case MessageContent.Template template -> "template";
            case MessageContent.Reaction reaction -> "reaction";
            case MessageContent.Media media -> Media.type(media.kind());
            default -> "text";
        };
    }

    /** The text of it, or what was written beside it. */
    static @Nullable String body(MessageContent content) {
        MessageText said =
                switch (content) {
                    case MessageContent.Text text -> text.body();
                    case MessageContent.Media media -> media.caption();
                    case MessageContent.Interactive interactive -> interactive.body();
                    case MessageContent.Template template ->
                        template.layout().filledWith(template.values()).body();
                    case MessageContent.Reaction reaction ->
                        reaction.emoji() == null
                                ? null
                                : new MessageText(reaction.emoji().value());
                    case MessageContent.ButtonReply reply -> reply.title();
                    case MessageContent.ListReply reply -> reply.title();
                    case MessageContent.FlowReply reply -> reply.body();
                    case MessageContent.TemplateReply reply -> reply.text();
                    case MessageContent.Order order -> order.note();
                    case MessageContent.Notice notice -> notice.body();
                    case MessageContent.Location location -> null;
                    case MessageContent.Contacts contacts -> null;
                    case MessageContent.CallPermissionReply reply -> null;
                    case MessageContent.Welcome welcome -> null;
                    case MessageContent.Call call -> null;
                    case MessageContent.MediaToFollow later -> null;
                    case MessageContent.Unsupported unsupported -> null;
                };
        return said == null ? null : said.value().replace('\0', '\uFFFD');
    }

    /** The message that is replied to. */
    public record ReplyTo(
            String wamid, @Nullable UUID id, @Nullable String preview) {
        static ReplyTo of(Transcript.Quote quote) {
            return new ReplyTo(
                    quote.wamid(), quote.id() == null ? null : quote.id().value(), quote.preview());
        }
    }

    /** An emoji somebody put on a message: their number, or user id, or nobody when it was the business. */
    public record Reaction(@Nullable String from, String emoji) {
        static Reaction of(Transcript.Reaction reaction) {
            Contact by = reaction.by();
            String from = by == null ? null : String.valueOf(by.phone() != null ? by.phone() : by.userId());
            return new Reaction(from, reaction.emoji().value());
        }
    }

    /** Why it was not delivered. */
    public record Failure(int code, String title, @Nullable String details) {
        static Failure of(MessageError error) {
            return new Failure(error.code(), error.title(), error.details());
        }
    }

    /**
     * A file, as far as it is known.
     *
     * @param url where the login that asked may open it for a while; null until it is here
     */
    public record Media(
            String status,
            String type,
            @Nullable String mimeType,
            @Nullable String filename,
            @Nullable Long sizeBytes,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Double durationSeconds,
            @Nullable Integer pageCount,
            @Nullable String url,
            @Nullable String thumbnailUrl,
            boolean voice,
            boolean animated,
            @Nullable String providerMediaId,
            @Nullable String sha256,
            @Nullable String error) {
        static Media of(MessageContent.Media media, @Nullable Attachment attachment, MediaLinks links) {
            RemoteMedia remote = media.file() instanceof RemoteMedia known ? known : null;
            String filename = media.file().filename() == null
                    ? null
                    : media.file().filename().value();
            String declared = media.file().mimeType();
            boolean voice = media.kind() == MediaKind.VOICE_NOTE;
            boolean animated = media.kind() == MediaKind.ANIMATED_STICKER;
            String remoteId = remote == null ? null : remote.id().value();
            String remoteHash = remote == null ? null : remote.sha256();
            if (attachment == null) {
                return new Media(
                        "pending",
                        type(media.kind()),
                        declared,
                        filename,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        voice,
                        animated,
                        remoteId,
                        remoteHash,
                        null);
            }
            boolean ready = attachment.state() == Attachment.State.READY;
            return new Media(
                    state(attachment.state()),
                    type(media.kind()),
                    attachment.mimeType() == null ? declared : attachment.mimeType(),
                    filename,
                    attachment.size(),
                    attachment.width(),
                    attachment.height(),
                    attachment.seconds(),
                    attachment.pages(),
                    ready ? links.to(attachment.id(), Variant.ORIGINAL) : null,
                    ready && attachment.hasThumbnail() ? links.to(attachment.id(), Variant.THUMBNAIL) : null,
                    voice,
                    animated,
                    remoteId,
                    remoteHash == null ? attachment.sha256() : remoteHash,
                    attachment.trouble());
        }

        private static String state(Attachment.State state) {
            return switch (state) {
                case PENDING -> "pending";
                case READY -> "ready";
                case FAILED, REMOVED -> "failed";
            };
        }

        private static String type(MediaKind kind) {
            return switch (kind) {
                case IMAGE -> "image";
                case VIDEO -> "video";
                case AUDIO, VOICE_NOTE -> "audio";
                case DOCUMENT -> "document";
                case STICKER, ANIMATED_STICKER -> "sticker";
            };
        }
    }
}
