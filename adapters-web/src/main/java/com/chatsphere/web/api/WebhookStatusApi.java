package com.chatsphere.web.api;

import com.chatsphere.application.Commands;
import com.chatsphere.application.Queries;
import com.chatsphere.application.Readiness;
import com.chatsphere.application.Transactions;
import com.chatsphere.application.agent.Accounts;
import com.chatsphere.application.conversation.Contacts;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.instance.Instances;
import com.chatsphere.application.message.TestMessage;
import com.chatsphere.application.webhook.ArrivalTimes;
import com.chatsphere.application.webhook.KeptDeliveries;
import com.chatsphere.application.webhook.Ledger;
import com.chatsphere.application.webhook.RefusedDeliveries;
import com.chatsphere.application.webhook.WebhookWatch;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.web.login.PublicAddress;
import com.chatsphere.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Whether the way from and to Meta works. */
@RestController
class WebhookStatusApi {
    private static final int RECENT = 10;
    private static final int LONGEST_BODY = 4_096;

    private final Queries queries;
    private final Instances instances;
    private final Numbers numbers;
    private final Readiness readiness;
    private final WebhookWatch watch;
    private final ArrivalTimes times;
    private final RefusedDeliveries refusals;
    private final PublicAddress publicAddress;
    private final TestMessage testMessage;
    private final Clock clock;

    WebhookStatusApi(
            Queries queries,
            Instances instances,
            Numbers numbers,
            Readiness readiness,
            WebhookWatch watch,
            ArrivalTimes times,
            RefusedDeliveries refusals,
            PublicAddress publicAddress,
            Commands commands,
            Contacts contacts,
            Transactions transactions,
            Clock clock) {
        this.queries = queries;
        this.instances = instances;
        this.numbers = numbers;
        this.readiness = readiness;
        this.watch = watch;
        this.times = times;
        this.refusals = refusals;
        this.publicAddress = publicAddress;
        this.testMessage = new TestMessage(commands, contacts, transactions);
        this.clock = clock;
    }

    @GetMapping("/api/webhook/status")
    Status show(HttpServletRequest request) {
        String address = publicAddress.base(request) + "/webhook/meta";
        List<InstanceJson> all = instances.all().stream()
                .map(instance -> InstanceJson.of(instance, address))
                .toList();
        KeptDeliveries recent = queries.ask(new KeptDeliveries.Query(null, RECENT));
        Ledger ever = queries.ask(new Ledger.Query(null, null));
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new Status(
                all.isEmpty() ? null : all.getFirst(),
                all,
                recent.rows().stream().map(WebhookJson.Event::of).toList(),
                Setup.of(instances.preferred()),
                readiness.problem().isEmpty(),
                readiness.problem().orElse(null),
                queries.ask(new Ledger.Query(null, today)).received(),
                recent.backlog(),
                recent.oldest().toMillis() / 1_000.0,
                ever.parked(),
                ever.quarantined(),
                Times.of(times.fromMeta()),
                Times.of(times.fromArrival()),
                refusals.refused().byReason(),
                watch.alarms().stream()
                        .map(alarm -> new Alarm(
                                alarm.kind().name().toLowerCase(Locale.ROOT), alarm.happened(), alarm.remedy()))
                        .toList());
    }

    /** Sends a text as an ordinary message: it is on record, and a closed window refuses it. */
    @PostMapping("/api/test-message")
    Sent send(@RequestBody TestWish wish, @AuthenticationPrincipal Accounts.Account user) {
        if (wish.to() == null
                || wish.to().isBlank()
                || wish.body() == null
                || wish.body().isBlank()) {
            throw Problem.badRequest("missing_field", "to and body are required");
        }
        if (wish.body().codePointCount(0, wish.body().length()) > LONGEST_BODY) {
            throw Problem.badRequest("body_too_long", "body has at most %,d characters.".formatted(LONGEST_BODY));
        }
        PhoneNumber to = Numbers.phone("to", wish.to());
        Instance instance = instances.with(numbers.of(wish.instanceId())).orElseThrow();
        TestMessage.Queued queued = testMessage.send(
                to, instance.number(), Texts.wellFormed("body", wish.body()), user.id(), clock.instant());
        return new Sent(
                true,
                "The message is on its way.",
                new Result(
                        queued.message().toString(),
                        "queued",
                        queued.conversation().toString()),
                new Via(
                        instance.id().toString(),
                        instance.name(),
                        instance.number().value()));
    }

    /** Everything at a glance. */
    record Status(
            @Nullable InstanceJson instance,
            List<InstanceJson> instances,
            List<WebhookJson.Event> recentEvents,
            Setup status,
            boolean ready,
            @Nullable String problem,
            long receivedToday,
            long backlog,
            double backlogAgeSeconds,
            long parked,
            long quarantined,
            @Nullable Times metaToScreen,
            @Nullable Times arrivalToScreen,
            Map<String, Long> refused,
            List<Alarm> alarms) {}

    /** A number; of its secrets only whether they are set. */
    record InstanceJson(
            String id,
            String name,
            String phoneNumberId,
            boolean isActive,
            boolean accessTokenConfigured,
            boolean webhookVerifyTokenConfigured,
            boolean appSecretConfigured,
            boolean hasAppSecret,
            boolean hasVerifyToken,
            String webhookUrl) {
        static InstanceJson of(Instance instance, String address) {
            boolean secret = instance.appSecret() != null;
            boolean verify = instance.verifyToken() != null;
            return new InstanceJson(
                    instance.id().toString(),
                    instance.name(),
                    instance.number().value(),
                    true,
                    instance.token() != null,
                    verify,
                    secret,
                    secret,
                    verify,
                    address);
        }
    }

    /** Whether the default number is set up. */
    record Setup(
            boolean isConfigured,
            boolean hasWebhookSecret,
            boolean hasVerifyToken,
            boolean isActive,
            String webhookBehavior) {
        static Setup of(Optional<Instance> instance) {
            return new Setup(
                    instance.isPresent(),
                    instance.map(Instance::appSecret).isPresent(),
                    instance.map(Instance::verifyToken).isPresent(),
                    instance.isPresent(),
                    "auto");
        }
    }

    /** In milliseconds, of the last quarter of an hour of this node. */
    record Times(long count, long p50, long p95, long p99) {
        static @Nullable Times of(Optional<ArrivalTimes.Spread> spread) {
            return spread.map(known -> new Times(
                            known.count(),
                            known.p50().toMillis(),
                            known.p95().toMillis(),
                            known.p99().toMillis()))
                    .orElse(null);
        }
    }

    record Alarm(String kind, String happened, String remedy) {}

    /** Where a test message is to go. */
    record TestWish(
            @Nullable String to,
            @Nullable String body,
            @Nullable String instanceId) {}

    record Sent(boolean success, String message, Result result, Via instance) {}

    record Result(String id, String status, String conversationId) {}

    record Via(String id, String name, String phoneNumberId) {}
}
