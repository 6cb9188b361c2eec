package com.chatsphere.web.notice;

import com.chatsphere.web.layout.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the business, how they stand, and what Meta has told.
 *
 * @param older where older news are shown, null if there are none
 */
public record NumbersPage(
        Page page,
        AlarmBanner banner,
        List<NumberCard> cards,
        List<TemplateCard> templates,
        NewsForm form,
        List<NoticeRow> news,
        @Nullable String older) {}
