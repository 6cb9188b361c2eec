package com.chatsphere.application.webhook;

import com.chatsphere.application.Asks;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the items of each day and number; the latest day first. */
public record LedgerDays(List<Row> rows) {

    /** Asks for the latest days (UTC) on which something arrived. */
    public record Query(int days) implements Asks<LedgerDays> {}

    /**
     * One day of one number.
     *
     * @param number null for what names none
     */
    public record Row(
            LocalDate day,
            @Nullable PhoneNumberId number,
            long received,
            long applied,
            long alreadyKnown,
            long ignored,
            long parked,
            long quarantined) {}
}
