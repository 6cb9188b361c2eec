package com.chatsphere.domain.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A customer's phone number as WhatsApp writes it: country code and number, 7 to 15 digits, no plus sign (E.164).
 *
 * <p>A personal value: it has a type of its own so that stored events can seal it.
 */
public record PhoneNumber(String digits) {
    private static final int SHORTEST = 7;
    private static final int LONGEST = 15;
    private static final List<Variant> VARIANTS = List.of(
            Variant.of("54", "9", "[1-8][0-9]{9}"),
            Variant.of("52", "1", "[2-9][0-9]{9}"),
            Variant.of("55[1-9][1-9]", "9", "[6-9][0-9]{7}"));

    public PhoneNumber {
        if (digits.length() < SHORTEST
                || digits.length() > LONGEST
                || digits.charAt(0) == '0'
                || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(
                    "a phone number has 7 to 15 digits with its country code first, for example +14155550123");
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

    /**
     * The other ways in which WhatsApp and its customers write this very number, if its country has any.
     *
     * <p>A mobile number of Argentina may or may not have a 9 after the country code, one of Mexico a 1, one of Brazil a 9
     * after the area code: the same person, whichever form a delivery brings.
     *
     * @see <a href="https://faq.whatsapp.com/1294841057948784">WhatsApp, about international phone number format</a>
     */
    public List<PhoneNumber> otherForms() {
        List<PhoneNumber> forms = new ArrayList<>();
        for (Variant variant : VARIANTS) {
            variant.otherForm(digits).map(PhoneNumber::new).ifPresent(forms::add);
        }
        return List.copyOf(forms);
    }

    /** A digit that stands in some forms of a number and not in others: after {@code before}, before {@code after}. */
    private record Variant(Pattern without, Pattern with, String digit) {
        static Variant of(String before, String digit, String after) {
            return new Variant(
                    Pattern.compile("(" + before + ")(" + after + ")"),
                    Pattern.compile("(" + before + ")" + digit + "(" + after + ")"),
                    digit);
        }

        Optional<String> otherForm(String digits) {
            Matcher shorter = without.matcher(digits);
            if (shorter.matches()) {
                return Optional.of(shorter.group(1) + digit + shorter.group(2));
            }
            Matcher longer = with.matcher(digits);
            return longer.matches() ? Optional.of(longer.group(1) + longer.group(2)) : Optional.empty();
        }
    }

    @Override
    public String toString() {
        return digits;
    }
}
