package com.chatsphere.persistence.media;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first address of a web page in what somebody wrote, found in the same way as the thread finds it. */
final class FirstLink {
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![\\p{L}\\p{N}@/._-])(?:https?://|www\\.)[^\\s<>\"\\p{Cf}]+", Pattern.CASE_INSENSITIVE);
    private static final String ENDS_SENTENCES = ".,;:!?'*_~\u2026\u3002\u060c\u061b\u061f";
    private static final int LONGEST = 2_000;

    private FirstLink() {}

    static Optional<String> in(String text) {
        Matcher found = ADDRESS.matcher(text);
        while (found.find()) {
            String address = withoutEndOfSentence(found.group());
            String whole = address.toLowerCase(Locale.ROOT).startsWith("www.") ? "https://" + address : address;
            if (isOfAPage(whole)) {
                return Optional.of(whole);
            }
        }
        return Optional.empty();
    }

    private static String withoutEndOfSentence(String address) {
        int end = address.length();
        while (end > 0 && isBesideTheAddress(address, end)) {
            end--;
        }
        return address.substring(0, end);
    }

    /** A bracket belongs to the sentence unless it was opened within the address. */
    private static boolean isBesideTheAddress(String address, int end) {
        char last = address.charAt(end - 1);
        return ENDS_SENTENCES.indexOf(last) >= 0
                || (last == ')' && address.lastIndexOf('(', end - 1) < 0)
                || (last == ']' && address.lastIndexOf('[', end - 1) < 0);
    }

    private static boolean isOfAPage(String address) {
        if (address.length() > LONGEST) {
            return false;
        }
        try {
            String host = new URI(address).getRawAuthority();
            return host != null && host.contains(".") && !host.contains("@");
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }
}
