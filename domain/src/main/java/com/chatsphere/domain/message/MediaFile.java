package com.chatsphere.domain.message;

import org.jspecify.annotations.Nullable;

/** The file that a message shows: one that Meta holds for us, or one that is kept here. */
public sealed interface MediaFile permits RemoteMedia, KeptFile {
    /** May have parameters, as in {@code audio/ogg; codecs=opus}. */
    @Nullable
    String mimeType();

    /** What its sender calls it: a label, never a path. */
    @Nullable
    MessageText filename();
}
