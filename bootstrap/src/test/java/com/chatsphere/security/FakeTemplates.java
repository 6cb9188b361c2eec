package com.chatsphere.security;

import com.chatsphere.application.template.MetaTemplates;
import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateDescription;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateQuality;
import com.chatsphere.domain.template.TemplateStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Meta's templates, and what is remembered of asking for them, in memory. */
final class FakeTemplates implements MetaTemplates, TemplateSyncs {
    static final String WABA = "100000000000001";

    final List<Found> atMeta = new CopyOnWriteArrayList<>();
    volatile @Nullable String problem;
    private final Map<String, Last> lasts = new ConcurrentHashMap<>();

    static TemplateCatalog.Row row(
            TemplateName name, TemplateLanguage language, TemplateLayout layout, TemplateStatus status, Instant at) {
        return new TemplateCatalog.Row(
                TemplateId.of(WABA, name, language),
                WABA,
                name,
                language,
                TemplateCategory.UTILITY,
                layout,
                null,
                status,
                null,
                TemplateQuality.UNKNOWN,
                null,
                null,
                null,
                null,
                at,
                at);
    }

    void has(String name, TemplateLayout layout) {
        TemplateName called = new TemplateName(name);
        TemplateLanguage language = new TemplateLanguage("en_US");
        atMeta.add(new Found(
                TemplateId.of(WABA, called, language),
                called,
                language,
                new TemplateDescription(
                        "1689000000000060001",
                        TemplateCategory.UTILITY,
                        layout,
                        "[]",
                        TemplateStatus.APPROVED,
                        null,
                        TemplateQuality.UNKNOWN)));
    }

    @Override
    public Listing all(String waba) {
        if (problem != null) {
            throw new Unavailable(problem);
        }
        return new Listing(atMeta, Set.of(), Instant.now());
    }

    @Override
    public Listing named(String waba, TemplateName name) {
        return all(waba);
    }

    @Override
    public Optional<String> accountOf(PhoneNumberId number) {
        return Optional.empty();
    }

    @Override
    public Optional<Last> last(String waba) {
        return Optional.ofNullable(lasts.get(waba));
    }

    @Override
    public boolean begin(String waba, Duration pause) {
        return pause.isZero() || !lasts.containsKey(waba);
    }

    @Override
    public void succeeded(String waba, Counts counts, int total, Instant saidAt) {
        lasts.put(waba, new Last(saidAt, saidAt, counts, total, null, saidAt, false));
    }

    @Override
    public void failed(String waba, String failure) {
        lasts.put(waba, new Last(null, null, new Counts(0, 0, 0), 0, failure, Instant.now(), false));
    }

    @Override
    public void request(String waba) {
        throw new AssertionError("Nobody told of templates.");
    }

    void forget() {
        lasts.clear();
        atMeta.clear();
        problem = null;
    }

    @Override
    public void remember(PhoneNumberId number, String waba) {
        throw new AssertionError("The account is set down.");
    }
}
