package com.chatsphere.domain.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Meta says of the price of a message, in Meta's words.
 *
 * @param category for example {@code service} or {@code marketing}
 * @param type for example {@code regular} or {@code free_entry_point}
 * @param model {@code PMP}, per message, or {@code CBP}, per conversation
 * @param billable no longer sent by newer versions
 * @param freeUntil when the free entry point or the conversation ends that this message belongs to
 * @see <a href="https://developers.facebook.com/docs/whatsapp/pricing">Meta, pricing on the WhatsApp Business Platform</a>
 */
public record Pricing(
        @Nullable String category,
        @Nullable String type,
        @Nullable String model,
        @Nullable Boolean billable,
        @Nullable Instant freeUntil) {}
