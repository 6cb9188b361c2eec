package com.chatsphere.application.notice;

import com.chatsphere.application.Asks;
import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.instance.PhoneNumberId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notices, newest first; {@code next} leads to older ones, if there are any. */
public record Notices(List<Row> rows, @Nullable Cursor next) {

    /**
     * Asks for those of one severity, of one number and of its account, or of one template; or for all.
     *
     * @param wabaId the account of the number, where it is known
     */
    public record Query(
            @Nullable Severity severity,
            @Nullable PhoneNumberId number,
            @Nullable String wabaId,
            @Nullable TemplateName template,
            @Nullable Cursor after,
            int most)
            implements Asks<Notices> {}

    /** Asks for one. */
    public record One(UUID id) implements Asks<Optional<Row>> {}

    /** Asks for warnings and alarms that nobody has seen yet, the gravest and newest first. */
    public record Unseen(int most) implements Asks<Pending> {}

    /** Asks how everything stands that is not about a template or a group: the latest notice of each topic. */
    public record Latest() implements Asks<List<Row>> {}

    /** Asks how the templates stand: the latest notice of each topic of each, those with the newest news first. */
    public record LatestOfTemplates(int most) implements Asks<List<Row>> {}

    /** A template is known by its name and its language. */
    public record TemplateName(String name, String language) {}

    /** A place in the list. */
    public record Cursor(Instant at, UUID id) {}

    /** A notice as it is kept. */
    public record Row(
            UUID id,
            Notice notice,
            Instant receivedAt,
            @Nullable Seen seen) {
        /** Meta's time, or ours where Meta gave none. */
        public Instant at() {
            return notice.toldAt() == null ? receivedAt : notice.toldAt();
        }
    }

    /** The first who has seen it, and when; {@code name} is null for a user who is gone. */
    public record Seen(AgentId by, @Nullable String name, Instant at) {}

    /** What nobody has seen yet; {@code total} counts those beyond the first, too. */
    public record Pending(List<Row> first, int total) {}
}
