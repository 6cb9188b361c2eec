package com.chatsphere.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.chatsphere.blackbox.Browser.Window;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What customers send beside words, as agents see and hear it, in a real browser. */
@Timeout(240)
class MediaPagesIT {
    private static final String THEIRS = ".messages .message--theirs";
    private static final String SEEN = "image => image.complete && image.naturalWidth > 0";

    private static final AtomicInteger CUSTOMERS = new AtomicInteger();
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

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyKindOfFileIsShownAsWhatItIs(ColorScheme colours) {
        String id =
                conversation("Every " + colours, "Hello", "photo", "video", "sticker", "voice", "audio", "document");
        String look = colours.name().toLowerCase(Locale.ROOT);
        for (int[] size : new int[][] {{1440, 900}, {390, 844}}) {
            try (Window window = browser.open(size[0], size[1], colours)) {
                Page page = window.show("/conversations/" + id).page();
                Locator photo = page.locator(THEIRS + " .media--picture img").last();
                photo.scrollIntoViewIfNeeded();
                await().atMost(Script.SOON).until(() -> (Boolean) photo.evaluate(SEEN));
                assertThat(page.locator(THEIRS + " .media--film [data-play]").last())
                        .isVisible();
                assertThat(page.locator(THEIRS + " .media--sticker img").last()).isVisible();
                assertThat(page.locator(THEIRS + " voice-player").last()).isVisible();
                assertThat(page.locator(THEIRS + " .doc__facts").last()).containsText("PDF");
                assertThat((Object) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                        .isEqualTo(true);
                window.assertAccessible();
                window.photograph("media-" + size[0] + "-" + look);
                window.assertNoComplaints();
            }
        }
    }

    @Test
    void aPictureIsLoadedOnceHoweverOftenItsMessageIsShownAnew() {
        String id = conversation("Once", "Hello", "photo");
        try (Window window = browser.open()) {
            List<String> loaded = new CopyOnWriteArrayList<>();
            window.page().onRequest(request -> {
                if (request.url().contains("/media/") && request.resourceType().equals("image")) {
                    loaded.add(request.url());
                }
            });
            Page page = window.show("/conversations/" + id).page();
            Locator photo = page.locator(THEIRS + " .media--picture img");
            await().atMost(Script.SOON).until(() -> (Boolean) photo.last().evaluate(SEEN));
            int before = loaded.size();
            for (String answer : List.of("One", "Two", "Three")) {
                script.post("/api/message/send", Map.of("conversationId", id, "body", answer));
            }
            assertThat(page.locator(".messages .message--ours").last()).containsText("Three");
            assertThat(loaded).hasSize(before);
            window.assertNoComplaints();
        }
    }

    @Test
    void theViewerLeadsThroughThePicturesAndBack() {
        String id = conversation("Viewer", "Hello", "photo", "photo", "video");
        try (Window window = browser.open()) {
            Page page = window.show("/conversations/" + id).page();
            Locator opener = page.locator(THEIRS + " .frame__open").last();
            opener.click();
            Locator viewer = page.locator("#media-viewer");
            assertThat(viewer).isVisible();
            Locator shown = viewer.locator("img.viewer__media");
            await().atMost(Script.SOON).until(() -> (Boolean) shown.evaluate(SEEN));
            window.assertAccessible();
            window.photograph("media-viewer");
            page.keyboard().press("+");
            assertThat(viewer.locator("[data-enlarged]")).isVisible();
            page.keyboard().press("r");
            page.keyboard().press("ArrowLeft");
            assertThat(viewer.locator("[data-enlarged]")).hasCount(0);
            page.keyboard().press("ArrowRight");
            page.keyboard().press("ArrowRight");
            assertThat(viewer.locator("video.viewer__media")).isVisible();
            page.keyboard().press("Escape");
            assertThat(viewer).isHidden();
            assertThat(opener).isFocused();
            window.assertNoComplaints();
        }
    }

    @Test
    void aVoiceMessagePlaysOnWhileItsMessageIsShownAnewAndThenTheNextOnePlays() {
        String id = conversation("Voices", "Hello", "voice", "voice");
        try (Window window = browser.open()) {
            Page page = window.show("/conversations/" + id).page();
            Locator players = page.locator(THEIRS + " voice-player");
            assertThat(players).hasCount(2);
            assertThat(players.first().locator("[data-unplayed]")).isVisible();
            players.first().locator("[data-voice-toggle]").click();
            assertThat(players.first()).hasAttribute("data-playing", "");
            assertThat(players.first().locator("[data-unplayed]")).isHidden();
            page.locator(THEIRS).last().hover();
            script.post("/api/message/send", Map.of("conversationId", id, "body", "Listening"));
            assertThat(page.locator(".messages .message--ours").last()).containsText("Listening");
            assertThat(players.last()).hasAttribute("data-playing", "");
            players.last().locator("[data-voice-speed]").click();
            assertThat(players.first().locator("[data-voice-speed]")).hasText("1.5×");
            window.assertNoComplaints();
        }
    }

    @Test
    void allThatWasSentIsBesideTheConversation() {
        String id = conversation("Drawer", "See https://example.com/kettles", "photo", "document");
        try (Window window = browser.open();
                Window narrow = browser.open(390, 844, ColorScheme.DARK)) {
            for (Window one : List.of(window, narrow)) {
                Page page = one.show("/conversations/" + id).page();
                page.locator("[data-drawer]").click();
                Locator drawer = page.locator("#drawer");
                assertThat(drawer.locator(".contact-facts")).containsText("First seen");
                one.assertAccessible();
                drawer.locator("#tab-media").click();
                assertThat(drawer.locator(".shared__month").first()).isVisible();
                await().atMost(Script.SOON).until(() ->
                        (Boolean) drawer.locator(".shared__tile img").first().evaluate(SEEN));
                one.assertAccessible();
                one.photograph("media-drawer-" + page.viewportSize().width);
                drawer.locator("#tab-documents").click();
                assertThat(drawer.locator("#panel-documents .shared__name").first())
                        .containsText("delivery-note.pdf");
                drawer.locator("#tab-links").click();
                assertThat(drawer.locator("#panel-links a.shared__name").first())
                        .hasAttribute("href", "https://example.com/kettles");
                one.assertAccessible();
                page.keyboard().press("Escape");
                assertThat(drawer).isHidden();
                one.assertNoComplaints();
            }
        }
    }

    /** A customer of this name, who has written {@code text} and sent these samples of the sandbox; their conversation. */
    private static String conversation(String name, String text, String... samples) {
        String customer = script.post(
                        "/sandbox/api/customers",
                        Map.of(
                                "name",
                                name,
                                "phone",
                                "+1 555 555 " + (4_000 + CUSTOMERS.incrementAndGet()),
                                "username",
                                ""))
                .body()
                .path("id")
                .asString();
        script.post("/sandbox/api/customers/" + customer + "/messages", Map.of("text", text));
        for (String sample : samples) {
            script.post("/sandbox/api/customers/" + customer + "/files?sample=" + sample, Map.of());
        }
        return await().atMost(Script.SOON).until(() -> idOf(name, samples.length), id -> !id.isEmpty());
    }

    /** The id of a conversation once so many files of it are here; empty before. */
    private static String idOf(String name, int files) {
        return script.get("/api/conversations?page_size=200")
                .body()
                .path("items")
                .valueStream()
                .filter(row -> row.path("displayName").asString("").equals(name))
                .map(row -> row.path("id").asString())
                .filter(id -> script.messagesOf(id).stream()
                                .filter(message -> message.path("media")
                                        .path("status")
                                        .asString("")
                                        .equals("ready"))
                                .count()
                        == files)
                .findFirst()
                .orElse("");
    }
}
