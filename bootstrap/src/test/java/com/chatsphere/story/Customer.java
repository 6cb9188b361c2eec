package com.chatsphere.story;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes to the business.
 *
 * @param renamedAt when the name in their profile changed, in Meta's seconds
 */
public record Customer(@Nullable String phone, @Nullable String userId, String name, String laterName, long renamedAt) {
    /** How Meta always knows them. */
    public String key() {
        return Objects.requireNonNull(phone == null ? userId : phone);
    }

    boolean isRenamed() {
        return !name.equals(laterName);
    }

    String nameAt(long time) {
        return time < renamedAt ? name : laterName;
    }
}
