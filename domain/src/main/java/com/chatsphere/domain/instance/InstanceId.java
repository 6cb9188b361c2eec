package com.chatsphere.domain.instance;

import com.chatsphere.domain.DerivedUuid;
import java.util.UUID;

/** Names a connected WhatsApp number of the business inside ChatSphere. */
public record InstanceId(UUID value) {
    public static InstanceId of(PhoneNumberId number) {
        return new InstanceId(DerivedUuid.of("instance", number.value()));
    }

    public static InstanceId of(String text) {
        return new InstanceId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
