package com.chatsphere.application.message;

import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.Wamid;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Need: which messages are on record. Strictly consistent with the events. */
public interface KnownMessages {
    /** Those of the given ids that exist, received or sent. */
    Set<MessageId> existing(Collection<MessageId> ids);

    /** The messages we sent from this number that Meta calls by these wamids; unknown ones are left out. */
    Map<Wamid, MessageId> named(PhoneNumberId number, Collection<Wamid> wamids);
}
