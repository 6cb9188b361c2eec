package com.chatsphere.meta.sandbox;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of the business's messages in Meta's words. */
final class StatusBody {
    private StatusBody() {}

    /** A message has come further. */
    static ObjectNode reached(Phone phone, Bubble bubble, String status, long at) {
        Customer customer = phone.shown();
        ObjectNode value = WebhookBody.about(customer);
        ObjectNode node = status(value, bubble.wamid(), status, at, bubble.tag());
        if (customer.phone() != null) {
            node.put("recipient_id", customer.phone());
        }
        if (customer.userId() != null) {
            node.put("recipient_user_id", customer.userId());
        }
        if (status.equals("sent") || status.equals("delivered")) {
            price(node, phone.freeUntil(at), bubble, status);
        }
        return value;
    }

    /** Marketing and passwords cost something; what is written within a day does not, nor does anything after an ad. */
    private static void price(ObjectNode node, long freeUntil, Bubble bubble, String status) {
        String category = bubble.content() instanceof Content.Panel panel && panel.category() != null
                ? panel.category().toLowerCase(Locale.ROOT)
                : "service";
        if (freeUntil > 0 && status.equals("sent")) {
            node.putObject("conversation")
                    .put("id", "sandbox" + freeUntil)
                    .put("expiration_timestamp", String.valueOf(freeUntil))
                    .putObject("origin")
                    .put("type", "referral_conversion");
        }
        boolean billable = freeUntil == 0 && !category.equals("service");
        node.putObject("pricing")
                .put("billable", billable)
                .put("pricing_model", "PMP")
                .put("type", freeUntil > 0 ? "free_entry_point" : billable ? "regular" : "free_customer_service")
                .put("category", freeUntil > 0 ? "referral_conversion" : category);
    }

    /** A message that had been taken could not be delivered. */
    static ObjectNode failed(String recipient, String wamid, @Nullable String tag, long at, Refusal refusal) {
        ObjectNode value = WebhookBody.envelope();
        ObjectNode node = status(value, wamid, "failed", at, tag);
        node.put(Character.isDigit(recipient.charAt(0)) ? "recipient_id" : "recipient_user_id", recipient);
        node.putArray("errors")
                .addObject()
                .put("code", refusal.code())
                .put("title", refusal.title())
                .put("message", refusal.title())
                .putObject("error_data")
                .put("details", refusal.details());
        return value;
    }

    private static ObjectNode status(ObjectNode value, String wamid, String status, long at, @Nullable String tag) {
        ObjectNode node = value.putArray("statuses").addObject();
        node.put("id", wamid).put("status", status).put("timestamp", String.valueOf(at));
        if (tag != null) {
            node.put("biz_opaque_callback_data", tag);
        }
        return node;
    }
}
