package com.chatsphere.domain.message;

import com.chatsphere.domain.DerivedUuid;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.util.UUID;

/**
 * Names a message.
 *
 * <p>Received ones are named after what Meta calls them, so the event store's unique key is the de-duplication; sent ones
 * are named by the client, so sending twice sends once.
 */
public record MessageId(UUID value) {
    public static MessageId received(PhoneNumberId number, Wamid wamid) {
        return new MessageId(DerivedUuid.of("message", number.value(), wamid.value()));
    }

    public static MessageId of(String text) {
        return new MessageId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
