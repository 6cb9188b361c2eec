package com.chatsphere.web.message;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.application.media.MediaAddresses.Variant;
import com.chatsphere.application.media.SharedItems;
import com.chatsphere.application.message.Transcript;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaFile;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent.Media;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.web.media.DocumentLook;
import com.chatsphere.web.media.Measure;
import com.chatsphere.web.media.ShownType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file of a message, and how far it is here. The place it takes is the same all along: what comes late moves nothing.
 *
 * @param message whose file it is
 * @param file as far as it is here, or null when nobody has looked for it
 * @param name of the file without its folders, or null when it has none
 * @param wholeName the name as far as it can be shown, for those who want to see it all
 * @param type for people, for example {@code PDF}
 */
public record MediaCard(
        String message,
        MediaKind kind,
        boolean isTheirs,
        @Nullable Attachment file,
        @Nullable String name,
        @Nullable String wholeName,
        @Nullable String type,
        @Nullable WrittenText caption) {
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\](?=[^/\\\\])");
    private static final int LONGEST_TYPE = 12;

    /** What is shown itself where there is no small picture of it. */
    private static final long MOST_SHOWN_WHOLE = 5L << 20;

    public static MediaCard of(Transcript.Entry entry, Media media) {
        String wholeName = nameOf(media.file().filename());
        MessageText caption = media.caption();
        Attachment file = entry.attachment() == null ? brought(media.file()) : entry.attachment();
        return new MediaCard(
                entry.id().toString(),
                media.kind(),
                entry.direction() == Direction.INBOUND,
                file,
                withoutFolders(wholeName),
                wholeName,
                type(
                        wholeName,
                        file == null || file.mimeType() == null ? media.file().mimeType() : file.mimeType()),
                caption == null ? null : WrittenText.of(caption.value()));
    }

    /** A file that a conversation has gathered. */
    public static MediaCard of(SharedItems.Item item, MediaKind kind) {
        String wholeName = nameOf(item.filename() == null ? null : new MessageText(item.filename()));
        return new MediaCard(
                item.messageId().toString(),
                kind,
                item.direction() == Direction.INBOUND,
                item.attachment(),
                withoutFolders(wholeName),
                wholeName,
                type(
                        wholeName,
                        item.attachment() == null ? null : item.attachment().mimeType()),
                null);
    }

    private static @Nullable String withoutFolders(@Nullable String name) {
        return name == null ? null : FOLDERS.matcher(name).replaceFirst("").strip();
    }

    /** A file of ours is here before its message is. */
    private static @Nullable Attachment brought(MediaFile file) {
        return file instanceof KeptFile kept
                ? new Attachment(
                        kept.fileId(),
                        Attachment.State.READY,
                        kept.mimeType(),
                        kept.size(),
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null)
                : null;
    }

    /** How it is shown. */
    public enum Look {
        PICTURE,
        FILM,
        STICKER,
        SOUND,
        DOCUMENT;

        /** The modifier of the style sheet. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What browsers cannot show is a document, whatever it was sent as. */
    public Look look() {
        Look wanted =
                switch (kind) {
                    case IMAGE -> Look.PICTURE;
                    case VIDEO -> Look.FILM;
                    case STICKER, ANIMATED_STICKER -> Look.STICKER;
                    case AUDIO, VOICE_NOTE -> Look.SOUND;
                    case DOCUMENT -> Look.DOCUMENT;
                };
        return isReady() && wanted != Look.DOCUMENT && !fits(wanted) ? Look.DOCUMENT : wanted;
    }

    private boolean fits(Look wanted) {
        return switch (wanted) {
            case PICTURE, STICKER -> picture() != null;
            case FILM -> shownType() == ShownType.VIDEO;
            case SOUND -> shownType() == ShownType.SOUND;
            case DOCUMENT -> true;
        };
    }

    public String elementId() {
        return "media-" + message;
    }

    /** What a page must not touch as long as it is the same; null while it is not here. */
    public @Nullable String own() {
        return file == null || !isReady() ? null : file.id() + "/" + look().word() + "/" + picture();
    }

    /** The id of its file; empty where none is known. */
    public String fileId() {
        return file == null ? "" : file.id().toString();
    }

    public boolean isReady() {
        return file != null && file.state() == Attachment.State.READY;
    }

    public boolean isPending() {
        return file != null && file.state() == Attachment.State.PENDING;
    }

    public boolean hasFailed() {
        return file != null && file.state() == Attachment.State.FAILED;
    }

    public boolean isRemoved() {
        return file != null && file.state() == Attachment.State.REMOVED;
    }

    public boolean isVoice() {
        return kind == MediaKind.VOICE_NOTE;
    }

    public boolean isGif() {
        return isReady() && file != null && "image/gif".equals(file.mimeType());
    }

    /** Which variant is a picture of it; null where there is none. What moves is shown itself, so that it moves. */
    public @Nullable String picture() {
        if (file == null || !isReady()) {
            return null;
        }
        boolean isPicture = shownType() == ShownType.PICTURE;
        boolean isSmall = file.size() != null && file.size() <= MOST_SHOWN_WHOLE;
        boolean isSticker = kind == MediaKind.STICKER || kind == MediaKind.ANIMATED_STICKER;
        if (isPicture && isSmall && kind != MediaKind.DOCUMENT && (isSticker || isGif())) {
            return Variant.ORIGINAL.word();
        }
        if (file.hasThumbnail()) {
            return Variant.THUMBNAIL.word();
        }
        return isPicture && isSmall && kind != MediaKind.DOCUMENT ? Variant.ORIGINAL.word() : null;
    }

    /** Whether the browser opens it; everything else can only be saved. */
    public boolean opens() {
        return shownType() != ShownType.SAVED_ONLY;
    }

    private ShownType shownType() {
        return ShownType.of(file == null ? null : file.mimeType());
    }

    public String icon() {
        return switch (kind) {
            case IMAGE -> "image";
            case VIDEO -> "video";
            case AUDIO -> "music";
            case VOICE_NOTE -> "mic";
            case DOCUMENT -> DocumentLook.of(type).icon();
            case STICKER, ANIMATED_STICKER -> "sticker";
        };
    }

    public String documentLook() {
        return DocumentLook.of(type).word();
    }

    /** Whether there is room for a picture of a document above its name, by what it is called: before one knows what it is. */
    public boolean hasPage() {
        return switch (DocumentLook.of(type)) {
            case PDF, PICTURE, FILM -> true;
            case TEXT, SHEET, SLIDES, ARCHIVE, SOUND, OTHER -> false;
        };
    }

    public String words() {
        return switch (kind) {
            case IMAGE -> "Photo";
            case VIDEO -> "Video";
            case AUDIO -> "Audio";
            case VOICE_NOTE -> "Voice message";
            case DOCUMENT -> "Document";
            case STICKER -> "Sticker";
            case ANIMATED_STICKER -> "Animated sticker";
        };
    }

    /** What there is to say of it in a line, for example {@code PDF · 1.2 MB · 3 pages}. */
    public String facts() {
        List<String> facts = new ArrayList<>();
        facts.add(type == null ? words() : type);
        if (file != null && file.size() != null) {
            facts.add(Measure.size(file.size()));
        }
        if (file != null && file.pages() != null) {
            facts.add(Measure.pages(file.pages()));
        }
        return String.join(" · ", facts);
    }

    /** How far it is here, or the facts of it once it is. */
    public String standing() {
        if (file == null) {
            return "Kept at WhatsApp, not downloaded yet";
        }
        String trouble = file.trouble();
        return switch (file.state()) {
            case READY -> facts();
            case PENDING ->
                trouble == null
                        ? "Downloading…" + (file.size() == null ? "" : " " + Measure.size(file.size()))
                        : trouble;
            case FAILED -> trouble == null ? "This file could not be fetched from WhatsApp." : trouble;
            case REMOVED -> "This file was removed.";
        };
    }

    /** The line under the name of a document. */
    public String documentLine() {
        return isReady() || hasFailed() || type == null ? standing() : type + " · " + standing();
    }

    /** In seconds, for scripts; null when it is not known. */
    public @Nullable String seconds() {
        return file == null || file.seconds() == null ? null : String.valueOf(file.seconds());
    }

    /** How long it plays; empty when that is not known. */
    public String duration() {
        return file == null || file.seconds() == null ? "" : Measure.time(file.seconds());
    }

    private static @Nullable String nameOf(@Nullable MessageText filename) {
        String name = ShownText.label(filename, "");
        return name.isEmpty() ? null : name;
    }

    /** The ending of its name, else what its media type says. */
    private static @Nullable String type(@Nullable String name, @Nullable String mimeType) {
        if (name != null) {
            String ending = name.substring(name.lastIndexOf('.') + 1);
            if (ending.length() < name.length() && isType(ending)) {
                return ending.toUpperCase(Locale.ROOT);
            }
        }
        String bare = ShownText.label(mimeType, "").replaceFirst(";.*", "");
        String subtype = bare.substring(bare.lastIndexOf('/') + 1);
        return isType(subtype) ? subtype.toUpperCase(Locale.ROOT) : null;
    }

    private static boolean isType(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_TYPE
                && text.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
    }
}
