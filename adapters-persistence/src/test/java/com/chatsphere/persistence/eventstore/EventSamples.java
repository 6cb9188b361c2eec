package com.chatsphere.persistence.eventstore;

import com.chatsphere.domain.agent.AgentEvent;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Role;
import com.chatsphere.domain.agent.Username;
import com.chatsphere.domain.call.CallEvent;
import com.chatsphere.domain.call.CallId;
import com.chatsphere.domain.call.CallProgress;
import com.chatsphere.domain.call.CallStage;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.Contact;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.ConversationEvent;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.ContactCard;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.InteractiveAction;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageError;
import com.chatsphere.domain.message.MessageEvent;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Receipt;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.domain.readymessage.ReadyMessageEvent;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyText;
import com.chatsphere.domain.readymessage.Shortcut;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of every kind of fact, for tests. */
public final class EventSamples {
    public static final Instant AT = Instant.parse("2026-11-15T12:00:01.234567Z");
    public static final Instant SENT_AT = Instant.parse("2026-11-15T12:00:00Z");
    public static final PhoneNumberId SUPPORT = new PhoneNumberId("200000000000001");
    public static final ContactId ADA_ID = ContactId.of("0b0d7f2e-5a53-4c58-9c4e-0a8a5b1c2d3e");
    public static final ConversationId WITH_ADA = ConversationId.between(SUPPORT, ADA_ID);
    public static final AgentId SARA = AgentId.of("5aaa5aaa-0000-4000-8000-000000000001");
    public static final ReadyMessageId GREETING = ReadyMessageId.of("7ead7ead-0000-4000-8000-000000000001");
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
    private static final InteractiveAction.Choice YES =
            new InteractiveAction.Choice("yes", new MessageText("Yes"), null);
    private static final InteractiveAction.Choice NO =
            new InteractiveAction.Choice("no", new MessageText("No"), new MessageText("It is a present"));
    private static final MessageContent PHOTO = new MessageContent.Media(
            MediaKind.IMAGE,
            new RemoteMedia(new MediaId("300000000000007"), "image/jpeg", "3qpEB0k=", new MessageText("dent.jpg")),
            new MessageText("The dent"));
    private static final MessageContent INVOICE = new MessageContent.Media(
            MediaKind.DOCUMENT,
            new KeptFile(
                    FileId.of("f11ef11e-0000-4000-8000-000000000001"),
                    "application/pdf",
                    81_920,
                    new MessageText("invoice.pdf")),
            null);
    private static final MessageError WINDOW_CLOSED =
            new MessageError(131047, "Re-engagement message", "More than 24 hours have passed");

    private EventSamples() {}

    public static MessageContent text(String text) {
        return new MessageContent.Text(new MessageText(text));
    }

    /** One of every kind of content. */
    public static Stream<MessageContent> contents() {
        return Stream.of(
                text("Hello"),
                PHOTO,
                INVOICE,
                new MessageContent.Location(
                        10.5,
                        -20.25,
                        new MessageText("Cafe Invented"),
                        new MessageText("1 Invented Street"),
                        new MessageText("https://cafe.example.invalid/")),
                new MessageContent.Contacts(List.of(new ContactCard(
                        new MessageText("Eve Invented"),
                        List.of(new ContactCard.Phone(
                                new MessageText("+1 555 555 0120"), new PhoneNumber("15555550120"), "CELL")),
                        List.of(new ContactCard.Line(new MessageText("eve@example.invalid"), "WORK")),
                        List.of(new ContactCard.Line(new MessageText("1 Invented Street, Nowhere"), null)),
                        List.of(new ContactCard.Line(new MessageText("https://eve.example.invalid"), null)),
                        new MessageText("Invented Ltd"),
                        new MessageText("1990-01-01"),
                        true))),
                question(new InteractiveAction.ReplyButtons(List.of(YES, NO))),
                template(),
                new MessageContent.Reaction(RECEIVED, WAMID_IN, new Emoji("\uD83D\uDC4D")),
                new MessageContent.ButtonReply(new MessageText("confirm-yes"), new MessageText("Yes")),
                new MessageContent.ListReply(
                        new MessageText("ship-express"), new MessageText("Express"), new MessageText("Next day")),
                new MessageContent.FlowReply(
                        "flow", new MessageText("Sent"), new MessageText("{\"rating\":\"4\",\"comment\":\"Fast\"}")),
                new MessageContent.CallPermissionReply(true, false, SENT_AT, false),
                new MessageContent.TemplateReply(new MessageText("STOP-PROMO"), new MessageText("Stop promotions")),
                new MessageContent.Order(
                        "190000000000001",
                        new MessageText("Please gift-wrap"),
                        List.of(new MessageContent.Order.Line(
                                "SKU-1", new BigDecimal("2"), new BigDecimal("7.99"), "USD"))),
                new MessageContent.Notice("user_changed_number", new MessageText("User Ada changed her number")),
                new MessageContent.Welcome(),
                new MessageContent.Call(true, new CallProgress(true, false, true, 55L)),
                new MessageContent.MediaToFollow(),
                new MessageContent.Unsupported(
                        "unsupported",
                        new MessageText("{}"),
                        "poll_creation",
                        new MessageError(131051, "Unknown", null)));
    }

    private static MessageContent.Interactive question(InteractiveAction action) {
        return new MessageContent.Interactive(
                new MessageHeader.Text(new MessageText("Your order")),
                new MessageText("Is it for you?"),
                new MessageText("Fixture Shop"),
                action);
    }

    /** Every way to be answered with a tap. */
    static Stream<MessageContent> questions() {
        return Stream.of(
                        new InteractiveAction.ReplyButtons(List.of(YES, NO)),
                        new InteractiveAction.ChoiceList(
                                new MessageText("Choose"),
                                List.of(new InteractiveAction.Section(new MessageText("Answers"), List.of(YES, NO)))),
                        new InteractiveAction.Link(
                                new MessageText("Track"), new MessageText("https://track.example.invalid/A-1001")),
                        new InteractiveAction.LocationRequest(),
                        new InteractiveAction.ContactInfoRequest(),
                        new InteractiveAction.CallPermissionRequest())
                .map(EventSamples::question);
    }

    /** A template with everything a template can have. */
    public static MessageContent.Template template() {
        TemplateLayout card = new TemplateLayout(
                TemplateLayout.ParameterFormat.POSITIONAL,
                new TemplateLayout.Header.File(MediaKind.IMAGE),
                new MessageText("A kettle for {{1}}"),
                null,
                List.of(new TemplateLayout.Button(
                        TemplateLayout.ButtonKind.QUICK_REPLY, new MessageText("More"), null)),
                List.of(),
                null);
        TemplateValues cardValues = new TemplateValues(
                Map.of(),
                new MessageHeader.File(MediaKind.IMAGE, new MediaId("300000000000001"), null),
                Map.of("1", new MessageText("7.99")),
                Map.of(0, new MessageText("KETTLE-1")),
                List.of(),
                null);
        return new MessageContent.Template(
                new TemplateName("order_update"),
                new TemplateLanguage("en_US"),
                TemplateCategory.UTILITY,
                new TemplateLayout(
                        TemplateLayout.ParameterFormat.NAMED,
                        new TemplateLayout.Header.Text(new MessageText("Order {{order_no}}")),
                        new MessageText("Hello {{first_name}}, your order {{order_no}} is on the way."),
                        new MessageText("Fixture Shop"),
                        List.of(
                                new TemplateLayout.Button(
                                        TemplateLayout.ButtonKind.URL,
                                        new MessageText("Track"),
                                        new MessageText("https://track.example.invalid/{{1}}")),
                                new TemplateLayout.Button(
                                        TemplateLayout.ButtonKind.COPY_CODE, new MessageText("Copy code"), null)),
                        List.of(card, card),
                        new TemplateLayout.Offer(new MessageText("Only today"), true)),
                new TemplateValues(
                        Map.of("order_no", new MessageText("A-1001")),
                        null,
                        Map.of("first_name", new MessageText("Ada"), "order_no", new MessageText("A-1001")),
                        Map.of(0, new MessageText("A-1001"), 1, new MessageText("SAVE10")),
                        List.of(cardValues, cardValues),
                        SENT_AT));
    }

    public static CallEvent.CallReported called(CallStage stage, @Nullable Long seconds, boolean first) {
        return new CallEvent.CallReported(
                CallId.of(SUPPORT, "wacid.1"),
                WITH_ADA,
                SUPPORT,
                ADA_ID,
                "wacid.1",
                true,
                stage,
                seconds,
                first,
                SENT_AT,
                AT);
    }

    static Stream<Object> all() {
        return Stream.concat(TemplateSamples.all(), others());
    }

    private static Stream<Object> others() {
        return Stream.of(
                new ConversationEvent.ConversationOpened(WITH_ADA, SUPPORT, ADA, SARA, AT, null),
                new ConversationEvent.ContactIdentified(WITH_ADA, ADA, AT, null),
                new ConversationEvent.ServiceWindowOpened(WITH_ADA, SENT_AT.plusSeconds(86_400), AT),
                new ConversationEvent.ConversationArchived(WITH_ADA, SARA, AT),
                new ConversationEvent.ConversationRestored(WITH_ADA, null, AT),
                new ConversationEvent.ConversationRead(WITH_ADA, SARA, AT),
                new ConversationEvent.ConversationDeleted(WITH_ADA, SARA, AT),
                new ConversationEvent.MarketingStopped(WITH_ADA, SENT_AT, AT),
                new ConversationEvent.MarketingResumed(WITH_ADA, SENT_AT, AT),
                new ConversationEvent.ContactSaved(WITH_ADA, new ContactName("Ada (VIP)"), SENT_AT, AT),
                new ConversationEvent.SavedContactRemoved(WITH_ADA, SENT_AT, AT),
                new ConversationEvent.HandedToPeople(WITH_ADA, SENT_AT, AT),
                new ConversationEvent.HandedToAssistant(WITH_ADA, SENT_AT, AT),
                new ConversationEvent.ConversationAttendedTo(WITH_ADA, SARA, AT),
                called(CallStage.CONNECTING, null, true),
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
                        AT,
                        null),
                new MessageEvent.MessageSentElsewhere(
                        RECEIVED,
                        WITH_ADA,
                        SUPPORT,
                        ADA,
                        WAMID_IN,
                        PHOTO,
                        WAMID_OUT,
                        true,
                        DeliveryProgress.READ,
                        SENT_AT,
                        AT,
                        new MessageContext(
                                MessageContext.Route.IMPORT,
                                true,
                                new MessageContext.Referral(
                                        "ad",
                                        "120000000000000001",
                                        "https://fb.example.invalid/AD1",
                                        new MessageText("Chat with us"),
                                        new MessageText("Kettles"),
                                        "image",
                                        "https://fb.example.invalid/1.jpg",
                                        "https://fb.example.invalid/1s.jpg",
                                        "CLICK",
                                        new MessageText("Welcome")),
                                new MessageContext.Product("190000000000001", "SKU-1"),
                                ADA)),
                new MessageEvent.MessageFilledIn(RECEIVED, WITH_ADA, PHOTO, AT),
                new MessageEvent.MessageEdited(RECEIVED, WITH_ADA, WAMID_OUT, text("Meet at 6pm"), SENT_AT, AT),
                new MessageEvent.MessageRevoked(RECEIVED, WITH_ADA, WAMID_OUT, SENT_AT, AT),
                new MessageEvent.MessageReactedTo(
                        REPLY, WITH_ADA, ADA, WAMID_IN, new Emoji("\uD83D\uDC4D"), SENT_AT, AT),
                new MessageEvent.ReactionWithdrawn(REPLY, WITH_ADA, ADA, WAMID_IN, SENT_AT, AT),
                new MessageEvent.ParticipantReached(REPLY, WITH_ADA, WAMID_OUT, ADA, Receipt.READ, SENT_AT, AT),
                new MessageEvent.MessageQueued(REPLY, WITH_ADA, SUPPORT, ADA, text("Hello Ada"), WAMID_IN, SARA, AT),
                new MessageEvent.MessageAttempted(REPLY, WITH_ADA, 1, AT),
                new MessageEvent.MessagePostponed(REPLY, WITH_ADA, 1, WINDOW_CLOSED, AT),
                new MessageEvent.MessageAccepted(REPLY, WITH_ADA, 1, WAMID_OUT, AT),
                new MessageEvent.MessageUnconfirmed(REPLY, WITH_ADA, 1, "read timed out", AT),
                new MessageEvent.MessageRequeued(REPLY, WITH_ADA, 1, SARA, AT),
                new MessageEvent.MessageSent(REPLY, WITH_ADA, WAMID_OUT, SENT_AT, AT, null),
                new MessageEvent.MessageDelivered(REPLY, WITH_ADA, WAMID_OUT, SENT_AT, AT, null),
                new MessageEvent.MessageRead(REPLY, WITH_ADA, WAMID_OUT, SENT_AT, AT, null),
                new MessageEvent.MessagePlayed(REPLY, WITH_ADA, WAMID_OUT, SENT_AT, AT, null),
                new MessageEvent.MessageFailed(REPLY, WITH_ADA, WAMID_OUT, WINDOW_CLOSED, SENT_AT, AT),
                new MessageEvent.EarlierAttemptFailed(REPLY, WITH_ADA, WAMID_OUT, WINDOW_CLOSED, SENT_AT, AT),
                new MessageEvent.MessageHidden(REPLY, WITH_ADA, SARA, AT),
                new AgentEvent.AgentRegistered(SARA, new Username("sara"), Role.ADMIN, AT),
                new AgentEvent.ConversationPinned(SARA, WITH_ADA, AT),
                new AgentEvent.ConversationUnpinned(SARA, WITH_ADA, AT),
                new ReadyMessageEvent.ReadyMessageWritten(
                        GREETING,
                        new ReadyMessageName("Greeting"),
                        new Shortcut("hi"),
                        new ReadyText("Hello {{name}} \uD83D\uDC4B"),
                        true,
                        1_048_576,
                        SARA,
                        AT),
                new ReadyMessageEvent.ReadyMessageRenamed(GREETING, new ReadyMessageName("Welcome"), SARA, AT),
                new ReadyMessageEvent.ShortcutChosen(GREETING, new Shortcut("welcome"), SARA, AT),
                new ReadyMessageEvent.ReadyMessageReworded(GREETING, new ReadyText("Welcome {{name}}"), SARA, AT),
                new ReadyMessageEvent.ReadyMessageSwitchedOn(GREETING, SARA, AT),
                new ReadyMessageEvent.ReadyMessageSwitchedOff(GREETING, SARA, AT),
                new ReadyMessageEvent.ReadyMessageMoved(GREETING, -1_048_576, SARA, AT),
                new ReadyMessageEvent.ReadyMessageDeleted(GREETING, SARA, AT));
    }
}
