package com.chatsphere.security;

import com.chatsphere.application.instance.SendingPolicies;
import com.chatsphere.application.instance.SendingPolicy;
import com.chatsphere.application.message.ReceiptsDue;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How numbers behave, and what is owed to customers, in memory. */
final class FakePolicies implements SendingPolicies, ReceiptsDue {
    private final Map<PhoneNumberId, SendingPolicy> chosen = new HashMap<>();
    final List<ConversationId> owed = new ArrayList<>();

    @Override
    public synchronized SendingPolicy of(PhoneNumberId number) {
        return chosen.getOrDefault(number, SendingPolicy.USUAL);
    }

    @Override
    public synchronized void choose(PhoneNumberId number, SendingPolicy policy) {
        chosen.put(number, policy);
    }

    @Override
    public synchronized void owe(ConversationId conversation, PhoneNumberId number, boolean typing) {
        owed.add(conversation);
    }

    @Override
    public List<Due> claim(int most, Duration lease) {
        return List.of();
    }

    @Override
    public void settle(Due due) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void postpone(Due due, Duration delay) {
        throw new UnsupportedOperationException();
    }
}
