package com.chatsphere.meta.template;

import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is remembered of synchronisations, in memory. */
public final class FakeSyncs implements TemplateSyncs {
    public final Map<String, Last> lasts = new HashMap<>();
    public final List<String> requested = new ArrayList<>();
    public final Map<PhoneNumberId, String> accounts = new HashMap<>();

    @Override
    public Optional<Last> last(String waba) {
        return Optional.ofNullable(lasts.get(waba));
    }

    @Override
    public boolean begin(String waba, Duration pause) {
        return true;
    }

    @Override
    public void succeeded(String waba, Counts counts, int total, Instant saidAt) {
        lasts.put(waba, new Last(saidAt, saidAt, counts, total, null, saidAt, false));
    }

    @Override
    public void failed(String waba, String problem) {
        throw new AssertionError(problem);
    }

    @Override
    public void request(String waba) {
        requested.add(waba);
    }

    @Override
    public Optional<String> accountOf(PhoneNumberId number) {
        return Optional.ofNullable(accounts.get(number));
    }

    @Override
    public void remember(PhoneNumberId number, String waba) {
        accounts.put(number, waba);
    }
}
