package com.chatsphere.meta.cloudapi;

import com.chatsphere.application.message.WhatsApp.Parcel;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.meta.MessageTag;
import com.chatsphere.meta.MetaJson;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message as the Cloud API wants it.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages">Meta, sending messages</a>
 */
final class CloudApiMessage {
    private CloudApiMessage() {}

    /** The request's body; empty for what cannot be sent, or when there is nobody to send it to. */
    static Optional<byte[]> of(Parcel parcel) {
        ObjectNode message = MetaJson.MAPPER.createObjectNode();
        message.put("messaging_product", "whatsapp");
        message.put("recipient_type", parcel.group() == null ? "individual" : "group");
        if (parcel.group() != null) {
            message.put("to", parcel.group().value());
        } else if (parcel.phone() != null) {
            message.put("to", "+" + parcel.phone().digits());
        } else if (parcel.userId() != null) {
            message.put("recipient", parcel.userId().value());
        } else {
            return Optional.empty();
        }
        if (parcel.replyTo() != null) {
            message.putObject("context").put("message_id", parcel.replyTo().value());
        }
        message.put("biz_opaque_callback_data", MessageTag.of(parcel.messageId(), parcel.attempt()));
        return switch (parcel.content()) {
            case MessageContent.Text(var body) -> {
                message.put("type", "text");
                message.putObject("text").put("body", body.value()).put("preview_url", holdsLink(body.value()));
                yield Optional.of(MetaJson.MAPPER.writeValueAsBytes(message));
            }
            case MessageContent.Media media -> Optional.empty();
            case MessageContent.Location location -> Optional.empty();
            case MessageContent.Contacts contacts -> Optional.empty();
            case MessageContent.ButtonReply reply -> Optional.empty();
            case MessageContent.ListReply reply -> Optional.empty();
            case MessageContent.FlowReply reply -> Optional.empty();
            case MessageContent.CallPermissionReply reply -> Optional.empty();
            case MessageContent.TemplateReply reply -> Optional.empty();
            case MessageContent.Order order -> Optional.empty();
            case MessageContent.Notice notice -> Optional.empty();
            case MessageContent.Welcome welcome -> Optional.empty();
            case MessageContent.Call call -> Optional.empty();
            case MessageContent.MediaToFollow later -> Optional.empty();
            case MessageContent.Unsupported unsupported -> Optional.empty();
        };
    }

    private static boolean holdsLink(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("http://") || lower.contains("https://");
    }
}
