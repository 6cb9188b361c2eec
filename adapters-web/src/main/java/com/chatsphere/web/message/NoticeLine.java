package com.chatsphere.web.message;

import com.chatsphere.domain.message.MessageContent.Notice;
import com.chatsphere.domain.message.MessageText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * WhatsApp's own word in the middle of a thread.
 *
 * @param original what it said, where that is more than what is shown
 */
public record NoticeLine(
        String icon, String words, @Nullable String original) {
    private static final Pattern NEW_NUMBER = Pattern.compile(
            "^(?:User )?(?<who>.{1,200}?) changed from \\+?(?<from>\\d{5,20}) to \\+?(?<to>\\d{5,20})\\.?$",
            Pattern.DOTALL);

    public static final NoticeLine WELCOME =
            new NoticeLine("hand", "The customer opened this chat for the first time", null);

    public static NoticeLine of(Notice notice) {
        MessageText body = notice.body();
        String said = ShownText.label(body, "");
        String original = said.isEmpty() ? null : said;
        return switch (notice.kind()) {
            case "user_changed_number", "customer_changed_number" -> newNumber(said);
            case "customer_identity_changed" ->
                new NoticeLine(
                        "lock-keyhole",
                        "The customer's security code changed: WhatsApp was installed anew, maybe on another phone",
                        original);
            case "user_changed_user_id" ->
                new NoticeLine("user-round", "WhatsApp gave this customer a new id", original);
            default -> new NoticeLine("info", said.isEmpty() ? "WhatsApp notice: " + kind(notice.kind()) : said, null);
        };
    }

    private static NoticeLine newNumber(String said) {
        Matcher matcher = NEW_NUMBER.matcher(said);
        if (matcher.matches()) {
            return new NoticeLine(
                    "smartphone",
                    "\u2068" + matcher.group("who") + "\u2069 changed their phone number to \u2066+"
                            + matcher.group("to") + "\u2069",
                    said);
        }
        return new NoticeLine("smartphone", said.isEmpty() ? "The customer changed their phone number" : said, null);
    }

    private static String kind(String kind) {
        return ShownText.label(kind.replace('_', ' '), "without words");
    }
}
