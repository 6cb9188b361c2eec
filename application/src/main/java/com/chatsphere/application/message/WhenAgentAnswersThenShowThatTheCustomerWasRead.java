package com.chatsphere.application.message;

import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;

/** An answer shows that what came before it was read, where the number's policy says so. */
@DisallowReplay
@ProcessingGroup("read-receipts")
public class WhenAgentAnswersThenShowThatTheCustomerWasRead {
    private final Attentiveness attentiveness;

    public WhenAgentAnswersThenShowThatTheCustomerWasRead(Attentiveness attentiveness) {
        this.attentiveness = attentiveness;
    }

    @EventHandler
    void react(MessageQueued event) {
        boolean wrote = !(event.content() instanceof MessageContent.Reaction)
                && event.to().group() == null;
        if (wrote) {
            attentiveness.answered(event.conversationId(), event.number());
        }
    }
}
