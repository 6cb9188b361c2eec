package com.chatsphere.blackbox;

import static com.chatsphere.blackbox.StandInFiles.Manner.ANOTHER;
import static com.chatsphere.blackbox.StandInFiles.Manner.ENDLESS;
import static com.chatsphere.blackbox.StandInFiles.Manner.HALTED;
import static com.chatsphere.blackbox.StandInFiles.Manner.HANDED_OUT;
import static com.chatsphere.blackbox.StandInFiles.Manner.LOOKED_UP_ELSEWHERE;
import static com.chatsphere.blackbox.StandInFiles.Manner.REDIRECTED;
import static com.chatsphere.blackbox.StandInFiles.Manner.SHORT;
import static com.chatsphere.blackbox.StandInFiles.Manner.STALE;
import static com.chatsphere.blackbox.StandInFiles.Manner.TOKEN_REFUSED;
import static com.chatsphere.blackbox.StandInFiles.Manner.UNAVAILABLE;
import static com.chatsphere.blackbox.StandInFiles.Manner.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.blackbox.StandInFiles.Manner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What customers send beside words, whatever happens to it on its way here. */
@Timeout(300)
class MediaIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MOST_BYTES = 2_000_000;
    private static final Random RANDOM = new Random(7);
    private static final AtomicInteger CUSTOMERS = new AtomicInteger();

    private static @Nullable Place shared;

    /** An application that tries again at once, with its stand-in for Meta. */
    private record Place(StandInMeta meta, RunningApplication application, WebhookCannon cannon, Script script)
            implements AutoCloseable {
        static Place open() {
            StandInMeta meta = new StandInMeta();
            RunningApplication application = RunningApplication.withMeta(
                    meta.address(),
                    Map.of(
                            "MEDIA_DOWNLOAD_RETRY_DELAY_MS",
                            "20",
                            "MEDIA_MAX_ORIGINAL_BYTES",
                            String.valueOf(MOST_BYTES)));
            return new Place(meta, application, WebhookCannon.at(application), Script.loggedIn(application));
        }

        String hold(byte[] bytes, String mimeType, Manner... manners) {
            return meta.files().hold(bytes, mimeType, manners);
        }

        /** The customer sends a file that Meta holds. */
        void send(String phone, String type, String file, @Nullable String filename) {
            ObjectNode message = meta.files().message("wamid." + file, phone, type, file, filename);
            assertThat(cannon.fire(Deliveries.forNumber(Deliveries.NUMBER, message)))
                    .isEqualTo(200);
        }

        /** The only message of this customer with a file. */
        JsonNode message(String phone) {
            return script.messagesWith(phone, 1).stream()
                    .filter(message -> !message.path("media").isNull())
                    .findFirst()
                    .orElseThrow();
        }

        JsonNode media(String phone) {
            return message(phone).path("media");
        }

        JsonNode awaitMedia(String phone, String status) {
            return await().atMost(PATIENCE)
                    .until(
                            () -> media(phone),
                            media -> media.path("status").asString("").equals(status));
        }

        /** How many files with these very bytes are in the store. */
        long kept(byte[] bytes) {
            Path root = application.data().resolve("media");
            if (Files.notExists(root)) {
                return 0;
            }
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(Files::isRegularFile)
                        .filter(file -> holds(file, bytes))
                        .count();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static boolean holds(Path file, byte[] bytes) {
            try {
                return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
            } catch (IOException gone) {
                return false;
            }
        }

        @Override
        public void close() {
            script.close();
            cannon.close();
            application.close();
            meta.close();
        }
    }

    @BeforeAll
    static void open() {
        shared = Place.open();
    }

    @AfterAll
    static void close() {
        if (shared != null) {
            shared.close();
        }
    }

    private static Place place() {
        return Objects.requireNonNull(shared);
    }

    @Test
    void aFileIsKeptAsItWasSent() {
        String ada = customer();
        byte[] bytes = bytes(300_000);
        place().send(ada, "document", place().hold(bytes, "application/octet-stream"), "plan.bin");
        JsonNode media = place().awaitMedia(ada, "ready");
        assertThat(media.path("sizeBytes").asLong()).isEqualTo(bytes.length);
        assertThat(media.path("filename").asString()).isEqualTo("plan.bin");
        assertThat(place().kept(bytes)).isEqualTo(1);
    }

    @Test
    void whatMendsItselfIsTriedUntilTheFileIsHere() {
        String ada = customer();
        byte[] bytes = bytes(50_000);
        String file = place().hold(bytes, "application/octet-stream", UNAVAILABLE, STALE, HANDED_OUT);
        place().send(ada, "document", file, "a.bin");
        place().awaitMedia(ada, "ready");
        assertThat(place().kept(bytes)).isEqualTo(1);

        for (Manner manner : List.of(SHORT, ANOTHER, REDIRECTED, LOOKED_UP_ELSEWHERE)) {
            String customer = customer();
            byte[] other = bytes(50_000);
            String broken = place().hold(other, "application/octet-stream", manner, manner, HANDED_OUT);
            place().send(customer, "document", broken, "a.bin");
            place().awaitMedia(customer, "ready");
            assertThat(place().kept(other)).as(manner.name()).isEqualTo(1);
            assertThat(place().meta().files().tries(broken)).isGreaterThanOrEqualTo(3);
        }
        assertThat(place().meta().files().strangers()).isEmpty();
    }

    @Test
    void aFileWaitsWhileTheTokenIsNoGoodAndTellsSo() {
        String ada = customer();
        String file = place().hold(bytes(1_000), "image/jpeg", TOKEN_REFUSED);
        place().send(ada, "image", file, null);
        await().atMost(PATIENCE)
                .until(() -> place().media(ada).path("error").asString("").contains("access token"));
        assertThat(place().media(ada).path("status").asString()).isEqualTo("pending");
    }

    @Test
    void whatMetaDoesNotHaveIsGivenUp() {
        String ada = customer();
        String file = place().hold(bytes(1_000), "image/jpeg", UNKNOWN);
        place().send(ada, "image", file, null);
        assertThat(place().awaitMedia(ada, "failed").path("error").asString())
                .isEqualTo("WhatsApp does not have this file, or not any more.");
        assertThat(place().meta().files().tries(file)).isEqualTo(3);
    }

    @Test
    void whatDoesNotEndOrIsTooLargeIsGivenUp() {
        String ada = customer();
        place().send(ada, "video", place().hold(bytes(1_000), "video/mp4", ENDLESS), null);
        String bob = customer();
        place().send(bob, "video", place().hold(bytes(MOST_BYTES + 1), "video/mp4"), null);
        for (String customer : List.of(ada, bob)) {
            assertThat(place().awaitMedia(customer, "failed").path("error").asString())
                    .contains("larger than");
        }
    }

    @Test
    void messagesFlowWhileFilesCannotBeFetched() {
        String ada = customer();
        List<String> stuck = IntStream.range(0, 12)
                .mapToObj(number -> place().hold(bytes(1_000), "image/jpeg", UNAVAILABLE))
                .toList();
        stuck.forEach(file -> place().send(ada, "image", file, null));
        for (int number = 0; number < 20; number++) {
            assertThat(place().cannon().fire(Deliveries.text("wamid.flows" + number, ada, "text " + number)))
                    .isEqualTo(200);
        }
        List<JsonNode> messages = place().script().messagesWith(ada, 32);
        assertThat(messages)
                .filteredOn(message -> message.path("type").asString().equals("text"))
                .hasSize(20);
        assertThat(messages)
                .filteredOn(message -> message.path("type").asString().equals("image"))
                .allSatisfy(message -> assertThat(
                                message.path("media").path("status").asString())
                        .isEqualTo("pending"));
        stuck.forEach(file -> place().meta().files().release(file));
        await().atMost(PATIENCE)
                .until(() -> place().script().messagesWith(ada, 32).stream()
                                .filter(message -> message.path("media")
                                        .path("status")
                                        .asString("")
                                        .equals("ready"))
                                .count()
                        == 12);
    }

    @Test
    void filesOfTheSameNameAreTwoFiles() {
        String ada = customer();
        String bob = customer();
        byte[] first = bytes(10_000);
        byte[] second = bytes(20_000);
        place().send(ada, "document", place().hold(first, "application/pdf"), "invoice.pdf");
        place().send(bob, "document", place().hold(second, "application/pdf"), "invoice.pdf");
        assertThat(place().awaitMedia(ada, "ready").path("sizeBytes").asLong()).isEqualTo(first.length);
        assertThat(place().awaitMedia(bob, "ready").path("sizeBytes").asLong()).isEqualTo(second.length);
        assertThat(place().kept(first)).isEqualTo(1);
        assertThat(place().kept(second)).isEqualTo(1);
    }

    @Test
    void aFileIsWhatItsBytesSay() {
        for (Map.Entry<String, String> file : Map.of(
                        "<!DOCTYPE html><html><script>alert(1)</script></html>", "text/html",
                        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "image/svg+xml")
                .entrySet()) {
            String ada = customer();
            byte[] bytes = file.getKey().getBytes(StandardCharsets.UTF_8);
            place().send(ada, "document", place().hold(bytes, "image/png"), "holiday.png");
            JsonNode media = place().awaitMedia(ada, "ready");
            assertThat(media.path("mimeType").asString()).isNotEqualTo("image/png");
            assertThat(place().kept(bytes)).isEqualTo(1);
        }
    }

    @Test
    void aDocumentIsLookedInto() {
        String ada = customer();
        place().send(ada, "document", place().hold(pdf(), "application/pdf"), "one-page.pdf");
        place().awaitMedia(ada, "ready");
        JsonNode media = await().atMost(PATIENCE)
                .until(
                        () -> place().media(ada),
                        found -> found.path("pageCount").asInt(0) == 1);
        assertThat(media.path("mimeType").asString()).isEqualTo("application/pdf");
    }

    @Test
    void aFileThatCannotBeLookedIntoCanBeOpened() {
        String ada = customer();
        byte[] bytes = "%PDF-1.7 and nothing of the kind".getBytes(StandardCharsets.UTF_8);
        place().send(ada, "document", place().hold(bytes, "application/pdf"), "broken.pdf");
        place().awaitMedia(ada, "ready");
        assertThat(place().kept(bytes)).isEqualTo(1);
    }

    @Test
    void aFileGoesWithTheLastMessageThatShowsIt() {
        String ada = customer();
        byte[] bytes = bytes(5_000);
        place().send(ada, "image", place().hold(bytes, "image/jpeg"), null);
        place().awaitMedia(ada, "ready");
        String message = place().message(ada).path("id").asString();
        assertThat(place().script()
                        .ask("DELETE", "/api/messages/" + message, "")
                        .status())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> place().kept(bytes) == 0);

        String bob = customer();
        byte[] other = bytes(6_000);
        place().send(bob, "image", place().hold(other, "image/jpeg"), null);
        place().awaitMedia(bob, "ready");
        String conversation = place().script().conversationWith(bob).path("id").asString();
        assertThat(place().script()
                        .ask("DELETE", "/api/conversations/" + conversation, "")
                        .status())
                .isEqualTo(200);
        await().atMost(PATIENCE).until(() -> place().kept(other) == 0);
    }

    @Test
    void aProcessThatIsKilledInTheMiddleOfAFileFetchesItAfterItsStart() {
        try (Place place = Place.open()) {
            String ada = customer();
            byte[] bytes = bytes(800_000);
            String file = place.hold(bytes, "application/octet-stream", HALTED);
            place.send(ada, "document", file, "plan.bin");
            place.meta().files().awaitHalted(file);
            place.application().kill();
            place.meta().files().release(file);
            RunningApplication again = place.application().again();
            try (Script script = Script.loggedIn(again);
                    Place after = new Place(place.meta(), again, WebhookCannon.at(again), script)) {
                after.awaitMedia(ada, "ready");
                assertThat(after.kept(bytes)).isEqualTo(1);
            }
        }
    }

    private static String customer() {
        return "1555557" + (1000 + CUSTOMERS.incrementAndGet());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** One empty page. */
    private static byte[] pdf() {
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>");
        StringBuilder places = new StringBuilder();
        for (int number = 1; number <= objects.size(); number++) {
            places.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append("%d 0 obj\n%s\nendobj\n".formatted(number, objects.get(number - 1)));
        }
        int table = pdf.length();
        pdf.append("xref\n0 4\n0000000000 65535 f \n")
                .append(places)
                .append("trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n".formatted(table));
        return pdf.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
