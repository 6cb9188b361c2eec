package com.chatsphere.web.message;

import com.chatsphere.domain.message.MessageContext.Referral;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The advertisement or post that led the customer here; its picture is not fetched from elsewhere.
 *
 * @param site the host of its address
 */
public record ReferralCard(
        String kind,
        @Nullable String headline,
        @Nullable String body,
        @Nullable String greeting,
        @Nullable String address,
        @Nullable String site) {

    static ReferralCard of(Referral referral) {
        String address = WebAddress.of(referral.url());
        String source = "post".equals(referral.source()) ? "From a post" : "From an advertisement";
        String media = referral.mediaType() == null ? "" : ShownText.label(referral.mediaType(), "");
        return new ReferralCard(
                media.isEmpty() ? source : source + " with " + (media.equals("image") ? "a picture" : "a " + media),
                orNull(ShownText.label(referral.headline(), "")),
                orNull(ShownText.label(referral.body(), "")),
                orNull(ShownText.label(referral.welcome(), "")),
                address,
                address == null ? null : URI.create(address).getHost());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
