package com.chatsphere.domain.template;

import com.chatsphere.domain.agent.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a template.
 *
 * <p>Where a fact is Meta's, {@code saidAt} is Meta's time of it, and {@code at} when it was heard here.
 */
public sealed interface TemplateEvent {
    TemplateId templateId();

    Instant at();

    /** Meta judged it. */
    sealed interface Judged extends TemplateEvent {
        TemplateStatus status();

        /** Why, in Meta's words, where it says. */
        @Nullable
        String reason();

        Instant saidAt();
    }

    /** Somebody described it by hand, or without {@code by}, the settings did. */
    record TemplateAdded(
            TemplateId templateId,
            String waba,
            TemplateName name,
            TemplateLanguage language,
            TemplateCategory category,
            TemplateLayout layout,
            String components,
            @Nullable String note,
            @Nullable AgentId by,
            Instant at)
            implements TemplateEvent {}

    /** It was taken over as Meta describes it; whatever was known of it before is replaced. */
    record TemplateImported(
            TemplateId templateId,
            String waba,
            TemplateName name,
            TemplateLanguage language,
            TemplateDescription description,
            Instant saidAt,
            @Nullable AgentId by,
            Instant at)
            implements TemplateEvent {}

    /** It is made up differently now; {@code components} are null where Meta told only the words. */
    record TemplateRewritten(
            TemplateId templateId,
            TemplateLayout layout,
            @Nullable String components,
            Instant saidAt,
            @Nullable AgentId by,
            Instant at)
            implements TemplateEvent {}

    /** Somebody wrote a note on it, or took the note away. */
    record TemplateNoted(TemplateId templateId, @Nullable String note, AgentId by, Instant at)
            implements TemplateEvent {}

    record TemplateApproved(TemplateId templateId, Instant saidAt, Instant at) implements Judged {
        @Override
        public TemplateStatus status() {
            return TemplateStatus.APPROVED;
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /** Meta took a pause or the like back. */
    record TemplateReinstated(TemplateId templateId, Instant saidAt, Instant at) implements Judged {
        @Override
        public TemplateStatus status() {
            return TemplateStatus.REINSTATED;
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /** Meta has begun to review it. */
    record TemplateSubmitted(TemplateId templateId, Instant saidAt, Instant at) implements Judged {
        @Override
        public TemplateStatus status() {
            return TemplateStatus.PENDING;
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    record TemplateRejected(TemplateId templateId, @Nullable String reason, Instant saidAt, Instant at)
            implements Judged {
        @Override
        public TemplateStatus status() {
            return TemplateStatus.REJECTED;
        }
    }

    /** Its quality will have it paused if it stays low; it can still be sent. */
    record TemplateFlagged(TemplateId templateId, @Nullable String reason, Instant saidAt, Instant at)
            implements Judged {
        @Override
        public TemplateStatus status() {
            return TemplateStatus.FLAGGED;
        }
    }

    record TemplatePaused(TemplateId templateId, @Nullable String reason, Instant saidAt, Instant at)
            implements Judged {
        @Override
        public TemplateStatus status() {
            return TemplateStatus.PAUSED;
        }
    }

    record TemplateDisabled(TemplateId templateId, @Nullable String reason, Instant saidAt, Instant at)
            implements Judged {
        @Override
        public TemplateStatus status() {
            return TemplateStatus.DISABLED;
        }
    }

    record TemplateArchived(TemplateId templateId, @Nullable String reason, Instant saidAt, Instant at)
            implements Judged {
        @Override
        public TemplateStatus status() {
            return TemplateStatus.ARCHIVED;
        }
    }

    /** It cannot be edited; it can still be sent. */
    record TemplateLocked(TemplateId templateId, @Nullable String reason, Instant saidAt, Instant at)
            implements Judged {
        @Override
        public TemplateStatus status() {
            return TemplateStatus.LOCKED;
        }
    }

    /** It is not among the templates that Meta has. */
    record TemplateVanished(TemplateId templateId, Instant saidAt, Instant at) implements Judged {
        @Override
        public TemplateStatus status() {
            return TemplateStatus.GONE;
        }

        @Override
        public @Nullable String reason() {
            return null;
        }
    }

    /** Meta stands to it in a way that has no fact of its own here. */
    record TemplateOtherwiseJudged(
            TemplateId templateId,
            TemplateStatus status,
            @Nullable String reason,
            Instant saidAt,
            Instant at) implements Judged {}

    record TemplateRated(TemplateId templateId, TemplateQuality quality, Instant saidAt, Instant at)
            implements TemplateEvent {}

    /** It is in another category now, which decides its price; without {@code by}, Meta put it there. */
    record TemplateRecategorised(
            TemplateId templateId,
            TemplateCategory category,
            Instant saidAt,
            @Nullable AgentId by,
            Instant at) implements TemplateEvent {}

    /** Meta is going to put it into another category. */
    record TemplateCategoryAnnounced(
            TemplateId templateId,
            TemplateCategory coming,
            @Nullable Instant from,
            Instant saidAt,
            Instant at) implements TemplateEvent {}

    /** It is not used here any more, whatever Meta has. */
    record TemplateRemoved(TemplateId templateId, AgentId by, Instant at) implements TemplateEvent {}
}
