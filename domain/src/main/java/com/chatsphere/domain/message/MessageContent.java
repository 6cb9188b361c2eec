package com.chatsphere.domain.message;

import com.chatsphere.domain.call.CallProgress;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message says or shows. */
public sealed interface MessageContent {
    /**
     * Checks that WhatsApp takes this from a business.
     *
     * @throws ContentRejection which names the field and its limit
     * @throws com.chatsphere.domain.template.TemplateRejection for a template that is not filled in as it has to be
     */
    default void requireSendable() {
        SendingLimits.require(this);
    }

    /** Whether this may only be sent while the customer service window is open. */
    default boolean needsOpenServiceWindow() {
        return true;
    }

    /** Whether the customer writes with it, which opens the service window; WhatsApp's own words about them do not. */
    default boolean opensServiceWindow() {
        return true;
    }

    /** Plain text. */
    record Text(MessageText body) implements MessageContent {}

    /** A file, with what was written beside it. */
    record Media(MediaKind kind, MediaFile file, @Nullable MessageText caption) implements MessageContent {}

    /** A place, in degrees; only a pin when it has neither name nor address. */
    record Location(
            double latitude,
            double longitude,
            @Nullable MessageText name,
            @Nullable MessageText address,
            @Nullable MessageText url)
            implements MessageContent {}

    /** Business cards. */
    record Contacts(List<ContactCard> cards) implements MessageContent {
        public Contacts {
            cards = List.copyOf(cards);
        }
    }

    /** A message that the customer answers with a tap. */
    record Interactive(
            @Nullable MessageHeader header,
            MessageText body,
            @Nullable MessageText footer,
            InteractiveAction action) implements MessageContent {}

    /** A template with what was filled in; kept whole, because templates are changed and deleted. */
    record Template(
            TemplateName name,
            TemplateLanguage language,
            TemplateCategory category,
            TemplateLayout layout,
            TemplateValues values)
            implements MessageContent {
        @Override
        public boolean needsOpenServiceWindow() {
            return false;
        }
    }

    /** Our reaction to a message, or without an {@code emoji} its withdrawal; sent as a message, and shown on the other one. */
    record Reaction(MessageId to, Wamid wamid, @Nullable Emoji emoji) implements MessageContent {}

    /** A tap on a reply button that we had sent. */
    record ButtonReply(@Nullable MessageText id, MessageText title) implements MessageContent {}

    /** A row picked from a list that we had sent. */
    record ListReply(
            @Nullable MessageText id,
            MessageText title,
            @Nullable MessageText description) implements MessageContent {}

    /**
     * A form filled in.
     *
     * @param name Meta's word for the form, for example {@code flow} or {@code address_message}
     * @param response the answers, JSON as Meta wrote it
     */
    record FlowReply(String name, @Nullable MessageText body, MessageText response) implements MessageContent {}

    /**
     * Whether we may call.
     *
     * @param until when a permission ends that is not permanent
     * @param automatic granted by WhatsApp itself, for example because the customer called us
     */
    record CallPermissionReply(
            boolean accepted, boolean permanent, @Nullable Instant until, boolean automatic)
            implements MessageContent {}

    /** A tap on a quick-reply button of a template. */
    record TemplateReply(@Nullable MessageText payload, MessageText text) implements MessageContent {}

    /** A cart of products from a catalogue. */
    record Order(@Nullable String catalog, @Nullable MessageText note, List<Line> lines) implements MessageContent {
        public Order {
            lines = List.copyOf(lines);
        }

        /** So many of a product, at a price each. */
        public record Line(String product, BigDecimal quantity, BigDecimal price, String currency) {}
    }

    /**
     * WhatsApp's own word about the customer.
     *
     * @param kind Meta's word, for example {@code user_changed_number}
     */
    record Notice(String kind, @Nullable MessageText body) implements MessageContent {
        @Override
        public boolean opensServiceWindow() {
            return false;
        }
    }

    /** The customer opened the chat for the first time and has not written yet. */
    record Welcome() implements MessageContent {}

    /** A call between the customer and the business, as the thread shows it; no message is ever one. */
    record Call(boolean byCustomer, CallProgress progress) implements MessageContent {}

    /** A file of an imported message, which Meta sends later under the same wamid. */
    record MediaToFollow() implements MessageContent {}

    /**
     * Something that has no shape of its own here: Meta's word for its type, and Meta's JSON of it, so that it can be shown
     * and understood later.
     *
     * @param what Meta's word for what could not be brought over, for example {@code poll_creation}
     * @param error why Meta could not bring it over
     */
    record Unsupported(
            String type,
            MessageText raw,
            @Nullable String what,
            @Nullable MessageError error) implements MessageContent {}
}
