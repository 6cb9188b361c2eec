package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.chatsphere.story.Ending;
import com.chatsphere.story.Ending.Bubble;
import com.chatsphere.story.Expectation;
import com.chatsphere.story.Piece.Content;
import com.chatsphere.story.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Two hundred made-up stories, told all at once to the running application in any order, end as they must. */
@Timeout(300)
class AnyOrderIT {
    private static final int STORIES = Integer.getInteger("stories.told", 200);
    private static final int AT_ONCE = 16;
    private static final String SECOND_LINE = """
        [{"name":"Sales","phoneNumberId":"200000000000002","displayPhoneNumber":"+1 555 555 0101","wabaId":"100000000000001",\
        "token":"t","appSecret":"fixture-app-secret-not-real","verifyToken":"v"}]\
        """;

    private static final List<Story> STORIES_TOLD = IntStream.range(0, STORIES)
            .mapToObj(seed -> Story.of(seed, "%06d".formatted(seed)))
            .toList();

    @Test
    void storiesEndAsTheyMustHoweverTheyAreTold() {
        try (StandInMeta meta = new StandInMeta();
                ApplicationInside application = ApplicationInside.withMeta(
                        meta.address(), Map.of("CHATSPHERE_INSTANCES", SECOND_LINE), beans -> {});
                WebhookCannon cannon = WebhookCannon.at(application);
                Script script = Script.loggedIn(application)) {
            tell(cannon);
            JsonNode ledger = script.settledLedger();
            ReadModels.catchUp(application);

            Ending shown = new Reading(script).ending();

            assertThat(ledger.path("quarantined").asLong()).isZero();
            for (Story story : STORIES_TOLD) {
                Ending expected = asScriptsSee(Expectation.of(story));
                Ending ending =
                        new Ending(only(expected.chats(), shown.chats()), only(expected.bubbles(), shown.bubbles()));
                assertThat(ending).as(() -> "the end of\n" + story).isEqualTo(expected);
            }
            assertThat(shown.bubbles())
                    .hasSize(STORIES_TOLD.stream()
                            .mapToInt(story -> Expectation.of(story).bubbles().size())
                            .sum());
        }
    }

    private static void tell(WebhookCannon cannon) {
        List<byte[]> deliveries = new ArrayList<>();
        STORIES_TOLD.forEach(story -> deliveries.addAll(story.deliveries()));
        Collections.shuffle(deliveries, new Random(STORIES));
        for (int told = 0; told < deliveries.size(); told += AT_ONCE) {
            assertThat(cannon.volley(deliveries.subList(told, Math.min(deliveries.size(), told + AT_ONCE))))
                    .containsOnly(200);
        }
    }

    private static <T> Map<String, T> only(Map<String, T> wanted, Map<String, T> all) {
        return all.entrySet().stream()
                .filter(entry -> wanted.containsKey(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What was taken back is not told to scripts, and of earlier versions only the words are. */
    private static Ending asScriptsSee(Ending ending) {
        Function<Bubble, Bubble> seen = bubble -> new Bubble(
                bubble.chat(),
                bubble.outbound(),
                bubble.at(),
                bubble.revoked() ? "" : bubble.shown(),
                bubble.revoked()
                        ? List.of()
                        : bubble.earlier().stream().map(AnyOrderIT::body).toList(),
                bubble.revoked(),
                bubble.replyTo(),
                bubble.status(),
                bubble.error(),
                bubble.reactions());
        return new Ending(
                ending.chats(),
                ending.bubbles().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> seen.apply(entry.getValue()))));
    }

    private static String body(String words) {
        int end = words.indexOf(": ");
        return end < 0 ? "null" : words.substring(end + 2);
    }

    /** What the REST API tells of all conversations. */
    private static final class Reading {
        private final Script script;
        private final Map<String, Ending.Chat> chats = new HashMap<>();
        private final Map<String, Bubble> bubbles = new HashMap<>();

        Reading(Script script) {
            this.script = script;
        }

        Ending ending() {
            JsonNode page;
            int number = 1;
            do {
                page = script.get("/api/conversations?page_size=200&page=" + number++)
                        .body();
                page.path("items").forEach(this::conversation);
            } while (page.path("items").size() == 200);
            return new Ending(chats, bubbles);
        }

        private void conversation(JsonNode row) {
            String phone = text(row, "phone");
            String digits = phone == null ? null : phone.replaceAll("[^0-9]", "");
            String number = row.path("phoneNumberId").asString();
            String key = number + " " + (digits == null ? text(row, "userId") : digits);
            String until = text(row, "serviceWindowUntil");
            chats.put(
                    key,
                    new Ending.Chat(
                            digits,
                            text(row, "userId"),
                            text(row, "displayName"),
                            until == null ? 0 : Instant.parse(until).getEpochSecond(),
                            row.path("unreadCount").asInt()));
            script.messagesOf(row.path("id").asString())
                    .forEach(message ->
                            bubbles.put(number + " " + text(message, "providerMessageId"), bubble(key, message)));
        }

        private static Bubble bubble(String chat, JsonNode message) {
            boolean revoked = message.path("deleted").asBoolean();
            JsonNode error = message.path("error");
            return new Bubble(
                    chat,
                    message.path("direction").asString().equals("outbound"),
                    Instant.parse(message.path("sentAt").asString()).getEpochSecond(),
                    revoked ? "" : Expectation.words(content(message)),
                    message.path("details")
                            .path("earlier")
                            .valueStream()
                            .map(version -> String.valueOf(text(version, "body")))
                            .toList(),
                    revoked,
                    text(message.path("replyTo"), "wamid"),
                    message.path("status").asString(),
                    error.isObject() ? error.path("code").asInt() : null,
                    message.path("reactions")
                            .valueStream()
                            .collect(Collectors.toMap(
                                    Reading::whose,
                                    reaction -> reaction.path("emoji").asString())));
        }

        private static String whose(JsonNode reaction) {
            String from = text(reaction, "from");
            return from == null ? Bubble.BUSINESS : from.replaceAll("^\\+", "");
        }

        private static Content content(JsonNode message) {
            JsonNode details = message.path("details");
            String body = text(message, "body");
            return switch (message.path("type").asString()) {
                case "text" -> new Content.Text(String.valueOf(body));
                case "image" ->
                    new Content.Image(
                            message.path("media").path("providerMediaId").asString(), body);
                case "location" ->
                    new Content.Place(
                            String.valueOf(details.path("latitude").asDouble()),
                            String.valueOf(details.path("longitude").asDouble()));
                default -> new Content.Button(String.valueOf(text(details, "id")), String.valueOf(body));
            };
        }

        private static @Nullable String text(JsonNode object, String member) {
            JsonNode value = object.path(member);
            return value.isString() ? value.asString() : null;
        }
    }
}
