package com.chatsphere.application.webhook;

import com.chatsphere.application.Asks;
import java.util.List;

/** The kinds of items there have ever been, with how many of each can be applied once more. */
public record LedgerKinds(List<Row> rows) {

    public record Query() implements Asks<LedgerKinds> {}

    /** One kind, for example {@code message.text}. */
    public record Row(String kind, long received, long ignored, long quarantined) {}
}
