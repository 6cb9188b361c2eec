package com.chatsphere.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.blackbox.Browser.Window;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The demo of the product: the customer's phone and the agents' inboxes side by side, in real browsers. */
@Timeout(240)
class SandboxDemoIT {
    private static final String OURS = ".messages .message--ours:not(.message--pending)";

    /** Notes for every message of ours which ticks it has shown, in their order. */
    private static final String WATCH_TICKS = """
        () => {
          window.ticks = {}
          const note = () => {
            for (const message of document.querySelectorAll('.message--ours')) {
              const tick = message.querySelector('.meta .tick')
              const look = tick?.getAttribute('class').match(/tick--(\\w+)/)?.[1]
              const seen = (window.ticks[message.id] ??= [])
              if (look && seen.at(-1) !== look) seen.push(look)
            }
          }
          new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true })
        }
        """;

    /** Everything a reader sees of a thread, and of the row that stands for it in the list. */
    private static final String WHAT_IS_SEEN = """
        () => JSON.stringify([...document.querySelectorAll('.messages > .message, .row[id="conversation-' +
            document.querySelector('chat-thread').dataset.conversation + '"]')].map(element => [
          element.id, element.dataset.v, element.innerText,
          ...[...element.querySelectorAll('.tick')].map(tick => tick.getAttribute('class'))
        ]))
        """;

    private static final String REPEATED_IDS = """
        () => {
          const ids = [...document.querySelectorAll('[id]')].map(element => element.id)
          return ids.length - new Set(ids).size
        }
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
        if (script != null) {
            script.close();
        }
        application.close();
    }

    @Test
    void aCustomerWritesAndAnAgentAnswers() {
        String customer = newCustomer("Eva Lind", "+1 555 555 0172");
        String person = "[id='person-" + customer + "']";
        try (Window phone = browser.open();
                Window agent = browser.open()) {
            phone.show("/sandbox?customer=" + customer);
            agent.show("/");

            write(phone, "Is my order on its way?");
            Locator row = row(agent, "Eva Lind");
            assertThat(row.locator(".row__words")).hasText("Is my order on its way?");
            assertThat(row.locator(".badge")).hasText("1");
            assertThat(agent.page()).hasTitle(Pattern.compile("^\\(\\d+\\) ChatSphere"));

            row.locator(".row__link").click();
            assertThat(bubbles(agent, ".message--theirs")).hasText("Is my order on its way?");
            assertThat(row.locator(".badge")).hasCount(0);

            write(phone, "I am at home until five.");
            assertThat(bubbles(agent, ".message--theirs").last()).hasText("I am at home until five.");

            // somebody else's chat is on the phone now, so the answer is delivered, but not read
            phone.page().locator("#person-ben .person__choose").click();
            assertThat(phone.page().locator("#person-ben .person__choose")).hasAttribute("aria-current", "true");
            agent.page().evaluate(WATCH_TICKS);
            answer(agent, "Yes, it comes today.", "It is with the courier.");
            Locator sent = agent.page().locator(OURS).last();
            assertThat(sent.locator(".bubble__text")).hasText("Yes, it comes today.\nIt is with the courier.");
            assertThat(sent.locator(".meta .tick")).hasClass(Pattern.compile("tick--delivered"));
            assertThat(phone.page().locator(person + " .person__unread")).hasText("1");

            phone.page().locator(person + " .person__choose").click();
            Locator arrived =
                    phone.page().locator(".bubble--theirs .bubble__text").last();
            assertThat(arrived).isVisible();
            assertThat(arrived.innerText()).isEqualTo("Yes, it comes today.\nIt is with the courier.");
            assertThat(sent.locator(".meta .tick")).hasClass(Pattern.compile("tick--read"));
            assertTicks((List<?>) agent.page().evaluate("id => window.ticks[id]", sent.getAttribute("id")));
            assertThat(row.locator(".row__words")).hasText("Yes, it comes today. It is with the courier.");
            phone.assertNoComplaints();
            agent.assertNoComplaints();
        }
    }

    @Test
    void twoAgentsSeeTheSameAlsoAfterOneWasCutOff() {
        String address = conversationOf("ben", "Ben Okafor", "Hello, it is Ben.");
        try (Window phone = browser.open();
                Window one = browser.open();
                Window other = browser.open()) {
            phone.show("/sandbox?customer=ben");
            one.show(address);
            other.show(address);

            answer(one, "Hello Ben, what can we do?");
            assertThat(bubbles(other, OURS).last()).hasText("Hello Ben, what can we do?");
            answer(other, "And what was the number of your order?");
            assertThat(bubbles(one, OURS).last()).hasText("And what was the number of your order?");
            write(phone, "It is 4711.");
            assertSame(one, other, "It is 4711.", 2);

            other.loseNetwork();
            answer(one, "Thank you.");
            write(phone, "You are welcome.");
            for (int message = 1; message <= 12; message++) {
                script.post("/sandbox/api/customers/ben/messages", Map.of("text", "While you were away " + message));
            }
            assertThat(bubbles(one, ".message--theirs").last()).hasText("While you were away 12");
            assertThat(bubbles(other, ".message--theirs").last()).hasText("It is 4711.");
            assertThat(other.page().locator("[data-strip]")).isVisible();

            other.findNetwork();
            assertThat(other.page().locator("[data-strip]")).isHidden();
            assertSame(one, other, "While you were away 12", 3);
            answer(other, "I am back.");
            assertThat(bubbles(one, OURS).last()).hasText("I am back.");
            write(phone, "Good.");
            assertSame(one, other, "Good.", 4);
            one.assertNoComplaints();
            other.assertNoComplaints();
        }
    }

    @Test
    void whatACustomerWritesIsOnlyEverText() {
        List<String> hostile = List.of(
                "<script>document.title = 'taken over'; alert(1)</script>",
                "<img src=x onerror=\"alert(2)\"><b>bold</b>",
                "\"><svg onload=alert(3)> ${7*7} {{7*7}} &amp; &lt;i&gt;",
                "👩‍👩‍👧‍👦 🇵🇸 ❤️",
                "مرحبا، أين طلبي رقم 4711؟");
        try (Window phone = browser.open();
                Window agent = browser.open()) {
            phone.show("/sandbox?customer=clara");
            write(phone, "first");
            agent.show("/");
            row(agent, "Clara Nyström").locator(".row__link").click();
            for (String text : hostile) {
                write(phone, text);
                assertThat(bubbles(agent, ".message--theirs").last()).hasText(text);
                assertThat(row(agent, "Clara Nyström").locator(".row__words")).hasText(text);
            }
            assertThat(bubbles(agent, ".message--theirs").last()).hasCSS("direction", "rtl");
            assertThat(agent.page().locator(".bubble__text :is(script, img, svg, b)"))
                    .hasCount(0);

            agent.page().reload();
            agent.page().waitForSelector("live-feed[data-state=open]", Browser.attached());
            String[] all = Stream.concat(Stream.of("first"), hostile.stream()).toArray(String[]::new);
            assertThat(bubbles(agent, ".message--theirs")).hasText(all);
            assertThat(phone.page().locator(".bubble--mine .bubble__text")).hasText(all);
            answer(agent, hostile.getFirst());
            assertThat(phone.page().locator(".bubble--theirs .bubble__text").last())
                    .hasText(hostile.getFirst());
            phone.assertNoComplaints();
            agent.assertNoComplaints();
        }
    }

    @Test
    void everyConversationHasItsOwnDraft() {
        String first = conversationOf("omar", "عمر حداد", "Hello, it is Omar.");
        String second = conversationOf("layla", "Layla", "Hello, it is Layla.");
        try (Window agent = browser.open()) {
            agent.show(first);
            Locator composer = agent.page().locator("#composer-text");
            composer.fill("only for Omar");
            link(agent, second).click();
            assertThat(agent.page().locator("chat-thread")).hasAttribute("data-title", "Layla");
            assertThat(composer).hasValue("");
            assertThat(link(agent, first)).containsText("Draft: only for Omar");
            composer.fill("only for Layla");
            link(agent, first).click();
            assertThat(composer).hasValue("only for Omar");
            link(agent, second).click();
            assertThat(composer).hasValue("only for Layla");
            agent.page().keyboard().press("Enter");
            assertThat(bubbles(agent, OURS)).hasText("only for Layla");
            assertThat(composer).hasValue("");
            link(agent, first).click();
            assertThat(composer).hasValue("only for Omar");
            assertThat(bubbles(agent, ".message--ours")).hasCount(0);
            agent.assertNoComplaints();
        }
    }

    @Test
    void aConversationOpensAtItsNewestMessageAndLoadsOlderOnes() {
        String customer = newCustomer("Dora Long", "+1 555 555 0171");
        String address = "";
        for (int message = 1; message <= 120; message++) {
            String text = "Message number " + message + ". " + "It goes on for a while. ".repeat(message % 7);
            if (message == 1) {
                address = conversationOf(customer, "Dora Long", text);
            } else {
                script.post("/sandbox/api/customers/" + customer + "/messages", Map.of("text", text));
            }
        }
        String path = address;
        await().atMost(Script.SOON)
                .until(() ->
                        script.messagesOf(path.replace("/conversations/", "")).size() == 120);
        try (Window agent = browser.open()) {
            agent.show("/");
            row(agent, "Dora Long").locator(".row__link").click();
            assertAtNewest(agent, "Message number 120.");
            agent.show(address);
            assertAtNewest(agent, "Message number 120.");

            Locator messages = agent.page().locator(".messages > .message");
            int shown = messages.count();
            assertThat(shown).isLessThan(120);
            agent.page().locator(".older").scrollIntoViewIfNeeded();
            await().atMost(Script.SOON).until(() -> {
                if (agent.page().locator(".older").count() > 0) {
                    agent.page().evaluate("document.querySelector('.older')?.scrollIntoView()");
                }
                return messages.count() == 120;
            });
            assertThat(messages.first()).containsText("Message number 1.");
            agent.assertNoComplaints();
        }
    }

    @Test
    void aNarrowScreenShowsOnePaneAtATime() {
        String address = conversationOf("amina", "Amina Haddad", "Do you open on Sundays?");
        try (Window agent = browser.open(390, 844, ColorScheme.LIGHT)) {
            agent.show("/");
            Locator list = agent.page().locator("conversation-list");
            Locator thread = agent.page().locator("chat-thread");
            assertThat(list).isVisible();
            assertThat(thread).hasCount(0);
            link(agent, address).click();
            assertThat(thread).isVisible();
            assertThat(list).isHidden();
            assertThat(agent.page().locator("#composer-text")).isVisible();
            assertFits(agent);
            agent.page().locator(".thread__back").click();
            assertThat(list).isVisible();
            assertFits(agent);
            agent.assertNoComplaints();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyPageCanBeUsedByEverybody(ColorScheme colours) {
        String address = conversationOf("amina", "Amina Haddad", "Can I change my address?");
        conversationOf("omar", "عمر حداد", "مرحبا 👋");
        script.post(
                "/api/message/send",
                Map.of(
                        "conversationId",
                        address.replace("/conversations/", ""),
                        "body",
                        "Of course. Where do you live now?"));
        String look = colours.name().toLowerCase(Locale.ROOT);
        try (Window stranger = browser.openAsStranger(1440, 900, colours)) {
            stranger.show("/login");
            stranger.assertAccessible();
            stranger.photograph("login-wide-" + look);
            stranger.assertNoComplaints();
        }
        try (Window agent = browser.open(1440, 900, colours)) {
            agent.show("/");
            agent.assertAccessible();
            agent.photograph("inbox-wide-" + look);
            agent.show(address);
            assertThat(agent.page().locator(OURS).last()).isVisible();
            agent.assertAccessible();
            agent.photograph("thread-wide-" + look);
            agent.page().locator("[data-opens=new-conversation]").first().click();
            assertThat(agent.page().locator("#new-conversation")).isVisible();
            agent.assertAccessible();
            agent.photograph("new-conversation-wide-" + look);
            agent.show("/sandbox?customer=amina");
            assertThat(agent.page().locator(".bubble--theirs").last()).isVisible();
            agent.assertAccessible();
            agent.photograph("phone-wide-" + look);
            agent.assertNoComplaints();
        }
        try (Window agent = browser.open(390, 844, colours)) {
            agent.show("/");
            agent.photograph("inbox-narrow-" + look);
            agent.show(address);
            agent.photograph("thread-narrow-" + look);
            agent.show("/sandbox?customer=amina");
            agent.photograph("phone-narrow-" + look);
            agent.assertNoComplaints();
        }
    }

    /** Lets the customer write and gives the address of the conversation once that has arrived. */
    private static String conversationOf(String customer, String name, String text) {
        assertThat(script.post("/sandbox/api/customers/" + customer + "/messages", Map.of("text", text))
                        .status())
                .isLessThan(300);
        return await().atMost(Script.SOON).until(() -> addressOf(name, text), address -> !address.isEmpty());
    }

    private static String addressOf(String name, String text) {
        return script.get("/api/conversations?page_size=200")
                .body()
                .path("items")
                .valueStream()
                .filter(row -> row.path("displayName").asString("").equals(name))
                .map(row -> row.path("id").asString())
                .filter(id -> script.messagesOf(id).stream()
                        .anyMatch(message -> message.path("body").asString("").equals(text)))
                .map(id -> "/conversations/" + id)
                .findFirst()
                .orElse("");
    }

    private static String newCustomer(String name, String phone) {
        Script.Answer added =
                script.post("/sandbox/api/customers", Map.of("name", name, "phone", phone, "username", ""));
        assertThat(added.status()).isLessThan(300);
        return added.body().path("id").asString();
    }

    private static void write(Window phone, String text) {
        phone.page().fill("#text", text);
        phone.page().locator("#text").press("Enter");
    }

    /** Types the lines with Shift+Enter between them, and sends them with Enter. */
    private static void answer(Window agent, String... lines) {
        Locator composer = agent.page().locator("#composer-text");
        composer.click();
        for (int line = 0; line < lines.length; line++) {
            if (line > 0) {
                composer.press("Shift+Enter");
            }
            composer.pressSequentially(lines[line]);
        }
        assertThat(composer).hasValue(String.join("\n", lines));
        composer.press("Enter");
        assertThat(composer).hasValue("");
    }

    /** Never backwards, and none but the single tick skipped, which two reports in one frame can leave out. */
    private static void assertTicks(List<?> seen) {
        assertThat(seen)
                .map(String::valueOf)
                .isIn(List.of("waiting", "sent", "delivered", "read"), List.of("waiting", "delivered", "read"));
    }

    private static Locator row(Window agent, String name) {
        return agent.page()
                .locator(".row")
                .filter(new Locator.FilterOptions()
                        .setHas(agent.page()
                                .locator(".row__title")
                                .getByText(name, new Locator.GetByTextOptions().setExact(true))));
    }

    private static Locator link(Window agent, String address) {
        return agent.page().locator(".row__link[href='" + address + "']");
    }

    private static Locator bubbles(Window agent, String which) {
        return agent.page().locator(which + " .bubble__text");
    }

    /** Both show the customer's last words, all of ours as read, and the same in every other respect. */
    private static void assertSame(Window one, Window other, String lastWords, int ours) {
        for (Window window : List.of(one, other)) {
            assertThat(bubbles(window, ".message--theirs").last()).hasText(lastWords);
            assertThat(window.page().locator(OURS + " .tick--read")).hasCount(ours);
            assertThat(window.page().locator(".row[data-unread='0'] .row__link[aria-current=page]"))
                    .hasCount(1);
        }
        await().atMost(Script.SOON)
                .untilAsserted(() -> assertThat((String) other.page().evaluate(WHAT_IS_SEEN))
                        .isEqualTo((String) one.page().evaluate(WHAT_IS_SEEN)));
        for (Window window : List.of(one, other)) {
            assertThat((Object) window.page().evaluate(REPEATED_IDS)).isEqualTo(0);
        }
    }

    private static void assertAtNewest(Window agent, String text) {
        Locator newest = agent.page().locator(".messages > .message").last();
        assertThat(newest).containsText(text);
        await().atMost(Script.SOON)
                .untilAsserted(
                        () -> assertThat((Object) agent.page().evaluate("""
                            () => {
                              const view = document.querySelector('[data-scroller]').getBoundingClientRect()
                              const messages = document.querySelectorAll('.messages > .message')
                              const last = messages[messages.length - 1].getBoundingClientRect()
                              return last.bottom <= view.bottom + 1 && last.bottom > view.bottom - 80
                            }
                            """)).isEqualTo(true));
    }

    private static void assertFits(Window agent) {
        assertThat((Object) agent.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
    }
}
