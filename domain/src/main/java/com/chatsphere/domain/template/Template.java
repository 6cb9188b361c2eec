package com.chatsphere.domain.template;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.chatsphere.domain.Effect;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.template.TemplateCommand.AddTemplate;
import com.chatsphere.domain.template.TemplateCommand.AnnounceTemplateCategory;
import com.chatsphere.domain.template.TemplateCommand.EditTemplate;
import com.chatsphere.domain.template.TemplateCommand.FillTemplate;
import com.chatsphere.domain.template.TemplateCommand.ImportTemplate;
import com.chatsphere.domain.template.TemplateCommand.MissTemplate;
import com.chatsphere.domain.template.TemplateCommand.RateTemplate;
import com.chatsphere.domain.template.TemplateCommand.RecategoriseTemplate;
import com.chatsphere.domain.template.TemplateCommand.RegisterTemplateStatus;
import com.chatsphere.domain.template.TemplateCommand.RemoveTemplate;
import com.chatsphere.domain.template.TemplateCommand.RewordTemplate;
import com.chatsphere.domain.template.TemplateEvent.Judged;
import com.chatsphere.domain.template.TemplateEvent.TemplateAdded;
import com.chatsphere.domain.template.TemplateEvent.TemplateApproved;
import com.chatsphere.domain.template.TemplateEvent.TemplateArchived;
import com.chatsphere.domain.template.TemplateEvent.TemplateCategoryAnnounced;
import com.chatsphere.domain.template.TemplateEvent.TemplateDisabled;
import com.chatsphere.domain.template.TemplateEvent.TemplateFlagged;
import com.chatsphere.domain.template.TemplateEvent.TemplateImported;
import com.chatsphere.domain.template.TemplateEvent.TemplateLocked;
import com.chatsphere.domain.template.TemplateEvent.TemplateNoted;
import com.chatsphere.domain.template.TemplateEvent.TemplateOtherwiseJudged;
import com.chatsphere.domain.template.TemplateEvent.TemplatePaused;
import com.chatsphere.domain.template.TemplateEvent.TemplateRated;
import com.chatsphere.domain.template.TemplateEvent.TemplateRecategorised;
import com.chatsphere.domain.template.TemplateEvent.TemplateReinstated;
import com.chatsphere.domain.template.TemplateEvent.TemplateRejected;
import com.chatsphere.domain.template.TemplateEvent.TemplateRemoved;
import com.chatsphere.domain.template.TemplateEvent.TemplateRewritten;
import com.chatsphere.domain.template.TemplateEvent.TemplateSubmitted;
import com.chatsphere.domain.template.TemplateEvent.TemplateVanished;
import java.time.Instant;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A message template of a WhatsApp business account in one language, and which messages may be made of it.
 *
 * <p>Meta's word about it comes by two ways, asked for and untold, in any order: of each thing, what Meta said last counts.
 */
@AggregateRoot
public class Template {
    @AggregateIdentifier
    private TemplateId id;

    private @Nullable TemplateName name;
    private @Nullable TemplateLanguage language;
    private @Nullable TemplateCategory category;
    private @Nullable TemplateLayout layout;
    private @Nullable String metaId;
    private @Nullable String note;
    private TemplateStanding standing = TemplateStanding.NEVER_HEARD;
    private TemplateQuality quality = TemplateQuality.UNKNOWN;
    private @Nullable TemplateCategory coming;
    private Instant writtenAt = Instant.EPOCH;
    private Instant ratedAt = Instant.EPOCH;
    private Instant categorisedAt = Instant.EPOCH;
    private Instant announcedAt = Instant.EPOCH;
    private Presence presence = Presence.UNHEARD_OF;

    private enum Presence {
        UNHEARD_OF,
        HERE,
        REMOVED
    }

    /** What taking it over came to. */
    public enum Intake {
        ADDED,
        ALTERED,
        NOTHING_NEW
    }

    /** What the settings declare does not come back once somebody has removed it. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AddTemplate command) {
        boolean wasTakenAway = presence == Presence.REMOVED && command.by() == null;
        if (presence == Presence.HERE || wasTakenAway) {
            throw new TemplateRejection.AlreadyHere(command.name(), command.language());
        }
        apply(new TemplateAdded(
                command.templateId(),
                command.waba(),
                command.name(),
                command.language(),
                command.category(),
                command.layout(),
                command.components(),
                command.note(),
                command.by(),
                command.at()));
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Intake handle(ImportTemplate command) {
        boolean isNew = presence == Presence.UNHEARD_OF || (presence == Presence.REMOVED && command.wanted());
        if (isNew) {
            takeOver(command);
            return Intake.ADDED;
        }
        if (presence == Presence.REMOVED) {
            return Intake.NOTHING_NEW;
        }
        boolean returned = standing.status().equals(TemplateStatus.GONE);
        boolean isAnother = !command.description().metaId().equals(metaId);
        if (returned || isAnother) {
            if (command.saidAt().isBefore(standing.saidAt())) {
                return Intake.NOTHING_NEW;
            }
            takeOver(command);
            return returned ? Intake.ADDED : Intake.ALTERED;
        }
        return catchUp(command) ? Intake.ALTERED : Intake.NOTHING_NEW;
    }

    private void takeOver(ImportTemplate command) {
        apply(new TemplateImported(
                command.templateId(),
                command.waba(),
                command.name(),
                command.language(),
                command.description(),
                command.saidAt(),
                command.by(),
                command.at()));
    }

    /** What Meta merely confirms is no fact: it is asked again and again. */
    private boolean catchUp(ImportTemplate command) {
        TemplateDescription now = command.description();
        Instant saidAt = command.saidAt();
        Instant at = command.at();
        boolean isRewritten = !now.layout().equals(layout) && saidAt.isAfter(writtenAt);
        if (isRewritten) {
            apply(new TemplateRewritten(id, now.layout(), now.components(), saidAt, null, at));
        }
        boolean isRecategorised =
                !now.category().equals(category) && recategorise(now.category(), saidAt, at) == Effect.APPLIED;
        boolean isRated = !now.quality().equals(quality) && rate(now.quality(), saidAt, at) == Effect.APPLIED;
        TemplateStanding stands = new TemplateStanding(now.status(), now.reason(), saidAt);
        boolean isJudged = !stands.addsNothingTo(standing) && judge(stands, at) == Effect.APPLIED;
        return isRewritten || isRecategorised || isRated || isJudged;
    }

    @CommandHandler
    Effect handle(EditTemplate command) {
        requireHere();
        boolean isRewritten = !command.layout().equals(layout);
        boolean isRecategorised = !command.category().equals(category);
        if (metaId != null && (isRewritten || isRecategorised)) {
            throw new TemplateRejection.MadeAtMeta();
        }
        if (isRewritten) {
            apply(new TemplateRewritten(
                    id, command.layout(), command.components(), command.at(), command.by(), command.at()));
        }
        if (isRecategorised) {
            apply(new TemplateRecategorised(id, command.category(), command.at(), command.by(), command.at()));
        }
        boolean isNoted = !Objects.equals(command.note(), note);
        if (isNoted) {
            apply(new TemplateNoted(id, command.note(), command.by(), command.at()));
        }
        return isRewritten || isRecategorised || isNoted ? Effect.APPLIED : Effect.ALREADY_KNOWN;
    }

    @CommandHandler
    Effect handle(RegisterTemplateStatus command) {
        if (presence == Presence.REMOVED) {
            return Effect.SUPERSEDED;
        }
        return judge(new TemplateStanding(command.status(), command.reason(), command.saidAt()), command.at());
    }

    @CommandHandler
    Effect handle(MissTemplate command) {
        if (presence == Presence.REMOVED) {
            return Effect.SUPERSEDED;
        }
        if (standing.status().equals(TemplateStatus.GONE)) {
            return Effect.ALREADY_KNOWN;
        }
        return judge(new TemplateStanding(TemplateStatus.GONE, null, command.saidAt()), command.at());
    }

    private Effect judge(TemplateStanding heard, Instant at) {
        if (heard.addsNothingTo(standing) && !heard.saidAt().isAfter(standing.saidAt())) {
            return Effect.ALREADY_KNOWN;
        }
        if (!heard.outweighs(standing)) {
            return Effect.SUPERSEDED;
        }
        apply(fact(heard, at));
        return Effect.APPLIED;
    }

    private Judged fact(TemplateStanding heard, Instant at) {
        TemplateStatus status = heard.status();
        @Nullable String reason = heard.reason();
        Instant saidAt = heard.saidAt();
        return switch (status.value()) {
            case "APPROVED" -> new TemplateApproved(id, saidAt, at);
            case "REINSTATED" -> new TemplateReinstated(id, saidAt, at);
            case "PENDING" -> new TemplateSubmitted(id, saidAt, at);
            case "REJECTED" -> new TemplateRejected(id, reason, saidAt, at);
            case "FLAGGED" -> new TemplateFlagged(id, reason, saidAt, at);
            case "PAUSED" -> new TemplatePaused(id, reason, saidAt, at);
            case "DISABLED" -> new TemplateDisabled(id, reason, saidAt, at);
            case "ARCHIVED" -> new TemplateArchived(id, reason, saidAt, at);
            case "LOCKED" -> new TemplateLocked(id, reason, saidAt, at);
            case "GONE" -> new TemplateVanished(id, saidAt, at);
            default -> new TemplateOtherwiseJudged(id, status, reason, saidAt, at);
        };
    }

    @CommandHandler
    Effect handle(RateTemplate command) {
        return presence == Presence.REMOVED
                ? Effect.SUPERSEDED
                : rate(command.quality(), command.saidAt(), command.at());
    }

    private Effect rate(TemplateQuality heard, Instant saidAt, Instant at) {
        if (heard.equals(quality) && !saidAt.isAfter(ratedAt)) {
            return Effect.ALREADY_KNOWN;
        }
        if (!counts(saidAt, ratedAt, heard.value(), quality.value())) {
            return Effect.SUPERSEDED;
        }
        apply(new TemplateRated(id, heard, saidAt, at));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(RecategoriseTemplate command) {
        return presence == Presence.REMOVED
                ? Effect.SUPERSEDED
                : recategorise(command.category(), command.saidAt(), command.at());
    }

    private Effect recategorise(TemplateCategory heard, Instant saidAt, Instant at) {
        if (heard.equals(category) && !saidAt.isAfter(categorisedAt)) {
            return Effect.ALREADY_KNOWN;
        }
        if (!counts(saidAt, categorisedAt, heard.value(), String.valueOf(category))) {
            return Effect.SUPERSEDED;
        }
        apply(new TemplateRecategorised(id, heard, saidAt, null, at));
        return Effect.APPLIED;
    }

    @CommandHandler
    Effect handle(AnnounceTemplateCategory command) {
        if (presence == Presence.REMOVED || command.coming().equals(category)) {
            return Effect.SUPERSEDED;
        }
        if (command.coming().equals(coming)) {
            return Effect.ALREADY_KNOWN;
        }
        boolean isLate = command.saidAt().isBefore(categorisedAt);
        if (isLate || !counts(command.saidAt(), announcedAt, command.coming().value(), String.valueOf(coming))) {
            return Effect.SUPERSEDED;
        }
        apply(new TemplateCategoryAnnounced(id, command.coming(), command.from(), command.saidAt(), command.at()));
        return Effect.APPLIED;
    }

    /** What Meta said later counts; of two things said at the same moment one that does not depend on their order. */
    private static boolean counts(Instant saidAt, Instant knownAt, String said, String known) {
        return saidAt.isAfter(knownAt) || (saidAt.equals(knownAt) && said.compareTo(known) > 0);
    }

    @CommandHandler
    Effect handle(RewordTemplate command) {
        if (presence == Presence.REMOVED || !command.saidAt().isAfter(writtenAt)) {
            return Effect.SUPERSEDED;
        }
        TemplateLayout before = Objects.requireNonNull(layout);
        TemplateLayout reworded = reworded(before, command);
        if (reworded.equals(before)) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new TemplateRewritten(id, reworded, null, command.saidAt(), null, command.at()));
        return Effect.APPLIED;
    }

    private static TemplateLayout reworded(TemplateLayout before, RewordTemplate command) {
        boolean hadText = before.header() == null || before.header() instanceof TemplateLayout.Header.Text;
        TemplateLayout.Header title = command.title() == null ? null : new TemplateLayout.Header.Text(command.title());
        return new TemplateLayout(
                before.format(),
                hadText ? title : before.header(),
                command.body() == null ? before.body() : command.body(),
                command.footer(),
                command.buttons(),
                before.cards(),
                before.offer());
    }

    @CommandHandler
    Effect handle(RemoveTemplate command) {
        if (presence == Presence.REMOVED) {
            return Effect.ALREADY_KNOWN;
        }
        apply(new TemplateRemoved(id, command.by(), command.at()));
        return Effect.APPLIED;
    }

    @CommandHandler
    MessageContent.Template handle(FillTemplate command) {
        requireHere();
        standing.requireSendable();
        TemplateLayout madeUp = Objects.requireNonNull(layout);
        madeUp.require(command.values());
        return new MessageContent.Template(
                Objects.requireNonNull(name),
                Objects.requireNonNull(language),
                Objects.requireNonNull(category),
                madeUp,
                command.values());
    }

    private void requireHere() {
        if (presence != Presence.HERE) {
            throw new TemplateRejection.NoSuchTemplate();
        }
    }

    @EventSourcingHandler
    void on(TemplateAdded event) {
        id = event.templateId();
        name = event.name();
        language = event.language();
        category = event.category();
        layout = event.layout();
        note = event.note();
        metaId = null;
        standing = TemplateStanding.NEVER_HEARD;
        quality = TemplateQuality.UNKNOWN;
        coming = null;
        writtenAt = Instant.EPOCH;
        ratedAt = Instant.EPOCH;
        categorisedAt = Instant.EPOCH;
        announcedAt = Instant.EPOCH;
        presence = Presence.HERE;
    }

    @EventSourcingHandler
    void on(TemplateImported event) {
        id = event.templateId();
        name = event.name();
        language = event.language();
        TemplateDescription description = event.description();
        category = description.category();
        layout = description.layout();
        metaId = description.metaId();
        standing = new TemplateStanding(description.status(), description.reason(), event.saidAt());
        quality = description.quality();
        coming = null;
        writtenAt = event.saidAt();
        ratedAt = event.saidAt();
        categorisedAt = event.saidAt();
        announcedAt = event.saidAt();
        presence = Presence.HERE;
    }

    @EventSourcingHandler
    void on(TemplateRewritten event) {
        layout = event.layout();
        writtenAt = event.by() == null ? event.saidAt() : Instant.EPOCH;
    }

    @EventSourcingHandler
    void on(TemplateNoted event) {
        note = event.note();
    }

    @EventSourcingHandler
    void on(Judged event) {
        standing = new TemplateStanding(event.status(), event.reason(), event.saidAt());
    }

    @EventSourcingHandler
    void on(TemplateRated event) {
        quality = event.quality();
        ratedAt = event.saidAt();
    }

    @EventSourcingHandler
    void on(TemplateRecategorised event) {
        category = event.category();
        categorisedAt = event.by() == null ? event.saidAt() : Instant.EPOCH;
        coming = null;
    }

    @EventSourcingHandler
    void on(TemplateCategoryAnnounced event) {
        coming = event.coming();
        announcedAt = event.saidAt();
    }

    @EventSourcingHandler
    void on(TemplateRemoved event) {
        presence = Presence.REMOVED;
    }
}
