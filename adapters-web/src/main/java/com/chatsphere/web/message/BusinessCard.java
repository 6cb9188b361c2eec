package com.chatsphere.web.message;

import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.message.ContactCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A business card as it is shown, all of it.
 *
 * @param initial the first letter of the name, or nothing
 */
public record BusinessCard(
        String name,
        String initial,
        @Nullable String organization,
        boolean ownNumber,
        List<Phone> phones,
        List<Line> lines) {

    /**
     * A phone number.
     *
     * @param dialled the number to begin a conversation with, or null when it cannot be one
     */
    public record Phone(
            String number, @Nullable String label, @Nullable String dialled, boolean onWhatsApp) {}

    /** Something else that is written on it; {@code address} is where it links to, if it does. */
    public record Line(
            String icon,
            String text,
            @Nullable String label,
            @Nullable String address) {}

    public static BusinessCard of(ContactCard card) {
        String otherwise = card.phones().isEmpty()
                ? "Contact"
                : ShownText.label(card.phones().getFirst().number(), "Contact");
        String name = ShownText.label(card.name(), otherwise);
        List<Line> lines = new ArrayList<>();
        card.emails().forEach(line -> lines.add(line("mail", line, null)));
        card.addresses().forEach(line -> lines.add(line("map-pin", line, null)));
        card.urls()
                .forEach(line -> lines.add(
                        line("globe", line, WebAddress.written(line.value().value()))));
        if (card.birthday() != null) {
            lines.add(new Line("cake", ShownText.label(card.birthday(), "Unreadable"), "birthday", null));
        }
        String organization = ShownText.label(card.organization(), "");
        return new BusinessCard(
                name,
                Character.isLetter(name.codePointAt(0))
                        ? Character.toString(Character.toUpperCase(name.codePointAt(0)))
                        : "",
                organization.isEmpty() ? null : organization,
                card.sharedOnRequest(),
                card.phones().stream().map(BusinessCard::phone).toList(),
                List.copyOf(lines));
    }

    private static Phone phone(ContactCard.Phone phone) {
        return new Phone(
                ShownText.label(phone.number(), "Unreadable number"),
                label(phone.label()),
                dialled(phone),
                phone.whatsApp() != null);
    }

    private static @Nullable String dialled(ContactCard.Phone phone) {
        if (phone.whatsApp() != null) {
            return "+" + phone.whatsApp().digits();
        }
        try {
            return "+" + PhoneNumber.parse(phone.number().value()).digits();
        } catch (IllegalArgumentException noNumber) {
            return null;
        }
    }

    private static Line line(String icon, ContactCard.Line line, @Nullable String address) {
        return new Line(icon, ShownText.label(line.value(), "Unreadable"), label(line.label()), address);
    }

    private static @Nullable String label(@Nullable String label) {
        String shown = ShownText.label(label, "").toLowerCase(Locale.ROOT);
        return shown.isEmpty() ? null : shown;
    }
}
