package com.chatsphere.domain.conversation;

import com.chatsphere.domain.DerivedUuid;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.util.UUID;

/** Names the one conversation between a WhatsApp number of the business and a contact. */
public record ConversationId(UUID value) {
    public static ConversationId between(PhoneNumberId number, ContactId contact) {
        return new ConversationId(DerivedUuid.of("conversation", number.value(), contact.toString()));
    }

    public static ConversationId of(String text) {
        return new ConversationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
