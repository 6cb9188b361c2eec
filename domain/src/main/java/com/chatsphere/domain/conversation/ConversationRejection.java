package com.chatsphere.domain.conversation;

/** Why a conversation refuses an order. */
public abstract sealed class ConversationRejection extends RuntimeException {
    private ConversationRejection(String message) {
        super(message);
    }

    /** More than 24 hours have passed since the customer last wrote. */
    public static final class ServiceWindowClosed extends ConversationRejection {
        public ServiceWindowClosed() {
            super("The 24-hour window is closed: the customer last wrote more than 24 hours ago. Send a template"
                    + " instead.");
        }
    }

    /** The conversation was deleted, and nobody has written since. */
    public static final class NoSuchConversation extends ConversationRejection {
        public NoSuchConversation() {
            super("This conversation was deleted.");
        }
    }

    /** The customer takes no marketing messages. */
    public static final class MarketingStopped extends ConversationRejection {
        public MarketingStopped() {
            super("The customer has stopped marketing messages. Ordinary replies are not affected.");
        }
    }
}
