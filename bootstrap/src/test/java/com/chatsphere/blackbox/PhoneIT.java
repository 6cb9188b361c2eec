package com.chatsphere.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.blackbox.Browser.Window;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** What a customer can do on the simulated phone, in a real browser, and what comes of it in the inbox. */
@Timeout(240)
class PhoneIT {
    private static final String BUTTONS = """
        {"type":"button","body":{"text":"Shall we deliver today?"},"footer":{"text":"Fixture Shop"},"action":{"buttons":[
         {"type":"reply","reply":{"id":"yes","title":"Yes, please"}},
         {"type":"reply","reply":{"id":"no","title":"Tomorrow"}}]}}\
        """;
    private static final String LIST = """
        {"type":"list","body":{"text":"When suits you?"},"action":{"button":"Choose a time","sections":[
         {"title":"Today","rows":[{"id":"evening","title":"Evening","description":"18 to 20"}]}]}}\
        """;

    private static RunningApplication application;
    private static Script script;
    private static Browser browser;

    @BeforeAll
    static void start() {
        application = RunningApplication.withSandbox();
        script = Script.loggedIn(application, application.firstPassword());
        browser = new Browser(application.address());
        browser.logIn("admin", application.firstPassword());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        script.close();
        application.close();
    }

    @Test
    void pressesAButtonAndPicksFromAList() {
        String id = conversationOf("amina", "Amina Haddad", "When do you deliver?");
        graph("+15555550110", "interactive", BUTTONS);
        graph("+15555550110", "interactive", LIST);
        try (Window phone = browser.open()) {
            phone.show("/sandbox?customer=amina");
            key(phone, "Yes, please").click();
            assertThat(mine(phone).last()).hasText("Yes, please");
            key(phone, "Choose a time").click();
            phone.page().locator("#picker .picker__row", withText("Evening")).click();
            assertThat(mine(phone).last()).hasText("Evening");
            assertThat(phone.page().locator(".bubble--mine .bubble__quote").last())
                    .hasText("When suits you?");
            await().atMost(Script.SOON)
                    .untilAsserted(() -> assertThat(script.messagesOf(id).stream()
                                    .map(message -> message.path("body").asString("") + message.path("details")))
                            .anyMatch(message -> message.contains("Yes, please"))
                            .anyMatch(message -> message.contains("Evening")));
            phone.assertNoComplaints();
        }
    }

    @Test
    void repliesReactsEditsAndDeletes() {
        String id = conversationOf("ben", "Ben Okafor", "Hello, it is Ben.");
        script.post("/api/message/send", Map.of("conversationId", id, "body", "What can we do for you?"));
        try (Window phone = browser.open();
                Window agent = browser.open()) {
            phone.show("/sandbox?customer=ben");
            agent.show("/conversations/" + id);
            Locator theirs = phone.page().locator(".bubble--theirs").last();
            act(phone, theirs, "Reply");
            assertThat(phone.page().locator("#strip-text")).hasText("Reply to: What can we do for you?");
            phone.page().fill("#text", "Send me the bill");
            phone.page().locator("#text").press("Enter");
            Locator shown = agent.page().locator(".messages .message--theirs").last();
            assertThat(shown).containsText("Send me the bill");
            assertThat(shown).containsText("What can we do for you?");

            open(phone, theirs);
            phone.page().locator(".reactions__one").first().click();
            assertThat(theirs.locator(".bubble__reactions")).hasText("👍");
            assertThat(agent.page().locator(".messages .message--ours").last()).containsText("👍");
            awaitNextSecond();
            act(phone, theirs, "Take the reaction back");
            assertThat(theirs.locator(".bubble__reactions")).hasCount(0);
            assertThat(agent.page().locator(".messages .message--ours").last())
                    .not()
                    .containsText("👍");

            Locator own = phone.page().locator(".bubble--mine").last();
            act(phone, own, "Edit");
            phone.page().fill("#text", "Send me the invoice");
            phone.page().locator("#text").press("Enter");
            assertThat(own).containsText("Send me the invoice");
            assertThat(shown).containsText("Send me the invoice");
            act(phone, own, "Delete for everyone");
            assertThat(own).containsText("You deleted this message");
            phone.assertNoComplaints();
            agent.assertNoComplaints();
        }
    }

    @Test
    void badWeatherIsSeenAndHeals() {
        String id = conversationOf("clara", "Clara Nyström", "Are you there?");
        try (Window phone = browser.open()) {
            phone.show("/sandbox?customer=clara");
            Locator storm = phone.page().locator("#storm");
            assertThat(storm).isHidden();
            phone.page().locator("[name=UNREACHABLE]").check();
            phone.page().locator("[name=HELD]").check();
            assertThat(storm).containsText("Connection refused");
            assertThat(storm).containsText("held back");
            phone.photograph("phone-bad-weather");
            script.post("/api/message/send", Map.of("conversationId", id, "body", "Yes, we are."));
            phone.page().fill("#text", "Hello?");
            phone.page().locator("#text").press("Enter");
            assertThat(storm).containsText("1 waiting");
            assertThat(phone.page().locator(".bubble--theirs")).hasCount(0);

            storm.getByText("Fine weather").click();
            assertThat(storm).isHidden();
            await().atMost(Script.SOON)
                    .untilAsserted(() -> assertThat(phone.page()
                                    .locator(".bubble--theirs .bubble__text")
                                    .allInnerTexts())
                            .containsExactly("Yes, we are."));
            await().atMost(Script.SOON)
                    .untilAsserted(() -> assertThat(script.messagesOf(id).stream()
                                    .map(message -> message.path("body").asString("")))
                            .contains("Hello?"));
            phone.assertNoComplaints();
        }
    }

    /** Meta has the message and the answer is lost: it is never sent twice, and the statuses tell what became of it. */
    @Test
    void anAnswerThatIsLostIsNotAMessageThatIsLostOrSentTwice() {
        String id = conversationOf("omar", "عمر حداد", "Hello");
        script.ask("PUT", "/sandbox/api/weather", "{\"kind\":\"CUT_OFF\",\"left\":1}");
        script.post("/api/message/send", Map.of("conversationId", id, "body", "Once and no more"));
        await().atMost(Script.SOON)
                .untilAsserted(() -> assertThat(script.messagesOf(id).stream()
                                .filter(message ->
                                        message.path("body").asString("").equals("Once and no more"))
                                .map(message -> message.path("status").asString()))
                        .singleElement()
                        .isIn("delivered", "read"));
        try (Window phone = browser.open()) {
            phone.show("/sandbox?customer=omar");
            assertThat(phone.page().locator(".bubble--theirs")).hasCount(1);
        }
        assertThat(application.stackTraces()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void canBeUsedByEverybodyAndFitsASmallScreen(ColorScheme colours) {
        conversationOf("layla", "Layla", "Hello " + colours);
        graph("US.70000000000000000114", "interactive", BUTTONS);
        for (String sample : new String[] {"photo", "voice", "document", "sticker"}) {
            script.post("/sandbox/api/customers/layla/files?sample=" + sample, Map.of());
        }
        String look = colours.name().toLowerCase(Locale.ROOT);
        try (Window wide = browser.open(1440, 900, colours);
                Window narrow = browser.open(390, 844, colours)) {
            wide.show("/sandbox?customer=layla");
            assertThat(wide.page().locator(".sticker").last()).isVisible();
            wide.page().locator("#templates-part summary").click();
            assertThat(wide.page().locator(".template").first()).isVisible();
            wide.assertAccessible();
            wide.photograph("phone-rich-wide-" + look);
            wide.page().locator("#attach-open").click();
            wide.assertAccessible();
            narrow.show("/sandbox?customer=layla");
            assertThat(narrow.page().locator(".sticker").last()).isVisible();
            assertThat((Object) narrow.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            narrow.page().locator("#controls-open").click();
            assertThat(narrow.page().locator("#controls")).isVisible();
            narrow.assertAccessible();
            narrow.photograph("phone-rich-narrow-" + look);
            wide.assertNoComplaints();
            narrow.assertNoComplaints();
        }
    }

    private static Page.LocatorOptions withText(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    private static Locator key(Window phone, String label) {
        return phone.page().locator(".panel__key", withText(label)).last();
    }

    private static Locator mine(Window phone) {
        return phone.page().locator(".bubble--mine .bubble__text");
    }

    private static void open(Window phone, Locator bubble) {
        bubble.hover();
        bubble.locator(".bubble__menu").click();
        assertThat(phone.page().locator("#menu")).isVisible();
    }

    /** Meta tells times in whole seconds: of two acts within one, nobody can tell which was the last. */
    private static void awaitNextSecond() {
        long second = Instant.now().getEpochSecond();
        await().until(() -> Instant.now().getEpochSecond() > second);
    }

    private static void act(Window phone, Locator bubble, String action) {
        open(phone, bubble);
        phone.page().locator("#menu .picker__row", withText(action)).click();
    }

    /** Lets the customer write and gives the id of the conversation once that has arrived. */
    private static String conversationOf(String customer, String name, String text) {
        script.post("/sandbox/api/customers/" + customer + "/messages", Map.of("text", text));
        return await().atMost(Script.SOON).until(() -> idOf(name, text), id -> !id.isEmpty());
    }

    private static String idOf(String name, String text) {
        return script.get("/api/conversations?page_size=200")
                .body()
                .path("items")
                .valueStream()
                .filter(row -> row.path("displayName").asString("").equals(name))
                .map(row -> row.path("id").asString())
                .filter(id -> script.messagesOf(id).stream()
                        .anyMatch(message -> message.path("body").asString("").equals(text)))
                .findFirst()
                .orElse("");
    }

    /** Sends as the application does, also what its composer does not offer. */
    private static void graph(String to, String type, String content) {
        String member = to.startsWith("+") ? "to" : "recipient";
        String body = """
            {"messaging_product":"whatsapp","%s":"%s","type":"%s","%s":%s}\
            """.formatted(member, to, type, type, content);
        try (HttpClient http = HttpClient.newHttpClient()) {
            String token = JsonMapper.shared()
                    .readTree(Files.readString(application.data().resolve("sandbox/line.json")))
                    .path("token")
                    .asString();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(application.address() + "/sandbox/graph/v26.0/100000000000001/messages"))
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
