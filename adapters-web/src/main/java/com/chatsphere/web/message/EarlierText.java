package com.chatsphere.web.message;

import com.chatsphere.application.message.Transcript.Version;
import com.chatsphere.domain.message.MessageContent.Media;
import com.chatsphere.domain.message.MessageContent.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a message said until it was edited; without words where it had none. */
public record EarlierText(@Nullable WrittenText words, Instant at) {

    static EarlierText of(Version version) {
        WrittenText words =
                switch (version.content()) {
                    case Text(var body) -> WrittenText.of(body.value());
                    case Media media
                    when media.caption() != null ->
                        WrittenText.of(media.caption().value());
                    default -> null;
                };
        return new EarlierText(words, version.writtenAt());
    }
}
