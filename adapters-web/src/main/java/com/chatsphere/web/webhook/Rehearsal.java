package com.chatsphere.web.webhook;

import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookRehearsal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a dry run found. */
public record Rehearsal(List<Row> rows) {
    static Rehearsal of(List<WebhookRehearsal.Step> steps) {
        return new Rehearsal(steps.stream().map(Rehearsal::row).toList());
    }

    private static Row row(WebhookRehearsal.Step step) {
        Outcome outcome = step.outcome();
        return new Row(
                step.position(),
                step.kind(),
                step.number() == null ? null : step.number().value(),
                step.wamid() == null ? null : step.wamid().value(),
                outcome == null ? "not tried" : ItemRow.words(ItemOutcome.of(outcome)),
                outcome == null
                        ? "outcome--untried"
                        : "outcome--" + ItemRow.words(ItemOutcome.of(outcome)).replace(' ', '-'),
                outcome == null ? "A dry run takes a second at most." : reason(outcome),
                step.orders());
    }

    static @Nullable String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Applied applied -> null;
            case Outcome.AlreadyKnown known -> null;
            case Outcome.Ignored(String reason) -> reason;
            case Outcome.Parked(var target) -> "It waits until the message %s is known.".formatted(target.value());
            case Outcome.Quarantined(String error) -> error;
        };
    }

    /** One item. */
    public record Row(
            int position,
            String kind,
            @Nullable String number,
            @Nullable String wamid,
            String outcome,
            String outcomeClass,
            @Nullable String reason,
            List<WebhookRehearsal.Order> orders) {

        public List<Map.Entry<String, String>> details(WebhookRehearsal.Order order) {
            return List.copyOf(order.details().entrySet());
        }
    }
}
