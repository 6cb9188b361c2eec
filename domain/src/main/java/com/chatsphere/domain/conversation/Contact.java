package com.chatsphere.domain.conversation;

import org.jspecify.annotations.Nullable;

/**
 * A person as one delivery or one agent names them, or a group; at least a phone number, a user id or a group is known.
 *
 * <p>Since 2026 a customer without a phone number is normal: who has a username need not show the number.
 */
public record Contact(
        ContactId id,
        @Nullable PhoneNumber phone,
        @Nullable BusinessScopedUserId userId,
        @Nullable BusinessScopedUserId parentUserId,
        @Nullable ContactName username,
        @Nullable ContactName name,
        @Nullable GroupId group) {

    public Contact {
        if (phone == null && userId == null && group == null) {
            throw new IllegalArgumentException(
                    "a contact has a phone number or a business-scoped user id, or is a group");
        }
    }

    /** A person. */
    public Contact(
            ContactId id,
            @Nullable PhoneNumber phone,
            @Nullable BusinessScopedUserId userId,
            @Nullable BusinessScopedUserId parentUserId,
            @Nullable ContactName username,
            @Nullable ContactName name) {
        this(id, phone, userId, parentUserId, username, name, null);
    }

    /** A group: a conversation has it in place of a person. */
    public static Contact of(GroupId group) {
        return new Contact(ContactId.of(group), null, null, null, null, null, group);
    }

    /** Whether this number is theirs, in whichever form it is written. */
    public boolean isReachedAt(PhoneNumber number) {
        return phone != null && (phone.equals(number) || phone.otherForms().contains(number));
    }

    /** The same without the phone number, which turned out to be somebody else's. */
    public Contact withoutPhone() {
        return new Contact(id, null, userId, parentUserId, username, name, group);
    }

    /** What is known once {@code newer} has been heard: what it says wins, what it leaves out stays. */
    public Contact mergedWith(Contact newer) {
        return new Contact(
                id,
                newer.phone == null ? phone : newer.phone,
                newer.userId == null ? userId : newer.userId,
                newer.parentUserId == null ? parentUserId : newer.parentUserId,
                newer.username == null ? username : newer.username,
                newer.name == null ? name : newer.name,
                newer.group == null ? group : newer.group);
    }
}
