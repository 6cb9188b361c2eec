package com.chatsphere.application.template;

import com.chatsphere.application.Asks;
import com.chatsphere.domain.template.TemplateCategory;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateLayout;
import com.chatsphere.domain.template.TemplateName;
import com.chatsphere.domain.template.TemplateQuality;
import com.chatsphere.domain.template.TemplateStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The templates there are, by name and language.
 *
 * @param total how many fit, beyond those that are listed
 * @param languages in which there are templates at all
 * @param categories in which there are templates at all
 * @param statuses that templates have at all
 */
public record TemplateCatalog(
        List<Row> rows, int total, List<String> languages, List<String> categories, List<String> statuses) {

    /**
     * Asks for those that fit; null fits all.
     *
     * @param waba the account they belong to
     * @param search words of their names, their text and the notes on them
     */
    public record Query(
            @Nullable String waba,
            @Nullable String search,
            @Nullable String language,
            @Nullable String category,
            @Nullable String status,
            int most)
            implements Asks<TemplateCatalog> {
        /** All of an account, or of all of them. */
        public static Query all(@Nullable String waba) {
            return new Query(waba, null, null, null, null, Integer.MAX_VALUE);
        }
    }

    /** Asks for one. */
    public record One(TemplateId id) implements Asks<Optional<Row>> {}

    /** Asks for several, in no particular order. */
    public record Several(List<TemplateId> ids) implements Asks<List<Row>> {}

    /** Asks which ones of an account there are. */
    public record Known(String waba) implements Asks<List<TemplateId>> {}

    /**
     * A template as it stands.
     *
     * @param components Meta's JSON of how it is made up, null where Meta told only the words
     * @param reason why it stands so, in Meta's words
     * @param metaId Meta's own id, null for one that was described by hand
     * @param note what somebody here wrote on it
     * @param coming the category it is going to be in
     */
    public record Row(
            TemplateId id,
            String waba,
            TemplateName name,
            TemplateLanguage language,
            TemplateCategory category,
            TemplateLayout layout,
            @Nullable String components,
            TemplateStatus status,
            @Nullable String reason,
            TemplateQuality quality,
            @Nullable String metaId,
            @Nullable String note,
            @Nullable TemplateCategory coming,
            @Nullable Instant comingFrom,
            Instant addedAt,
            Instant heardAt) {

        /** Why it cannot be sent, in plain words; null if it can. */
        public @Nullable String obstacle() {
            return status.obstacle(reason);
        }

        /** Whether somebody described it by hand and Meta has not been heard of it. */
        public boolean isByHand() {
            return metaId == null;
        }
    }
}
