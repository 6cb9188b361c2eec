package com.chatsphere.security;

import static com.chatsphere.security.WebServer.code;
import static com.chatsphere.security.WebServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.domain.agent.AgentId;
import com.chatsphere.domain.conversation.ConversationCommand.SendMessage;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.KeptFile;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageText;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Files that agents bring to a conversation, and send. */
class ConversationFilesTest {
    private static final String BOUNDARY = "b0undary";
    private static final String PNG = "image/png\n...";
    private static WebServer server;
    private ConversationId conversation;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = new WebServer(Map.of(), folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void begin() {
        server.inbox.rows.clear();
        server.inbox.entries.clear();
        server.inbox.carriedOut.clear();
        server.inbox.windowIsOpen = true;
        server.files.uploads.clear();
        server.files.kept.clear();
        server.files.isFull = false;
        conversation = server.inbox.conversation("15555550100");
        server.inbox.openWindow(conversation, Instant.now().plus(Duration.ofHours(1)));
    }

    @Test
    void takesAFileAndTellsWhatItCanBeSentAs() {
        JsonNode photo = tree(brought("photo", "Überblick/my photo.png", PNG));
        assertThat(photo.path("mimeType").asString()).isEqualTo("image/png");
        assertThat(photo.path("filename").asString()).isEqualTo("my photo.png");
        assertThat(photo.path("size").asInt()).isEqualTo(PNG.length());
        assertThat(photo.path("width").asInt()).isEqualTo(640);
        assertThat(photo.path("kind").asString()).isEqualTo("image");
        assertThat(texts(photo.path("kinds"))).contains("image", "document").doesNotContain("video", "audio");
        assertThat(photo.path("refused").path("video").asString()).startsWith("WhatsApp takes no image/png as videos");

        JsonNode voice = tree(brought("voice", "voice-message.webm", "audio/webm\n..."));
        assertThat(voice.path("kind").asString()).isEqualTo("voice_note");
        assertThat(voice.path("mimeType").asString()).isEqualTo("audio/ogg");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        photo    | image/heic           | 415 | file_type_not_taken | WhatsApp takes no
        photo    | application/pdf      | 422 | invalid_file        | The file is neither a photo nor a video
        document | application/zip      | 415 | file_type_not_taken | WhatsApp takes no
        voice    | audio/mp4            | 415 | file_type_not_taken | WhatsApp takes no
        sticker  | image/webp           | 422 | invalid_file        | The file has to be 512 by 512 pixels
        """)
    void saysWhatIsWrongWithAFile(String as, String type, int status, String code, String words) {
        HttpResponse<String> answer = bring(server.agent, as, "any", type + "\n...");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(tree(answer).path("field").asString()).isEqualTo("file");
        assertThat(tree(answer).path("error").asString()).startsWith(words);
        assertThat(server.files.kept).isEmpty();
    }

    @Test
    void refusesWhatIsTooLargeOrEmpty() {
        HttpResponse<String> large = bring(server.agent, "photo", "clip.mp4", "video/mp4\n" + " ".repeat(17 << 20));
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(tree(large).path("error").asString()).startsWith("WhatsApp takes videos of at most 16 MB");
        HttpResponse<String> empty = bring(server.agent, "document", "empty.txt", "");
        assertThat(empty.statusCode()).isEqualTo(422);
        assertThat(tree(empty).path("error").asString()).isEqualTo("The file is empty.");
        assertThat(server.files.kept).isEmpty();
    }

    @Test
    void saysWhatAFormHasToBe() {
        assertThat(code(post("/files", "{}", "application/json"))).isEqualTo("unsupported_media_type");
        assertThat(code(post("/files", "--x", "multipart/form-data"))).isEqualTo("invalid_form");
        String cut = part("as", "photo") + part("file", PNG);
        assertThat(post("/files", cut, "multipart/form-data; boundary=" + BOUNDARY)
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.files.kept).isEmpty();
        String noFile = part("as", "photo") + "--" + BOUNDARY + "--\r\n";
        HttpResponse<String> without = post("/files", noFile, "multipart/form-data; boundary=" + BOUNDARY);
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(tree(without).path("field").asString()).isEqualTo("file");
        assertThat(tree(bring(server.agent, "hologram", "x.png", PNG))
                        .path("field")
                        .asString())
                .isEqualTo("as");
        server.files.isFull = true;
        assertThat(bring(server.agent, "photo", "x.png", PNG).statusCode()).isEqualTo(503);
    }

    @Test
    void takesFilesOnlyWhereTheyCouldBeSent() {
        server.inbox.openWindow(conversation, Instant.now().minusSeconds(1));
        HttpResponse<String> closed = bring(server.agent, "photo", "x.png", PNG);
        assertThat(closed.statusCode()).isEqualTo(422);
        assertThat(code(closed)).isEqualTo("service_window_closed");
        conversation = new ConversationId(UUID.randomUUID());
        assertThat(bring(server.agent, "photo", "x.png", PNG).statusCode()).isEqualTo(404);
        assertThat(server.files.kept).isEmpty();
    }

    @Test
    void sendsAFileWithItsCaptionOnceHoweverOftenItIsAsked() {
        String file = tree(brought("photo", "x.png", PNG)).path("id").asString();
        UUID id = UUID.randomUUID();
        for (int time = 0; time < 2; time++) {
            assertThat(send(server.agent, "id=" + id + "&file=" + file + "&kind=image&caption=+Look%21+")
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(sent()).singleElement().satisfies(message -> {
            assertThat(message.messageId().value()).isEqualTo(id);
            MessageContent.Media media = (MessageContent.Media) message.content();
            assertThat(media.kind()).isEqualTo(MediaKind.IMAGE);
            assertThat(media.caption()).isEqualTo(new MessageText("Look!"));
            assertThat(((KeptFile) media.file()).fileId()).hasToString(file);
        });
    }

    @Test
    void neverSendsWhatIsNotTheAgentsOwn() {
        String foreign =
                tree(bring(server.admin, "photo", "x.png", PNG)).path("id").asString();
        HttpResponse<String> answer = send(server.agent, "id=" + UUID.randomUUID() + "&file=" + foreign);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("file_gone");
        assertThat(tree(answer).path("field").asString()).isEqualTo("file");
        assertThat(discard(server.agent, foreign).statusCode()).isEqualTo(404);
        assertThat(sent()).isEmpty();
    }

    @Test
    void sendsNoPictureThatWasNotBroughtAsOne() {
        String file = tree(brought("document", "x.png", PNG)).path("id").asString();
        HttpResponse<String> answer = send(server.agent, "id=" + UUID.randomUUID() + "&kind=image&file=" + file);
        assertThat(code(answer)).isEqualTo("not_brought_as_photo");
        assertThat(code(send(server.agent, "id=" + UUID.randomUUID() + "&kind=hologram&file=" + file)))
                .isEqualTo("invalid_field");
        assertThat(send(server.agent, "id=" + UUID.randomUUID() + "&kind=document&file=" + file)
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void sendsOneThingAtATime() {
        String file = tree(brought("photo", "x.png", PNG)).path("id").asString();
        assertThat(code(send(server.agent, "id=" + UUID.randomUUID() + "&body=x&file=" + file)))
                .isEqualTo("too_many_contents");
    }

    @Test
    void throwsAwayWhatWasNotSent() {
        String file = tree(brought("photo", "x.png", PNG)).path("id").asString();
        assertThat(discard(server.agent, file).statusCode()).isEqualTo(204);
        assertThat(server.files.kept).isEmpty();
        assertThat(discard(server.agent, file).statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> brought(String as, String filename, String content) {
        HttpResponse<String> answer = bring(server.agent, as, filename, content);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private HttpResponse<String> bring(AgentId by, String as, String filename, String content) {
        String form = part("as", as)
                + "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n%s\r\n--%s--\r\n"
                        .formatted(BOUNDARY, filename, content, BOUNDARY);
        return exchange(by, "POST", "/files", form, "multipart/form-data; boundary=" + BOUNDARY);
    }

    private static String part(String name, String value) {
        return "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(BOUNDARY, name, value);
    }

    private HttpResponse<String> post(String path, String body, String type) {
        return exchange(server.agent, "POST", path, body, type);
    }

    private HttpResponse<String> send(AgentId by, String form) {
        return exchange(by, "POST", "/messages", form, "application/x-www-form-urlencoded");
    }

    private HttpResponse<String> discard(AgentId by, String file) {
        return exchange(by, "DELETE", "/files/" + file, "", "application/x-www-form-urlencoded");
    }

    private HttpResponse<String> exchange(AgentId by, String method, String path, String body, String type) {
        String token = server.logins.apiTokens().create(by, "test").secret();
        return server.exchange(
                method,
                "/conversations/" + conversation + path,
                body,
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                type,
                "X-Fragment",
                "true");
    }

    private static List<SendMessage> sent() {
        return server.inbox.carriedOut.stream()
                .filter(SendMessage.class::isInstance)
                .map(SendMessage.class::cast)
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}
