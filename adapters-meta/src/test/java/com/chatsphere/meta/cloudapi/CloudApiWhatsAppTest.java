package com.chatsphere.meta.cloudapi;

import static com.chatsphere.meta.cloudapi.ScriptedGraph.Reaction.answer;
import static com.chatsphere.meta.cloudapi.ScriptedGraph.Reaction.close;
import static com.chatsphere.meta.cloudapi.ScriptedGraph.Reaction.hang;
import static com.chatsphere.meta.cloudapi.ScriptedGraph.Reaction.reset;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.message.Faults;
import com.chatsphere.application.message.KnownError;
import com.chatsphere.application.message.WhatsApp.Outcome;
import com.chatsphere.application.message.WhatsApp.Outcome.Accepted;
import com.chatsphere.application.message.WhatsApp.Outcome.FileForgotten;
import com.chatsphere.application.message.WhatsApp.Outcome.Lost;
import com.chatsphere.application.message.WhatsApp.Outcome.NumberRefused;
import com.chatsphere.application.message.WhatsApp.Outcome.Postponed;
import com.chatsphere.application.message.WhatsApp.Outcome.Refused;
import com.chatsphere.application.message.WhatsApp.Outcome.Unreachable;
import com.chatsphere.application.message.WhatsApp.Parcel;
import com.chatsphere.domain.conversation.BusinessScopedUserId;
import com.chatsphere.domain.conversation.PhoneNumber;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.Wamid;
import com.chatsphere.meta.cloudapi.ScriptedGraph.Reaction;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CloudApiWhatsAppTest {
    private static final PhoneNumberId NUMBER = new PhoneNumberId("200000000000001");
    private static final MessageId MESSAGE = MessageId.of("0198a1b2-0000-7000-8000-000000000001");
    private static final String TAKEN = """
        {"messaging_product":"whatsapp","messages":[{"id":"wamid.OUT+/=","message_status":"accepted"}]}\
        """;

    @Test
    void handsATextToWhatsAppAsItWantsIt() throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(200, TAKEN))) {
            assertThat(deliver(graph, text("Zoë 😀 https://example.org")))
                    .isEqualTo(new Accepted(new Wamid("wamid.OUT+/=")));

            String request = graph.requests().getFirst();
            assertThat(request)
                    .startsWith("POST /v26.0/200000000000001/messages HTTP/1.1\r\n")
                    .contains("Authorization: Bearer the-token\r\n");
            assertThat(body(request)).isEqualTo(JsonMapper.shared().readTree("""
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"+15555550110",
                 "context":{"message_id":"wamid.IN"},
                 "biz_opaque_callback_data":"v1:0198a1b2-0000-7000-8000-000000000001:3",
                 "type":"text","text":{"body":"Zoë 😀 https://example.org","preview_url":true}}\
                """));
        }
    }

    @Test
    void addressesACustomerWithoutAPhoneNumberByUserId() throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(200, TAKEN))) {
            deliver(graph, parcel(null, "hello", null));
            JsonNode body = body(graph.requests().getFirst());
            assertThat(body.path("recipient").asString()).isEqualTo("US.70000000000000000114");
            assertThat(body.has("to")).isFalse();
            assertThat(body.path("text").path("preview_url").asBoolean()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,500",
        "2,503",
        "4,400",
        "80007,400",
        "130429,400",
        "131000,500",
        "131016,500",
        "131056,400",
        "131057,503"
    })
    void triesAgainWhatIsOnlyPassing(int code, int status) throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(status, error(code), "Retry-After: 7"))) {
            assertThat(deliver(graph)).isInstanceOfSatisfying(Postponed.class, postponed -> {
                assertThat(postponed.error().code()).isEqualTo(code);
                assertThat(postponed.after()).isEqualTo(Duration.ofSeconds(7));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"131056,CONVERSATION,4", "130429,NUMBER,2", "131000,MESSAGE,0"})
    void whatHasToWaitIsWhatMetaLimits(int code, KnownError.Reach reach, int seconds) throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(400, error(code)))) {
            assertThat(deliver(graph)).isInstanceOfSatisfying(Postponed.class, postponed -> {
                assertThat(postponed.reach()).isEqualTo(reach);
                assertThat(postponed.after()).isEqualTo(Duration.ofSeconds(seconds));
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"190,401", "0,401"})
    void holdsTheNumberWhileItsTokenIsNoGood(int code, int status) throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(status, error(code)))) {
            assertThat(deliver(graph)).isInstanceOf(NumberRefused.class);
        }
    }

    @Test
    void triesAgainWhenThereAreTooManyRequests() throws IOException {
        try (ScriptedGraph graph =
                new ScriptedGraph(answer(429, "slow down", "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT"))) {
            assertThat(((Postponed) deliver(graph)).after()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"131047,400", "100,400", "131026,400", "999999,500"})
    void givesUpWhatWouldBeRefusedAgain(int code, int status) throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(status, error(code)))) {
            assertThat(deliver(graph)).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.error().code()).isEqualTo(code);
                assertThat(refused.error().title()).isNotBlank();
                assertThat(refused.error().details()).isEqualTo("the details");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "{}", "[]", "{\"messages\":[]}", "{\"messages\":[{\"id\":\"\"}]}", "{\"messages\":"
            })
    void doesNotKnowWhatBecameOfItWhenTheAnswerCannotBeRead(String answer) throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(200, answer))) {
            assertThat(deliver(graph)).isInstanceOf(Lost.class);
        }
    }

    @Test
    void doesNotKnowWhatBecameOfItAfterAnUnexplainedServerError() throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(502, "<html>Bad gateway"))) {
            assertThat(deliver(graph)).isInstanceOf(Lost.class);
        }
    }

    @Test
    void readsNoMoreThanAMebibyte() throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(200, " ".repeat(2 * 1024 * 1024) + TAKEN))) {
            assertThat(deliver(graph)).isInstanceOf(Lost.class);
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (ScriptedGraph other = new ScriptedGraph(answer(200, TAKEN));
                ScriptedGraph graph = new ScriptedGraph(answer(307, "", "Location: " + other.address() + "/"))) {
            assertThat(deliver(graph)).isInstanceOf(Refused.class);
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void losesTheAnswerWhenNoneComesInTime() throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(hang())) {
            assertThat(deliver(graph)).isInstanceOf(Lost.class);
            assertThat(graph.requests()).hasSize(1);
        }
    }

    @Test
    void losesTheAnswerAndSendsOnceWhenTheConnectionEndsAfterTheRequest() throws IOException {
        for (Reaction end : List.of(close(), reset())) {
            try (ScriptedGraph graph = new ScriptedGraph(end)) {
                assertThat(deliver(graph)).isInstanceOf(Lost.class);
                assertThat(graph.requests()).hasSize(1);
            }
        }
    }

    @Test
    void sendsOnceWhenAConnectionThatWasGoodBeforeEndsAfterTheRequest() throws IOException {
        for (Reaction end : List.of(close(), reset())) {
            try (ScriptedGraph graph = new ScriptedGraph(answer(200, TAKEN).then(end));
                    CloudApiWhatsApp whatsApp = whatsApp(graph.address())) {
                assertThat(whatsApp.deliver(text("first"))).isInstanceOf(Accepted.class);
                assertThat(whatsApp.deliver(text("second"))).isInstanceOf(Lost.class);
                assertThat(graph.requests()).hasSize(2);
            }
        }
    }

    @Test
    void triesAgainWhenNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (CloudApiWhatsApp whatsApp = whatsApp(URI.create("http://127.0.0.1:" + free))) {
            assertThat(whatsApp.deliver(text("hello"))).isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void triesAgainWhenThereIsNoSuchHost() {
        try (CloudApiWhatsApp whatsApp = whatsApp(URI.create("https://graph.invalid"))) {
            assertThat(whatsApp.deliver(text("hello"))).isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void triesAgainWhenTheOtherSideCannotProveWhoItIs(@TempDir Path folder) throws Exception {
        HttpsServer impostor = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        impostor.setHttpsConfigurator(new HttpsConfigurator(selfSigned(folder.resolve("self-signed.p12"))));
        AtomicInteger requests = new AtomicInteger();
        impostor.createContext("/", exchange -> requests.incrementAndGet());
        impostor.start();
        URI address = URI.create("https://127.0.0.1:" + impostor.getAddress().getPort());
        try (CloudApiWhatsApp whatsApp = whatsApp(address)) {
            assertThat(whatsApp.deliver(text("hello"))).isInstanceOf(Unreachable.class);
            assertThat(requests).hasValue(0);
        } finally {
            impostor.stop(0);
        }
    }

    private static SSLContext selfSigned(Path store) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        new ProcessBuilder((keytool + " -genkeypair -alias impostor -keyalg EC -dname CN=127.0.0.1 -storetype PKCS12"
                                + " -storepass impostor -keystore " + store)
                        .split(" "))
                .redirectErrorStream(true)
                .start()
                .waitFor();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "impostor".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "impostor".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void refusesWhatHasNoTokenOrNoShape() throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(200, TAKEN))) {
            assertThat(deliver(
                            graph,
                            new Parcel(
                                    MESSAGE,
                                    1,
                                    NUMBER,
                                    new PhoneNumber("15555550110"),
                                    null,
                                    null,
                                    new MessageContent.Unsupported("poll", new MessageText("{}"), null, null),
                                    null,
                                    null)))
                    .isInstanceOf(Refused.class);
            try (CloudApiWhatsApp whatsApp = new CloudApiWhatsApp(
                    new GraphApi(graph.address(), "v26.0"),
                    List::of,
                    Faults.NONE,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1))) {
                assertThat(whatsApp.deliver(text("hello"))).isInstanceOf(Refused.class);
            }
            assertThat(graph.requests()).isEmpty();
        }
    }

    @Test
    void aFileOfOursGoesUnderTheNameThatMetaGaveIt() throws IOException {
        for (MediaKind kind : MediaKind.values()) {
            try (ScriptedGraph graph = new ScriptedGraph(answer(200, TAKEN))) {
                assertThat(deliver(graph, file(kind, new MediaId("77")))).isInstanceOf(Accepted.class);
                JsonNode body = body(graph.requests().getFirst());
                JsonNode file = body.path(body.path("type").asString());
                assertThat(file.path("id").asString()).isEqualTo("77");
                assertThat(file.path("filename").asString("none"))
                        .isEqualTo(kind == MediaKind.DOCUMENT ? "Angebot.pdf" : "none");
                assertThat(file.has("voice")).isEqualTo(kind == MediaKind.VOICE_NOTE);
            }
        }
    }

    @Test
    void aFileThatMetaHasNotIsNotSent() throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(answer(200, TAKEN))) {
            assertThat(deliver(graph, file(MediaKind.IMAGE, null))).isInstanceOf(FileForgotten.class);
            assertThat(graph.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "131053, the details, true",
        "100, Media ID 77 does not exist, true",
        "131009, Parameter value is not valid: 77, true",
        "100, the details, false",
        "131026, media, false"
    })
    void whatMetaSaysOfAFileItHasForgottenIsTold(int code, String details, boolean forgotten) throws IOException {
        String refusal = error(code).replace("the details", details);
        try (ScriptedGraph graph = new ScriptedGraph(answer(400, refusal))) {
            assertThat(deliver(graph, file(MediaKind.IMAGE, new MediaId("77"))))
                    .isInstanceOf(forgotten ? FileForgotten.class : Refused.class);
        }
        try (ScriptedGraph graph = new ScriptedGraph(answer(400, refusal))) {
            assertThat(deliver(graph)).as("without a file").isInstanceOf(Refused.class);
        }
    }

    private static Parcel file(MediaKind kind, @Nullable MediaId handedOver) {
        KeptFile file = new KeptFile(
                FileId.of("f11ef11e-0000-4000-8000-000000000001"), "any/type", 1, new MessageText("Angebot.pdf"));
        return new Parcel(
                MESSAGE,
                1,
                NUMBER,
                new PhoneNumber("15555550110"),
                null,
                null,
                new MessageContent.Media(kind, file, null),
                null,
                handedOver);
    }

    private static Outcome deliver(ScriptedGraph graph) {
        return deliver(graph, text("hello"));
    }

    private static Outcome deliver(ScriptedGraph graph, Parcel parcel) {
        try (CloudApiWhatsApp whatsApp = whatsApp(graph.address())) {
            Outcome outcome = whatsApp.deliver(parcel);
            assertThat(outcome.toString()).doesNotContain("the-token");
            return outcome;
        }
    }

    private static CloudApiWhatsApp whatsApp(URI base) {
        Instance instance = new Instance(NUMBER, "Line", null, null, new Secret("the-token"), null, null);
        return new CloudApiWhatsApp(
                new GraphApi(base, "v26.0"),
                () -> List.of(instance),
                Faults.NONE,
                Duration.ofMillis(700),
                Duration.ofSeconds(1));
    }

    private static Parcel text(String text) {
        return parcel(new PhoneNumber("15555550110"), text, new Wamid("wamid.IN"));
    }

    private static Parcel parcel(@Nullable PhoneNumber phone, String text, @Nullable Wamid replyTo) {
        return new Parcel(
                MESSAGE,
                3,
                NUMBER,
                phone,
                new BusinessScopedUserId("US.70000000000000000114"),
                null,
                new MessageContent.Text(new MessageText(text)),
                replyTo,
                null);
    }

    private static String error(int code) {
        return """
            {"error":{"message":"(#%d) Something","type":"OAuthException","code":%d,
            "error_data":{"messaging_product":"whatsapp","details":"the details"},"fbtrace_id":"A"}}\
            """.formatted(code, code);
    }

    private static JsonNode body(String request) {
        return JsonMapper.shared().readTree(request.substring(request.indexOf("\r\n\r\n") + 4));
    }
}
