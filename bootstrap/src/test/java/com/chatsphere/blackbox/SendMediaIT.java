package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.blackbox.SendingGraph.FileManner;
import com.chatsphere.blackbox.SendingGraph.Handed;
import com.chatsphere.blackbox.SendingGraph.Letter;
import com.chatsphere.blackbox.SendingGraph.Manner;
import com.chatsphere.blackbox.SendingGraph.Report;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Files that go to Meta before the messages with them. */
@Timeout(900)
class SendMediaIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final byte[] PDF =
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                    .getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension
    static final SendingInstallation INSTALLED = new SendingInstallation(7);

    private final SendingGraph graph = INSTALLED.graph();
    private final Script script = INSTALLED.script();

    @BeforeEach
    void behave() {
        graph.acceptAll(Report.AFTERWARDS);
        graph.behaveToFiles(FileManner.TAKE);
    }

    @Test
    void aFileForTwoCustomersIsHandedToMetaOnce() {
        String file = upload();
        String first = INSTALLED.conversation(0, "15555650001");
        String second = INSTALLED.conversation(0, "15555650002");
        String one = send(first, Map.of("media_url", file, "body", "Our offer"));
        String other = send(second, Map.of("media_url", file));
        script.awaitStatus(first, one, "sent");
        script.awaitStatus(second, other, "sent");
        List<Handed> handed = handedOf(0);
        assertThat(handed)
                .singleElement()
                .satisfies(form ->
                        assertThat(form.form()).contains("filename", "Angebot.pdf", "application/pdf", "%PDF-1.4"));
        assertThat(List.of(letter(one), letter(other)))
                .extracting(Letter::media)
                .containsOnly(handed.getFirst().id());
        JsonNode shown = script.message(first, one);
        assertThat(shown.path("type").asString()).isEqualTo("document");
        assertThat(shown.path("body").asString()).isEqualTo("Our offer");
        assertThat(shown.path("media").path("status").asString()).isEqualTo("ready");
    }

    @Test
    void whatIsWrittenBeforeAndAfterAFileStaysBeforeAndAfterIt() {
        String conversation = INSTALLED.conversation(1, "15555650011");
        String file = upload();
        graph.behaveToFiles(new FileManner.Hang());
        int hanging = graph.hanging();
        List<String> messages = List.of(
                send(conversation, Map.of("body", "before it")),
                send(conversation, Map.of("media_url", file)),
                send(conversation, Map.of("body", "after it")));
        await().atMost(PATIENCE).until(() -> graph.hanging() > hanging);
        script.awaitStatus(conversation, messages.getFirst(), "sent");
        assertThat(graph.acceptedOf(messages.getLast())).isEmpty();
        graph.behaveToFiles(FileManner.TAKE);
        graph.hangUp();
        script.awaitStatus(conversation, messages.getLast(), "sent");
        assertThat(graph.accepted().stream()
                        .filter(letter -> letter.number().equals(SendingInstallation.phoneNumberId(1)))
                        .map(Letter::message))
                .containsExactlyElementsOf(messages);
    }

    @Test
    void whileMetaTakesNoFilesTheMessageWaits() {
        String conversation = INSTALLED.conversation(2, "15555650021");
        graph.behaveToFiles(new FileManner.Refuse(503, 131_016));
        int refused = graph.refusedFiles();
        String message = send(conversation, Map.of("media_url", upload()));
        await().atMost(PATIENCE).until(() -> graph.refusedFiles() > refused);
        script.awaitStatus(conversation, message, "queued");
        graph.behaveToFiles(FileManner.TAKE);
        script.awaitStatus(conversation, message, "sent");
        assertThat(graph.acceptedOf(message)).hasSize(1);
    }

    @Test
    void aFileThatMetaRefusesFailsItsMessagesWithWordsAndCanBeSentAgain() {
        String conversation = INSTALLED.conversation(3, "15555650031");
        graph.behaveToFiles(new FileManner.Refuse(400, 131_053));
        String message = send(conversation, Map.of("media_url", upload()));
        String after = send(conversation, Map.of("body", "and this"));
        JsonNode failed = script.awaitStatus(conversation, message, "failed");
        assertThat(failed.path("error").path("code").asInt()).isEqualTo(131_053);
        assertThat(failed.path("error").path("title").asString()).contains("could not use the attached file");
        script.awaitStatus(conversation, after, "sent");
        graph.behaveToFiles(FileManner.TAKE);
        assertThat(script.form("/messages/%s/resending".formatted(message), Map.of()))
                .isLessThan(400);
        script.awaitStatus(conversation, message, "sent");
        assertThat(graph.acceptedOf(message)).hasSize(1);
    }

    @Test
    void aFileThatMetaHasForgottenIsHandedOverOnceMore() {
        String conversation = INSTALLED.conversation(4, "15555650041");
        String file = upload();
        script.awaitStatus(conversation, send(conversation, Map.of("media_url", file)), "sent");
        String known = handedOf(4).getFirst().id();
        graph.behave(letter -> letter.media().equals(known)
                ? new Manner.Refuse(400, 131_053, null)
                : new Manner.Accept(Duration.ZERO, Report.AFTERWARDS));
        String message = send(conversation, Map.of("media_url", file));
        script.awaitStatus(conversation, message, "sent");
        assertThat(handedOf(4)).hasSize(2);
        assertThat(letter(message).media()).isEqualTo(handedOf(4).getLast().id());
    }

    @Test
    void sayingTheSameTwiceSendsOnce() {
        String conversation = INSTALLED.conversation(5, "15555650051");
        Map<String, String> wish = Map.of(
                "conversationId",
                conversation,
                "media_url",
                upload(),
                "id",
                UUID.randomUUID().toString());
        assertThat(script.post("/api/message/send", wish).status()).isEqualTo(200);
        assertThat(script.post("/api/message/send", wish).status()).isEqualTo(200);
        script.awaitStatus(conversation, String.valueOf(wish.get("id")), "sent");
        assertThat(graph.acceptedOf(String.valueOf(wish.get("id")))).hasSize(1);
    }

    @Test
    void whatCannotBeSentIsRefusedWhenItIsBrought() {
        assertThat(script.upload("/api/upload", "invoice.exe", PDF).status()).isEqualTo(422);
        assertThat(script.upload("/api/upload", "data.bin", new byte[] {1, 2, 3, 4})
                        .status())
                .isEqualTo(415);
        assertThat(script.upload("/api/upload?as=anything", "a.pdf", PDF).status())
                .isEqualTo(400);
        assertThat(script.post("/api/upload", Map.of("file", "none")).status()).isEqualTo(415);
        byte[] large = new byte[(100 << 20) + 1];
        System.arraycopy(PDF, 0, large, 0, PDF.length);
        assertThat(script.upload("/api/upload", "large.pdf", large).status()).isEqualTo(413);
    }

    @Test
    void whoIsKilledWhileAFileIsOnItsWaySendsItsMessageOnce() {
        SendingGraph meta = new SendingGraph();
        RunningApplication application = RunningApplication.launch(
                        Workplace.folder(), RunningApplication.settings(meta.address()))
                .awaitReady();
        try {
            String conversation;
            String message;
            meta.behaveToFiles(new FileManner.Hang());
            try (WebhookCannon cannon = WebhookCannon.at(application);
                    Script before = Script.loggedIn(application)) {
                assertThat(cannon.fire(Deliveries.text("wamid.opens-kill", "15555650061", "hello")))
                        .isEqualTo(200);
                conversation = before.conversationWith("15555650061").path("id").asString();
                message = send(before, conversation, Map.of("media_url", upload(before), "body", "once"));
                await().atMost(PATIENCE).until(() -> meta.hanging() > 0);
                application.kill();
            }
            meta.behaveToFiles(FileManner.TAKE);
            application = application.again().awaitReady();
            try (Script after = Script.loggedIn(application)) {
                await().atMost(PATIENCE)
                        .until(() -> !after.message(conversation, message)
                                .path("providerMessageId")
                                .isNull());
            }
            assertThat(meta.acceptedOf(message)).hasSize(1);
        } finally {
            application.close();
            meta.close();
        }
    }

    private String upload() {
        return upload(script);
    }

    /** Of content that no other file has. */
    private static String upload(Script script) {
        byte[] content = (new String(PDF, StandardCharsets.US_ASCII) + "% " + new Random().nextLong() + "\n")
                .getBytes(StandardCharsets.US_ASCII);
        Script.Answer answer = script.upload("/api/upload", "Angebot.pdf", content);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("relativePath").asString();
    }

    private String send(String conversation, Map<String, String> content) {
        return send(script, conversation, content);
    }

    private static String send(Script script, String conversation, Map<String, String> content) {
        Map<String, String> wish = new HashMap<>(content);
        wish.put("conversationId", conversation);
        Script.Answer answer = script.post("/api/message/send", wish);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("message").path("id").asString();
    }

    private List<Handed> handedOf(int number) {
        return graph.handed().stream()
                .filter(file -> file.number().equals(SendingInstallation.phoneNumberId(number)))
                .toList();
    }

    private Letter letter(String message) {
        return graph.acceptedOf(message).getFirst();
    }
}
