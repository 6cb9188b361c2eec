package com.chatsphere.web.template;

import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.domain.template.TemplateStatus;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said about a template beside its text. */
public record TemplateWords(TemplateCatalog.Row row) {
    private static final Map<String, String> STATUSES = Map.of(
            "UNCONFIRMED", "Added by hand",
            "PENDING", "In review",
            "GONE", "Not at Meta",
            "UNARCHIVED", "Approved",
            "UNLOCKED", "Approved");

    public String status() {
        return statusOf(row.status());
    }

    static String statusOf(TemplateStatus status) {
        return STATUSES.getOrDefault(status.value(), capital(status.plain()));
    }

    /** How grave it is: {@code good}, {@code info}, {@code warning} or {@code alarm}. */
    public String level() {
        if (row.status().isSendable()) {
            return switch (row.status().value()) {
                case "FLAGGED" -> "warning";
                case "UNCONFIRMED", "LOCKED" -> "info";
                default -> "good";
            };
        }
        return switch (row.status().value()) {
            case "PENDING", "IN_APPEAL" -> "warning";
            default -> "alarm";
        };
    }

    public String category() {
        return capital(row.category().value());
    }

    /** Null while customers' reactions tell nothing. */
    public @Nullable String quality() {
        return switch (row.quality().value()) {
            case "UNKNOWN" -> null;
            case "GREEN" -> "High quality";
            case "YELLOW" -> "Medium quality";
            case "RED" -> "Low quality";
            default -> "Quality " + row.quality().value().toLowerCase(Locale.ROOT);
        };
    }

    public String qualityLevel() {
        return switch (row.quality().value()) {
            case "GREEN" -> "good";
            case "YELLOW" -> "warning";
            case "RED" -> "alarm";
            default -> "info";
        };
    }

    /** Where it is going to be in another category. */
    public @Nullable String coming() {
        return row.coming() == null ? null : "soon " + capital(row.coming().value());
    }

    static String capital(String word) {
        String words = word.replace('_', ' ').strip();
        return words.isEmpty()
                ? words
                : words.substring(0, 1).toUpperCase(Locale.ROOT)
                        + words.substring(1).toLowerCase(Locale.ROOT);
    }
}
