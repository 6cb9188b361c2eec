package com.chatsphere.application.instance;

import com.chatsphere.domain.instance.PhoneNumberId;

/** Need: how each number behaves towards customers; the usual way where nobody has chosen. */
public interface SendingPolicies {
    SendingPolicy of(PhoneNumberId number);

    void choose(PhoneNumberId number, SendingPolicy policy);
}
