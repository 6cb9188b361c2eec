package com.chatsphere.domain.call;

import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to a call. */
public sealed interface CallEvent {
    CallId callId();

    /**
     * It came as far as this; each stage is reported once.
     *
     * @param first whether nothing was known of the call before
     */
    record CallReported(
            CallId callId,
            ConversationId conversationId,
            PhoneNumberId number,
            ContactId contact,
            String metaId,
            boolean byCustomer,
            CallStage stage,
            @Nullable Long seconds,
            boolean first,
            Instant reportedAt,
            Instant at)
            implements CallEvent {}
}
