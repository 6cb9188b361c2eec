package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ready messages, as scripts of administrators write them. */
@Timeout(240)
class ReadyMessagesIT {
    private static final String ADMIN = "/api/admin/ready-messages";
    private static final int AT_ONCE = 16;

    private static StandInMeta meta;
    private static ApplicationInside application;
    private static Script script;

    @BeforeAll
    static void start() {
        meta = new StandInMeta();
        application = ApplicationInside.withMeta(meta.address(), Map.of(), _ -> {});
        script = Script.loggedIn(application);
    }

    @AfterAll
    static void stop() {
        script.close();
        application.close();
        meta.close();
    }

    @AfterEach
    void deleteAll() {
        items(ADMIN)
                .forEach(item ->
                        assertThat(script.ask("DELETE", at(item), "").status()).isEqualTo(200));
        assertThat(items(ADMIN)).isEmpty();
    }

    @Test
    void areWrittenRevisedAndDeleted() {
        JsonNode greeting = written(Map.of("name", " Greeting ", "body", "Hello {{name}}", "shortcut", "/HI"));
        assertThat(greeting.path("name").asString()).isEqualTo("Greeting");
        assertThat(greeting.path("shortcut").asString()).isEqualTo("hi");
        assertThat(greeting.path("isActive").asBoolean()).isTrue();
        assertThat(greeting.path("position").asInt()).isEqualTo(1);
        assertThat(items("/api/ready-messages")).containsExactly(greeting);

        JsonNode revised = revised(greeting, "{\"name\":\"Welcome\",\"shortcut\":null,\"isActive\":false}");
        assertThat(revised.path("name").asString()).isEqualTo("Welcome");
        assertThat(revised.path("shortcut").isNull()).isTrue();
        assertThat(revised.path("body").asString()).isEqualTo("Hello {{name}}");
        assertThat(items("/api/ready-messages")).isEmpty();
        assertThat(items(ADMIN)).containsExactly(revised);
        assertThat(revised(greeting, "{\"isActive\":false}")).isEqualTo(revised);

        assertThat(script.ask("DELETE", at(greeting), "").body().path("ok").asBoolean())
                .isTrue();
        assertThat(script.ask("DELETE", at(greeting), "").status()).isEqualTo(404);
        assertThat(script.ask("PATCH", at(greeting), "{\"isActive\":true}").status())
                .isEqualTo(404);
    }

    @Test
    void aNameAndAShortcutAreFreeAgainOnceNobodyHasThem() {
        JsonNode first = written(Map.of("name", "First", "body", "1", "shortcut", "one"));
        revised(first, "{\"name\":\"Other\",\"shortcut\":\"other\"}");
        JsonNode second = written(Map.of("name", "FIRST", "body", "2", "shortcut", "one"));
        assertThat(script.ask("DELETE", at(second), "").status()).isEqualTo(200);
        written(Map.of("name", "first", "body", "3", "shortcut", "One"));
    }

    @Test
    void canBeMovedToAnyPosition() {
        List<JsonNode> written = Stream.of("a", "b", "c", "d")
                .map(name -> written(Map.of("name", name, "body", name)))
                .toList();
        revised(written.get(3), "{\"position\":1}");
        assertThat(names()).containsExactly("d", "a", "b", "c");
        revised(written.get(0), "{\"position\":99}");
        assertThat(names()).containsExactly("d", "b", "c", "a");
        written(Map.of("name", "e", "body", "e", "position", 2));
        assertThat(names()).containsExactly("d", "e", "b", "c", "a");
        assertThat(items(ADMIN))
                .extracting(item -> item.path("position").asInt())
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void canBeMovedBetweenTheSameTwoForEver() {
        List<JsonNode> written = Stream.of("a", "b", "c")
                .map(name -> written(Map.of("name", name, "body", name)))
                .toList();
        for (int round = 0; round < 60; round++) {
            JsonNode last = written.get(round % 2 == 0 ? 2 : 1);
            revised(last, "{\"position\":2}");
            assertThat(names()).element(1).isEqualTo(last.path("name").asString());
        }
        assertThat(names()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"body":"x"}                                   | missing_field       | name     | Name is required.
        {"name":" ","body":"x"}                        | missing_field       | name     | Name is required.
        {"name":"x"}                                   | missing_field       | body     | Message body is required.
        {"name":"x","body":"Dear {{first_name}}"}      | unknown_placeholder | body     | “{{first_name}}” is no placeholder. There are: {{name}}, {{agent}}, {{phone}}.
        {"name":"x","body":"x","shortcut":"two words"} | invalid_field       | shortcut | The shortcut has 1 to 30 letters, digits, hyphens and underscores.
        {"name":"x","body":"x","shortcut":7}           | invalid_field       | shortcut | shortcut has to be a string or null.
        {"name":"x","body":"x","position":0}           | invalid_field       | position | position is counted from 1.
        """)
    void whatIsWrongIsSaidWithItsField(String body, String code, String field, String sentence) {
        Script.Answer answer = script.ask("POST", ADMIN, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("code").asString()).isEqualTo(code);
        assertThat(answer.body().path("field").asString()).isEqualTo(field);
        assertThat(answer.body().path("error").asString()).isEqualTo(sentence);
    }

    @Test
    void aRevisionThatIsRefusedLeavesAllAsItWas() {
        JsonNode greeting = written(Map.of("name", "Greeting", "body", "Hello", "shortcut", "hi"));
        written(Map.of("name", "Farewell", "body", "Bye", "shortcut", "bye"));
        Script.Answer answer = script.ask("PATCH", at(greeting), "{\"name\":\"Welcome\",\"shortcut\":\"bye\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("code").asString()).isEqualTo("shortcut_taken");
        answer = script.ask("PATCH", at(greeting), "{\"shortcut\":\"new\",\"body\":\"{{x}}\"}");
        assertThat(answer.body().path("code").asString()).isEqualTo("unknown_placeholder");
        assertThat(script.ask("PATCH", at(greeting), "{}").body().path("error").asString())
                .isEqualTo("No updates provided.");
        assertThat(items(ADMIN).getFirst()).isEqualTo(greeting);
        written(Map.of("name", "Welcome", "body", "x", "shortcut", "new"));
    }

    @Test
    void ofManyAtOnceWithTheSameNameOneIsWritten() throws Exception {
        List<Script.Answer> answers = atOnce(number ->
                script.post(ADMIN, Map.of("name", "Same", "body", "From " + number, "shortcut", "s" + number)));
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409
                        && answer.body().path("code").asString().equals("name_taken"))
                .hasSize(AT_ONCE - 1);
        assertThat(items(ADMIN)).hasSize(1);
    }

    @Test
    void ofManyAtOnceWithTheSameShortcutOneIsWritten() throws Exception {
        List<JsonNode> written = IntStream.range(0, AT_ONCE)
                .mapToObj(number -> written(Map.of("name", "Number " + number, "body", "x")))
                .toList();
        List<Script.Answer> answers =
                atOnce(number -> script.ask("PATCH", at(written.get(number)), "{\"shortcut\":\"same\"}"));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409
                        && answer.body().path("code").asString().equals("shortcut_taken"))
                .hasSize(AT_ONCE - 1);
        assertThat(items(ADMIN))
                .filteredOn(item -> item.path("shortcut").asString("").equals("same"))
                .hasSize(1);
    }

    @Test
    void manyAtOnceAllGetAPositionOfTheirOwn() throws Exception {
        atOnce(number -> script.post(ADMIN, Map.of("name", "Number " + number, "body", "x", "position", 1)));
        assertThat(items(ADMIN))
                .extracting(item -> item.path("position").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, AT_ONCE).boxed().toList());
    }

    private static List<Script.Answer> atOnce(IntFunction<Script.Answer> request) throws InterruptedException {
        try (ExecutorService parallel = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Script.Answer>> requests = IntStream.range(0, AT_ONCE)
                    .<Callable<Script.Answer>>mapToObj(number -> () -> request.apply(number))
                    .toList();
            List<Future<Script.Answer>> answers = parallel.invokeAll(requests);
            return answers.stream().map(Future::resultNow).toList();
        }
    }

    private static JsonNode written(Map<String, Object> wish) {
        Script.Answer answer = script.ask("POST", ADMIN, JsonMapper.shared().writeValueAsString(wish));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("item");
    }

    private static JsonNode revised(JsonNode item, String revision) {
        Script.Answer answer = script.ask("PATCH", at(item), revision);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("item");
    }

    private static List<String> names() {
        return items(ADMIN).stream().map(item -> item.path("name").asString()).toList();
    }

    private static List<JsonNode> items(String path) {
        return script.get(path).body().path("items").valueStream().toList();
    }

    private static String at(JsonNode item) {
        return ADMIN + "/" + item.path("id").asString();
    }
}
