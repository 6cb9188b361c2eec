package com.chatsphere.web.webhook;

import com.chatsphere.application.Queries;
import com.chatsphere.application.webhook.KeptDelivery;
import com.chatsphere.application.webhook.KeptWebhooks;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.application.webhook.WebhookRehearsal;
import com.chatsphere.web.layout.PageView;
import com.chatsphere.web.layout.Pages;
import com.chatsphere.web.problem.Problem;
import com.chatsphere.web.templates.Templates;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** One delivery of Meta's: what it holds, what became of it, and what it would do now. */
@Controller
@RequestMapping(WebhookMenu.ADDRESS + "/{id}")
class DeliveriesController {
    private final Queries queries;
    private final Boards boards;
    private final KeptWebhooks kept;
    private final WebhookRehearsal rehearsals;
    private final Templates templates;
    private final Pages pages;

    DeliveriesController(
            Queries queries,
            Boards boards,
            KeptWebhooks kept,
            WebhookRehearsal rehearsals,
            Templates templates,
            Pages pages) {
        this.queries = queries;
        this.boards = boards;
        this.kept = kept;
        this.rehearsals = rehearsals;
        this.templates = templates;
        this.pages = pages;
    }

    /** The delivery; for our scripts only its items. */
    @GetMapping
    View show(
            HttpServletRequest request,
            @PathVariable("id") String id,
            @RequestParam(required = false) @Nullable String done) {
        DeliveryPage page = page(request, find(id), Notices.of(done, null), null);
        return PageView.of(
                request.getHeader(Pages.FRAGMENT) == null
                        ? templates.webhooksShow(page)
                        : templates.webhooksDeliveryItems(page));
    }

    /** The bytes as they came, to be kept in a file. */
    @GetMapping("/body")
    ResponseEntity<byte[]> body(@PathVariable("id") String id) {
        KeptDelivery delivery = find(id);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("delivery-%d.json".formatted(delivery.id()))
                                .build()
                                .toString())
                .body(delivery.body());
    }

    @PostMapping("/rehearsal")
    View rehearse(HttpServletRequest request, @PathVariable("id") String id) {
        KeptDelivery delivery = find(id);
        Rehearsal rehearsal = Rehearsal.of(rehearsals.rehearse(delivery.body(), delivery.receivedAt()));
        return PageView.of(templates.webhooksShow(page(request, delivery, null, rehearsal)));
    }

    @PostMapping("/items/{position}/reprocessing")
    View again(@PathVariable("id") String id, @PathVariable("position") String position) {
        KeptDelivery delivery = find(id);
        boolean goes =
                kept.again(new WebhookItems.Place(delivery.id(), (int) Math.min(Integer.MAX_VALUE, number(position))));
        return new RedirectView(
                "%s/%d?done=%s".formatted(WebhookMenu.ADDRESS, delivery.id(), goes ? "one" : "stands"),
                true,
                false,
                false);
    }

    private KeptDelivery find(String id) {
        return queries.ask(new KeptDelivery.Query(number(id)))
                .orElseThrow(() -> Problem.notFound(
                        "This delivery does not exist, or is no longer kept. It stays counted in the ledger."));
    }

    private static long number(String text) {
        if (!text.matches("\\d{1,18}")) {
            throw Problem.notFound("There is nothing at this address.");
        }
        return Long.parseLong(text);
    }

    private DeliveryPage page(
            HttpServletRequest request, KeptDelivery delivery, @Nullable String notice, @Nullable Rehearsal rehearsal) {
        return new DeliveryPage(
                pages.begin(request, "Delivery %d · Webhooks · ChatSphere".formatted(delivery.id())),
                delivery.id(),
                delivery.receivedAt().toString(),
                delivery.waiting(),
                List.copyOf(new TreeMap<>(delivery.headers())
                        .entrySet().stream()
                                .map(header -> Map.entry(header.getKey(), header.getValue()))
                                .toList()),
                BodyView.of(delivery.body()),
                delivery.items().stream().map(boards::row).toList(),
                notice,
                rehearsal);
    }
}
