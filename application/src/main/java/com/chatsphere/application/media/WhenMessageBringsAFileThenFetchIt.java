package com.chatsphere.application.media;

import com.chatsphere.application.message.WhenMessageMovesOnThenKeepTheOutboxInStep;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationDeleted;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageEvent;
import com.chatsphere.domain.message.MessageEvent.MessageEdited;
import com.chatsphere.domain.message.MessageEvent.MessageFilledIn;
import com.chatsphere.domain.message.MessageEvent.MessageHidden;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageEvent.MessageReceived;
import com.chatsphere.domain.message.MessageEvent.MessageRevoked;
import com.chatsphere.domain.message.MessageEvent.MessageSentElsewhere;
import com.chatsphere.domain.message.RemoteMedia;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.jspecify.annotations.Nullable;

/**
 * Notes the files that messages bring, to be fetched, and those that go with a message, to be removed; in the transaction of
 * the fact itself, so that no crash comes between.
 */
@DisallowReplay
@ProcessingGroup(WhenMessageBringsAFileThenFetchIt.GROUP)
public class WhenMessageBringsAFileThenFetchIt {
    /** Those that run within the transaction that records the fact. */
    static final String GROUP = WhenMessageMovesOnThenKeepTheOutboxInStep.GROUP;

    private final ShownFiles files;

    public WhenMessageBringsAFileThenFetchIt(ShownFiles files) {
        this.files = files;
    }

    @EventHandler
    void react(MessageReceived event) {
        show(event, event.number(), event.content());
    }

    @EventHandler
    void react(MessageSentElsewhere event) {
        show(event, event.number(), event.content());
    }

    @EventHandler
    void react(MessageFilledIn event) {
        show(event, null, event.content());
    }

    @EventHandler
    void react(MessageEdited event) {
        show(event, null, event.content());
    }

    @EventHandler
    void react(MessageQueued event) {
        show(event, event.number(), event.content());
    }

    @EventHandler
    void react(MessageRevoked event) {
        files.hide(event.messageId(), event.conversationId());
    }

    @EventHandler
    void react(MessageHidden event) {
        files.hide(event.messageId(), event.conversationId());
    }

    @EventHandler
    void react(ConversationDeleted event) {
        files.hideAll(event.conversationId());
    }

    private void show(MessageEvent event, @Nullable PhoneNumberId number, MessageContent content) {
        if (content instanceof MessageContent.Media media) {
            switch (media.file()) {
                case RemoteMedia remote ->
                    files.show(event.messageId(), event.conversationId(), number, media.kind(), remote);
                case KeptFile kept -> files.show(event.messageId(), event.conversationId(), kept);
            }
        }
    }
}
