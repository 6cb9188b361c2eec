package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.json.JsonMapper;

/** One running application with many WhatsApp numbers, so that tests need not share one's pace and pauses. */
final class SendingInstallation implements BeforeAllCallback, AfterAllCallback {
    private final int numbers;
    private @Nullable SendingGraph graph;
    private @Nullable RunningApplication application;
    private @Nullable WebhookCannon cannon;
    private @Nullable Script script;

    SendingInstallation(int numbers) {
        this.numbers = numbers;
    }

    @Override
    public void beforeAll(ExtensionContext tests) {
        SendingGraph standIn = new SendingGraph();
        graph = standIn;
        Map<String, String> settings = new HashMap<>(RunningApplication.settings(standIn.address()));
        settings.put("CHATSPHERE_INSTANCES", JsonMapper.shared().writeValueAsString(instances()));
        RunningApplication running =
                RunningApplication.launch(Workplace.folder(), settings).awaitReady();
        application = running;
        WebhookCannon deliveries = WebhookCannon.at(running);
        cannon = deliveries;
        standIn.reportTo(deliveries);
        script = Script.loggedIn(running);
    }

    @Override
    public void afterAll(ExtensionContext tests) throws Exception {
        for (@Nullable AutoCloseable part : new @Nullable AutoCloseable[] {script, cannon, application, graph}) {
            if (part != null) {
                part.close();
            }
        }
    }

    SendingGraph graph() {
        return Objects.requireNonNull(graph);
    }

    RunningApplication application() {
        return Objects.requireNonNull(application);
    }

    Script script() {
        return Objects.requireNonNull(script);
    }

    void deliver(byte[] body) {
        assertThat(Objects.requireNonNull(cannon).fire(body)).isEqualTo(200);
    }

    /** The conversation that this customer opens with one of the numbers, counted from 0. */
    String conversation(int number, String phone) {
        return conversations(number, List.of(phone)).getFirst();
    }

    List<String> conversations(int number, List<String> phones) {
        assertThat(Objects.requireNonNull(cannon)
                        .volley(phones.stream()
                                .map(phone -> Deliveries.forNumber(
                                        phoneNumberId(number),
                                        Deliveries.message("wamid.opens-" + phone, phone, "hello")))
                                .toList()))
                .containsOnly(200);
        return phones.stream()
                .map(phone -> script().conversationWith(phone).path("id").asString())
                .toList();
    }

    private List<Map<String, String>> instances() {
        return IntStream.range(0, numbers)
                .mapToObj(number -> Map.of(
                        "name",
                        "Number " + number,
                        "phoneNumberId",
                        phoneNumberId(number),
                        "displayPhoneNumber",
                        "+1 555 556 %04d".formatted(number),
                        "wabaId",
                        Deliveries.ACCOUNT,
                        "token",
                        "token-of-the-tests",
                        "appSecret",
                        WebhookCannon.SECRET,
                        "verifyToken",
                        "verify-token-of-the-tests"))
                .collect(Collectors.toList());
    }

    static String phoneNumberId(int number) {
        return String.valueOf(300_000_000_000_000L + number);
    }
}
