package com.chatsphere.web.api;

import com.chatsphere.application.Queries;
import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.KeptDeliveries;
import com.chatsphere.application.webhook.KeptDelivery;
import com.chatsphere.application.webhook.KeptWebhooks;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.application.webhook.WebhookRehearsal;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.web.problem.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What Meta delivered, and what is done about it. */
@RestController
class WebhooksApi {
    private static final int USUAL = 200;
    private static final int USUAL_ITEMS = 50;
    private static final int LONGEST_BODY = 4 * 1024 * 1024;

    private final Queries queries;
    private final KeptWebhooks kept;
    private final WebhookRehearsal rehearsals;
    private final Clock clock;

    WebhooksApi(Queries queries, KeptWebhooks kept, WebhookRehearsal rehearsals, Clock clock) {
        this.queries = queries;
        this.kept = kept;
        this.rehearsals = rehearsals;
        this.clock = clock;
    }

    /** The latest deliveries; {@code webhookId} is taken for the sake of older scripts and means nothing. */
    @GetMapping("/api/webhooks/events")
    WebhookJson.Events events(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String webhookId) {
        int most = Paging.size("limit", limit, USUAL);
        List<KeptDeliveries.Row> rows = queries.ask(
                        new KeptDeliveries.Query(before == null ? null : id("before", before), most))
                .rows();
        return new WebhookJson.Events(
                rows.stream().map(WebhookJson.Event::of).toList(),
                rows.size() < most ? null : String.valueOf(rows.getLast().id()));
    }

    @GetMapping("/api/webhooks/events/{id}")
    WebhookJson.Delivery event(@PathVariable("id") String id) {
        return WebhookJson.Delivery.of(find(id));
    }

    @DeleteMapping("/api/webhooks/events/{id}")
    Done clear(@PathVariable("id") String id) {
        KeptDelivery delivery = find(id);
        if (!kept.clear(delivery.id())) {
            throw new Problem(
                    HttpStatus.CONFLICT, "not_settled", "An item of this delivery waits, is parked or quarantined.");
        }
        return Done.OK;
    }

    @DeleteMapping("/api/webhooks/events")
    WebhookJson.Cleared clearAll() {
        return new WebhookJson.Cleared(true, kept.clear());
    }

    @PostMapping("/api/webhooks/clear")
    WebhookJson.Cleared clear() {
        return clearAll();
    }

    @GetMapping("/api/webhooks/items")
    WebhookJson.Items items(
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(name = "phone_number_id", required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit) {
        WebhookItems found = queries.ask(new WebhookItems.Query(
                outcome == null ? null : outcome(outcome),
                kind,
                read("phone_number_id", number, PhoneNumberId::new),
                read("day", day, LocalDate::parse),
                q == null || q.isBlank() ? null : q.strip(),
                read("before", before, WebhookItems.Place::of),
                Paging.size("limit", limit, USUAL_ITEMS)));
        return WebhookJson.Items.of(found);
    }

    @PostMapping("/api/webhooks/events/{id}/items/{position}/reprocess")
    WebhookJson.Again again(@PathVariable("id") String id, @PathVariable("position") String position) {
        WebhookItems.Place place =
                new WebhookItems.Place(find(id).id(), (int) Math.min(Integer.MAX_VALUE, id("the position", position)));
        if (!kept.again(place)) {
            throw notReprocessable();
        }
        return new WebhookJson.Again(true, 1);
    }

    @PostMapping("/api/webhooks/reprocess")
    WebhookJson.Again again(@RequestBody WebhookJson.Wish wish) {
        if (wish.kind() == null || wish.outcome() == null) {
            throw Problem.badRequest("missing_field", "kind and outcome are required.");
        }
        ItemOutcome outcome = outcome(wish.outcome());
        if (!outcome.mayGoAgain()) {
            throw notReprocessable();
        }
        return new WebhookJson.Again(true, kept.again(wish.kind(), outcome));
    }

    @PostMapping("/api/webhooks/events/{id}/dry-run")
    WebhookJson.DryRun rehearse(@PathVariable("id") String id) {
        KeptDelivery delivery = find(id);
        return WebhookJson.DryRun.of(rehearsals.rehearse(delivery.body(), delivery.receivedAt()));
    }

    @PostMapping("/api/webhooks/dry-run")
    WebhookJson.DryRun rehearse(@RequestBody byte[] body) {
        if (body.length > LONGEST_BODY) {
            throw new Problem(HttpStatus.CONTENT_TOO_LARGE, "too_large", "A delivery has at most 4 MiB.");
        }
        return WebhookJson.DryRun.of(rehearsals.rehearse(body, clock.instant()));
    }

    private KeptDelivery find(String id) {
        return queries.ask(new KeptDelivery.Query(id("the event's id", id)))
                .orElseThrow(() -> Problem.notFound("Event not found."));
    }

    private static Problem notReprocessable() {
        return new Problem(
                HttpStatus.CONFLICT,
                "not_reprocessable",
                "Only what is kept, and was ignored or quarantined, is applied again.");
    }

    private static ItemOutcome outcome(String word) {
        return ItemOutcome.named(word)
                .orElseThrow(() -> Problem.badRequest(
                        "invalid_parameter",
                        "outcome has to be applied, already_known, ignored, parked or quarantined."));
    }

    private static long id(String what, String text) {
        if (!text.matches("\\d{1,18}")) {
            throw Problem.badRequest("invalid_id", "%s has to be a number.".formatted(what));
        }
        return Long.parseLong(text);
    }

    private static <T> @Nullable T read(String name, @Nullable String text, Function<String, T> reading) {
        return text == null ? null : Problem.unlessItFits(name, text, reading);
    }
}
