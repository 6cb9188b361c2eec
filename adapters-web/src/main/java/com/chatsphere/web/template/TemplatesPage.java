package com.chatsphere.web.template;

import com.chatsphere.application.template.MetaTemplates;
import com.chatsphere.application.template.TemplateCatalog;
import com.chatsphere.application.template.TemplateSyncs;
import com.chatsphere.domain.template.TemplateStatus;
import com.chatsphere.web.layout.Page;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All templates, and how far they have been taken over from Meta.
 *
 * @param remote what Meta has that is not here, null as long as nobody asked
 */
public record TemplatesPage(
        Page page,
        List<Account> accounts,
        TemplateFilter filter,
        TemplateCatalog catalog,
        List<Line> lines,
        @Nullable Remote remote) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    /**
     * A WhatsApp business account of ours.
     *
     * @param name of the numbers that belong to it
     */
    public record Account(String id, String name, TemplateSyncs.@Nullable Last last) {
        /** What the last synchronisation came to. */
        public String counts() {
            if (last == null || last.syncedAt() == null) {
                return "Never synchronised with Meta";
            }
            return "%d added, %d changed, %d gone"
                    .formatted(
                            last.counts().added(),
                            last.counts().changed(),
                            last.counts().gone());
        }

        public @Nullable Instant syncedAt() {
            return last == null ? null : last.syncedAt();
        }

        public @Nullable String problem() {
            return last == null ? null : last.problem();
        }

        public int total() {
            return last == null ? 0 : last.total();
        }
    }

    /** A template in the list. */
    public record Line(TemplateCatalog.Row row, TemplateWords words) {
        static Line of(TemplateCatalog.Row row) {
            return new Line(row, new TemplateWords(row));
        }

        public String address() {
            return "/admin/templates/" + row.id();
        }

        public String line() {
            return TemplateView.line(row.layout());
        }
    }

    /** What Meta has that is not here, or why it cannot be told. */
    public record Remote(
            String account,
            List<MetaTemplates.Found> found,
            @Nullable String problem) {}

    public boolean hasSeveralAccounts() {
        return accounts.size() > 1;
    }

    public String category(String word) {
        return TemplateWords.capital(word);
    }

    public String status(String word) {
        return TemplateWords.statusOf(new TemplateStatus(word));
    }

    public static String moment(Instant time) {
        return MOMENT.format(time.atOffset(ZoneOffset.UTC));
    }
}
