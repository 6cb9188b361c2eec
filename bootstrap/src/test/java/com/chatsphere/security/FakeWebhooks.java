package com.chatsphere.security;

import com.chatsphere.application.webhook.ArrivalTimes;
import com.chatsphere.application.webhook.ItemOutcome;
import com.chatsphere.application.webhook.KeptWebhooks;
import com.chatsphere.application.webhook.RefusedDeliveries;
import com.chatsphere.application.webhook.WebhookAlarm;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookItems;
import com.chatsphere.application.webhook.WebhookRehearsal;
import com.chatsphere.application.webhook.WebhookWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries of which nothing is kept but what was asked for. */
final class FakeWebhooks implements KeptWebhooks, WebhookRehearsal, WebhookWatch, ArrivalTimes, RefusedDeliveries {
    final List<String> asked = new ArrayList<>();
    boolean settled = true;

    @Override
    public boolean again(WebhookItems.Place item) {
        asked.add("again " + item.deliveryId() + "." + item.position());
        return settled;
    }

    @Override
    public int again(String kind, ItemOutcome outcome) {
        asked.add("again " + kind + " " + outcome);
        return 7;
    }

    @Override
    public int clear() {
        asked.add("clear");
        return 3;
    }

    @Override
    public boolean clear(long deliveryId) {
        asked.add("clear " + deliveryId);
        return settled;
    }

    @Override
    public int expire(Duration age) {
        return 0;
    }

    @Override
    public List<Step> rehearse(byte[] body, Instant receivedAt) {
        asked.add("rehearse " + body.length);
        return List.of(new Step(
                0,
                "message.text",
                FakeInbox.NUMBER,
                null,
                new Outcome.Ignored("Not used."),
                List.of(new Order("Receive message", Map.of("wamid", "wamid.A")))));
    }

    @Override
    public List<WebhookAlarm> alarms() {
        return List.of(new WebhookAlarm(WebhookAlarm.Kind.QUARANTINE, "1 item was set aside.", "Look at it."));
    }

    @Override
    public Optional<Spread> fromMeta() {
        return Optional.of(new Spread(4, Duration.ofMillis(80), Duration.ofMillis(200), Duration.ofMillis(400)));
    }

    @Override
    public Optional<Spread> fromArrival() {
        return Optional.empty();
    }

    @Override
    public Refused refused() {
        return new Refused(Map.of("missing or wrong signature", 2L), Instant.EPOCH);
    }
}
