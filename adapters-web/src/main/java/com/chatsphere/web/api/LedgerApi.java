package com.chatsphere.web.api;

import com.chatsphere.application.Queries;
import com.chatsphere.application.webhook.Ledger;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.web.problem.Problem;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What became of everything that Meta delivered. */
@RestController
class LedgerApi {
    private final Queries queries;

    LedgerApi(Queries queries) {
        this.queries = queries;
    }

    @GetMapping("/api/admin/ledger")
    LedgerJson show(
            @RequestParam(name = "phone_number_id", required = false) @Nullable String phoneNumberId,
            @RequestParam(required = false) @Nullable String day) {
        return LedgerJson.of(queries.ask(new Ledger.Query(number(phoneNumberId), date(day))));
    }

    private static @Nullable PhoneNumberId number(@Nullable String text) {
        try {
            return text == null ? null : new PhoneNumberId(text);
        } catch (IllegalArgumentException malformed) {
            throw Problem.badRequest("invalid_parameter", "phone_number_id has to be 1 to 32 digits.");
        }
    }

    private static @Nullable LocalDate date(@Nullable String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            throw Problem.badRequest("invalid_parameter", "day has to be a date like 2026-01-31.");
        }
    }

    /** The counts, in items; {@code received} is the sum of the others. */
    record LedgerJson(
            long received, long applied, long alreadyKnown, long ignored, long parked, long quarantined, long waiting) {
        static LedgerJson of(Ledger ledger) {
            return new LedgerJson(
                    ledger.received(),
                    ledger.applied(),
                    ledger.alreadyKnown(),
                    ledger.ignored(),
                    ledger.parked(),
                    ledger.quarantined(),
                    ledger.waiting());
        }
    }
}
