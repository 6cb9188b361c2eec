package com.chatsphere.application.template;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.template.MetaTemplates.Found;
import com.chatsphere.application.template.MetaTemplates.Listing;
import com.chatsphere.application.template.TemplateSyncs.Counts;
import com.chatsphere.application.template.TemplateSyncs.Last;
import com.chatsphere.domain.Effect;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.template.Template;
import com.chatsphere.domain.template.TemplateCommand.ImportTemplate;
import com.chatsphere.domain.template.TemplateCommand.MissTemplate;
import com.chatsphere.domain.template.TemplateId;
import com.chatsphere.domain.template.TemplateLanguage;
import com.chatsphere.domain.template.TemplateName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what Meta has: everything, or what somebody asks for.
 *
 * <p>Meta is asked before the first order is given, so that no transaction waits for it. Whatever was taken over before a
 * failure stays; the next attempt goes on from there.
 */
public final class TemplateSync {
    private static final Logger log = LoggerFactory.getLogger(TemplateSync.class);
    private static final Duration STALE = Duration.ofHours(6);
    private static final Duration BETWEEN = Duration.ofMinutes(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
    private static final Duration UNTIL_VISIBLE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int TOGETHER = 100;
    private static final int TRIES = 5;

    private final MetaTemplates meta;
    private final TemplateSyncs syncs;
    private final BusinessAccounts accounts;
    private final Commands commands;
    private final Queries queries;
    private final Transactions transactions;
    private final Clock clock;

    public TemplateSync(
            MetaTemplates meta,
            TemplateSyncs syncs,
            BusinessAccounts accounts,
            Commands commands,
            Queries queries,
            Transactions transactions,
            Clock clock) {
        this.meta = meta;
        this.syncs = syncs;
        this.accounts = accounts;
        this.commands = commands;
        this.queries = queries;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes everything over that an account has, because somebody asks for it.
     *
     * @throws MetaTemplates.Unavailable when Meta cannot be asked; that is remembered
     */
    public Counts now(String waba, @Nullable AgentId by) {
        syncs.begin(waba, Duration.ZERO);
        return synchronise(waba, by);
    }

    /** Does what is due: where Meta was not asked for long, or has told something that was not understood in full. */
    public void whatIsDue() {
        findAccounts();
        for (String waba : accounts.all()) {
            if (syncs.last(waba).map(this::isDue).orElse(true) && syncs.begin(waba, BETWEEN)) {
                try {
                    Counts counts = synchronise(waba, null);
                    log.info(
                            "Templates of account {}: {} added, {} changed, {} gone",
                            waba,
                            counts.added(),
                            counts.changed(),
                            counts.gone());
                } catch (MetaTemplates.Unavailable unavailable) {
                    log.warn("Templates of account {} cannot be read now: {}", waba, unavailable.getMessage());
                }
            }
        }
    }

    private boolean isDue(Last last) {
        Instant now = clock.instant();
        if (last.problem() != null) {
            return last.triedAt().plus(AFTER_FAILURE).isBefore(now);
        }
        return last.isRequested()
                || last.syncedAt() == null
                || last.syncedAt().plus(STALE).isBefore(now);
    }

    /** Somebody names a template that is not here: Meta is asked, but not more than once a minute. */
    boolean onMiss(String waba) {
        if (!syncs.begin(waba, BETWEEN)) {
            return false;
        }
        try {
            return synchronise(waba, null).added() > 0;
        } catch (MetaTemplates.Unavailable unavailable) {
            log.warn("Templates of account {} cannot be read now: {}", waba, unavailable.getMessage());
            return false;
        }
    }

    /** What Meta has of an account and is not here. */
    public List<Found> notHere(String waba) {
        Set<TemplateId> known = new HashSet<>(queries.ask(new TemplateCatalog.Known(waba)));
        return meta.all(waba).found().stream()
                .filter(found -> !known.contains(found.id()))
                .toList();
    }

    /** Takes over all there is of a name, or of a name in one language; also what was removed here. */
    public Counts importNamed(String waba, TemplateName name, @Nullable TemplateLanguage language, AgentId by) {
        Predicate<Found> asked = found -> found.name().equals(name)
                && (language == null || found.language().equals(language));
        return take(waba, meta.named(waba, name), asked, true, by);
    }

    /** Takes over all there is; also what was removed here. */
    public Counts importAll(String waba, AgentId by) {
        return take(waba, meta.all(waba), _ -> true, true, by);
    }

    private void findAccounts() {
        accounts.strays().forEach(number -> {
            try {
                meta.accountOf(number).ifPresent(waba -> syncs.remember(number, waba));
            } catch (MetaTemplates.Unavailable unavailable) {
                log.debug("The account of number {} cannot be found now: {}", number, unavailable.getMessage());
            }
        });
    }

    private Counts synchronise(String waba, @Nullable AgentId by) {
        try {
            Listing listing = meta.all(waba);
            Counts taken = take(waba, listing, _ -> true, false, by);
            Counts counts = new Counts(taken.added(), taken.changed(), miss(waba, listing));
            syncs.succeeded(waba, counts, listing.found().size(), listing.saidAt());
            return counts;
        } catch (RuntimeException failure) {
            syncs.failed(
                    waba,
                    failure instanceof MetaTemplates.Unavailable
                            ? String.valueOf(failure.getMessage())
                            : "Something went wrong on our side.");
            throw failure;
        }
    }

    private Counts take(String waba, Listing listing, Predicate<Found> asked, boolean wanted, @Nullable AgentId by) {
        Instant since = clock.instant();
        List<Found> found = listing.found().stream().filter(asked).toList();
        List<Template.Intake> intakes = inPortions(
                found,
                one -> commands.send(new ImportTemplate(
                        one.id(),
                        waba,
                        one.name(),
                        one.language(),
                        one.description(),
                        wanted,
                        listing.saidAt(),
                        by,
                        clock.instant())));
        List<TemplateId> altered = IntStream.range(0, found.size())
                .filter(index -> intakes.get(index) != Template.Intake.NOTHING_NEW)
                .mapToObj(index -> found.get(index).id())
                .toList();
        awaitShown(altered, since);
        return new Counts(count(intakes, Template.Intake.ADDED), count(intakes, Template.Intake.ALTERED), 0);
    }

    /** The list is written a moment after the orders are carried out; who asked for it wants to see it. */
    private void awaitShown(List<TemplateId> altered, Instant since) {
        TemplateCatalog.Several question = new TemplateCatalog.Several(altered);
        long deadline = System.nanoTime() + UNTIL_VISIBLE.toNanos();
        while (!altered.isEmpty() && System.nanoTime() < deadline) {
            long shown = queries.ask(question).stream()
                    .filter(row -> !row.heardAt().isBefore(since))
                    .count();
            if (shown >= altered.size()) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private int miss(String waba, Listing listing) {
        Set<TemplateId> there = new HashSet<>(listing.unreadable());
        listing.found().forEach(found -> there.add(found.id()));
        List<TemplateId> missing = queries.ask(new TemplateCatalog.Known(waba)).stream()
                .filter(known -> !there.contains(known))
                .toList();
        Instant since = clock.instant();
        List<Effect> effects =
                inPortions(missing, one -> commands.send(new MissTemplate(one, listing.saidAt(), clock.instant())));
        List<TemplateId> gone = IntStream.range(0, missing.size())
                .filter(index -> effects.get(index) == Effect.APPLIED)
                .mapToObj(missing::get)
                .toList();
        awaitShown(gone, since);
        return gone.size();
    }

    private <T, R> List<R> inPortions(List<T> things, Order<T, R> order) {
        List<R> answers = new ArrayList<>();
        for (int from = 0; from < things.size(); from += TOGETHER) {
            answers.addAll(together(things.subList(from, Math.min(things.size(), from + TOGETHER)), order));
        }
        return answers;
    }

    /** In one transaction; once more, should somebody else change one of them at the same moment. */
    private <T, R> List<R> together(List<T> things, Order<T, R> order) {
        for (int tried = 1; ; tried++) {
            List<R> answers = new ArrayList<>();
            try {
                transactions.inOne(() -> things.forEach(thing -> answers.add(order.give(thing))));
                return answers;
            } catch (Commands.Conflict conflict) {
                if (tried == TRIES) {
                    throw conflict;
                }
            }
        }
    }

    private static <R> int count(List<R> answers, R wanted) {
        return Math.toIntExact(answers.stream().filter(wanted::equals).count());
    }

    /** What is ordered of one of several things. */
    private interface Order<T, R> {
        R give(T thing);
    }
}
