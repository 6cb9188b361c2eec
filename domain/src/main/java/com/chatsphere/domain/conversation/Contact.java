package com.chatsphere.domain.conversation;

import org.jspecify.annotations.Nullable;

/**
 * A person as one delivery or one agent names them; at least a phone number or a user id is known.
 *
 * <p>Since 2026 a customer without a phone number is normal: who has a username need not show the number.
 */
public record Contact(
        ContactId id,
        @Nullable PhoneNumber phone,
        @Nullable BusinessScopedUserId userId,
        @Nullable BusinessScopedUserId parentUserId,
        @Nullable ContactName username,
        @Nullable ContactName name) {

    public Contact {
        if (phone == null && userId == null) {
            throw new IllegalArgumentException("a contact has a phone number or a business-scoped user id");
        }
    }

    /** What is known once {@code newer} has been heard: what it says wins, what it leaves out stays. */
    public Contact mergedWith(Contact newer) {
        return new Contact(
                id,
                newer.phone == null ? phone : newer.phone,
                newer.userId == null ? userId : newer.userId,
                newer.parentUserId == null ? parentUserId : newer.parentUserId,
                newer.username == null ? username : newer.username,
                newer.name == null ? name : newer.name);
    }
}
