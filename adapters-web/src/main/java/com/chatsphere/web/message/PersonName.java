package com.chatsphere.web.message;

import com.chatsphere.domain.conversation.Contact;

/** What to call somebody in a thread. */
final class PersonName {
    private static final String UNKNOWN = "Somebody";

    private PersonName() {}

    /** The name, else the username, else the number, else the user id. */
    static String of(Contact person) {
        String name = person.name() == null ? "" : ShownText.label(person.name().value(), "");
        if (!name.isEmpty()) {
            return name;
        }
        if (person.username() != null) {
            return "@" + ShownText.label(person.username().value(), UNKNOWN);
        }
        if (person.phone() != null) {
            return "+" + person.phone().digits();
        }
        return person.userId() == null
                ? UNKNOWN
                : ShownText.label(person.userId().value(), UNKNOWN);
    }
}
