package com.chatsphere.web.preview;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.RemoteMedia;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conversation with files of every kind, in every state. */
final class Album {
    private final InboxInMemory inbox;
    private final ConversationId conversation;
    private Instant at;

    private Album(InboxInMemory inbox, ConversationId conversation, Instant at) {
        this.inbox = inbox;
        this.conversation = conversation;
        this.at = at;
    }

    static void fill(InboxInMemory inbox, SampleFiles files) {
        Instant now = Instant.now();
        Album old = new Album(
                inbox,
                inbox.begin("Lea Brandt", "4915112340000", now.minus(Duration.ofDays(60))),
                now.minus(Duration.ofDays(50)));
        for (int photo = 0; photo < 70; photo++) {
            old.theirs(MediaKind.IMAGE, files.picture(400, 300, photo / 70f), null, null);
            old.at = old.at.plus(Duration.ofHours(12));
        }
        Album album = new Album(inbox, old.conversation, now.minus(Duration.ofHours(3)));
        album.words("Look at https://example.com/kettles and www.example.org/a");
        album.theirs(
                MediaKind.IMAGE, files.picture(1600, 1200, 0.55f), null, "The blue one, please. Is it still there?");
        album.theirs(MediaKind.IMAGE, files.picture(900, 1600, 0.05f), null, null);
        album.ours(MediaKind.IMAGE, files.picture(2000, 500, 0.3f), null, "هذا هو اللون الجديد");
        album.theirs(MediaKind.VIDEO, files.sample("clip.mp4", "video/mp4", null, null), null, "How it works");
        album.theirs(MediaKind.STICKER, files.sample("sticker.webp", "image/webp", null, null), null, null);
        album.ours(MediaKind.ANIMATED_STICKER, files.sample("sticker.webp", "image/webp", null, null), null, null);
        album.theirs(MediaKind.VOICE_NOTE, files.sample("voice.ogg", "audio/ogg", null, 3.2), null, null);
        album.theirs(MediaKind.VOICE_NOTE, files.sample("voice.ogg", "audio/ogg", null, null), null, null);
        album.ours(MediaKind.VOICE_NOTE, files.sample("voice.ogg", "audio/ogg", null, 3.2), null, null);
        album.theirs(
                MediaKind.AUDIO,
                files.sample("melody.mp3", "audio/mpeg", "Melody of a very long summer.mp3", 4.0),
                "Melody of a very long summer.mp3",
                null);
        album.theirs(
                MediaKind.DOCUMENT,
                files.document("application/pdf", "Delivery note.pdf", 3),
                "Delivery note.pdf",
                "Signed.");
        album.theirs(
                MediaKind.DOCUMENT,
                files.sample("delivery-note.pdf", "application/pdf", "note.pdf", null),
                "note.pdf",
                null);
        album.ours(
                MediaKind.DOCUMENT,
                files.document("application/vnd.ms-excel", "Prices 2026.xlsx", null),
                "Prices 2026.xlsx",
                null);
        album.theirs(MediaKind.DOCUMENT, files.document("text/html", "evil.html", null), "evil.html", null);
        album.theirs(
                MediaKind.DOCUMENT,
                files.document("application/zip", "a.zip", null),
                "تقرير المبيعات النهائي.zip",
                null);
        album.theirs(MediaKind.DOCUMENT, files.document("application/octet-stream", "x", null), null, null);
        for (MediaKind kind : new MediaKind[] {
            MediaKind.IMAGE,
            MediaKind.VIDEO,
            MediaKind.STICKER,
            MediaKind.VOICE_NOTE,
            MediaKind.AUDIO,
            MediaKind.DOCUMENT
        }) {
            album.theirs(kind, SampleFiles.absent(Attachment.State.PENDING, 345_678L, null), null, null);
            album.theirs(
                    kind,
                    SampleFiles.absent(Attachment.State.PENDING, null, "WhatsApp is slow; trying again in a minute."),
                    null,
                    null);
            album.theirs(
                    kind,
                    SampleFiles.absent(Attachment.State.FAILED, null, "WhatsApp does not have this file any more."),
                    null,
                    null);
            album.theirs(kind, SampleFiles.absent(Attachment.State.REMOVED, null, null), null, null);
            album.theirs(kind, null, null, null);
        }
        album.words("That is all.");
        inbox.unread(album.conversation, 0);
    }

    private void words(String text) {
        at = at.plusSeconds(30);
        inbox.theirs(conversation, "text", text, at, null);
    }

    private void theirs(
            MediaKind kind, @Nullable Attachment file, @Nullable String filename, @Nullable String caption) {
        add(Direction.INBOUND, kind, file, filename, caption);
    }

    private void ours(MediaKind kind, @Nullable Attachment file, @Nullable String filename, @Nullable String caption) {
        add(Direction.OUTBOUND, kind, file, filename, caption);
    }

    private void add(
            Direction direction,
            MediaKind kind,
            @Nullable Attachment file,
            @Nullable String filename,
            @Nullable String caption) {
        at = at.plusSeconds(30);
        MessageText name = filename == null ? null : new MessageText(filename);
        RemoteMedia media = new RemoteMedia(new MediaId(UUID.randomUUID().toString()), null, null, name);
        inbox.file(
                conversation,
                direction,
                new MessageContent.Media(kind, media, caption == null ? null : new MessageText(caption)),
                file,
                at);
    }
}
