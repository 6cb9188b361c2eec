package com.chatsphere.domain.instance;

/** Meta's id of a WhatsApp number of the business ({@code phone_number_id}); decimal digits, not the number itself. */
public record PhoneNumberId(String value) {
    private static final int LONGEST = 32;

    public PhoneNumberId {
        if (value.isEmpty() || value.length() > LONGEST || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a phone number id is 1 to 32 digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
