package com.chatsphere.domain.agent;

/** Why a user's record refuses an order. */
public abstract sealed class AgentRejection extends RuntimeException {
    private AgentRejection(String message) {
        super(message);
    }

    /** Ten conversations are pinned already. */
    public static final class PinLimitReached extends AgentRejection {
        public PinLimitReached() {
            super("You can only pin up to 10 chats.");
        }
    }
}
