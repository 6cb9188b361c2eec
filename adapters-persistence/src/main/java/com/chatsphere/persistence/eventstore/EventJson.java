package com.chatsphere.persistence.eventstore;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.agent.Username;
import com.chatsphere.domain.call.CallId;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.ContactId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.Conversation;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.conversation.GroupId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.conversation.ServiceWindow;
import com.chatsphere.domain.instance.InstanceId;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.Emoji;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.InteractiveAction;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaFile;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageHeader;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.RemoteMedia;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.domain.readymessage.ReadyMessageId;
import com.chatsphere.domain.readymessage.ReadyMessageName;
import com.chatsphere.domain.readymessage.ReadyText;
import com.chatsphere.domain.readymessage.Shortcut;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateQuality;
import com.chatsphere.domain.template.TemplateStatus;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * How facts look in the store: plain JSON, values as bare strings, nothing that is null.
 *
 * <p>Everything beyond ASCII is escaped, because what customers write may hold half a surrogate pair, which UTF-8 cannot.
 */
public final class EventJson {
    /**
     * A position within a replay holds the position at its end, by the name of its class: of Axon's alone. Files of messages
     * bear no name: what they are is told from their fields.
     */
    private static final PolymorphicTypeValidator ALLOWED = BasicPolymorphicTypeValidator.builder()
            .allowIfSubType("org.axonframework.eventhandling.")
            .allowIfSubType(MediaFile.class)
            .build();

    private EventJson() {}

    /** Axon's serializer of events, tokens and snapshots. */
    public static Serializer serializer() {
        return Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(EventJson::configure)
                .build();
    }

    /** The same JSON for what projections keep beside the events. */
    public static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        configure(builder);
        return builder.build();
    }

    private static void configure(JsonMapper.Builder json) {
        json.changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL));
        json.enable(JsonWriteFeature.ESCAPE_NON_ASCII);
        json.polymorphicTypeValidator(ALLOWED);
        for (Class<?> id : new Class<?>[] {
            AgentId.class,
            CallId.class,
            ContactId.class,
            ConversationId.class,
            FileId.class,
            InstanceId.class,
            MessageId.class,
            ReadyMessageId.class,
            TemplateId.class
        }) {
            json.addMixIn(id, Uuid.class);
        }
        for (Class<?> text : new Class<?>[] {
            BusinessScopedUserId.class,
            ContactName.class,
            Emoji.class,
            GroupId.class,
            MediaId.class,
            MessageText.class,
            PhoneNumberId.class,
            ReadyMessageName.class,
            ReadyText.class,
            Shortcut.class,
            TemplateCategory.class,
            TemplateLanguage.class,
            TemplateName.class,
            TemplateQuality.class,
            TemplateStatus.class,
            Username.class,
            Wamid.class
        }) {
            json.addMixIn(text, Text.class);
        }
        json.addMixIn(PhoneNumber.class, Digits.class);
        json.addMixIn(ServiceWindow.class, Until.class);
        json.addMixIn(MessageContent.class, Content.class);
        json.addMixIn(MediaFile.class, File.class);
        json.addMixIn(MessageHeader.class, Header.class);
        json.addMixIn(InteractiveAction.class, Action.class);
        json.addMixIn(TemplateLayout.Header.class, LayoutHeader.class);
        json.addMixIn(Conversation.class, FieldsOnly.class);
    }

    private abstract static class Uuid {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Uuid(UUID value) {}

        @JsonValue
        abstract UUID value();
    }

    private abstract static class Text {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Text(String value) {}

        @JsonValue
        abstract String value();
    }

    private abstract static class Digits {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Digits(String digits) {}

        @JsonValue
        abstract String digits();
    }

    private abstract static class Until {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Until(Instant until) {}

        @JsonValue
        abstract Instant until();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = MessageContent.Text.class, name = "text"),
        @JsonSubTypes.Type(value = MessageContent.Media.class, name = "media"),
        @JsonSubTypes.Type(value = MessageContent.Location.class, name = "location"),
        @JsonSubTypes.Type(value = MessageContent.Contacts.class, name = "contacts"),
        @JsonSubTypes.Type(value = MessageContent.Interactive.class, name = "interactive"),
        @JsonSubTypes.Type(value = MessageContent.Template.class, name = "template"),
        @JsonSubTypes.Type(value = MessageContent.Reaction.class, name = "reaction"),
        @JsonSubTypes.Type(value = MessageContent.ButtonReply.class, name = "button_reply"),
        @JsonSubTypes.Type(value = MessageContent.ListReply.class, name = "list_reply"),
        @JsonSubTypes.Type(value = MessageContent.FlowReply.class, name = "flow_reply"),
        @JsonSubTypes.Type(value = MessageContent.CallPermissionReply.class, name = "call_permission_reply"),
        @JsonSubTypes.Type(value = MessageContent.TemplateReply.class, name = "template_reply"),
        @JsonSubTypes.Type(value = MessageContent.Order.class, name = "order"),
        @JsonSubTypes.Type(value = MessageContent.Notice.class, name = "notice"),
        @JsonSubTypes.Type(value = MessageContent.Welcome.class, name = "welcome"),
        @JsonSubTypes.Type(value = MessageContent.Call.class, name = "call"),
        @JsonSubTypes.Type(value = MessageContent.MediaToFollow.class, name = "media_to_follow"),
        @JsonSubTypes.Type(value = MessageContent.Unsupported.class, name = "unsupported")
    })
    private interface Content {}

    /** Meta's have an {@code id}, ours a {@code fileId}. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(RemoteMedia.class), @JsonSubTypes.Type(KeptFile.class)})
    private interface File {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = MessageHeader.Text.class, name = "text"),
        @JsonSubTypes.Type(value = MessageHeader.File.class, name = "file"),
        @JsonSubTypes.Type(value = MessageHeader.Place.class, name = "place")
    })
    private interface Header {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = InteractiveAction.ReplyButtons.class, name = "reply_buttons"),
        @JsonSubTypes.Type(value = InteractiveAction.ChoiceList.class, name = "choice_list"),
        @JsonSubTypes.Type(value = InteractiveAction.Link.class, name = "link"),
        @JsonSubTypes.Type(value = InteractiveAction.LocationRequest.class, name = "location_request"),
        @JsonSubTypes.Type(value = InteractiveAction.ContactInfoRequest.class, name = "contact_info_request"),
        @JsonSubTypes.Type(value = InteractiveAction.CallPermissionRequest.class, name = "call_permission_request")
    })
    private interface Action {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TemplateLayout.Header.Text.class, name = "text"),
        @JsonSubTypes.Type(value = TemplateLayout.Header.File.class, name = "file"),
        @JsonSubTypes.Type(value = TemplateLayout.Header.Place.class, name = "place"),
        @JsonSubTypes.Type(value = TemplateLayout.Header.Other.class, name = "other")
    })
    private interface LayoutHeader {}

    @JsonAutoDetect(
            fieldVisibility = Visibility.ANY,
            getterVisibility = Visibility.NONE,
            isGetterVisibility = Visibility.NONE)
    private abstract static class FieldsOnly {}
}
