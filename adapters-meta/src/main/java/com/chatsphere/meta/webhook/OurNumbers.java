package com.chatsphere.meta.webhook;

import com.chatsphere.application.instance.Instance;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The numbers of this installation, by what Meta calls them: an id in most news, what people dial in news about the account. */
record OurNumbers(Map<String, PhoneNumberId> byId, Map<String, PhoneNumberId> byDigits) {
    static OurNumbers of(Collection<Instance> instances) {
        return new OurNumbers(
                instances.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                instance -> instance.number().value(), Instance::number, (one, other) -> one)),
                instances.stream()
                        .filter(instance -> !digits(String.valueOf(instance.displayPhoneNumber()))
                                .isEmpty())
                        .collect(Collectors.toUnmodifiableMap(
                                instance -> digits(String.valueOf(instance.displayPhoneNumber())),
                                Instance::number,
                                (one, other) -> one)));
    }

    @Nullable
    PhoneNumberId withId(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    @Nullable
    PhoneNumberId shownAs(@Nullable String displayPhoneNumber) {
        return displayPhoneNumber == null ? null : byDigits.get(digits(displayPhoneNumber));
    }

    private static String digits(String number) {
        return number.replaceAll("[^0-9]", "");
    }
}
