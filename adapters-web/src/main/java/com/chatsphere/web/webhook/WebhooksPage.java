package com.chatsphere.web.webhook;

import com.chatsphere.application.webhook.LedgerKinds;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.web.layout.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of what Meta delivers.
 *
 * @param address what to enter at Meta
 * @param goAgain how many items the filter shows that can be applied once more together
 * @param notice what has just been done
 * @param failure why something could not be done
 */
public record WebhooksPage(
        Page page,
        Board board,
        String address,
        List<Number> numbers,
        List<LedgerKinds.Row> kinds,
        ItemForm form,
        List<ItemRow> items,
        WebhookItems.@Nullable Place next,
        long goAgain,
        @Nullable String notice,
        @Nullable String failure,
        @Nullable Rehearsal rehearsal) {

    /** Whether Meta can shake hands with and deliver to every number. */
    public boolean isSetUp() {
        return !numbers.isEmpty() && numbers.stream().allMatch(number -> number.verifyToken() && number.appSecret());
    }

    /** One of our numbers; of its secrets only whether they are set. */
    public record Number(String id, String name, @Nullable String display, boolean verifyToken, boolean appSecret) {}
}
