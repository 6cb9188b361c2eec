package com.chatsphere.domain.message;

/** Why a message refuses an order. */
public abstract sealed class MessageRejection extends RuntimeException {
    private MessageRejection(String message) {
        super(message);
    }

    /** Only a failed or unconfirmed message of ours can be sent again. */
    public static final class NotResendable extends MessageRejection {
        public NotResendable() {
            super("Only a message that failed or whose outcome is not known can be sent again.");
        }
    }

    /** Only who wrote a message can edit it or take it back. */
    public static final class NotTheAuthor extends MessageRejection {
        public NotTheAuthor() {
            super("Only who wrote a message can edit it or take it back.");
        }
    }

    /** Reports of progress are for messages we sent. */
    public static final class NotSentByUs extends MessageRejection {
        public NotSentByUs() {
            super("A report of progress names a message that was received, not sent.");
        }
    }
}
