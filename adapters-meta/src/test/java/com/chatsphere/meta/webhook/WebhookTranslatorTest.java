package com.chatsphere.meta.webhook;

import static com.chatsphere.meta.webhook.WebhookSamples.OURS;
import static com.chatsphere.meta.webhook.WebhookSamples.SUPPORT;
import static com.chatsphere.meta.webhook.WebhookSamples.change;
import static com.chatsphere.meta.webhook.WebhookSamples.delivery;
import static com.chatsphere.meta.webhook.WebhookSamples.status;
import static com.chatsphere.meta.webhook.WebhookSamples.text;
import static com.chatsphere.meta.webhook.WebhookSamples.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Contacts.Sighting;
import com.chatsphere.application.notice.Notice;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Ignored;
import com.chatsphere.application.webhook.WebhookBacklog.Outcome.Quarantined;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.ContactName;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.message.DeliveryProgress;
import com.chatsphere.domain.message.MessageContent.Text;
import com.chatsphere.domain.message.MessageContent.Unsupported;
import com.chatsphere.domain.message.MessageContext;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Receipt;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.MessageTag;
import com.chatsphere.meta.webhook.WebhookItem.Echo;
import com.chatsphere.meta.webhook.WebhookItem.Failure;
import com.chatsphere.meta.webhook.WebhookItem.Incoming;
import com.chatsphere.meta.webhook.WebhookItem.News;
import com.chatsphere.meta.webhook.WebhookItem.ParticipantProgress;
import com.chatsphere.meta.webhook.WebhookItem.Progress;
import com.chatsphere.meta.webhook.WebhookItem.Reaction;
import com.chatsphere.meta.webhook.WebhookItem.Report;
import com.chatsphere.meta.webhook.WebhookItem.Settled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookTranslatorTest {
    @ParameterizedTest
    @MethodSource("com.chatsphere.meta.webhook.WebhookSamples#deliveries")
    void makesExactlyOneItemOfEveryMessageAndEveryStatus(String name) {
        byte[] body = delivery(name);
        int expected = 0;
        for (JsonNode change :
                JsonMapper.shared().readTree(body).findValue("changes").values()) {
            JsonNode value = change.path("value");
            int parts =
                    switch (change.path("field").asString()) {
                        case "messages" ->
                            value.path("messages").size()
                                    + value.path("statuses").size()
                                    + value.path("errors").size();
                        case "standby" -> value.path("standby").path("messages").size();
                        case "smb_message_echoes" ->
                            value.path("message_echoes").size();
                        case "history" ->
                            value.findValues("messages").getFirst().size();
                        case "smb_app_state_sync" -> value.path("state_sync").size();
                        default -> 1;
                    };
            expected += parts;
        }

        List<WebhookItem> items = WebhookTranslator.translate(body, OURS);

        assertThat(items).hasSize(expected);
        assertThat(items)
                .extracting(WebhookItem::position)
                .isEqualTo(IntStream.range(0, expected).boxed().toList());
        assertThat(items).noneMatch(item -> item.content() instanceof Settled(Quarantined quarantined));
    }

    @ParameterizedTest
    @MethodSource("com.chatsphere.meta.webhook.WebhookSamples#deliveries")
    void attachesNothingToANumberThatIsNotOurs(String name) {
        assertThat(WebhookTranslator.translate(delivery(name), OurNumbers.of(List.of())))
                .allMatch(item -> item.content() instanceof Settled
                        || item.content() instanceof News(Notice notice) && notice.number() == null);
    }

    @ParameterizedTest
    @MethodSource("com.chatsphere.meta.webhook.WebhookSamples#deliveries")
    void readsAnyBrokenOffDeliveryWithoutFailing(String name) {
        byte[] body = delivery(name);
        for (int length = 0; length < body.length - 2; length += 7) {
            assertThat(WebhookTranslator.translate(Arrays.copyOf(body, length), OURS))
                    .singleElement()
                    .extracting(WebhookItem::kind)
                    .isEqualTo("body");
        }
    }

    @Test
    void readsTextWithItsSender() {
        assertThat(only(delivery("01-text.json")))
                .isEqualTo(new Incoming(
                        SUPPORT,
                        new Wamid("wamid.HRgLMTU1NTU1NTAxMTAVAgASGBQ5Rjc4NjNBMjY1RkVGNTNCQzg0RQA="),
                        new Sighting(
                                new PhoneNumber("15555550110"),
                                new BusinessScopedUserId("US.70000000000000000110"),
                                null,
                                null,
                                new ContactName("Ada Fictional"),
                                Instant.ofEpochSecond(1794700810)),
                        null,
                        new Text(new MessageText("Hello, is the blue kettle still in stock?")),
                        null,
                        false,
                        MessageContext.ORDINARY,
                        null,
                        Instant.ofEpochSecond(1794700810)));
    }

    @Test
    void knowsACustomerWithoutAPhoneNumber() {
        Incoming incoming = (Incoming) only(delivery("37-text-bsuid-only.json"));
        assertThat(incoming.from().phone()).isNull();
        assertThat(incoming.from().userId()).hasToString("US.70000000000000000114");
        assertThat(incoming.from().username()).hasToString("hana_hidden");
        assertThat(((Incoming) only(delivery("39-text-parent-bsuid.json")))
                        .from()
                        .parentUserId())
                .isNotNull();
    }

    @Test
    void readsRepliesAndForwards() {
        assertThat(((Incoming) only(delivery("02-text-reply.json"))).replyTo()).isNotNull();
        assertThat(((Incoming) only(delivery("03-text-forwarded.json"))).forwarded())
                .isTrue();
        assertThat(((Incoming) only(delivery("04-text-frequently-forwarded.json"))).forwarded())
                .isTrue();
    }

    /** Of the deliveries that hold one message with content, the shape of it. */
    @ParameterizedTest
    @CsvSource({
        "01-text.json, Text",
        "07-image-caption-url.json, Media",
        "09-video-caption.json, Media",
        "10-audio-file.json, Media",
        "11-audio-voice-note.json, Media",
        "12-document.json, Media",
        "13-sticker-static.json, Media",
        "14-sticker-animated.json, Media",
        "15-location-place.json, Location",
        "16-location-pin.json, Location",
        "17-contacts.json, Contacts",
        "18-contacts-shared-own-number.json, Contacts",
        "19-interactive-button-reply.json, ButtonReply",
        "20-interactive-list-reply.json, ListReply",
        "21-interactive-flow-reply.json, FlowReply",
        "22-interactive-call-permission.json, CallPermissionReply",
        "23-interactive-address-reply.json, FlowReply",
        "24-button-template-quick-reply.json, TemplateReply",
        "27-order.json, Order",
        "28-system-changed-number.json, Notice",
        "30-unsupported-131051.json, Unsupported",
        "32-request-welcome.json, Welcome",
        "35-group-text.json, Text"
    })
    void givesEveryTypeItsShape(String name, String shape) {
        Incoming incoming = (Incoming) only(delivery(name));
        assertThat(incoming.content().getClass().getSimpleName()).isEqualTo(shape);
    }

    @Test
    void keepsWhatHasNoShapeAsMetaWroteIt() {
        byte[] body = delivery("30-unsupported-131051.json");
        Unsupported unsupported = (Unsupported) ((Incoming) only(body)).content();
        assertThat(new String(body, StandardCharsets.UTF_8))
                .contains(unsupported.raw().value());
        assertThat(unsupported.raw().value()).startsWith("{").endsWith("}");
        assertThat(unsupported.what()).isEqualTo("poll_creation");
        assertThat(unsupported.error()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text", "image", "location", "contacts", "interactive", "button", "order", "system", "sticker"})
    void keepsAsItCameWhatLacksWhatItsTypeNeeds(String type) {
        String message =
                "{\"from\":\"15555550110\",\"id\":\"wamid.A\",\"timestamp\":\"1794700900\",\"type\":\"%s\",\"%s\":{}}"
                        .formatted(type, type);
        assertThat(((Incoming) only(value("\"messages\":[" + message + "]"))).content())
                .isEqualTo(new Unsupported(type, new MessageText(message), null, null));
    }

    @Test
    void tellsFromWhichSideAMessageOfTheHistoryIs() {
        List<WebhookItem> items = WebhookTranslator.translate(delivery("82-history-chunk.json"), OURS);
        assertThat(items)
                .extracting(WebhookItem::content)
                .hasExactlyElementsOfTypes(Echo.class, Incoming.class, Incoming.class);
        assertThat(((Echo) items.getFirst().content()).progress()).isEqualTo(DeliveryProgress.READ);
    }

    @Test
    void readsWhoReactsToWhat() {
        Reaction set = (Reaction) only(delivery("25-reaction-add.json"));
        assertThat(set.emoji()).hasToString("\uD83D\uDC4D");
        assertThat(Objects.requireNonNull(set.by()).phone()).hasToString("15555550110");
        assertThat(((Reaction) only(delivery("26-reaction-remove.json"))).emoji())
                .isNull();
    }

    @Test
    void readsWhoIsMetUnderWhichIdentitiesFromNowOn() {
        Incoming changed = (Incoming) only(delivery("28-system-changed-number.json"));
        assertThat(changed.from().userId()).hasToString("US.70000000000000000110");
        assertThat(Objects.requireNonNull(changed.becomes()).phone()).hasToString("15555550140");
        assertThat(changed.becomes().userId()).hasToString("US.70000000000000000140");
        Incoming shared = (Incoming) only(delivery("18-contacts-shared-own-number.json"));
        assertThat(Objects.requireNonNull(shared.becomes()).phone()).hasToString("15555550114");
    }

    @Test
    void readsTheProgressOfOneParticipantOfAGroup() {
        ParticipantProgress progress = (ParticipantProgress) only(delivery("50-status-group-read.json"));
        assertThat(progress.participant().phone()).hasToString("15555550111");
        assertThat(progress.receipt()).isEqualTo(Receipt.READ);
    }

    @Test
    void keepsEveryCharacterOfAText() {
        Incoming incoming = (Incoming) only(
                value("\"messages\":[" + text("wamid.A", "15555550110", "\\u0000 \\ud800 \\ud83d\\ude00 \\/") + "]"));
        assertThat(((Text) incoming.content()).body().value()).isEqualTo("\0 \ud800 \ud83d\ude00 /");
    }

    @Test
    void readsReports() {
        assertThat(((Progress) only(delivery("40-status-sent.json"))).receipt()).isEqualTo(Receipt.SENT);
        assertThat(((Progress) only(delivery("41-status-delivered.json"))).receipt())
                .isEqualTo(Receipt.DELIVERED);
        assertThat(((Progress) only(delivery("42-status-read.json"))).receipt()).isEqualTo(Receipt.READ);
        assertThat(((Progress) only(delivery("43-status-played.json"))).receipt())
                .isEqualTo(Receipt.PLAYED);
        Failure failure = (Failure) only(delivery("44-status-failed-131047.json"));
        assertThat(failure.error().code()).isEqualTo(131047);
        assertThat(failure.error().title()).isEqualTo("Re-engagement message");
        assertThat(failure.error().details()).startsWith("Message failed to send");
    }

    @Test
    void findsItsOwnTagInAReport() {
        String id = "0198a1b2-0000-7000-8000-000000000001";
        Report report = (Report) only(value("""
            "statuses":[{"id":"wamid.X","status":"sent","timestamp":1794700900,\
            "biz_opaque_callback_data":"v1:%s:2"}]\
            """.formatted(id)));
        assertThat(report.tag()).isEqualTo(new MessageTag(MessageId.of(id), 2));
        assertThat(((Report) only(delivery("46-status-sent-opaque-data.json"))).tag())
                .isNull();
    }

    @Test
    void setsAsideABadItemAlone() {
        List<WebhookItem> items = WebhookTranslator.translate(
                value("""
                    "messages":[%s,{"id":"wamid.NoSender","timestamp":"1794700800","type":"text","text":{"body":"?"}},
                    {"from":"15555550110","timestamp":"1794700800","type":"text"},
                    {"from":"15555550110","id":"wamid.BadTime","timestamp":"yesterday","type":"text"},
                    {"from":"15555550110","id":"wamid.Millis","timestamp":"1794700800000","type":"text"},
                    null, 5, "text", [], %s]\
                    """.formatted(text("wamid.A", "15555550110", "one"), text("wamid.B", "15555550110", "two"))),
                OURS);

        assertThat(items).hasSize(10);
        assertThat(items.subList(1, 9)).allMatch(item -> outcome(item) instanceof Quarantined);
        assertThat(items.getFirst().content()).isInstanceOf(Incoming.class);
        assertThat(items.getLast().content()).isInstanceOf(Incoming.class);
    }

    @Test
    void matchesPeopleByWhoTheyAreAndNotByTheirPlace() {
        List<WebhookItem> items = WebhookTranslator.translate(
                value("""
                    "contacts":[{"wa_id":"15555550111","profile":{"name":"Bo"}},{"wa_id":"15555550110","profile":{"name":"Ada"}}],
                    "messages":[%s,%s,%s]\
                    """.formatted(
                                text("wamid.A", "15555550110", "one"),
                                text("wamid.B", "15555550111", "two"),
                                text("wamid.C", "15555550112", "three"))),
                OURS);
        assertThat(items)
                .extracting(item ->
                        String.valueOf(((Incoming) item.content()).from().name()))
                .containsExactly("Ada", "Bo", "null");
    }

    @Test
    void setsAsideWhatIsForAnUnknownNumber() {
        byte[] body = new String(delivery("01-text.json"), StandardCharsets.UTF_8)
                .replace("200000000000001", "299999999999999")
                .getBytes(StandardCharsets.UTF_8);
        WebhookItem item = WebhookTranslator.translate(body, OURS).getFirst();
        assertThat(item.kind()).isEqualTo("message.text");
        assertThat(item.number()).hasToString("299999999999999");
        assertThat(outcome(item)).isInstanceOf(Quarantined.class);
    }

    @Test
    void makesNoticesOfAllThatIsNoChat() {
        WebhookItem update = WebhookTranslator.translate(delivery("69-account-disabled.json"), OURS)
                .getFirst();
        assertThat(update.kind()).isEqualTo("field.account_update");
        assertThat(notice(update).severity()).isEqualTo(Notice.Severity.ALARM);
        WebhookItem error = WebhookTranslator.translate(delivery("51-value-errors-130429.json"), OURS)
                .getFirst();
        assertThat(error.kind()).isEqualTo("error.130429");
        assertThat(notice(error).number()).isEqualTo(SUPPORT);
        WebhookItem unknown =
                WebhookTranslator.translate(change("<script>", "\"a\":1"), OURS).getFirst();
        assertThat(unknown.kind()).isEqualTo("field.other");
        assertThat(notice(unknown).field()).isEqualTo("<script>");
    }

    private static Notice notice(WebhookItem item) {
        return ((News) item.content()).notice();
    }

    @Test
    void ignoresAStatusThatIsNotKnownAndSaysSo() {
        assertThat(outcome(
                        WebhookTranslator.translate(value("\"statuses\":[" + status("wamid.X", "warning") + "]"), OURS)
                                .getFirst()))
                .isEqualTo(new Ignored("The status warning is not known."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{not json",
                "null",
                "[]",
                "\"text\"",
                "{}",
                "{\"entry\":{}}",
                "{\"entry\":[]}x",
                "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"messages\":[{\"id\":\"a\u0000\"}]}}]}]}"
            })
    void setsAsideABodyWithoutSense(String body) {
        WebhookItem item = WebhookTranslator.translate(body.getBytes(StandardCharsets.UTF_8), OURS)
                .getFirst();
        assertThat(item.kind()).isEqualTo("body");
        assertThat(outcome(item)).isInstanceOf(Quarantined.class);
    }

    @Test
    void setsAsideWhatIsTooDeepAndNothingElse() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        List<WebhookItem> items = WebhookTranslator.translate(
                value("\"messages\":[{\"x\":%s},%s]".formatted(deep, text("wamid.A", "15555550110", "hello"))), OURS);
        assertThat(items).hasSize(2);
        assertThat(outcome(items.getFirst())).isInstanceOf(Quarantined.class);
        assertThat(items.getLast().content()).isInstanceOf(Incoming.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"entry\":[5]}",
                "{\"entry\":[{\"id\":\"1\"}]}",
                "{\"entry\":[{\"changes\":[7]}]}",
                "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":7}]}]}",
                "{\"entry\":[{\"changes\":[{\"field\":\"messages\",\"value\":{\"messages\":{}}}]}]}",
                "{\"entry\":[{\"changes\":[{\"field\":7,\"value\":{}}]}]}"
            })
    void findsOneItemInWhatIsShapedStrangely(String body) {
        assertThat(WebhookTranslator.translate(body.getBytes(StandardCharsets.UTF_8), OURS))
                .singleElement()
                .satisfies(item -> assertThat(item.content()).isInstanceOf(Settled.class));
    }

    private static WebhookItem.Content only(byte[] body) {
        List<WebhookItem> items = WebhookTranslator.translate(body, OURS);
        assertThat(items).hasSize(1);
        return items.getFirst().content();
    }

    private static Outcome outcome(WebhookItem item) {
        return ((Settled) item.content()).outcome();
    }
}
