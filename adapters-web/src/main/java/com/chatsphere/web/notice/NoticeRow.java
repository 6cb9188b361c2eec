package com.chatsphere.web.notice;

import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.notice.Notice.Severity;
import com.chatsphere.application.notice.Notices;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A notice as pages show it.
 *
 * @param about the name of the number it is about, or the id of the account
 */
public record NoticeRow(Notices.Row row, @Nullable String about) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    static NoticeRow of(Notices.Row row, Instances instances) {
        Notice notice = row.notice();
        String account = notice.wabaId() == null ? null : "Account " + notice.wabaId();
        return new NoticeRow(
                row,
                notice.number() == null
                        ? account
                        : instances
                                .with(notice.number())
                                .map(Instance::name)
                                .orElse(notice.number().value()));
    }

    public String id() {
        return row.id().toString();
    }

    public Notice notice() {
        return row.notice();
    }

    /** The severity as class names and filters call it. */
    public String severity() {
        return notice().severity().name().toLowerCase(Locale.ROOT);
    }

    public String severityLabel() {
        return switch (notice().severity()) {
            case INFO -> "Information";
            case WARNING -> "Warning";
            case ALARM -> "Alarm";
        };
    }

    public String icon() {
        return switch (notice().severity()) {
            case INFO -> "info";
            case WARNING -> "circle-alert";
            case ALARM -> "triangle-alert";
        };
    }

    /** Whether somebody still has to see it. */
    public boolean isPending() {
        return notice().severity() != Severity.INFO && row.seen() == null;
    }

    public String seenBy() {
        return row.seen() == null || row.seen().name() == null
                ? "a user who is gone"
                : row.seen().name();
    }

    /** What Meta wrote, with line breaks where it had none. */
    public String written() {
        String value = notice().value();
        if (value.indexOf('\n') >= 0) {
            return value;
        }
        try {
            JsonMapper json = JsonMapper.shared();
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(value));
        } catch (JacksonException asItIs) {
            return value;
        }
    }

    static String moment(Instant time) {
        return MOMENT.format(time.atOffset(ZoneOffset.UTC));
    }

    public String shownAt() {
        return moment(row.at());
    }
}
