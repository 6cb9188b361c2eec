package com.chatsphere.application.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Need: recordings of browsers as the voice messages that WhatsApp plays. */
public interface VoiceNotes {
    /**
     * The same sound as Ogg with Opus, not encoded anew, in a file that is the caller's; empty when there is nothing to do
     * because it is Ogg already, or when it is none that can be brought over without loss.
     */
    Optional<Path> toOgg(Path recording, String mimeType) throws IOException;
}
