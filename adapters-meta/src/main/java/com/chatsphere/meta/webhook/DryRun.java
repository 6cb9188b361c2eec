package com.chatsphere.meta.webhook;

import com.chatsphere.application.Commands;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.webhook.WebhookBacklog;
import com.chatsphere.application.webhook.WebhookBacklog.Delivery;
import com.chatsphere.application.webhook.WebhookBacklog.Item;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookRehearsal;
import com.chatsphere.domain.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;

/** Applies a delivery as it would be applied, item after item, writes down what was ordered, and has all of it undone. */
@Component
final class DryRun implements WebhookRehearsal {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final WebhookBacklog backlog;
    private final Instances instances;
    private final Commands commands;
    private final ItemApplications applications;

    DryRun(WebhookBacklog backlog, Instances instances, Commands commands, ItemApplications applications) {
        this.backlog = backlog;
        this.instances = instances;
        this.commands = commands;
        this.applications = applications;
    }

    @Override
    public List<Step> rehearse(byte[] body, Instant receivedAt) {
        Delivery delivery = new Delivery(0, body, receivedAt, null);
        OurNumbers ours = OurNumbers.of(instances.all());
        List<WebhookItem> items = read(body, ours);
        return backlog.rehearse(() -> run(delivery, items, ours));
    }

    private static List<WebhookItem> read(byte[] body, OurNumbers ours) {
        try {
            return WebhookTranslator.translate(body, ours);
        } catch (RuntimeException | StackOverflowError failure) {
            return List.of(WebhookItem.unreadable(0, ItemApplication.describe(failure)));
        }
    }

    private List<Step> run(Delivery delivery, List<WebhookItem> items, OurNumbers ours) {
        Recorder recorder = new Recorder(commands);
        ItemApplication application = applications.begin(recorder, ours, new HashSet<>());
        long until = System.nanoTime() + LONGEST.toNanos();
        List<Step> steps = new ArrayList<>();
        boolean goesOn = true;
        for (WebhookItem item : items) {
            if (!goesOn || System.nanoTime() > until) {
                steps.add(new Step(item.position(), item.kind(), item.number(), item.wamid(), null, List.of()));
                continue;
            }
            Outcome outcome;
            try {
                List<Item> results = application.apply(List.of(new ItemApplication.Order(delivery, item)));
                outcome = results.getFirst().outcome();
            } catch (RuntimeException failure) {
                outcome = new Outcome.Quarantined(ItemApplication.describe(failure));
                goesOn = false;
            }
            steps.add(new Step(
                    item.position(), item.kind(), item.number(), item.wamid(), outcome, recorder.takeOrders()));
        }
        return steps;
    }

    /** A doorway that remembers what went through. */
    private static final class Recorder implements Commands {
        private final Commands doorway;
        private final List<Order> orders = new ArrayList<>();

        Recorder(Commands doorway) {
            this.doorway = doorway;
        }

        @Override
        public <R> R send(Command command) {
            orders.add(OrderWords.of(command));
            return doorway.send(command);
        }

        List<Order> takeOrders() {
            List<Order> taken = List.copyOf(orders);
            orders.clear();
            return taken;
        }
    }
}
