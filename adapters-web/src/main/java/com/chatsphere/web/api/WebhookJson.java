package com.chatsphere.web.api;

import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.KeptDeliveries;
import com.chatsphere.application.webhook.KeptDelivery;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.application.webhook.WebhookRehearsal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Deliveries and their items, in the words of the API. */
final class WebhookJson {
    private static final JsonMapper LENIENT = JsonMapper.shared();
    private static final Response KEPT = new Response(200);

    private WebhookJson() {}

    /** The body as JSON, or as text when it is none. */
    private static JsonNode body(byte[] body) {
        try {
            return LENIENT.readTree(body);
        } catch (JacksonException noJson) {
            return StringNode.valueOf(new String(body, StandardCharsets.UTF_8));
        }
    }

    /** @param next for {@code before}; null when there is nothing before */
    record Events(List<Event> items, @Nullable String next) {}

    /** What we answered. */
    record Response(int status) {}

    /**
     * A delivery in a list.
     *
     * @param body null when it is longer than what a list shows
     */
    record Event(
            String id,
            @Nullable String webhookId,
            Map<String, String> headers,
            Map<String, String> query,
            @Nullable JsonNode body,
            int bytes,
            Response response,
            Instant createdAt) {
        static Event of(KeptDeliveries.Row row) {
            byte[] bytes = row.body();
            return new Event(
                    String.valueOf(row.id()),
                    null,
                    row.headers(),
                    Map.of(),
                    bytes == null ? null : WebhookJson.body(bytes),
                    row.length(),
                    KEPT,
                    row.receivedAt());
        }
    }

    /** A delivery with what became of it. */
    record Delivery(
            String id,
            Map<String, String> headers,
            JsonNode body,
            int bytes,
            Response response,
            Instant createdAt,
            boolean waiting,
            List<Item> items) {
        static Delivery of(KeptDelivery kept) {
            return new Delivery(
                    String.valueOf(kept.id()),
                    kept.headers(),
                    WebhookJson.body(kept.body()),
                    kept.body().length,
                    KEPT,
                    kept.receivedAt(),
                    kept.waiting(),
                    kept.items().stream().map(Item::of).toList());
        }
    }

    /** @param next for {@code before}; null when there is nothing before */
    record Items(List<Item> items, @Nullable String next) {
        static Items of(WebhookItems found) {
            WebhookItems.Place next = found.next();
            return new Items(found.rows().stream().map(Item::of).toList(), next == null ? null : next.toString());
        }
    }

    /** @param reprocessing whether it is about to be applied again */
    record Item(
            String eventId,
            int position,
            String kind,
            @Nullable String phoneNumberId,
            String outcome,
            @Nullable String explanation,
            @Nullable String wamid,
            Instant receivedAt,
            Instant settledAt,
            boolean reprocessing) {
        static Item of(WebhookItems.Row row) {
            return new Item(
                    String.valueOf(row.place().deliveryId()),
                    row.place().position(),
                    row.kind(),
                    row.number() == null ? null : row.number().value(),
                    row.outcome().word(),
                    row.explanation(),
                    row.wamid(),
                    row.receivedAt(),
                    row.settledAt(),
                    row.again());
        }
    }

    /** Which items are to be applied again. */
    record Wish(@Nullable String kind, @Nullable String outcome) {}

    record Again(boolean ok, int items) {}

    record Cleared(boolean ok, int removed) {}

    /** What would become of each item; nothing was written. */
    record DryRun(List<Step> items) {
        static DryRun of(List<WebhookRehearsal.Step> steps) {
            return new DryRun(steps.stream().map(Step::of).toList());
        }
    }

    /** @param outcome null when there was no time to try it */
    record Step(
            int position,
            String kind,
            @Nullable String phoneNumberId,
            @Nullable String wamid,
            @Nullable String outcome,
            @Nullable String explanation,
            List<Order> orders) {
        static Step of(WebhookRehearsal.Step step) {
            Outcome outcome = step.outcome();
            return new Step(
                    step.position(),
                    step.kind(),
                    step.number() == null ? null : step.number().value(),
                    step.wamid() == null ? null : step.wamid().value(),
                    outcome == null ? null : ItemOutcome.of(outcome).word(),
                    explanation(outcome),
                    step.orders().stream()
                            .map(order -> new Order(order.name(), order.details()))
                            .toList());
        }

        private static @Nullable String explanation(@Nullable Outcome outcome) {
            return switch (outcome) {
                case Outcome.Ignored(String reason) -> reason;
                case Outcome.Quarantined(String error) -> error;
                case Outcome.Parked(var target) -> "It waits for the message %s.".formatted(target.value());
                case null, default -> null;
            };
        }
    }

    record Order(String name, Map<String, String> details) {}
}
