package com.chatsphere.persistence.eventstore;

import com.chatsphere.domain.agent.AgentEvent;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.domain.agent.Username;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.ConversationEvent;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageEvent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Wamid;
import java.time.Instant;
import java.util.stream.Stream;

/** One of every kind of fact, for tests. */
public final class EventSamples {
    public static final Instant AT = Instant.parse("2026-11-15T12:00:01.234567Z");
    public static final Instant SENT_AT = Instant.parse("2026-11-15T12:00:00Z");
    public static final PhoneNumberId SUPPORT = new PhoneNumberId("200000000000001");
    public static final ContactId ADA_ID = ContactId.of("0b0d7f2e-5a53-4c58-9c4e-0a8a5b1c2d3e");
    public static final ConversationId WITH_ADA = ConversationId.between(SUPPORT, ADA_ID);
    public static final AgentId SARA = AgentId.of("5aaa5aaa-0000-4000-8000-000000000001");
    public static final Wamid WAMID_IN = new Wamid("wamid.HBgLMTU1NTU1NTAxMTAVAgASGBQ5Rg==");
    public static final Wamid WAMID_OUT = new Wamid("wamid.HBgLMTU1NTU1NTAxMTAVAgARGBJC");
    public static final MessageId RECEIVED = MessageId.received(SUPPORT, WAMID_IN);
    public static final MessageId REPLY = MessageId.of("01936c2e-7a00-7000-8000-0000000000aa");
    public static final Contact ADA = new Contact(
            ADA_ID,
            new PhoneNumber("15555550110"),
            new BusinessScopedUserId("US.70000000000000000110"),
            null,
            new ContactName("ada.f"),
            new ContactName("Ada Fictional"));
    private static final MessageError WINDOW_CLOSED =
            new MessageError(131047, "Re-engagement message", "More than 24 hours have passed");

    private EventSamples() {}

    public static MessageContent text(String text) {
        return new MessageContent.Text(new MessageText(text));
    }

    static Stream<Object> all() {
        return Stream.of(
                new ConversationEvent.ConversationOpened(WITH_ADA, SUPPORT, ADA, SARA, AT),
                new ConversationEvent.ContactIdentified(WITH_ADA, ADA, AT),
                new ConversationEvent.ServiceWindowOpened(WITH_ADA, SENT_AT.plusSeconds(86_400), AT),
                new ConversationEvent.ConversationArchived(WITH_ADA, SARA, AT),
                new ConversationEvent.ConversationRestored(WITH_ADA, null, AT),
                new ConversationEvent.ConversationRead(WITH_ADA, SARA, AT),
                new ConversationEvent.ConversationDeleted(WITH_ADA, SARA, AT),
                new MessageEvent.MessageReceived(
                        RECEIVED,
                        WITH_ADA,
                        SUPPORT,
                        ADA_ID,
                        WAMID_IN,
                        text("Grüße \uD83D\uDC4D, a NUL \0 and half a pair \uD83D"),
                        WAMID_OUT,
                        true,
                        SENT_AT,
                        AT),
                new MessageEvent.MessageQueued(REPLY, WITH_ADA, SUPPORT, ADA, text("Hello Ada"), WAMID_IN, SARA, AT),
                new MessageEvent.MessageAttempted(REPLY, WITH_ADA, 1, AT),
                new MessageEvent.MessageAccepted(REPLY, WITH_ADA, 1, WAMID_OUT, AT),
                new MessageEvent.MessageUnconfirmed(REPLY, WITH_ADA, 1, "read timed out", AT),
                new MessageEvent.MessageRequeued(REPLY, WITH_ADA, 1, SARA, AT),
                new MessageEvent.MessageSent(REPLY, WITH_ADA, WAMID_OUT, SENT_AT, AT),
                new MessageEvent.MessageDelivered(REPLY, WITH_ADA, WAMID_OUT, SENT_AT, AT),
                new MessageEvent.MessageRead(REPLY, WITH_ADA, WAMID_OUT, SENT_AT, AT),
                new MessageEvent.MessagePlayed(REPLY, WITH_ADA, WAMID_OUT, SENT_AT, AT),
                new MessageEvent.MessageFailed(REPLY, WITH_ADA, WAMID_OUT, WINDOW_CLOSED, SENT_AT, AT),
                new MessageEvent.MessageHidden(REPLY, WITH_ADA, SARA, AT),
                new AgentEvent.AgentRegistered(SARA, new Username("sara"), Role.ADMIN, AT),
                new AgentEvent.ConversationPinned(SARA, WITH_ADA, AT),
                new AgentEvent.ConversationUnpinned(SARA, WITH_ADA, AT));
    }
}
