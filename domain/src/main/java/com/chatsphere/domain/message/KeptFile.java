package com.chatsphere.domain.message;

import org.jspecify.annotations.Nullable;

/**
 * A file of ours: kept here, and handed to Meta before the message with it is sent.
 *
 * @param mimeType what the file really is, and is handed to Meta as
 * @param size in bytes
 * @param filename what the customer sees it called: a label, never a path
 */
public record KeptFile(
        FileId fileId, String mimeType, long size, @Nullable MessageText filename) implements MediaFile {}
