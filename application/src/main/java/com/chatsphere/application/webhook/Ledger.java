package com.chatsphere.application.webhook;

import com.chatsphere.application.Asks;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What became of everything that Meta delivered, in items; {@code received} is the sum of the others and of {@code waiting}
 * deliveries not split into items yet.
 */
public record Ledger(
        long received, long applied, long alreadyKnown, long ignored, long parked, long quarantined, long waiting) {

    /** Asks for one number, or all and those that name none; for one day (UTC) of arrival, or ever. */
    public record Query(
            @Nullable PhoneNumberId number, @Nullable LocalDate day) implements Asks<Ledger> {}
}
