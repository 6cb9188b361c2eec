package com.chatsphere.security;

import static com.chatsphere.security.WebServer.code;
import static com.chatsphere.security.WebServer.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.application.conversation.Direction;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.application.media.MediaAddresses.Variant;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MediaId;
import com.chatsphere.domain.message.MediaKind;
import com.chatsphere.domain.message.MessageContent;
import com.chatsphere.domain.message.MessageId;
import com.chatsphere.domain.message.MessageText;
import com.chatsphere.domain.message.RemoteMedia;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FilesTest {
    private static final byte[] TEN = "0123456789".getBytes(StandardCharsets.UTF_8);
    private static WebServer server;
    private String token;
    private String[] asAgent;

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
        server.files.kept.clear();
        server.media.served.clear();
        String cookie = server.session(server.agent);
        token = cookie.substring(cookie.indexOf('=') + 1);
        asAgent = new String[] {"Cookie", cookie};
    }

    @Test
    void givesAFileToTheLoginItsAddressIsFor() {
        FileId file = server.media.add("image/png", "Cat.png", TEN);
        HttpResponse<String> answer = server.get(server.media.address(file, token), asAgent);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
        assertThat(header(answer, "content-type")).isEqualTo("image/png");
        assertThat(header(answer, "content-length")).isEqualTo("10");
        assertThat(header(answer, "content-disposition")).isEqualTo("inline; filename=\"Cat.png\"");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "content-security-policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(header(answer, "cross-origin-resource-policy")).isEqualTo("same-origin");
        assertThat(header(answer, "accept-ranges")).isEqualTo("bytes");
        assertThat(header(answer, "etag"))
                .isEqualTo("\"84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882\"");
        assertThat(header(answer, "cache-control")).matches("private, max-age=(59\\d|600), immutable");
    }

    @Test
    void givesItToAScriptWithATokenAsWell() {
        FileId file = server.media.add("image/png", null, TEN);
        String secret = server.logins.apiTokens().create(server.agent, "x").secret();
        String address = server.media.address(file, secret);
        assertThat(server.get(address, "Authorization", "Bearer " + secret).statusCode())
                .isEqualTo(200);
        assertThat(server.get(address, asAgent).statusCode()).isEqualTo(403);
    }

    @Test
    void isForNobodyWhoIsNotLoggedIn() {
        FileId file = server.media.add("image/png", null, TEN);
        String address = server.media.address(file, token);
        HttpResponse<String> picture = server.get(address, "Sec-Fetch-Mode", "no-cors");
        assertThat(picture.statusCode()).isEqualTo(401);
        assertThat(code(picture)).isEqualTo("not_authenticated");
        assertThat(server.get(address, "Cookie", "chatsphere_session=x").statusCode())
                .isIn(302, 401);
    }

    @Test
    void refusesAddressesThatAreNotWhatTheyWereSignedAs() {
        FileId file = server.media.add("image/png", null, TEN);
        FileId other = server.media.add("image/png", null, TEN);
        String address = server.media.address(file, token);
        assertRefused("/media/" + file + "/original", 401, "signature_missing", "Missing signature parameters.");
        assertRefused(
                address.replaceFirst("&signature=.*", ""), 401, "signature_missing", "Missing signature parameters.");
        assertRefused(
                address.replaceFirst("expires=\\d+", "expires=soon"),
                400,
                "invalid_expiration",
                "Invalid expiration parameter.");
        assertRefused(
                server.media.address(
                        file, Variant.ORIGINAL, token, Instant.now().minusSeconds(2)),
                401,
                "signature_expired",
                "Signed URL has expired.");
        for (String forged : new String[] {
            address.replaceFirst("signature=.", "signature=z"),
            address.replaceFirst("expires=\\d+", "expires=99999999999"),
            address.replace(file.toString(), other.toString()),
            address.replace("/original", "/thumbnail"),
            address + "0".repeat(300),
            server.media.address(file, server.session(server.agent).replaceFirst(".*=", "")),
            server.media.address(file, server.session(server.admin).replaceFirst(".*=", ""))
        }) {
            assertRefused(forged, 403, "signature_invalid", "Invalid signed URL signature.");
        }
    }

    @Test
    void doesNotKnowWhatIsNotThere() {
        FileId unknown = new FileId(UUID.randomUUID());
        assertRefused(server.media.address(unknown, token), 404, "not_found", "Not found");
        FileId lost = server.media.add("image/png", null, TEN);
        server.files.kept.clear();
        HttpResponse<String> answer = script(server.media.address(lost, token));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/media/..%2f..%2fetc%2fpasswd",
                "/media/..%2fuploads-backup%2fsecret.txt/original",
                "/media/%2e%2e/%2e%2e/etc/passwd",
                "/media/..\\..\\etc\\passwd",
                "/media/%5c..%5csecret/original",
                "/media/%00/original",
                "/media/a%00.png/original",
                "/media/../media/x/original",
                "/media//etc/passwd",
                "/media/x/original/../../../../etc/passwd",
                "/media/%252e%252e%252f/original",
                "/media/1-1-1-1-1/original",
                "/media/C:/original",
                "/media/con/original",
                "/media/;/original",
                "/media/x;y=/original",
                "/media/%ff%fe/original",
                "/media/%/original",
                "/media/.../original",
                "/mediaX/00000000-0000-0000-0000-000000000000/original",
                "/media/00000000-0000-0000-0000-000000000000/ORIGINAL",
                "/media/00000000-0000-0000-0000-000000000000/original%2f",
                "/media/00000000-0000-0000-0000-000000000000/original/"
            })
    void leadsNowhereElse(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("GET " + path + "?expires=9999999999&signature=x HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: "
                                    + asAgent[1] + "\r\nSec-Fetch-Mode: no-cors\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404) .*").doesNotContain("root:");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "image/svg+xml, application/octet-stream",
        "text/html, application/octet-stream",
        "text/html; charset=utf-7, application/octet-stream",
        "application/xhtml+xml, application/octet-stream",
        "text/xml, application/octet-stream",
        "application/xml, application/octet-stream",
        "application/rss+xml, application/octet-stream",
        "text/javascript, application/octet-stream",
        "application/ecmascript, application/octet-stream",
        "text/css, application/octet-stream",
        "multipart/related, application/octet-stream",
        "message/rfc822, application/octet-stream",
        "not a type, application/octet-stream",
        "application/msword, application/msword",
        "application/zip, application/zip",
        "text/plain, text/plain"
    })
    void hasBrowsersSaveWhatTheyMustNotOpen(String type, String served) {
        FileId file =
                server.media.add(type, "evil.jpg", "GIF89a<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = server.get(server.media.address(file, token), asAgent);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-type").replaceFirst(";.*", "")).isEqualTo(served);
        assertThat(header(answer, "content-disposition")).startsWith("attachment; ");
        assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(answer, "content-security-policy")).isEqualTo("sandbox; default-src 'none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg",
                "image/png",
                "image/gif",
                "image/webp",
                "video/mp4",
                "audio/ogg",
                "audio/ogg; codecs=opus"
            })
    void hasBrowsersShowWhatCannotRun(String type) {
        FileId file = server.media.add(type, null, TEN);
        HttpResponse<String> answer = server.get(server.media.address(file, token), asAgent);
        assertThat(header(answer, "content-type")).isEqualTo(type.replaceFirst(";.*", ""));
        assertThat(header(answer, "content-disposition")).startsWith("inline; ");
        HttpResponse<String> saved = server.get(server.media.address(file, token) + "&download", asAgent);
        assertThat(header(saved, "content-disposition")).startsWith("attachment; ");
    }

    @Test
    void opensDocumentsInTheViewerOfTheBrowserWhereNoScriptRuns() {
        FileId file = server.media.add("application/pdf", "a.pdf", TEN);
        HttpResponse<String> opened = server.get(server.media.address(file, token), asAgent);
        assertThat(header(opened, "content-disposition")).isEqualTo("inline; filename=\"a.pdf\"");
        assertThat(header(opened, "content-security-policy"))
                .startsWith("default-src 'none';")
                .doesNotContain("script", "sandbox");
        HttpResponse<String> saved = server.get(server.media.address(file, token) + "&download=1", asAgent);
        assertThat(header(saved, "content-disposition")).startsWith("attachment; ");
        assertThat(header(saved, "content-security-policy")).isEqualTo("sandbox; default-src 'none'");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-, bytes 0-9/10, 0123456789",
        "bytes=2-4, bytes 2-4/10, 234",
        "bytes=9-9, bytes 9-9/10, 9",
        "bytes=-3, bytes 7-9/10, 789",
        "bytes=-300, bytes 0-9/10, 0123456789",
        "bytes=8-99999999999999999999, bytes 8-9/10, 89",
        "BYTES=0-0, bytes 0-0/10, 0"
    })
    void handsOutOneStretchOfAFile(String range, String stretch, String content) {
        FileId file = server.media.add("video/mp4", null, TEN);
        HttpResponse<String> answer =
                server.get(server.media.address(file, token), "Cookie", asAgent[1], "Range", range);
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(header(answer, "content-range")).isEqualTo(stretch);
        assertThat(header(answer, "content-length")).isEqualTo(String.valueOf(content.length()));
        assertThat(answer.body()).isEqualTo(content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,3-4", "bytes=0-0,0-0,0-0,0-0", "lines=1-2", "0-4"})
    void handsOutAllWhereSeveralStretchesOrNoBytesAreAskedFor(String range) {
        FileId file = server.media.add("video/mp4", null, TEN);
        HttpResponse<String> answer =
                server.get(server.media.address(file, token), "Cookie", asAgent[1], "Range", range);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=10-", "bytes=10-20", "bytes=5-4", "bytes=-0", "bytes=-", "bytes=a-b", "bytes=", "bytes=1"
            })
    void refusesAStretchThatIsNotThere(String range) {
        FileId file = server.media.add("video/mp4", null, TEN);
        HttpResponse<String> answer = server.get(
                server.media.address(file, token), "Cookie", asAgent[1], "Range", range, "Sec-Fetch-Mode", "no-cors");
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "content-range")).isEqualTo("bytes */10");
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    }

    @Test
    void saysThatWhatABrowserHasIsStillTheSame() {
        FileId file = server.media.add("image/png", null, TEN);
        String address = server.media.address(file, token);
        String tag = header(server.get(address, asAgent), "etag");
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            HttpResponse<String> answer = server.get(address, "Cookie", asAgent[1], "If-None-Match", known);
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(header(answer, "etag")).isEqualTo(tag);
            assertThat(header(answer, "cache-control")).startsWith("private, max-age=");
            assertThat(header(answer, "content-security-policy")).isEqualTo("sandbox; default-src 'none'");
            assertThat(answer.body()).isEmpty();
        }
        assertThat(server.get(address, "Cookie", asAgent[1], "If-None-Match", "\"x\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.get(address, "Cookie", asAgent[1], "Range", "bytes=0-1", "If-Range", tag)
                        .statusCode())
                .isEqualTo(206);
        assertThat(server.get(address, "Cookie", asAgent[1], "Range", "bytes=0-1", "If-Range", "\"x\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void describesAFileWithoutHandingItOut() {
        FileId file = server.media.add("image/png", null, TEN);
        HttpResponse<String> answer = server.exchange("HEAD", server.media.address(file, token), "", asAgent);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-length")).isEqualTo("10");
        assertThat(header(answer, "etag")).isNotEmpty();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void handsOutAnEmptyFile() {
        FileId file = server.media.add("text/plain", "empty.txt", new byte[0]);
        HttpResponse<String> answer = server.get(server.media.address(file, token), asAgent);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "content-length")).isEqualTo("0");
    }

    @Test
    void signsAddressesForTheLoginThatAsks() {
        FileId file = server.media.add("image/png", null, TEN);
        server.media.add(file, Variant.THUMBNAIL, "image/jpeg", "Cat.png", TEN);
        HttpResponse<String> answer = server.json(
                "POST",
                "/media/addresses",
                "{\"files\":[\"%1$s/original\",\"%1$s/thumbnail\"]}".formatted(file),
                asAgent);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
        JsonNode thumbnail = tree(answer).path(file + "/thumbnail");
        assertThat(Instant.parse(thumbnail.path("expiresAt").asString())).isAfter(Instant.now());
        assertThat(thumbnail.path("seconds").asLong()).isBetween(590L, 600L);
        HttpResponse<String> picture = server.get(thumbnail.path("url").asString(), asAgent);
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(header(picture, "content-disposition")).isEqualTo("inline; filename=\"image-2026-03-01.jpg\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"files\":[]}",
                "{\"files\":[null]}",
                "{\"files\":[\"../original\"]}",
                "{\"files\":[\"00000000-0000-0000-0000-000000000000\"]}",
                "{\"files\":[\"00000000-0000-0000-0000-000000000000/other\"]}",
                "{\"files\":\"x\"}",
                "[]"
            })
    void signsNothingThatIsNoFile(String body) {
        assertThat(server.json("POST", "/media/addresses", body, asAgent).statusCode())
                .isEqualTo(400);
    }

    @Test
    void signsNoMoreThanTwoHundredAtOnce() {
        String one = "\"" + UUID.randomUUID() + "/original\"";
        String many = "{\"files\":[" + (one + ",").repeat(199) + one + "]}";
        assertThat(server.json("POST", "/media/addresses", many, asAgent).statusCode())
                .isEqualTo(200);
        assertThat(server.json("POST", "/media/addresses", many.replace("]", "," + one + "]"), asAgent)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void tellsScriptsWhereAFileIsOnceItIsHere() {
        ConversationId conversation = server.inbox.conversation("14155550123");
        FileId file = server.media.add("image/png", null, TEN);
        show(conversation, attachment(file, Attachment.State.READY, true));
        JsonNode ready = media(conversation);
        assertThat(ready.path("status").asString()).isEqualTo("ready");
        assertThat(server.get(ready.path("url").asString(), asAgent).statusCode())
                .isEqualTo(200);
        assertThat(ready.path("thumbnailUrl").asString()).startsWith("/media/" + file + "/thumbnail?");
        show(conversation, attachment(file, Attachment.State.FAILED, false));
        assertThat(media(conversation).path("status").asString()).isEqualTo("failed");
        assertThat(media(conversation).path("url").isNull()).isTrue();
        show(conversation, null);
        assertThat(media(conversation).path("status").asString()).isEqualTo("pending");
        assertThat(media(conversation).path("url").isNull()).isTrue();
    }

    @Test
    void hasAFileFetchedAgain() {
        ConversationId conversation = server.inbox.conversation("14155550123");
        FileId file = new FileId(UUID.randomUUID());
        MessageId message = show(conversation, attachment(file, Attachment.State.FAILED, false));
        HttpResponse<String> answer = server.json("POST", "/messages/" + message + "/file", "{}", asAgent);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(server.media.triedAgain).contains(file);
        MessageId without = server.inbox.received(conversation, "Hello");
        assertThat(server.json("POST", "/messages/" + without + "/file", "{}", asAgent)
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.json("POST", "/messages/" + UUID.randomUUID() + "/file", "{}", asAgent)
                        .statusCode())
                .isEqualTo(404);
    }

    private static MessageId show(ConversationId conversation, @Nullable Attachment attachment) {
        server.inbox.entries.clear();
        return show(server.inbox, conversation, attachment);
    }

    /** A message with a picture. */
    static MessageId show(FakeInbox inbox, ConversationId conversation, @Nullable Attachment attachment) {
        MessageId id = inbox.add(
                conversation,
                Direction.INBOUND,
                new MessageContent.Media(
                        MediaKind.IMAGE,
                        new RemoteMedia(new MediaId("1"), "image/png", null, new MessageText("Cat.png")),
                        null),
                "received");
        inbox.entries.computeIfPresent(id, (_, entry) -> FakeInbox.with(entry, attachment));
        return id;
    }

    static Attachment attachment(FileId file, Attachment.State state, boolean hasThumbnail) {
        return new Attachment(file, state, "image/png", 10L, 4, 3, null, null, hasThumbnail, null, null);
    }

    private JsonNode media(ConversationId conversation) {
        return tree(server.get("/api/conversations/" + conversation + "/messages", asAgent))
                .path("items")
                .get(0)
                .path("media");
    }

    private HttpResponse<String> script(String address) {
        return server.get(address, "Cookie", asAgent[1], "Sec-Fetch-Mode", "no-cors");
    }

    private void assertRefused(String address, int status, String code, String words) {
        HttpResponse<String> answer = script(address);
        assertThat(answer.statusCode()).as(address).isEqualTo(status);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(tree(answer).path("error").asString()).isEqualTo(words);
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
