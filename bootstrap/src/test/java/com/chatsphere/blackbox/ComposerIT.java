package com.chatsphere.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What an agent can do in the message field and with a message, in a real browser. */
@Timeout(300)
class ComposerIT {
    private static final String FIELD = "#composer-text";
    private static final String SLASH = "[data-slash]";
    private static final String OURS = ".messages .message--ours:not(.message--pending)";
    private static final String THEIRS = ".messages .message--theirs";
    private static final AtomicInteger CUSTOMERS = new AtomicInteger(5_000);

    private static StandInMeta meta;
    private static RunningApplication application;
    private static WebhookCannon cannon;
    private static Script script;
    private static Browser browser;

    @BeforeAll
    static void start() {
        meta = new StandInMeta();
        application = RunningApplication.withMeta(meta.address());
        cannon = WebhookCannon.at(application);
        script = Script.loggedIn(application);
        browser = new Browser(application.address());
        browser.logIn("admin", RunningApplication.PASSWORD);
        ready("Greeting", "hi", "Hello {{name}}, this is {{agent}}.");
        ready("Opening hours", "hours", "We are here until six.");
        ready("Callback", null, "Shall we call {{phone}}?");
    }

    @AfterAll
    static void stop() {
        browser.close();
        script.close();
        cannon.close();
        application.close();
        meta.close();
    }

    @Test
    void aSlashFindsReadyMessagesAndFillsThemIn() {
        try (Browser.Window window = conversation("Hello")) {
            Page page = window.page();
            page.locator(FIELD).pressSequentially("Good morning! /");
            assertThat(page.locator(SLASH)).isVisible();
            assertThat(options(page)).hasText(new String[] {"Greeting", "Opening hours", "Callback"});
            window.assertAccessible();
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#slash-list [aria-selected=true] .ready__name"))
                    .hasText("Callback");
            page.keyboard().press("ArrowUp");
            page.keyboard().press("Enter");
            assertThat(page.locator(FIELD)).hasValue("Good morning! We are here until six.");

            page.locator(FIELD).fill("");
            page.locator(FIELD).pressSequentially("/SIX");
            assertThat(options(page)).hasText(new String[] {"Opening hours"});
            page.keyboard().press("Escape");
            assertThat(page.locator(SLASH)).isHidden();
            assertThat(page.locator(FIELD)).hasValue("/SIX");

            page.locator(FIELD).fill("");
            page.locator(FIELD).pressSequentially("1/2 and and/or");
            assertThat(page.locator(SLASH)).isHidden();

            page.locator(FIELD).fill("");
            page.locator(FIELD).pressSequentially("/hi");
            assertThat(options(page)).hasText(new String[] {"Greeting"});
            page.keyboard().press("Tab");
            assertThat(page.locator(FIELD)).hasValue(Pattern.compile("Hello .+, this is admin\\."));
            page.keyboard().press("Enter");
            assertThat(page.locator(OURS).last().locator(".bubble__text"))
                    .hasText(Pattern.compile("Hello .+, this is admin\\."));
            window.assertNoComplaints();
        }
    }

    @Test
    void whatIsNotKnownIsLeftOpenAndNotSent() {
        try (Browser.Window window = conversation("Hello")) {
            Page page = window.page();
            page.evaluate("delete document.querySelector('chat-thread').dataset.name");
            page.locator(FIELD).pressSequentially("/hi");
            assertThat(options(page)).hasText(new String[] {"Greeting"});
            page.keyboard().press("Enter");
            assertThat(page.locator(FIELD)).hasValue("Hello ‹name›, this is admin.");
            page.keyboard().press("End");
            page.keyboard().press("Enter");
            assertThat(page.locator(".toast")).hasText("Write what is still open first.");
            page.keyboard().type("Ada");
            page.keyboard().press("Enter");
            assertThat(page.locator(OURS).last().locator(".bubble__text")).hasText("Hello Ada, this is admin.");
            window.assertNoComplaints();
        }
    }

    @Test
    void whatAnAdministratorWritesIsThereWhenTheListIsOpenedNext() {
        try (Browser.Window agent = conversation("Hello");
                Browser.Window admin = browser.open()) {
            Page page = admin.show("/admin/ready-messages").page();
            page.click("[data-ready-new]");
            page.fill("#ready-form [name=name]", "Zebra");
            page.fill("#ready-form [name=shortcut]", "/zebra");
            page.fill("#ready-form [name=body]", "Dear {{customer}}");
            page.click("#ready-form .button--primary");
            assertThat(page.locator("#ready-body-error")).containsText("“{{customer}}” is no placeholder");
            page.fill("#ready-form [name=body]", "Dear {{name}}");
            assertThat(page.locator("[data-ready-preview]")).hasText("Dear Ana");
            admin.assertAccessible();
            page.click("#ready-form .button--primary");
            Locator row = page.locator(".ready-row:has-text('Zebra')");
            assertThat(row).isVisible();
            row.locator("[data-ready-move='-1']").press("Enter");
            assertThat(page.locator(".ready-row").nth(2)).containsText("Zebra");
            admin.assertAccessible();

            agent.page().click("[data-ready-panel]");
            assertThat(agent.page().locator("#ready-panel-list .ready__name"))
                    .hasText(new String[] {"Greeting", "Opening hours", "Zebra", "Callback"});
            agent.page().fill("[data-ready-search]", "zeb");
            assertThat(agent.page().locator("[data-ready-text]")).hasText(Pattern.compile("Dear .+"));
            agent.assertAccessible();
            agent.page().click("[data-ready-send]");
            assertThat(agent.page().locator(OURS).last().locator(".bubble__text"))
                    .hasText(Pattern.compile("Dear .+"));

            row.locator("[data-ready-delete]").click();
            page.click("#ready-deletion .button--danger");
            assertThat(row).hasCount(0);
            agent.page().locator(FIELD).pressSequentially("/");
            assertThat(options(agent.page())).hasText(new String[] {"Greeting", "Opening hours", "Callback"});
            agent.assertNoComplaints();
        }
    }

    @Test
    void aReplyQuotesItsMessageAndSurvivesAReload() {
        try (Browser.Window window = conversation("Is it in stock?")) {
            Page page = window.page();
            page.hover(THEIRS + " .bubble");
            page.click("[data-tool=reply]");
            assertThat(page.locator(FIELD)).isFocused();
            assertThat(page.locator("[data-replying] .quote__text")).hasText("Is it in stock?");
            page.keyboard().type("Yes, it");
            page.reload();
            assertThat(page.locator(FIELD)).hasValue("Yes, it");
            assertThat(page.locator("[data-replying]")).isVisible();
            page.locator(FIELD).press("Escape");
            assertThat(page.locator("[data-replying]")).isHidden();
            assertThat(page.locator(FIELD)).hasValue("Yes, it");

            page.focus(THEIRS);
            page.keyboard().press("r");
            assertThat(page.locator("[data-replying]")).isVisible();
            page.locator(FIELD).fill("Yes, it is.");
            page.keyboard().press("Enter");
            Locator sent = page.locator(OURS).last();
            assertThat(sent.locator(".quote__text")).hasText("Is it in stock?");
            assertThat(page.locator("[data-replying]")).isHidden();
            await().atMost(Script.SOON).until(() -> !meta.taken("Yes, it is.").isEmpty());
            JsonNode message = meta.taken("Yes, it is.").getFirst();
            assertThat(message.path("context").path("message_id").asString()).startsWith("wamid.composer");
            window.assertNoComplaints();
        }
    }

    @Test
    void aReactionIsThereAtOnceAndTakenBackByTheSameEmoji() {
        try (Browser.Window window = conversation("It has arrived!");
                Browser.Window other = browser.open()) {
            Page page = window.page();
            other.show(path(page));
            page.hover(THEIRS + " .bubble");
            page.click("[data-tool=menu]");
            page.click("#message-menu [data-emoji='❤️']");
            assertThat(page.locator(THEIRS + " .reactions__emoji")).hasText("❤️");
            assertThat(other.page().locator(THEIRS + " .reactions__emoji")).hasText("❤️");
            assertThat(emojisTaken(1)).containsExactly("❤️");
            assertThat(page.locator(".messages .message")).hasCount(1);

            page.focus(THEIRS);
            page.keyboard().press("Enter");
            assertThat(page.locator("#message-menu [data-emoji='❤️']")).hasAttribute("aria-checked", "true");
            page.click("#message-menu [data-emoji='❤️']");
            assertThat(page.locator(THEIRS + " .reactions")).hasCount(0);
            assertThat(other.page().locator(THEIRS + " .reactions")).hasCount(0);
            assertThat(emojisTaken(2)).containsExactly("❤️", "");

            page.route(Pattern.compile(".*/reaction"), route -> route.abort());
            page.hover(THEIRS + " .bubble");
            page.click("[data-tool=react]");
            page.fill("#reaction-picker [name=emoji]", "🦓");
            page.keyboard().press("Enter");
            assertThat(page.locator(".toast")).containsText("The reaction was not sent.");
            assertThat(page.locator(THEIRS + " .reactions")).hasCount(0);
        }
    }

    @Test
    void aPlaceIsSentFromAMapsLink() {
        try (Browser.Window window = conversation("Where are you?")) {
            Page page = window.page();
            open(page, "location");
            page.fill("[data-map-link]", "https://www.openstreetmap.org/?mlat=52.51628&mlon=13.37770#map=17/1/2");
            page.fill("#wish-location-window [data-path='location.name']", "The gate");
            assertThat(page.locator("#wish-location-window [data-preview] strong"))
                    .hasText("The gate");
            window.assertAccessible();
            page.keyboard().press("Enter");
            assertThat(page.locator(OURS).last().locator(".place__words")).containsText("52.51628° N, 13.37770° E");
            JsonNode place = taken("location").getLast().path("location");
            assertThat(place.path("latitude").asDouble()).isEqualTo(52.51628);
            assertThat(place.path("name").asString()).isEqualTo("The gate");
            window.assertNoComplaints();
        }
    }

    @Test
    void businessCardsAreSent() {
        try (Browser.Window window = conversation("Whom can I call?")) {
            Page page = window.page();
            open(page, "contacts");
            page.fill("#wish-contacts-window [data-path='name.formatted_name']", "Eve Invented");
            page.click("#wish-contacts-window .button--primary");
            assertThat(page.locator("#wish-contacts-window [data-path=phone]")).isFocused();
            page.fill("#wish-contacts-window [data-path=phone]", "+1 555 555 0120");
            window.assertAccessible();
            page.click("#wish-contacts-window .button--primary");
            assertThat(page.locator(OURS).last().locator(".contact")).containsText("Eve Invented");
            JsonNode card = taken("contacts").getLast().path("contacts").path(0);
            assertThat(card.path("name").path("formatted_name").asString()).isEqualTo("Eve Invented");
            assertThat(card.path("phones").path(0).path("phone").asString()).isEqualTo("+1 555 555 0120");
            window.assertNoComplaints();
        }
    }

    @Test
    void aQuestionIsHeldToItsLimitsAndKeptUntilItIsSent() {
        try (Browser.Window window = conversation("When does it come?")) {
            Page page = window.page();
            open(page, "buttons");
            page.fill("#wish-buttons-window [data-path='interactive.body.text']", "Tomorrow?");
            page.fill("#wish-buttons-window [data-path='reply.title']", "A button that says far too much");
            page.click("#wish-buttons-window .button--primary");
            assertThat(page.locator("#wish-buttons-window .field__error:visible"))
                    .hasText("At most 20 characters; these are 31.");
            page.reload();
            open(page, "buttons");
            assertThat(page.locator("#wish-buttons-window [data-path='interactive.body.text']"))
                    .hasValue("Tomorrow?");
            page.fill("#wish-buttons-window [data-path='reply.title']", "Yes");
            page.click("#wish-buttons-window [data-add]");
            page.keyboard().type("No");
            window.assertAccessible();
            page.click("#wish-buttons-window .button--primary");
            assertThat(page.locator(OURS).last().locator(".taps__one")).hasText(new String[] {"Yes", "No"});
            JsonNode buttons = interactive("button").path("action").path("buttons");
            assertThat(buttons.path(1).path("reply").path("title").asString()).isEqualTo("No");
            open(page, "buttons");
            assertThat(page.locator("#wish-buttons-window [data-path='interactive.body.text']"))
                    .hasValue("");
            window.assertNoComplaints();
        }
    }

    @Test
    void listsLinksAndRequestsAreSent() {
        try (Browser.Window window = conversation("How does it come?")) {
            Page page = window.page();
            open(page, "list");
            page.fill("#wish-list-window [data-path='interactive.body.text']", "How?");
            page.fill("#wish-list-window [data-path='interactive.action.button']", "Choose");
            page.fill("#wish-list-window [data-list=rows] [data-path=title]", "Express");
            page.fill("#wish-list-window [data-path=description]", "Next day");
            window.assertAccessible();
            page.click("#wish-list-window .button--primary");
            Locator list = page.locator(OURS).last();
            list.locator("button.taps__one").click();
            assertThat(list.locator(".popover")).containsText("Express");
            page.keyboard().press("Escape");
            assertThat(interactive("list")
                            .path("action")
                            .path("sections")
                            .path(0)
                            .path("rows")
                            .path(0)
                            .path("description")
                            .asString())
                    .isEqualTo("Next day");

            open(page, "link");
            page.fill("#wish-link-window [data-path='interactive.body.text']", "Look");
            page.fill("[data-path='interactive.action.parameters.display_text']", "Open");
            page.fill("[data-path='interactive.action.parameters.url']", "https://shop.example.com/1");
            page.click("#wish-link-window .button--primary");
            assertThat(page.locator(OURS).last().locator("a.taps__one"))
                    .hasAttribute("href", "https://shop.example.com/1");
            for (Map.Entry<String, String> request : Map.of(
                            "place-request", "location_request_message",
                            "contact-request", "request_contact_info",
                            "call-request", "call_permission_request")
                    .entrySet()) {
                open(page, request.getKey());
                String form = "#wish-" + request.getKey() + "-window ";
                page.fill(form + "[data-path='interactive.body.text']", "Please: " + request.getKey());
                page.click(form + ".button--primary");
                assertThat(page.locator(OURS).last().locator(".question")).hasText("Please: " + request.getKey());
                assertThat(interactive(request.getValue())
                                .path("body")
                                .path("text")
                                .asString())
                        .isEqualTo("Please: " + request.getKey());
            }
            window.assertNoComplaints();
        }
    }

    @Test
    void whatCouldNotBeSentCanBeWrittenBetterOrTriedAgain() {
        try (Browser.Window window = conversation("Hello")) {
            Page page = window.page();
            page.route(Pattern.compile(".*/messages"), route -> route.abort());
            page.locator(FIELD).fill("Frist");
            page.keyboard().press("Enter");
            Locator pending = page.locator(".messages .message--pending");
            assertThat(pending.locator(".trouble")).containsText("Not sent.");
            pending.locator("[data-rewrite]").click();
            assertThat(pending).hasCount(0);
            assertThat(page.locator(FIELD)).hasValue("Frist");
            page.locator(FIELD).fill("First");
            page.keyboard().press("Enter");
            assertThat(pending.locator(".trouble")).isVisible();
            page.unroute(Pattern.compile(".*/messages"));
            page.unrouteAll();
            pending.locator("[data-retry]").click();
            assertThat(page.locator(OURS).last().locator(".bubble__text")).hasText("First");
            await().atMost(Script.SOON).until(() -> meta.taken("First").size() == 1);
            assertThat(meta.taken("Frist")).isEmpty();
        }
    }

    @Test
    void worksOnAPhone() {
        try (Browser.Window window = browser.open(390, 844, ColorScheme.DARK)) {
            Page page = window.show(begun("Hello")).page();
            page.locator(FIELD).pressSequentially("/");
            assertThat(page.locator(SLASH)).isVisible();
            window.assertAccessible();
            page.locator(FIELD).fill("");
            open(page, "list");
            window.assertAccessible();
            page.keyboard().press("Escape");
            window.assertNoComplaints();
        }
    }

    private static void ready(String name, @Nullable String shortcut, String body) {
        Map<String, String> wish = shortcut == null
                ? Map.of("name", name, "body", body)
                : Map.of("name", name, "body", body, "shortcut", shortcut);
        assertThat(script.post("/api/admin/ready-messages", wish).status()).isEqualTo(201);
    }

    /** A window with the conversation of a new customer who has just written this. */
    private static Browser.Window conversation(String text) {
        return browser.open().show(begun(text));
    }

    private static String begun(String text) {
        String phone = "1555555" + CUSTOMERS.incrementAndGet();
        assertThat(cannon.volley(List.of(Deliveries.text("wamid.composer-" + phone, phone, text))))
                .containsOnly(200);
        String id = script.conversationWith(phone).path("id").asString();
        await().atMost(Script.SOON)
                .until(() -> script.get("/api/conversations/" + id + "/messages")
                                .body()
                                .path("items")
                                .size()
                        == 1);
        return "/conversations/" + id;
    }

    private static String path(Page page) {
        return URI.create(page.url()).getPath();
    }

    private static Locator options(Page page) {
        return page.locator("#slash-list [role=option]:not([hidden]) .ready__name");
    }

    private static void open(Page page, String kind) {
        page.click("[data-attach]");
        page.click("[data-wishes=" + kind + "]");
        assertThat(page.locator("#wish-" + kind + "-window")).isVisible();
    }

    private static List<JsonNode> taken(String type) {
        await().atMost(Script.SOON).until(() -> !meta.takenOf(type).isEmpty());
        return meta.takenOf(type);
    }

    private static JsonNode interactive(String type) {
        return await().atMost(Script.SOON)
                .until(
                        () -> meta.takenOf("interactive").stream()
                                .map(message -> message.path("interactive"))
                                .filter(question ->
                                        question.path("type").asString("").equals(type))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static List<String> emojisTaken(int count) {
        await().atMost(Script.SOON).until(() -> meta.takenOf("reaction").size() >= count);
        return meta.takenOf("reaction").stream()
                .map(message -> message.path("reaction").path("emoji").asString("?"))
                .toList();
    }
}
