package com.chatsphere.application.message;

import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Wamid;

/** Need: show a customer that a message and all before it were read. Blocks; never throws for a refusal or an outage. */
public interface ReadReceipts {
    Shown show(PhoneNumberId number, Wamid upTo, boolean typing);

    /** What came of it. */
    enum Shown {
        SHOWN,
        /** It can succeed later. */
        NOT_NOW,
        /** Meta refuses it, and would again. */
        NEVER
    }
}
