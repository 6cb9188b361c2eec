package com.chatsphere.web.readymessage;

import com.chatsphere.application.readymessage.ReadyMessages;
import com.chatsphere.web.layout.Page;
import com.chatsphere.web.notice.AlarmBanner;
import java.util.List;
import java.util.stream.IntStream;

/** All ready messages, for those who write them. */
public record ReadyMessagesPage(Page page, AlarmBanner banner, List<ReadyMessageRow> rows) {
    static List<ReadyMessageRow> rows(ReadyMessages messages) {
        List<ReadyMessages.Row> rows = messages.rows();
        return IntStream.range(0, rows.size())
                .mapToObj(index -> new ReadyMessageRow(rows.get(index), index == 0, index == rows.size() - 1))
                .toList();
    }
}
