package com.chatsphere.meta.webhook;

import com.chatsphere.meta.MetaJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Meta's capital words as people would say them. */
final class MetaWords {
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("[MMMM d, uuuu][MMM d, uuuu][uuuu-MM-dd]")
            .toFormatter(Locale.ENGLISH);
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("MMMM d, uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH);
    private static final DateTimeFormatter SHOWN_DATE = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);

    private static final Map<String, String> TIERS = Map.of(
            "TIER_50", "50 customers a day",
            "TIER_250", "250 customers a day",
            "TIER_1K", "1,000 customers a day",
            "TIER_2K", "2,000 customers a day",
            "TIER_10K", "10,000 customers a day",
            "TIER_100K", "100,000 customers a day",
            "TIER_UNLIMITED", "any number of customers a day",
            "UNLIMITED", "any number of customers a day");

    private MetaWords() {}

    /** {@code PIN_RESET_REQUEST} as "Pin reset request". */
    static String plain(@Nullable String word) {
        if (word == null || word.isBlank()) {
            return "Unknown";
        }
        String words = word.replace('_', ' ').strip();
        return words.substring(0, 1).toUpperCase(Locale.ROOT)
                + words.substring(1).toLowerCase(Locale.ROOT);
    }

    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** The text of a member, empty if there is none. */
    static String text(JsonNode object, String member) {
        String text = MetaJson.text(object, member);
        return text == null ? "" : text.strip();
    }

    /** The text of a member as a sentence of its own, with a space before it; empty if there is none. */
    static String sentence(JsonNode object, String member) {
        return sentence(text(object, member));
    }

    static String sentence(String text) {
        if (text.isEmpty()) {
            return "";
        }
        return " " + text + (".!?".indexOf(text.charAt(text.length() - 1)) < 0 ? "." : "");
    }

    /** How many customers a business may write to first in a day, in words; null where it is not told. */
    static @Nullable String limit(JsonNode value, String member) {
        String limit = text(value, member);
        if (limit.isEmpty()) {
            return null;
        }
        if (limit.equals("-1")) {
            return TIERS.get("UNLIMITED");
        }
        if (limit.chars().allMatch(Character::isDigit) && limit.length() <= 18) {
            return "%,d customers a day".formatted(Long.parseLong(limit));
        }
        return TIERS.getOrDefault(limit, plain(limit));
    }

    static String shown(Instant time) {
        boolean isMidnight = time.equals(LocalDate.ofInstant(time, ZoneOffset.UTC)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant());
        return (isMidnight ? SHOWN_DATE : SHOWN).format(time.atOffset(ZoneOffset.UTC));
    }

    /** A date as Meta writes it in news about bans, like "November 20, 2026", or a time in seconds. */
    static @Nullable Instant date(JsonNode object, String member) {
        String text = text(object, member);
        Instant time = MetaTime.of(text);
        if (time != null || text.isEmpty()) {
            return time;
        }
        try {
            return LocalDate.parse(text, DATE).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException otherwise) {
            return null;
        }
    }
}
