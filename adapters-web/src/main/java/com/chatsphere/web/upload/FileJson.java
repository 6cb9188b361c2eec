package com.chatsphere.web.upload;

import com.chatsphere.application.media.Reception.Received;
import com.chatsphere.application.media.Reception.Way;
import com.chatsphere.domain.message.KeptFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that was taken.
 *
 * @param size in bytes, as it is sent
 * @param kind what it was brought as
 * @param kinds what it can be sent as
 * @param refused what it cannot be sent as, and why, for people
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param seconds how long it plays
 * @param pages of a document
 */
record FileJson(
        String id,
        String mimeType,
        long size,
        @Nullable String filename,
        String kind,
        List<String> kinds,
        Map<String, String> refused,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Double seconds,
        @Nullable Integer pages) {
    static FileJson of(Received received) {
        KeptFile file = received.upload().file();
        Map<String, String> refused = new LinkedHashMap<>();
        for (Way way : received.ways()) {
            if (way.obstacle() != null) {
                refused.put(KindWord.of(way.kind()), UploadProblems.sentence(way.obstacle(), FileForm.FILE));
            }
        }
        return new FileJson(
                file.fileId().toString(),
                file.mimeType(),
                file.size(),
                file.filename() == null ? null : file.filename().value(),
                KindWord.of(received.upload().kind()),
                received.ways().stream()
                        .filter(way -> way.obstacle() == null)
                        .map(way -> KindWord.of(way.kind()))
                        .toList(),
                refused,
                received.upload().look().width(),
                received.upload().look().height(),
                received.upload().look().seconds(),
                received.upload().look().pages());
    }
}
