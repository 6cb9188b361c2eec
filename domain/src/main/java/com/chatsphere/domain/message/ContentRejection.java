package com.chatsphere.domain.message;

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
