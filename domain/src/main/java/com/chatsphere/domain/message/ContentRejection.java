package com.chatsphere.domain.message;

import java.util.Locale;

/**
 * Why something cannot be sent as it is: WhatsApp would refuse it.
 *
 * <p>A field is named by its path in the order of the REST API, for example
 * {@code interactive.action.buttons[1].reply.title}.
 */
public abstract sealed class ContentRejection extends RuntimeException {
    private final String field;

    private ContentRejection(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }

    /** A field that has to be filled in is empty. */
    public static final class Missing extends ContentRejection {
        public Missing(String field) {
            super(field, "%s is required.".formatted(field));
        }
    }

    /** A text has more characters than WhatsApp takes. */
    public static final class TooLong extends ContentRejection {
        public TooLong(String field, int limit, int length) {
            super(field, "%s has at most %,d characters; this one has %,d.".formatted(field, limit, length));
        }
    }

    /** There are fewer or more of something than WhatsApp takes. */
    public static final class WrongCount extends ContentRejection {
        public WrongCount(String field, int least, int most, int count) {
            super(field, "%s takes %d to %d entries; there are %d.".formatted(field, least, most, count));
        }
    }

    /** A file has more bytes than WhatsApp takes of its kind. */
    public static final class TooLarge extends ContentRejection {
        public TooLarge(String field, MediaKind kind, long size) {
            super(field, "%s: %s".formatted(field, reason(kind, size)));
        }

        private static String reason(MediaKind kind, long size) {
            return "WhatsApp takes %s of at most %s; this one has %s."
                    .formatted(kind.plural(), words(kind.mostBytes()), words(size));
        }

        private static String words(long bytes) {
            return bytes < 1L << 20
                    ? "%d KB".formatted((bytes + 1_023) / 1_024)
                    : String.format(Locale.ROOT, "%.1f MB", bytes / 1_048_576.0).replace(".0 ", " ");
        }
    }

    /** A file is of a type that WhatsApp does not take as what it is sent as. */
    public static final class WrongType extends ContentRejection {
        public WrongType(String field, MediaKind kind, String mimeType) {
            super(
                    field,
                    "%s: WhatsApp takes no %s as %s; it takes %s."
                            .formatted(field, mimeType, kind.plural(), kind.taken()));
        }
    }

    /** A value does not have the form that WhatsApp asks for. */
    public static final class NotFitting extends ContentRejection {
        public NotFitting(String field, String rule) {
            super(field, "%s %s.".formatted(field, rule));
        }
    }

    /** This is something customers send, and a business cannot. */
    public static final class NotSendable extends ContentRejection {
        public NotSendable() {
            super("messageType", "This kind of message can only be received.");
        }
    }
}
