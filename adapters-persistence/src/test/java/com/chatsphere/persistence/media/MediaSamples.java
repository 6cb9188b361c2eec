package com.chatsphere.persistence.media;

import static com.chatsphere.persistence.eventstore.EventSamples.AT;
import static com.chatsphere.persistence.eventstore.EventSamples.SARA;

import com.chatsphere.application.media.Previews;
import com.chatsphere.application.media.StoreKey;
import com.chatsphere.application.media.Uploads.Upload;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageText;
import java.util.UUID;

/** Files that agents brought. */
public final class MediaSamples {
    private MediaSamples() {}

    public static Upload pdf(long number) {
        return pdf(number, 1_234, SARA);
    }

    public static Upload pdf(long number, long size, AgentId by) {
        FileId id = new FileId(new UUID(0xf11e, number));
        return new Upload(
                new KeptFile(id, "application/pdf", size, new MessageText("Angebot №%d.pdf".formatted(number))),
                MediaKind.DOCUMENT,
                by,
                new StoreKey("f%d".formatted(number)),
                "ab".repeat(32),
                new Previews.Look(595, 842, null, 3, new Previews.Thumbnail(new byte[7], "image/png", 300, 424), null),
                new StoreKey("t%d".formatted(number)),
                AT);
    }
}
