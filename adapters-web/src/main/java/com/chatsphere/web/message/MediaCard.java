package com.chatsphere.web.message;

import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent.Media;
import com.chatsphere.domain.message.MessageText;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that Meta holds for us, while it is not here.
 *
 * @param look how large a place it takes: {@code picture}, {@code sticker}, {@code sound} or {@code file}
 * @param name of the file without its folders, or null when it has none
 * @param wholeName the name as far as it can be shown, for those who want to see it all
 * @param type for people, for example {@code PDF}
 */
public record MediaCard(
        String icon,
        String look,
        String words,
        @Nullable String name,
        @Nullable String wholeName,
        @Nullable String type,
        @Nullable WrittenText caption) {
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\](?=[^/\\\\])");
    private static final int LONGEST_TYPE = 12;

    public static MediaCard of(Media media) {
        String wholeName = nameOf(media.file().filename());
        MessageText caption = media.caption();
        return new MediaCard(
                icon(media.kind()),
                look(media.kind()),
                words(media.kind()),
                wholeName == null
                        ? null
                        : FOLDERS.matcher(wholeName).replaceFirst("").strip(),
                wholeName,
                type(media),
                caption == null ? null : WrittenText.of(caption.value()));
    }

    private static @Nullable String nameOf(@Nullable MessageText filename) {
        String name = ShownText.label(filename, "");
        return name.isEmpty() ? null : name;
    }

    private static String icon(MediaKind kind) {
        return switch (kind) {
            case IMAGE -> "image";
            case VIDEO -> "video";
            case AUDIO -> "music";
            case VOICE_NOTE -> "mic";
            case DOCUMENT -> "file-text";
            case STICKER, ANIMATED_STICKER -> "sticker";
        };
    }

    private static String look(MediaKind kind) {
        return switch (kind) {
            case IMAGE, VIDEO -> "picture";
            case STICKER, ANIMATED_STICKER -> "sticker";
            case AUDIO, VOICE_NOTE -> "sound";
            case DOCUMENT -> "file";
        };
    }

    private static String words(MediaKind kind) {
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

    /** The ending of a document's name, else what its media type says. */
    private static @Nullable String type(Media media) {
        if (media.kind() != MediaKind.DOCUMENT) {
            return null;
        }
        String name = ShownText.label(media.file().filename(), "");
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (ending.length() < name.length() && isType(ending)) {
            return ending.toUpperCase(Locale.ROOT);
        }
        String mimeType = ShownText.label(media.file().mimeType(), "").replaceFirst(";.*", "");
        String subtype = mimeType.substring(mimeType.lastIndexOf('/') + 1);
        return isType(subtype) ? subtype.toUpperCase(Locale.ROOT) : null;
    }

    private static boolean isType(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_TYPE
                && text.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
    }
}
