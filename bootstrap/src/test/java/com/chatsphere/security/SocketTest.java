package com.chatsphere.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.chatsphere.application.live.Change;
import com.chatsphere.application.media.Attachment;
import com.chatsphere.domain.conversation.ConversationId;
import com.chatsphere.domain.message.FileId;
import com.chatsphere.domain.message.MessageId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SocketTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;
    private ConversationId conversation;
    private MessageId message;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = new WebServer(Map.of(), folder);
        conversation = server.inbox.conversation("14155550123");
        message = server.inbox.received(conversation, "hello");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void letsInOnlyWhoIsLoggedInAndComesFromHere() {
        String cookie = server.session(server.agent);
        assertThat(refused("/ws", "Origin", server.origin())).isEqualTo(401);
        assertThat(refused("/ws", "Origin", server.origin(), "Cookie", "chatsphere_session=x"))
                .isEqualTo(401);
        assertThat(refused("/ws", "Authorization", "Bearer x")).isEqualTo(401);
        assertThat(refused("/ws", "Cookie", cookie)).isEqualTo(403);
        assertThat(refused("/ws", "Cookie", cookie, "Origin", "null")).isEqualTo(403);
        assertThat(refused("/ws", "Cookie", cookie, "Origin", "https://evil.example"))
                .isEqualTo(403);
        assertThat(refused("/ws/", "Cookie", cookie, "Origin", server.origin())).isEqualTo(404);
        String token = server.logins.apiTokens().create(server.agent, "x").secret();
        assertThat(refused("/ws", "Authorization", "Bearer " + token, "Origin", "https://evil.example"))
                .isEqualTo(403);
        open("/ws", "Authorization", "Bearer " + token);
    }

    @Test
    void tellsWhatChangesInTheShapesOfTheApi() throws InterruptedException {
        Heard heard = open("/ws?after=0");
        server.inbox.announce(Change.Kind.MESSAGE_INCOMING, conversation, message);
        JsonNode incoming = heard.next();
        assertThat(incoming.path("event").asString()).isEqualTo("message_incoming");
        assertThat(incoming.path("seq").asLong()).isEqualTo(1);
        assertThat(incoming.path("data").path("body").asString()).isEqualTo("hello");
        server.inbox.announce(Change.Kind.MESSAGE_STATUS, conversation, message);
        JsonNode status = heard.next();
        assertThat(status.path("event").asString()).isEqualTo("message_status");
        assertThat(status.path("data").propertyNames())
                .containsExactly("id", "conversationId", "status", "providerMessageId");
        server.inbox.announce(Change.Kind.CONVERSATION_CHANGED, conversation, message);
        JsonNode changed = heard.next();
        assertThat(changed.path("event").asString()).isEqualTo("conversation_changed");
        assertThat(changed.path("data").path("unreadCount").asInt()).isEqualTo(2);
        server.inbox.entries.clear();
        server.inbox.announce(Change.Kind.MESSAGE_DELETED, conversation, message);
        assertThat(heard.next().path("event").asString()).isEqualTo("message_deleted");
    }

    @Test
    void givesEachLoginItsOwnAddressesOfAFile() throws InterruptedException {
        FileId file = server.media.add("image/png", null, new byte[] {1});
        MessageId picture =
                FilesTest.show(server.inbox, conversation, FilesTest.attachment(file, Attachment.State.READY, false));
        Heard one = open("/ws?after=0");
        Heard other = open("/ws?after=0");
        server.inbox.announce(Change.Kind.MESSAGE_MEDIA_UPDATED, conversation, picture);
        for (Heard heard : List.of(one, other)) {
            JsonNode frame = heard.next();
            assertThat(frame.path("event").asString()).isEqualTo("message_media_updated");
            String address = frame.path("data").path("media").path("url").asString();
            assertThat(server.get(address, "Cookie", "chatsphere_session=" + heard.session)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.get(address, "Cookie", server.session(server.admin))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void tellsWhatWasMissedOnceAndInOrder() throws InterruptedException {
        for (int change = 0; change < 3; change++) {
            server.inbox.announce(Change.Kind.MESSAGE_INCOMING, conversation, message);
        }
        Heard heard = open("/ws?after=1");
        server.inbox.announce(Change.Kind.MESSAGE_STATUS, conversation, message);
        assertThat(heard.next().path("seq").asLong()).isEqualTo(2);
        assertThat(heard.next().path("seq").asLong()).isEqualTo(3);
        assertThat(heard.next().path("seq").asLong()).isEqualTo(4);
        Heard fromTheFuture = open("/ws?after=99");
        JsonNode reset = fromTheFuture.next();
        assertThat(reset.path("event").asString()).isEqualTo("reset");
        assertThat(reset.path("seq").asLong()).isEqualTo(4);
    }

    @Test
    void closesWithinTwoSecondsOfTheEndOfTheLogin() throws InterruptedException {
        Heard loggedOut = open("/ws");
        Heard switchedOff = open("/ws");
        server.logins.sessionTokens.remove(loggedOut.session);
        assertThat(loggedOut.closed(2)).isEqualTo(4401);
        server.logins.switchOff(server.agent);
        assertThat(switchedOff.closed(2)).isEqualTo(4401);
    }

    @Test
    void refusesFloodsBinariesAndGiants() throws InterruptedException {
        Heard chatty = open("/ws");
        for (int text = 0; text < 101; text++) {
            chatty.socket().sendText("x", true).join();
        }
        assertThat(chatty.closed(5)).isEqualTo(1008);
        Heard binary = open("/ws");
        binary.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
        assertThat(binary.closed(5)).isEqualTo(1003);
        Heard giant = open("/ws");
        giant.socket().sendText("x".repeat(64 * 1024 + 1), true).join();
        assertThat(giant.closed(5)).isEqualTo(1009);
    }

    @Test
    void hasRoomForFiveSocketsOfASession() throws InterruptedException {
        String cookie = server.session(server.agent);
        List<Heard> open = new ArrayList<>();
        for (int socket = 0; socket < 5; socket++) {
            open.add(open("/ws?after=0", "Cookie", cookie, "Origin", server.origin()));
        }
        server.inbox.announce(Change.Kind.MESSAGE_INCOMING, conversation, message);
        for (Heard socket : open) {
            assertThat(socket.next().path("seq").asLong()).isEqualTo(1);
        }
        assertThat(refused("/ws", "Cookie", cookie, "Origin", server.origin())).isEqualTo(429);
    }

    private int refused(String path, String... headers) {
        int[] status = new int[1];
        assertThatThrownBy(() -> open(path, headers)).satisfies(thrown -> {
            var refusal = (WebSocketHandshakeException) Objects.requireNonNull(thrown.getCause());
            status[0] = refusal.getResponse().statusCode();
        });
        return status[0];
    }

    private Heard open(String path) {
        String session = server.session(server.agent);
        Heard heard = open(path, "Cookie", session, "Origin", server.origin());
        heard.session = session.substring(session.indexOf('=') + 1);
        return heard;
    }

    private Heard open(String path, String... headers) throws CompletionException {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        for (int header = 0; header < headers.length; header += 2) {
            builder.header(headers[header], headers[header + 1]);
        }
        Heard heard = new Heard();
        URI address = URI.create(server.origin().replace("http:", "ws:") + path);
        heard.socket = builder.connectTimeout(Duration.ofSeconds(5))
                .buildAsync(address, heard)
                .join();
        return heard;
    }

    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder partial = new StringBuilder();
        private @Nullable WebSocket socket;
        private String session = "";

        WebSocket socket() {
            return Objects.requireNonNull(socket);
        }

        JsonNode next() throws InterruptedException {
            String text = texts.poll(5, TimeUnit.SECONDS);
            assertThat(text).isNotNull();
            return JsonMapper.shared().readTree(text);
        }

        int closed(int withinSeconds) {
            return closed.orTimeout(withinSeconds, TimeUnit.SECONDS).join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                texts.add(partial.toString());
                partial.setLength(0);
            }
            return WebSocket.Listener.super.onText(from, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed.complete(status);
            return WebSocket.Listener.super.onClose(from, status, reason);
        }
    }
}
