package com.chatsphere.application.message;

import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Wamid;
import java.time.Duration;
import java.util.List;

/** Need: which customers are still to be shown that their messages were read; at most one such debt a conversation. */
public interface ReceiptsDue {
    /** Owes one for the customer's latest message; nothing where that was shown before and nobody is typing. */
    void owe(ConversationId conversation, PhoneNumberId number, boolean typing);

    /** Claims some that are due, for as long as the lease. */
    List<Due> claim(int most, Duration lease);

    /** It was shown, or never can be. */
    void settle(Due due);

    /** Shows it later. */
    void postpone(Due due, Duration delay);

    /**
     * One debt.
     *
     * @param upTo the latest of the customer's messages, which stands for all before it
     * @param typing whether an agent is typing as well
     */
    record Due(ConversationId conversation, PhoneNumberId number, Wamid upTo, boolean typing, int tries) {}
}
