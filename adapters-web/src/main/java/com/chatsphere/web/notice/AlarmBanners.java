package com.chatsphere.web.notice;

import com.chatsphere.application.Queries;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.notice.Notices;
import com.chatsphere.web.layout.Page;
import org.springframework.stereotype.Component;

/** Makes the banner for whoever looks at a page. */
@Component
public class AlarmBanners {
    private final Queries queries;
    private final Instances instances;

    AlarmBanners(Queries queries, Instances instances) {
        this.queries = queries;
        this.instances = instances;
    }

    public AlarmBanner on(Page page) {
        if (!page.isForAdmin()) {
            return AlarmBanner.NONE;
        }
        Notices.Pending pending = queries.ask(new Notices.Unseen(1));
        return AlarmBanner.of(
                pending,
                pending.first().stream()
                        .map(row -> NoticeRow.of(row, instances))
                        .toList(),
                page.csrfToken());
    }
}
