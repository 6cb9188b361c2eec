package com.chatsphere.application.message;

import com.chatsphere.application.instance.SendingPolicies;
import com.chatsphere.application.instance.SendingPolicy;
import com.chatsphere.application.instance.SendingPolicy.ReadReceipts;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;

/** Shows customers that somebody reads and types, as far as the policy of the number allows. */
public final class Attentiveness {
    private final SendingPolicies policies;
    private final ReceiptsDue receipts;

    public Attentiveness(SendingPolicies policies, ReceiptsDue receipts) {
        this.policies = policies;
        this.receipts = receipts;
    }

    /** An agent has the conversation open. */
    public void opened(ConversationId conversation, PhoneNumberId number) {
        if (policies.of(number).readReceipts() == ReadReceipts.ON_OPENING) {
            receipts.owe(conversation, number, false);
        }
    }

    /** An agent has answered. */
    public void answered(ConversationId conversation, PhoneNumberId number) {
        if (policies.of(number).readReceipts() != ReadReceipts.NEVER) {
            receipts.owe(conversation, number, false);
        }
    }

    /** An agent is writing. */
    public void typing(ConversationId conversation, PhoneNumberId number) {
        SendingPolicy policy = policies.of(number);
        if (policy.typing() && policy.readReceipts() != ReadReceipts.NEVER) {
            receipts.owe(conversation, number, true);
        }
    }
}
