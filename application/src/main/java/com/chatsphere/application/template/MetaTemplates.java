package com.chatsphere.application.template;

import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.template.TemplateDescription;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Need: see which templates Meta has. */
public interface MetaTemplates {
    /**
     * All templates of an account.
     *
     * @throws Unavailable when Meta cannot be asked, or refuses to answer
     */
    Listing all(String waba);

    /** Those of one name, in every language. */
    Listing named(String waba, TemplateName name);

    /** The account that a number belongs to, where Meta tells. */
    Optional<String> accountOf(PhoneNumberId number);

    /**
     * What Meta has.
     *
     * @param unreadable templates that are there but make no sense here
     * @param saidAt Meta's time
     */
    record Listing(List<Found> found, Set<TemplateId> unreadable, Instant saidAt) {
        public Listing {
            found = List.copyOf(found);
            unreadable = Set.copyOf(unreadable);
        }
    }

    /** A template at Meta. */
    record Found(TemplateId id, TemplateName name, TemplateLanguage language, TemplateDescription description) {}

    /** Meta cannot be asked now, or does not let us; the message says it to people. */
    final class Unavailable extends RuntimeException {
        public Unavailable(String message) {
            super(message);
        }
    }
}
