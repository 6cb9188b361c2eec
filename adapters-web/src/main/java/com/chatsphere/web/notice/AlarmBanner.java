package com.chatsphere.web.notice;

import com.chatsphere.application.notice.Notices;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What administrators have to know before anything else: the gravest notice that nobody has seen, and how many there are. */
public record AlarmBanner(
        @Nullable NoticeRow gravest, int others, @Nullable String csrfToken) {

    /** Nothing is the matter, or it is not for this viewer. */
    public static final AlarmBanner NONE = new AlarmBanner(null, 0, null);

    static AlarmBanner of(Notices.Pending pending, List<NoticeRow> first, @Nullable String csrfToken) {
        return first.isEmpty() ? NONE : new AlarmBanner(first.getFirst(), pending.total() - 1, csrfToken);
    }
}
