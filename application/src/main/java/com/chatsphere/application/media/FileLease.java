package com.chatsphere.application.media;

import com.chatsphere.domain.message.FileId;

/**
 * The right to work on a file, until the database's clock says otherwise.
 *
 * @param count tells this right from every other one of the same file; what is written under one that is over counts for
 *     nothing
 */
public record FileLease(FileId file, int count) {}
