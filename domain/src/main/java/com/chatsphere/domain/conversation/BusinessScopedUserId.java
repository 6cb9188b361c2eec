package com.chatsphere.domain.conversation;

/**
 * WhatsApp's id of a person towards one business portfolio (BSUID), for example {@code US.70000000000000000110}.
 *
 * <p>It stays when the person hides their phone number behind a username.
 */
public record BusinessScopedUserId(String value) {
    private static final int LONGEST = 160;

    public BusinessScopedUserId {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("a business-scoped user id has 1 to 160 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
