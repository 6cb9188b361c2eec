package com.chatsphere.domain.message;

import org.jspecify.annotations.Nullable;

/**
 * Why a message was not delivered, in Meta's terms.
 *
 * @param code Meta's error code, or 0 where there is none
 * @param title short text by Meta or by us
 * @param details longer text, where there is one
 */
public record MessageError(int code, String title, @Nullable String details) {}
