package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.blackbox.Outgoing.Written;
import com.chatsphere.blackbox.SendingGraph.Letter;
import com.chatsphere.blackbox.SendingGraph.Manner;
import com.chatsphere.blackbox.SendingGraph.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Every error code that Meta documents, as the answer to a message and as its later fate, does what the table says. */
@Timeout(900)
class SendingErrorsIT {
    private static final List<Row> TABLE = table();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration NOBODY_TRIES_AGAIN = Duration.ofSeconds(5);
    private static final int ASKED_TO_WAIT = 2;
    /** What is taken has passed the login; this code means something of our own then. */
    private static final int NOT_LOGGED_IN = 0;

    private static final Pattern TROUBLE =
            Pattern.compile("id=\"trouble-([-0-9a-f]{36})\">(.*?)</div>\\s*</li>", Pattern.DOTALL);

    /** A number for each code, because some make the whole number wait. */
    @RegisterExtension
    static final SendingInstallation INSTALLED = new SendingInstallation(2 * TABLE.size());

    private final SendingGraph graph = INSTALLED.graph();
    private final Script script = INSTALLED.script();

    /** A line of the table; {@code helps}: no, fix (a person first), hold (everything until then), later, wait. */
    private record Row(int code, String helps, String says) {
        boolean triedAgain() {
            return helps.equals("later") || helps.equals("wait");
        }

        boolean fails() {
            return helps.equals("no") || helps.equals("fix");
        }
    }

    private record Sent(Row row, Written message) {}

    @AfterEach
    void behaveAgain() {
        graph.acceptAll(Report.NEVER);
    }

    @Test
    void asAnAnswerEachIsTriedAgainHeldOrFailed() {
        graph.behave(letter -> {
            Row row = TABLE.get(Integer.parseInt(letter.text()));
            return row.triedAgain() && letter.attempt() > 1 ? Manner.ACCEPT : refusal(row);
        });
        Outgoing outgoing = new Outgoing();
        long begun = System.nanoTime();
        List<Sent> all = writeOfEach(0, outgoing);

        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Map<String, JsonNode> shown = outgoing.shown(script);
            assertThat(all)
                    .filteredOn(sent -> !hasEnded(sent, shown))
                    .extracting(sent -> sent.row().code())
                    .as("not where the table says")
                    .isEmpty();
        });
        await().during(NOBODY_TRIES_AGAIN)
                .atMost(PATIENCE)
                .until(() -> all.stream()
                        .filter(sent -> sent.row().fails())
                        .allMatch(sent -> graph.requests(sent.message().id()) == 1));

        Map<String, JsonNode> shown = outgoing.shown(script);
        assertSoftly(all, sent -> sent.row().fails(), shown, true);
        assertThat(all)
                .filteredOn(sent -> sent.row().triedAgain())
                .allSatisfy(sent -> assertThat(graph.requests(sent.message().id()))
                        .as("offers of %d", sent.row().code())
                        .isEqualTo(2));
        long minutes = Duration.ofNanos(System.nanoTime() - begun).toMinutes();
        assertThat(all)
                .filteredOn(sent -> sent.row().helps().equals("hold"))
                .isNotEmpty()
                .allSatisfy(
                        sent -> assertThat((long) graph.requests(sent.message().id()))
                                .as("offers of %d, one a minute", sent.row().code())
                                .isLessThanOrEqualTo(minutes + 1));
    }

    @Test
    void asTheLaterFateOfATakenMessageEachFailsItInPlainWords() {
        graph.acceptAll(Report.NEVER);
        Outgoing outgoing = new Outgoing();
        List<Sent> all = writeOfEach(TABLE.size(), outgoing);
        outgoing.awaitEnds(script, PATIENCE, "sent");
        for (Sent sent : all) {
            Letter letter = graph.acceptedOf(sent.message().id()).getFirst();
            INSTALLED.deliver(Deliveries.failure(
                    letter.number(), letter.wamid(), letter.to(), sent.row().code()));
        }

        Map<String, JsonNode> shown = outgoing.awaitEnds(script, PATIENCE, "failed");

        assertSoftly(all, sent -> sent.row().code() != NOT_LOGGED_IN, shown, false);
        assertThat(all)
                .allSatisfy(sent -> assertThat(graph.requests(sent.message().id()))
                        .as("offers of %d", sent.row().code())
                        .isEqualTo(1));
    }

    private static Manner refusal(Row row) {
        return new Manner.Refuse(
                row.helps().equals("wait") ? 429 : 400, row.code(), row.helps().equals("wait") ? ASKED_TO_WAIT : null);
    }

    private boolean hasEnded(Sent sent, Map<String, JsonNode> shown) {
        JsonNode message = shown.get(sent.message().id());
        if (message == null) {
            return false;
        }
        String status = message.path("status").asString("");
        return switch (sent.row().helps()) {
            case "no", "fix" -> status.equals("failed");
            case "hold" ->
                status.equals("queued") && graph.requests(sent.message().id()) > 0;
            default -> status.equals("sent");
        };
    }

    private void assertSoftly(
            List<Sent> all, Predicate<Sent> ofInterest, Map<String, JsonNode> shown, boolean asAnAnswer) {
        SoftAssertions softly = new SoftAssertions();
        for (Sent sent : all.stream().filter(ofInterest).toList()) {
            JsonNode message = Objects.requireNonNull(shown.get(sent.message().id()));
            int code = sent.row().code();
            softly.assertThat(message.path("status").asString()).as("%d", code).isEqualTo("failed");
            softly.assertThat(message.path("error").path("code").asInt(-1))
                    .as("%d", code)
                    .isEqualTo(code);
            softly.assertThat(trouble(sent.message()))
                    .as("the bubble of %d, %s", code, asAnAnswer ? "refused at once" : "failed later")
                    .contains("not delivered")
                    .contains(sent.row().says().toLowerCase(Locale.ROOT))
                    .doesNotContain("null");
        }
        softly.assertAll();
    }

    /** What the bubble says, in small letters. */
    private String trouble(Written message) {
        Map<String, String> troubles = new HashMap<>();
        Matcher found = TROUBLE.matcher(script.page("/conversations/" + message.conversation() + "/messages"));
        while (found.find()) {
            troubles.put(found.group(1), found.group(2));
        }
        return troubles.getOrDefault(message.id(), "(no word)")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .replace("&#39;", "'")
                .toLowerCase(Locale.ROOT);
    }

    /** The text of each message is its place in the table. */
    private List<Sent> writeOfEach(int firstNumber, Outgoing outgoing) {
        return IntStream.range(0, TABLE.size())
                .mapToObj(place -> {
                    String conversation =
                            INSTALLED.conversation(firstNumber + place, "155578%05d".formatted(firstNumber + place));
                    return new Sent(TABLE.get(place), outgoing.write(script, conversation, String.valueOf(place)));
                })
                .toList();
    }

    private static List<Row> table() {
        try (InputStream file = SendingErrorsIT.class.getResourceAsStream("/graph-errors.csv")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(";"))
                    .map(cells -> new Row(Integer.parseInt(cells[0]), cells[1], cells[2]))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
