package com.chatsphere.domain.message;

import com.chatsphere.domain.conversation.Contact;
import org.jspecify.annotations.Nullable;

/**
 * What is out of the ordinary about how a message came.
 *
 * @param forwardedOften forwarded more than five times
 * @param referral the advertisement or post that led the customer here
 * @param product the product of a catalogue that the customer asks about
 * @param participant who wrote, in a group
 */
public record MessageContext(
        Route route,
        boolean forwardedOften,
        @Nullable Referral referral,
        @Nullable Product product,
        @Nullable Contact participant) {

    public static final MessageContext ORDINARY = new MessageContext(Route.LIVE, false, null, null, null);

    /** The same, written by a participant of a group. */
    public MessageContext by(Contact writer) {
        return new MessageContext(route, forwardedOften, referral, product, writer);
    }

    /** By which way a message came to us. */
    public enum Route {
        LIVE,
        /** While Meta's AI agent held the conversation. */
        STANDBY,
        /** With the history of a number that had been used in the WhatsApp Business app. */
        IMPORT
    }

    /**
     * An advertisement or a post, as Meta describes it.
     *
     * @param source {@code ad} or {@code post}
     * @param click Meta's id of the click
     */
    public record Referral(
            @Nullable String source,
            @Nullable String sourceId,
            @Nullable String url,
            @Nullable MessageText headline,
            @Nullable MessageText body,
            @Nullable String mediaType,
            @Nullable String mediaUrl,
            @Nullable String thumbnailUrl,
            @Nullable String click,
            @Nullable MessageText welcome) {}

    /** A product of a catalogue. */
    public record Product(@Nullable String catalog, String product) {}
}
