package com.chatsphere.domain.call;

import com.chatsphere.domain.Command;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be ordered of a call. */
public sealed interface CallCommand extends Command {
    CallId callId();

    /**
     * Takes down what Meta reports; the same stage twice counts once.
     *
     * @param metaId Meta's name of the call
     * @param byCustomer whether the customer called, not the business
     * @param seconds how long both sides were connected, at its end
     * @param reportedAt Meta's time
     */
    record ReportCall(
            @TargetAggregateIdentifier CallId callId,
            ConversationId conversationId,
            PhoneNumberId number,
            ContactId contact,
            String metaId,
            boolean byCustomer,
            CallStage stage,
            @Nullable Long seconds,
            Instant reportedAt,
            Instant at)
            implements CallCommand {}
}
