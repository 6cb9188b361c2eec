package com.chatsphere.domain.conversation;

import com.chatsphere.domain.DerivedUuid;
import java.util.UUID;

/** Names a person, or a group, who writes to the business, whatever phone number or user id they use today. */
public record ContactId(UUID value) {
    /** A group stands for itself: its name is derived from Meta's. */
    public static ContactId of(GroupId group) {
        return new ContactId(DerivedUuid.of("group", group.value()));
    }

    public static ContactId of(String text) {
        return new ContactId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
