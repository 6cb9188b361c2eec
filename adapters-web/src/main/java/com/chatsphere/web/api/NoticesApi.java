package com.chatsphere.web.api;

import com.chatsphere.application.Queries;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.NoticeBoard;
import com.chatsphere.application.notice.Notices;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.web.problem.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What Meta tells about accounts, numbers, templates and groups. */
@RestController
class NoticesApi {
    private static final int USUAL_SIZE = 50;

    private final Queries queries;
    private final NoticeBoard board;
    private final Instances instances;
    private final Clock clock;

    NoticesApi(Queries queries, NoticeBoard board, Instances instances, Clock clock) {
        this.queries = queries;
        this.board = board;
        this.instances = instances;
        this.clock = clock;
    }

    @GetMapping("/api/admin/notices")
    Items index(
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(name = "phone_number_id", required = false) @Nullable String phoneNumberId,
            @RequestParam(required = false) @Nullable String template,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(name = "page_size", required = false) @Nullable String pageSize,
            @RequestParam(required = false) @Nullable String after) {
        PhoneNumberId number = number(phoneNumberId);
        Notices found = queries.ask(new Notices.Query(
                severity(severity),
                number,
                number == null
                        ? null
                        : instances.with(number).map(Instance::wabaId).orElse(null),
                template == null ? null : new Notices.TemplateName(template, language),
                Paging.noticeCursor(after),
                Paging.size(pageSize, USUAL_SIZE)));
        return new Items(
                found.rows().stream().map(NoticeJson::of).toList(),
                found.next() == null ? null : Paging.text(found.next()));
    }

    @PostMapping("/api/admin/notices/{id}/seen")
    NoticeJson see(@PathVariable String id, @AuthenticationPrincipal Accounts.Account user) {
        UUID notice = Ids.uuid("the notice's id", id);
        if (!board.markSeen(notice, user.id(), clock.instant())) {
            throw Problem.notFound("Notice not found.");
        }
        return queries.ask(new Notices.One(notice))
                .map(NoticeJson::of)
                .orElseThrow(() -> Problem.notFound("Notice not found."));
    }

    private static @Nullable Severity severity(@Nullable String text) {
        return switch (text) {
            case null -> null;
            case "info" -> Severity.INFO;
            case "warning" -> Severity.WARNING;
            case "alarm" -> Severity.ALARM;
            default -> throw Problem.badRequest("invalid_parameter", "severity has to be info, warning or alarm.");
        };
    }

    private static @Nullable PhoneNumberId number(@Nullable String text) {
        try {
            return text == null ? null : new PhoneNumberId(text);
        } catch (IllegalArgumentException malformed) {
            throw Problem.badRequest("invalid_parameter", "phone_number_id has to be 1 to 32 digits.");
        }
    }

    /** A page of notices, newest first; {@code next} goes back as {@code after}. */
    record Items(List<NoticeJson> items, @Nullable String next) {}

    /** A notice; {@code raw} is what Meta wrote, as written. */
    record NoticeJson(
            UUID id,
            @Nullable String wabaId,
            @Nullable String phoneNumberId,
            String field,
            @Nullable String word,
            String topic,
            String severity,
            String title,
            String explanation,
            @Nullable String standing,
            @Nullable Instant until,
            @Nullable Instant toldAt,
            Instant receivedAt,
            @Nullable TemplateJson template,
            @Nullable String groupId,
            String raw,
            @Nullable SeenJson seen) {
        static NoticeJson of(Notices.Row row) {
            Notice notice = row.notice();
            Notice.Template template = notice.template();
            return new NoticeJson(
                    row.id(),
                    notice.wabaId(),
                    notice.number() == null ? null : notice.number().value(),
                    notice.field(),
                    notice.word(),
                    notice.topic().name().toLowerCase(Locale.ROOT),
                    notice.severity().name().toLowerCase(Locale.ROOT),
                    notice.title(),
                    notice.explanation(),
                    notice.standing(),
                    notice.until(),
                    notice.toldAt(),
                    row.receivedAt(),
                    template == null ? null : new TemplateJson(template.id(), template.name(), template.language()),
                    notice.groupId(),
                    notice.value(),
                    row.seen() == null
                            ? null
                            : new SeenJson(
                                    row.seen().by().value(),
                                    row.seen().name(),
                                    row.seen().at()));
        }
    }

    /** A template as Meta names it. */
    record TemplateJson(
            @Nullable String id,
            @Nullable String name,
            @Nullable String language) {}

    /** Who has seen it first, and when. */
    record SeenJson(UUID userId, @Nullable String username, Instant at) {}
}
