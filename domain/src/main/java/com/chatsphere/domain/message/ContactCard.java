package com.chatsphere.domain.message;

import com.chatsphere.domain.conversation.PhoneNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A business card, as far as it is filled in.
 *
 * @param name as it is to be shown
 * @param organization company, department and title, as far as given
 * @param birthday as written, usually {@code YYYY-MM-DD}
 * @param sharedOnRequest whether customers share their own number here because we asked for it
 */
public record ContactCard(
        @Nullable MessageText name,
        List<Phone> phones,
        List<Line> emails,
        List<Line> addresses,
        List<Line> urls,
        @Nullable MessageText organization,
        @Nullable MessageText birthday,
        boolean sharedOnRequest) {

    public ContactCard {
        phones = List.copyOf(phones);
        emails = List.copyOf(emails);
        addresses = List.copyOf(addresses);
        urls = List.copyOf(urls);
    }

    /**
     * A phone number.
     *
     * @param number as written on the card
     * @param whatsApp the same number where it is known to be on WhatsApp
     * @param label for example {@code CELL}
     */
    public record Phone(
            MessageText number,
            @Nullable PhoneNumber whatsApp,
            @Nullable String label) {}

    /** Anything else, with its label, for example {@code WORK}. */
    public record Line(MessageText value, @Nullable String label) {}
}
