package com.chatsphere.domain.conversation;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationCommand.OpenConversation;
import com.chatsphere.domain.conversation.ConversationCommand.RegisterCustomerActivity;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationArchived;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationDeleted;
import com.chatsphere.domain.conversation.ConversationEvent.ConversationOpened;
import com.chatsphere.domain.conversation.ConversationEvent.ServiceWindowOpened;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageEvent.MessageQueued;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import java.time.Instant;

/** Facts and orders of one conversation, for tests. */
public final class ConversationSamples {
    public static final Instant NOON = Instant.parse("2026-11-15T12:00:00Z");
    public static final PhoneNumberId SUPPORT = new PhoneNumberId("200000000000001");
    public static final ContactId ADA_ID = ContactId.of("00000000-0000-7000-8000-00000000000a");
    public static final Contact ADA =
            new Contact(ADA_ID, new PhoneNumber("15555550110"), null, null, null, new ContactName("Ada"));
    public static final ConversationId WITH_ADA = ConversationId.between(SUPPORT, ADA_ID);
    public static final AgentId SARA = AgentId.of("00000000-0000-7000-8000-00000000005a");
    public static final MessageId REPLY = MessageId.of("00000000-0000-7000-8000-0000000000aa");

    private ConversationSamples() {}

    public static ConversationOpened opened(Instant at) {
        return new ConversationOpened(WITH_ADA, SUPPORT, ADA, null, at, at);
    }

    public static ServiceWindowOpened wrote(Instant at) {
        return new ServiceWindowOpened(WITH_ADA, at.plus(ServiceWindow.LENGTH), at);
    }

    public static ConversationArchived archived(Instant at) {
        return new ConversationArchived(WITH_ADA, SARA, at);
    }

    public static ConversationDeleted deleted(Instant at) {
        return new ConversationDeleted(WITH_ADA, SARA, at);
    }

    public static OpenConversation open(Instant at) {
        return new OpenConversation(WITH_ADA, SUPPORT, ADA, SARA, at);
    }

    public static RegisterCustomerActivity activity(Contact contact, Instant wroteAt) {
        return new RegisterCustomerActivity(WITH_ADA, SUPPORT, contact, wroteAt, wroteAt);
    }

    public static SendMessage send(String text, Instant at) {
        return new SendMessage(WITH_ADA, REPLY, text(text), null, SARA, at);
    }

    public static MessageQueued queued(String text, Instant at) {
        return new MessageQueued(REPLY, WITH_ADA, SUPPORT, ADA, text(text), null, SARA, at);
    }

    public static MessageContent text(String text) {
        return new MessageContent.Text(new MessageText(text));
    }
}
