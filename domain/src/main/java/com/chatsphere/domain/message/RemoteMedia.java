package com.chatsphere.domain.message;

import org.jspecify.annotations.Nullable;

/**
 * A file as Meta describes it.
 *
 * @param mimeType may have parameters, as in {@code audio/ogg; codecs=opus}
 * @param sha256 in Base64, as webhooks have it
 * @param filename what the sender calls it: a label, never a path
 */
public record RemoteMedia(
        MediaId id,
        @Nullable String mimeType,
        @Nullable String sha256,
        @Nullable MessageText filename) implements MediaFile {}
