package com.chatsphere.application.instance;

import com.chatsphere.application.Secret;
import com.chatsphere.domain.instance.InstanceId;
import com.chatsphere.domain.instance.PhoneNumberId;
import org.jspecify.annotations.Nullable;

/**
 * A WhatsApp number of the business as this installation uses it.
 *
 * @param displayPhoneNumber the number as people write it, where known
 * @param appSecret key of the webhook signature; without it no delivery is believed
 */
public record Instance(
        PhoneNumberId number,
        String name,
        @Nullable String displayPhoneNumber,
        @Nullable String wabaId,
        @Nullable Secret token,
        @Nullable Secret appSecret,
        @Nullable Secret verifyToken) {

    public InstanceId id() {
        return InstanceId.of(number);
    }
}
