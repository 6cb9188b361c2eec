package com.chatsphere.web.webhook;

import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.web.layout.ClockTime;
import org.jspecify.annotations.Nullable;

/**
 * An item as the page shows it.
 *
 * @param number the name of the number it is for, or its id; null where it names none
 */
public record ItemRow(WebhookItems.Row item, @Nullable String number) {

    public String id() {
        return "item-%d-%d".formatted(delivery(), position());
    }

    public long delivery() {
        return item.place().deliveryId();
    }

    public int position() {
        return item.place().position();
    }

    public String address() {
        return "%s/%d#%s".formatted(WebhookMenu.ADDRESS, delivery(), id());
    }

    public String time() {
        return item.receivedAt().toString();
    }

    public String clock() {
        return ClockTime.of(item.receivedAt());
    }

    public String outcome() {
        return words(item.outcome());
    }

    public String outcomeClass() {
        return "outcome--" + item.outcome().word().replace('_', '-');
    }

    public boolean mayGoAgain() {
        return item.outcome().mayGoAgain() && !item.again();
    }

    static String words(ItemOutcome outcome) {
        return outcome.word().replace('_', ' ');
    }
}
