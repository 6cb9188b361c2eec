package com.chatsphere.web.message;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote, cut into plain parts and links so that a page can show it without trusting it.
 *
 * @param isLong whether it takes more room than a reader wants to give it unasked
 * @param invisible whether there is nothing in it that one could see
 */
public record WrittenText(List<Part> parts, boolean onlyEmoji, boolean isLong, boolean invisible) {
    private static final int LONG = 1_500;
    private static final int MANY_LINES = 24;
    private static final Pattern ADDRESS =
            Pattern.compile("(?<![\\p{L}\\p{N}@/._-])(?:https?://|www\\.)[^\\s<>\"\\p{Cf}]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final Pattern EMOJI = Pattern.compile(
            "\\p{IsEmoji_Presentation}.*|\\p{IsExtended_Pictographic}.*\\uFE0F.*|[\\x{1F1E6}-\\x{1F1FF}]{2}|.*\\u20E3",
            Pattern.DOTALL);
    private static final int MOST_BIG_EMOJI = 3;
    private static final int LONGEST_EMOJI = 40;

    /** A stretch of text; {@code address} is where it links to, if it does. */
    public record Part(String text, @Nullable String address) {}

    public static WrittenText of(String written) {
        String text = ShownText.lines(written);
        List<Part> parts = new ArrayList<>();
        Matcher matcher = ADDRESS.matcher(text);
        int plainFrom = 0;
        while (matcher.find()) {
            String shown = withoutTrailingPunctuation(matcher.group());
            String address = address(shown);
            if (address != null) {
                addPlain(parts, text.substring(plainFrom, matcher.start()));
                parts.add(new Part(shown, address));
                plainFrom = matcher.start() + shown.length();
            }
        }
        addPlain(parts, text.substring(plainFrom));
        return new WrittenText(List.copyOf(parts), isOnlyEmoji(text), isLong(text), ShownText.isBlank(text));
    }

    private static boolean isLong(String text) {
        return text.length() > LONG || text.lines().limit(MANY_LINES + 1L).count() > MANY_LINES;
    }

    private static void addPlain(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part(text, null));
        }
    }

    private static String withoutTrailingPunctuation(String address) {
        String rest = address;
        while (!rest.isEmpty()) {
            char last = rest.charAt(rest.length() - 1);
            boolean closes = last == ')'
                    && rest.chars().filter(c -> c == '(').count()
                            < rest.chars().filter(c -> c == ')').count();
            if (!closes && ".,;:!?'*_~]}\u00BB\u060C\u061F".indexOf(last) < 0) {
                break;
            }
            rest = rest.substring(0, rest.length() - 1);
        }
        return rest;
    }

    private static @Nullable String address(String shown) {
        String address = shown.regionMatches(true, 0, "www.", 0, 4) ? "https://" + shown : shown;
        try {
            URI uri = new URI(address);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getRawAuthority() != null && uri.getRawAuthority().contains(".") ? address : null;
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }

    private static boolean isOnlyEmoji(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > MOST_BIG_EMOJI * LONGEST_EMOJI) {
            return false;
        }
        List<String> graphemes = GRAPHEME.matcher(stripped)
                .results()
                .map(found -> found.group())
                .filter(grapheme -> !grapheme.isBlank())
                .toList();
        return graphemes.size() <= MOST_BIG_EMOJI
                && graphemes.stream()
                        .allMatch(grapheme -> EMOJI.matcher(grapheme).matches());
    }
}
