package com.chatsphere.domain.message;

import org.jspecify.annotations.Nullable;

/** What stands above the text of a template or of a message to be answered with a tap. */
public sealed interface MessageHeader {
    /** A line in bold. */
    record Text(MessageText text) implements MessageHeader {}

    /** A picture, video or document that Meta holds for us. */
    record File(MediaKind kind, MediaId id, @Nullable MessageText filename) implements MessageHeader {}

    /** A place, in degrees. */
    record Place(
            double latitude,
            double longitude,
            @Nullable MessageText name,
            @Nullable MessageText address) implements MessageHeader {}
}
