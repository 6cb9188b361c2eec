package com.chatsphere.domain.call;

import com.chatsphere.domain.DerivedUuid;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.util.UUID;

/** Names a call, after what Meta calls it: however often it is reported, it is one. */
public record CallId(UUID value) {
    public static CallId of(PhoneNumberId number, String metaId) {
        return new CallId(DerivedUuid.of("call", number.value(), metaId));
    }

    public static CallId of(String text) {
        return new CallId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
