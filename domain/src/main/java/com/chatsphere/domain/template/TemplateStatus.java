package com.chatsphere.domain.template;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How Meta stands to a template, in Meta's word: an open list.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/webhooks/reference/whatsapp-business-account/#message_template_status_update">Meta,
 *     changes of a template's status</a>
 */
public record TemplateStatus(String value) {
    /** Nobody but ourselves has said that there is such a template. */
    public static final TemplateStatus UNCONFIRMED = new TemplateStatus("UNCONFIRMED");

    public static final TemplateStatus APPROVED = new TemplateStatus("APPROVED");
    public static final TemplateStatus PENDING = new TemplateStatus("PENDING");
    public static final TemplateStatus REJECTED = new TemplateStatus("REJECTED");
    public static final TemplateStatus PAUSED = new TemplateStatus("PAUSED");
    public static final TemplateStatus DISABLED = new TemplateStatus("DISABLED");
    public static final TemplateStatus ARCHIVED = new TemplateStatus("ARCHIVED");
    public static final TemplateStatus LOCKED = new TemplateStatus("LOCKED");
    public static final TemplateStatus FLAGGED = new TemplateStatus("FLAGGED");
    public static final TemplateStatus REINSTATED = new TemplateStatus("REINSTATED");

    /** It was at Meta, or should have been, and is not. */
    public static final TemplateStatus GONE = new TemplateStatus("GONE");

    private static final int LONGEST = 100;

    /** Flagged ones can be sent until Meta pauses them; locked ones cannot be edited, which sending does not need. */
    private static final Set<String> SENDABLE =
            Set.of("UNCONFIRMED", "APPROVED", "FLAGGED", "REINSTATED", "LOCKED", "UNLOCKED", "UNARCHIVED");

    private static final Set<String> WAITING = Set.of("PENDING", "IN_APPEAL");

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("PENDING", "Meta is still reviewing it."),
            Map.entry("IN_APPEAL", "Meta looks at its rejection again."),
            Map.entry("REJECTED", "Meta has rejected it."),
            Map.entry("PAUSED", "Meta has paused it because of its quality."),
            Map.entry("DISABLED", "Meta has switched it off."),
            Map.entry("ARCHIVED", "It is archived."),
            Map.entry("PENDING_DELETION", "It is being deleted."),
            Map.entry("DELETED", "It was deleted at Meta."),
            Map.entry("LIMIT_EXCEEDED", "The account has more templates than it may have."),
            Map.entry("GONE", "Meta does not have it."));

    private static final Map<String, String> REASONS = Map.of(
            "ABUSIVE_CONTENT", "Meta finds its content abusive.",
            "INCORRECT_CATEGORY", "Its category does not fit its content.",
            "INVALID_FORMAT", "Its format is not valid.",
            "PROMOTIONAL", "It is promotional, which its category does not allow.",
            "SCAM", "Meta takes it for a scam.",
            "TAG_CONTENT_MISMATCH", "Its language or category does not fit its content.");

    public TemplateStatus {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a status has 1 to 100 characters");
        }
    }

    /** Meta's word, in whatever case it was written. */
    public static TemplateStatus of(String word) {
        return new TemplateStatus(word.strip().toUpperCase(Locale.ROOT));
    }

    /** Whether Meta would take a message of a template that stands so; a word that is not known here is none it would. */
    public boolean isSendable() {
        return SENDABLE.contains(value);
    }

    /** Why nothing can be sent, in plain words; null if it can. */
    public @Nullable String obstacle(@Nullable String reason) {
        if (isSendable()) {
            return null;
        }
        String known = WORDS.get(value);
        String why = known == null ? "Meta calls its status “%s”.".formatted(plain()) : known;
        return reason == null || reason.isBlank() ? why : why + " " + inWords(reason);
    }

    /** Meta's reason in plain words. */
    private static String inWords(String reason) {
        String known = REASONS.get(reason);
        if (known != null) {
            return known;
        }
        return ".!?".indexOf(reason.charAt(reason.length() - 1)) < 0 ? reason + "." : reason;
    }

    /** {@code IN_APPEAL} as "in appeal". */
    public String plain() {
        return value.replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    /** Which of two that were told of the same moment counts: what forbids more, so that their order does not matter. */
    int weight() {
        if (isSendable()) {
            return 0;
        }
        return WAITING.contains(value) ? 1 : 2;
    }

    @Override
    public String toString() {
        return value;
    }
}
