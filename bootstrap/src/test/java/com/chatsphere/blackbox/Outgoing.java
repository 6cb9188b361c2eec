package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a client has written, each message under an id of its own, so that asking twice sends once. */
final class Outgoing {
    private static final int BUSY = 503;
    private static final int MOST_TRIES = 40;
    private static final Duration BEFORE_THE_NEXT_TRY = Duration.ofMillis(250);

    private final Queue<Written> answered = new ConcurrentLinkedQueue<>();
    private final Queue<Written> unanswered = new ConcurrentLinkedQueue<>();

    /** One message; the conversation may have any number of them. */
    record Written(String id, String conversation, String text) {}

    /** Writes, and remembers whether there was an answer; anything but a yes or silence is a mistake. */
    Written write(Script script, String conversation, String text) {
        Written message = new Written(UUID.randomUUID().toString(), conversation, text);
        (goes(script, message) ? answered : unanswered).add(message);
        return message;
    }

    /** Has nobody to ask for now. */
    Written keepForLater(String conversation, String text) {
        Written message = new Written(UUID.randomUUID().toString(), conversation, text);
        unanswered.add(message);
        return message;
    }

    /** Asks again for what was not answered, as a client does that has lost the connection. */
    void writeAgain(Script script) {
        for (Written message = unanswered.poll(); message != null; message = unanswered.poll()) {
            assertThat(goes(script, message)).isTrue();
            answered.add(message);
        }
    }

    List<Written> answered() {
        return List.copyOf(answered);
    }

    List<String> ids() {
        return answered.stream().map(Written::id).toList();
    }

    private static boolean goes(Script script, Written message) {
        Map<String, String> wish =
                Map.of("id", message.id(), "conversationId", message.conversation(), "body", message.text());
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Script.Answer answer;
            try {
                answer = script.post("/api/message/send", wish);
            } catch (AssertionError notAnswered) {
                return false;
            }
            if (answer.status() != BUSY) {
                assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(200);
                return true;
            }
            LockSupport.parkNanos(BEFORE_THE_NEXT_TRY.toNanos());
        }
        return false;
    }

    /** All of them as the thread shows them, by their ids; each is there once. */
    Map<String, JsonNode> shown(Script script) {
        Set<String> own = Set.copyOf(ids());
        Map<String, JsonNode> shown = new HashMap<>();
        answered.stream().map(Written::conversation).distinct().forEach(conversation -> {
            for (JsonNode message : script.messagesOf(conversation)) {
                String id = message.path("id").asString();
                if (own.contains(id)) {
                    assertThat(shown.put(id, message)).as("shown twice").isNull();
                }
            }
        });
        return shown;
    }

    /** Waits until each is in the thread and has come to one of these ends. */
    Map<String, JsonNode> awaitEnds(Script script, Duration patience, String... statuses) {
        return await().atMost(patience)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> shown(script),
                        shown -> shown.size() == answered.size()
                                && Set.of(statuses)
                                        .containsAll(ends(shown.values()).keySet()));
    }

    /** How many have come to which end. */
    static Map<String, Long> ends(Collection<JsonNode> messages) {
        return messages.stream()
                .collect(Collectors.groupingBy(message -> message.path("status").asString(""), Collectors.counting()));
    }
}
