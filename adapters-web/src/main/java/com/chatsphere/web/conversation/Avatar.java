package com.chatsphere.web.conversation;

import com.chatsphere.application.conversation.Inbox;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The disc that stands for a contact.
 *
 * @param initials at most two; empty when there is only a number
 * @param tone one of eight colours, always the same one for a contact
 */
public record Avatar(String initials, int tone) {
    private static final int TONES = 8;
    private static final int MOST_INITIALS = 2;
    private static final Pattern SPACES = Pattern.compile("[\\s_.-]+");

    static Avatar of(Inbox.Row row) {
        String name = Stream.of(row.circumstances().savedName(), row.displayName(), row.username())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        int tone = Math.floorMod(row.contact().value().hashCode(), TONES);
        return new Avatar(name == null ? "" : initials(name), tone);
    }

    /** Arabic letters side by side would be read as a word. */
    private static boolean joinsLetters(String name) {
        return name.codePoints()
                .anyMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.ARABIC);
    }

    private static String initials(String name) {
        return SPACES.splitAsStream(name.strip())
                .filter(word -> !word.isEmpty() && Character.isLetterOrDigit(word.codePointAt(0)))
                .limit(joinsLetters(name) ? 1 : MOST_INITIALS)
                .map(word -> Character.toString(Character.toUpperCase(word.codePointAt(0))))
                .collect(Collectors.joining());
    }
}
