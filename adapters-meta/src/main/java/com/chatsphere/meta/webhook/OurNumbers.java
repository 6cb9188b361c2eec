package com.chatsphere.meta.webhook;

import com.chatsphere.application.instance.Instance;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers of this installation, by what Meta calls them: an id in most news, what people dial in news about the account. */
record OurNumbers(List<Ours> numbers) {

    /** One of them; {@code digits} are null where it is not set down what people dial. */
    private record Ours(
            PhoneNumberId id,
            @Nullable String digits,
            @Nullable String account) {}

    static OurNumbers of(Collection<Instance> instances) {
        return new OurNumbers(instances.stream()
                .map(instance -> new Ours(instance.number(), digits(instance.displayPhoneNumber()), instance.wabaId()))
                .toList());
    }

    List<PhoneNumberId> ids() {
        return numbers.stream().map(Ours::id).toList();
    }

    boolean contains(PhoneNumberId id) {
        return numbers.stream().anyMatch(number -> number.id().equals(id));
    }

    @Nullable
    PhoneNumberId withId(@Nullable String id) {
        return numbers.stream()
                .map(Ours::id)
                .filter(number -> number.value().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** The number that people dial so; else the only one of the account of which that is not set down. */
    @Nullable
    PhoneNumberId shownAs(@Nullable String displayPhoneNumber, @Nullable String account) {
        String dialled = digits(displayPhoneNumber);
        if (dialled == null) {
            return null;
        }
        List<Ours> matching = numbers.stream()
                .filter(number -> dialled.equals(number.digits()))
                .toList();
        List<Ours> candidates = matching.isEmpty()
                ? numbers.stream()
                        .filter(number -> number.digits() == null
                                && (number.account() == null || number.account().equals(account)))
                        .toList()
                : matching;
        return candidates.size() == 1 ? candidates.getFirst().id() : null;
    }

    private static @Nullable String digits(@Nullable String number) {
        String digits = number == null ? "" : number.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? null : digits;
    }
}
