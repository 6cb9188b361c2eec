package com.chatsphere.application.media;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Need: what a file really is, told from its bytes; names and what senders say only decide between what the bytes allow. */
public interface FileTypes {
    /** The media type, {@code application/octet-stream} when nothing is recognised. */
    String of(Path file, @Nullable String filename) throws IOException;
}
