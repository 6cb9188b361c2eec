package com.chatsphere.web.message;

import com.chatsphere.domain.message.MessageContent.CallPermissionReply;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether we may call, in words; {@code until} is when a permission ends. */
public record CallPermissionCard(
        String icon, String words, String details, @Nullable Instant until) {

    public static CallPermissionCard of(CallPermissionReply reply) {
        if (!reply.accepted()) {
            return new CallPermissionCard(
                    "phone-off", "Calls not allowed", "The customer does not want to be called.", null);
        }
        String by =
                reply.automatic() ? "Allowed by WhatsApp because the customer called you" : "Allowed by the customer";
        if (reply.permanent()) {
            return new CallPermissionCard("phone-call", "Calls allowed", by + ", until they take it back.", null);
        }
        return new CallPermissionCard(
                "phone-call", "Calls allowed", by + (reply.until() == null ? "." : ", until"), reply.until());
    }
}
