package com.chatsphere.meta.cloudapi;

import static com.chatsphere.meta.cloudapi.ScriptedGraph.Reaction.answer;
import static com.chatsphere.meta.cloudapi.ScriptedGraph.Reaction.close;
import static com.chatsphere.meta.cloudapi.ScriptedGraph.Reaction.hang;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.Secret;
import com.chatsphere.application.instance.Instance;
import com.chatsphere.application.media.MetaMedia.Answer;
import com.chatsphere.application.media.MetaMedia.Answer.Coming;
import com.chatsphere.application.media.MetaMedia.Answer.Gone;
import com.chatsphere.application.media.MetaMedia.Answer.Later;
import com.chatsphere.application.media.MetaMedia.Handover;
import com.chatsphere.application.media.MetaMedia.Parcel;
import com.chatsphere.application.media.MetaMedia.RemoteFailed;
import com.chatsphere.application.media.MetaMedia.Source;
import com.chatsphere.domain.instance.PhoneNumberId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.meta.cloudapi.ScriptedGraph.Reaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudApiMediaTest {
    private static final PhoneNumberId NUMBER = new PhoneNumberId("200000000000001");
    private static final MediaId MEDIA = new MediaId("1479537139650973");
    private static final String SHA256 = "ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789";

    @Test
    void looksAFileUpAndFetchesIt() throws IOException {
        try (Files files = new Files(answer(200, "the bytes"))) {
            Coming coming = (Coming) files.open();
            try (InputStream content = coming.content()) {
                assertThat(content.readAllBytes()).asString().isEqualTo("the bytes");
            }
            assertThat(coming.mimeType()).isEqualTo("audio/ogg; codecs=opus");
            assertThat(coming.sha256()).isEqualTo(SHA256.toLowerCase(java.util.Locale.ROOT));
            assertThat(coming.size()).isEqualTo(9);
            assertThat(files.graph.requests())
                    .satisfiesExactly(
                            lookUp -> assertThat(lookUp)
                                    .startsWith(
                                            "GET /v26.0/1479537139650973?phone_number_id=200000000000001 HTTP/1.1\r\n")
                                    .contains("Authorization: Bearer the-token\r\n"),
                            download -> assertThat(download)
                                    .startsWith("GET /lookaside?mid=1 HTTP/1.1\r\n")
                                    .contains("Authorization: Bearer the-token\r\n", "User-Agent: ChatSphere\r\n"));
        }
    }

    @Test
    void anIdIsNeverMoreThanAPartOfTheAddress() throws IOException {
        try (Files files = new Files(answer(200, ""))) {
            files.media.open(NUMBER, new MediaId("../me?fields=name&x=#"));
            assertThat(files.graph.requests().getFirst())
                    .startsWith("GET /v26.0/..%2Fme%3Ffields%3Dname%26x%3D%23?phone_number_id=");
        }
    }

    @Test
    void looksUpAFreshAddressWhenTheFirstIsTooOld() throws IOException {
        try (Files files = new Files(answer(404, "").then(answer(200, "fresh")))) {
            assertThat(((Coming) files.open()).content().readAllBytes())
                    .asString()
                    .isEqualTo("fresh");
            assertThat(files.graph.requests()).hasSize(4);
        }
    }

    @Test
    void waitsWhenNoAddressGivesTheFile() throws IOException {
        try (Files files = new Files(answer(404, ""))) {
            assertThat(files.open()).isInstanceOf(Later.class);
            assertThat(files.graph.requests()).hasSize(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"400,100", "404,100", "400,131052", "404,999999", "400,999999"})
    void takesAnAnswerThatTimeDoesNotMend(int status, int code) throws IOException {
        try (Files files = Files.whoseGraph(answer(status, error(code)))) {
            assertThat(files.open()).isInstanceOf(Gone.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"401,190", "401,0", "403,10", "500,131000", "503,2", "429,130429", "400,4", "401,999999", "500,999999"})
    void waitsWhereTimeOrAPersonMendsIt(int status, int code) throws IOException {
        try (Files files = Files.whoseGraph(answer(status, error(code), "Retry-After: 7"))) {
            assertThat(files.open())
                    .isInstanceOfSatisfying(
                            Later.class, later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(7)));
        }
    }

    @Test
    void waitsWhenNobodyAnswersOrTheAnswerIsNoAnswer() throws IOException {
        for (Reaction reaction : List.of(
                hang(),
                close(),
                answer(503, "<html>"),
                answer(200, "<html>"),
                answer(200, "{}"),
                answer(200, "{\"url\":\"no address\"}"),
                answer(302, "", "Location: http://169.254.169.254/"),
                answer(200, "{\"url\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}"))) {
            try (Files files = Files.whoseGraph(reaction)) {
                assertThat(files.open()).isInstanceOf(Later.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"401,", "403,", "429,9", "500,", "503,9"})
    void waitsWhenTheFileIsNotHandedOut(int status, String pause) throws IOException {
        Reaction reaction = pause == null ? answer(status, "") : answer(status, "", "Retry-After: " + pause);
        try (Files files = new Files(reaction)) {
            assertThat(files.open()).isInstanceOf(Later.class);
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (ScriptedGraph other = new ScriptedGraph(answer(200, "stolen"));
                Files files = new Files(answer(302, "", "Location: " + other.address() + "/x"))) {
            assertThat(files.open()).isInstanceOf(Later.class);
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:1/x", "https://evil.example/x"})
    void takesTheTokenNowhereElse(String address) throws IOException {
        try (Files files = Files.whoseGraph(answer(200, "{\"url\":\"%s\"}".formatted(address)))) {
            assertThat(files.open())
                    .isInstanceOfSatisfying(
                            Later.class, later -> assertThat(later.reason()).contains("none of its own"));
            assertThat(files.graph.requests()).hasSize(1);
        }
    }

    @Test
    void noticesThatAFileStopsInTheMiddle() throws IOException {
        Reaction halted = (number, socket) -> socket.getOutputStream()
                .write("HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
        try (Files files = new Files(halted);
                InputStream content = ((Coming) files.open()).content()) {
            assertThatThrownBy(content::readAllBytes)
                    .isInstanceOf(RemoteFailed.class)
                    .hasMessageContaining("stopped");
        }
    }

    @Test
    void noticesThatAFileDoesNotEnd() throws IOException {
        Reaction dripping = (number, socket) -> {
            socket.getOutputStream().write("HTTP/1.1 200 X\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (true) {
                socket.getOutputStream().write(new byte[8]);
            }
        };
        try (Files files = new Files(dripping);
                InputStream content = ((Coming) files.open()).content()) {
            assertThatThrownBy(() -> content.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isInstanceOf(RemoteFailed.class)
                    .hasMessageContaining("too long");
        }
    }

    @Test
    void noticesThatAFileIsCutOff() throws IOException {
        Reaction cut = (number, socket) -> {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
            socket.close();
        };
        try (Files files = new Files(cut);
                InputStream content = ((Coming) files.open()).content()) {
            assertThatThrownBy(content::readAllBytes).isInstanceOf(RemoteFailed.class);
        }
    }

    @Test
    void asksForNothingWithoutAToken() throws IOException {
        try (ScriptedGraph graph = new ScriptedGraph(hang());
                CloudApiMedia media = media(graph, List.of())) {
            assertThat(media.open(NUMBER, MEDIA)).isInstanceOf(Later.class);
            assertThat(media.give(NUMBER, parcel("a.pdf"))).isInstanceOf(Handover.Later.class);
            assertThat(graph.requests()).isEmpty();
        }
    }

    @Test
    void handsAFileOver() throws IOException {
        try (Files files = Files.whoseGraph(answer(200, "{\"id\":\"1166846181421424\"}"))) {
            assertThat(files.media.give(NUMBER, parcel("Größe \"1\"\r\nX-Evil: 1.pdf")))
                    .isEqualTo(new Handover.Taken(new MediaId("1166846181421424")));
            String request = files.graph.requests().getFirst();
            String boundary = request.replaceFirst("(?s).*boundary=(\\S+)\r\n.*", "$1");
            assertThat(request)
                    .startsWith("POST /v26.0/200000000000001/media HTTP/1.1\r\n")
                    .contains("Authorization: Bearer the-token\r\n")
                    .doesNotContain("chunked")
                    .endsWith("""
                        \r
                        --%1$s\r
                        Content-Disposition: form-data; name="messaging_product"\r
                        \r
                        whatsapp\r
                        --%1$s\r
                        Content-Disposition: form-data; name="type"\r
                        \r
                        application/pdf\r
                        --%1$s\r
                        Content-Disposition: form-data; name="file"; filename="Größe %%221%%22%%0D%%0AX-Evil: 1.pdf"\r
                        Content-Type: application/pdf\r
                        \r
                        %%PDF-1.7\r
                        --%1$s--\r
                        """.formatted(boundary));
        }
    }

    @ParameterizedTest
    @CsvSource({"400,131053", "400,100", "400,999999", "403,10"})
    void tellsWhenAFileIsNotTaken(int status, int code) throws IOException {
        try (Files files = Files.whoseGraph(answer(status, error(code)))) {
            assertThat(files.media.give(NUMBER, parcel("a.pdf")))
                    .isInstanceOfSatisfying(
                            Handover.Refused.class,
                            refused -> assertThat(refused.error().code()).isEqualTo(code));
        }
    }

    @Test
    void tellsWhenAFileMayBeTakenLater() throws IOException {
        for (Reaction reaction : List.of(
                answer(401, error(190)),
                answer(500, error(131_000)),
                answer(429, error(130_429)),
                answer(502, "<html>"),
                answer(200, "{}"),
                answer(200, "no JSON"),
                hang(),
                close())) {
            try (Files files = Files.whoseGraph(reaction)) {
                assertThat(files.media.give(NUMBER, parcel("a.pdf"))).isInstanceOf(Handover.Later.class);
            }
        }
    }

    @Test
    void saysThatTheFileCannotBeReadHere() throws IOException {
        try (Files files = Files.whoseGraph(answer(200, "{\"id\":\"1\"}"))) {
            Source broken = () -> {
                throw new IOException("the disk is gone");
            };
            assertThat(files.media.give(NUMBER, new Parcel("application/pdf", "a.pdf", 8, broken)))
                    .isInstanceOfSatisfying(
                            Handover.Later.class,
                            later -> assertThat(later.error().title()).contains("cannot be read here"));
        }
    }

    private static Parcel parcel(String filename) {
        byte[] bytes = "%PDF-1.7".getBytes(StandardCharsets.UTF_8);
        return new Parcel("application/pdf", filename, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    private static String error(int code) {
        return "{\"error\":{\"message\":\"(#%d) Something\",\"code\":%d}}".formatted(code, code);
    }

    private static CloudApiMedia media(ScriptedGraph graph, List<Instance> numbers) {
        MetaHosts hosts = new MetaHosts(graph::address, InetAddress::getAllByName);
        CloudApiMedia.Patience patience = new CloudApiMedia.Patience(
                Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(2), 1L << 30);
        return new CloudApiMedia(new GraphApi(graph.address(), "v26.0"), hosts, () -> numbers, patience);
    }

    /** A Graph API that knows one file and does with it as told. */
    private static final class Files implements AutoCloseable {
        private final ScriptedGraph graph;
        private final CloudApiMedia media;

        /** Looking up goes well; the reactions are those to fetching. */
        Files(Reaction download) throws IOException {
            AtomicReference<URI> address = new AtomicReference<>();
            this(
                    (number, socket) -> {
                        Reaction reaction =
                                number % 2 == 1 ? answer(200, """
                                    {"messaging_product":"whatsapp","url":"%s/lookaside?mid=1","sha256":"%s",
                                     "mime_type":"audio/ogg; codecs=opus","file_size":9,"id":"1479537139650973"}\
                                    """.formatted(address.get(), SHA256)) : download;
                        reaction.to(number / 2, socket);
                    },
                    address);
        }

        private Files(Reaction reaction, AtomicReference<URI> address) throws IOException {
            graph = new ScriptedGraph(reaction);
            address.set(graph.address());
            Instance line = new Instance(NUMBER, "Line", null, null, new Secret("the-token"), null, null);
            media = media(graph, List.of(line));
        }

        static Files whoseGraph(Reaction reaction) throws IOException {
            return new Files(reaction, new AtomicReference<>());
        }

        Answer open() {
            Answer answer = media.open(NUMBER, MEDIA);
            assertThat(answer.toString()).doesNotContain("the-token");
            return answer;
        }

        @Override
        public void close() throws IOException {
            media.close();
            graph.close();
        }
    }
}
