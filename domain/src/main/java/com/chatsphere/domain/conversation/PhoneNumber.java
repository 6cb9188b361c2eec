package com.chatsphere.domain.conversation;

/**
 * A customer's phone number as WhatsApp writes it: country code and number, 8 to 15 digits, no plus sign (E.164).
 *
 * <p>A personal value: it has a type of its own so that stored events can seal it.
 */
public record PhoneNumber(String digits) {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 15;

    public PhoneNumber {
        if (digits.length() < SHORTEST
                || digits.length() > LONGEST
                || digits.charAt(0) == '0'
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "a phone number has 8 to 15 digits with its country code first, for example +14155550123");
        }
    }

    /** Reads what a person types: spaces, dots, dashes, brackets, a leading plus sign or 00 are allowed. */
    public static PhoneNumber parse(String typed) {
        String compact = typed.strip().replaceAll("[\\s().\\-/\\u00A0\\u200E\\u200F\\u202A-\\u202E]", "");
        if (compact.startsWith("+")) {
            compact = compact.substring(1);
        } else if (compact.startsWith("00")) {
            compact = compact.substring(2);
        }
        return new PhoneNumber(compact);
    }

    @Override
    public String toString() {
        return digits;
    }
}
