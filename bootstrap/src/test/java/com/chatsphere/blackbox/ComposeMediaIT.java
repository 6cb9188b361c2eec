package com.chatsphere.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Files and voice messages from the message field of a real browser to the customer's phone. */
@Timeout(300)
class ComposeMediaIT {
    private static final String FIELD = "#composer-text";
    private static final String OURS = ".messages .message--ours:not(.message--pending)";
    private static final String PENDING = ".messages .message--pending";
    private static final String THUMBS = ".tray__thumb";
    private static final Pattern FILES = Pattern.compile(".*/conversations/[^/]+/files");
    private static final Pattern MESSAGES = Pattern.compile(".*/conversations/[^/]+/messages");
    private static final AtomicInteger CUSTOMERS = new AtomicInteger(300);

    /** A picture as a canvas makes it, so that the server has something to look into. */
    private static final String PICTURE = """
        async ([colour, type]) => {
          const canvas = new OffscreenCanvas(320, 240)
          const pen = canvas.getContext('2d')
          pen.fillStyle = colour
          pen.fillRect(0, 0, 320, 240)
          const bytes = new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer())
          return btoa(String.fromCharCode(...bytes))
        }
        """;

    private static final String DROP = """
        ([name, type, text]) => {
          const transfer = new DataTransfer()
          if (name) transfer.items.add(new File([text], name, { type }))
          else transfer.setData('text/plain', text)
          const target = document.querySelector('.messages')
          for (const kind of ['dragenter', 'dragover', 'drop']) {
            target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }))
          }
        }
        """;

    private static final String PASTE = """
        ([name, type, base64]) => {
          const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
          const transfer = new DataTransfer()
          transfer.items.add(new File([bytes], name, { type }))
          document.getElementById('composer-text').dispatchEvent(
            new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: transfer }))
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
    void aPictureArrivesWithItsCaptionAsOneMessage() {
        try (Chat chat = new Chat()) {
            Page page = chat.page();
            page.locator(FIELD).fill("The blue one");
            choose(page, "photo", picture(page, "blue.png", "blue", "image/png"));
            assertThat(page.locator(".tray__caption")).hasValue("The blue one");
            assertThat(page.locator(".tray__caption")).isFocused();
            assertThat(page.locator(FIELD)).hasValue("");
            chat.window().assertAccessible();
            page.keyboard().press("Enter");
            assertThat(page.locator("file-tray")).hasCount(0);
            assertThat(page.locator(FIELD)).isFocused();
            assertThat(page.locator(OURS)).hasCount(1);
            JsonNode arrived = chat.arrived(1).getFirst();
            assertThat(arrived.path("kind").asString()).isEqualTo("IMAGE");
            assertThat(arrived.path("caption").asString()).isEqualTo("The blue one");
            chat.window().assertNoComplaints();
        }
    }

    @Test
    void whatIsDroppedAndPastedIsPutInOrderAndSentInIt() {
        try (Chat chat = new Chat()) {
            Page page = chat.page();
            page.evaluate(DROP, List.of("", "", "dropped words"));
            assertThat(page.locator(FIELD)).hasValue("dropped words");
            page.locator(FIELD).fill("");
            page.evaluate(DROP, List.of("notes.txt", "text/plain", "some notes"));
            page.evaluate(DROP, List.of("more.txt", "text/plain", "more notes"));
            page.evaluate(PASTE, List.of("image.png", "image/png", drawn(page, "red", "image/png")));
            assertThat(page.locator(THUMBS)).hasCount(3);
            page.click("[data-tray-remove]");
            assertThat(names(page)).containsExactly("notes.txt", "more.txt");
            page.click(THUMBS + ":last-child button");
            page.locator("[data-tray-earlier]").press("Enter");
            assertThat(names(page)).containsExactly("more.txt", "notes.txt");
            page.fill(".tray__caption", "second");
            page.locator(THUMBS).nth(1).dragTo(page.locator(THUMBS).nth(0));
            assertThat(page.locator(".drop")).hasCount(0);
            assertThat(names(page)).containsExactly("notes.txt", "more.txt");
            chat.window().assertAccessible();
            page.click("[data-tray-send]");
            assertThat(page.locator(OURS)).hasCount(2);
            assertThat(chat.arrived(2).stream()
                            .map(file -> file.path("filename").asString("")))
                    .containsExactly("notes.txt", "more.txt");
            assertThat(chat.arrived(2).getLast().path("caption").asString()).isEqualTo("second");
            chat.window().assertNoComplaints();
        }
    }

    @Test
    void whatWhatsAppDoesNotTakeIsSaidBeforeItTravels() {
        try (Chat chat = new Chat()) {
            Page page = chat.page();
            AtomicBoolean travelled = new AtomicBoolean();
            page.onRequest(request ->
                    travelled.compareAndSet(false, FILES.matcher(request.url()).matches()));
            choose(page, "photo", file("photo.heic", "image/heic", "x"));
            assertThat(page.locator("[data-tray-wrong]")).containsText("Save the photo as JPEG");
            assertThat(page.locator("[data-tray-send]")).isDisabled();
            chat.window().assertAccessible();
            FilePayload[] eleven = new FilePayload[11];
            for (int number = 0; number < eleven.length; number++) {
                eleven[number] = file("note" + number + ".txt", "text/plain", "x");
            }
            add(page, eleven);
            assertThat(page.locator(THUMBS)).hasCount(10);
            assertThat(page.locator(".toast")).hasText("10 files at a time are the most: 2 were left out.");
            page.keyboard().press("Escape");
            assertThat(page.locator("[data-tray-question]")).hasText("Discard these 10 files?");
            page.keyboard().press("Escape");
            assertThat(page.locator(THUMBS)).hasCount(10);
            page.keyboard().press("Escape");
            page.click("[data-tray-act=discard]");
            assertThat(page.locator("file-tray")).hasCount(0);
            assertThat(page.locator(FIELD)).isFocused();
            assertThat(travelled).isFalse();
        }
    }

    @Test
    void filesWaitInTheirConversation() {
        try (Chat other = new Chat();
                Chat chat = new Chat()) {
            Page page = chat.page();
            choose(page, "document", file("offer.txt", "text/plain", "x"));
            page.fill(".tray__caption", "As promised");
            page.click("a.row__link[href='" + other.address() + "']");
            assertThat(page.locator("chat-thread")).hasAttribute("id", "thread-" + other.id());
            assertThat(page.locator("file-tray")).hasCount(0);
            page.click("a.row__link[href='" + chat.address() + "']");
            assertThat(page.locator(".tray__caption")).hasValue("As promised");
        }
    }

    @Test
    void aFileThatIsCancelledIsNeverSent() {
        try (Chat chat = new Chat()) {
            Page page = chat.page();
            page.route(FILES, route -> {
                // it takes for ever
            });
            choose(page, "document", file("secret.txt", "text/plain", "x"));
            page.click("[data-tray-send]");
            Locator pending = page.locator(PENDING);
            assertThat(pending).hasCount(1);
            page.locator(FIELD).fill("Never mind");
            page.keyboard().press("Enter");
            assertThat(pending).hasCount(2);
            page.locator(PENDING + " [data-cancel]").click();
            assertThat(page.locator(OURS)).hasCount(1);
            assertThat(page.locator(OURS)).containsText("Never mind");
            assertThat(pending).hasCount(0);
            assertThat(chat.arrived(0)).isEmpty();
            page.unroute(FILES);
        }
    }

    @Test
    void whatFailsIsTriedAgainAndArrivesOnce() {
        try (Chat chat = new Chat()) {
            Page page = chat.page();
            page.route(FILES, route -> route.abort());
            choose(page, "document", file("offer.txt", "text/plain", "x"));
            page.click("[data-tray-send]");
            Locator reason = page.locator(PENDING + " [data-reason]");
            assertThat(reason).hasText("There is no connection to the server.");
            page.unroute(FILES);

            // The message is taken, and its answer is lost.
            AtomicBoolean lost = new AtomicBoolean();
            page.route(MESSAGES, route -> {
                if (route.request().method().equals("POST") && lost.compareAndSet(false, true)) {
                    route.fetch();
                    route.abort();
                } else {
                    route.resume();
                }
            });
            page.locator(PENDING + " [data-retry]").click();
            assertThat(page.locator(OURS)).hasCount(1);
            assertThat(page.locator(PENDING)).hasCount(0);
            assertThat(chat.arrived(1)).hasSize(1);
        }
    }

    @Test
    void theNetworkMayGoAndComeBack() {
        try (Chat chat = new Chat()) {
            Page page = chat.page();
            chat.window().loseNetwork();
            choose(page, "document", file("one.txt", "text/plain", "x"), file("two.txt", "text/plain", "y"));
            page.click("[data-tray-send]");
            assertThat(page.locator(PENDING + " [data-retry]:visible")).hasCount(2);
            chat.window().findNetwork();
            page.locator(PENDING + " [data-retry]").first().click();
            page.locator(PENDING + " [data-retry]:visible").last().click();
            assertThat(page.locator(OURS)).hasCount(2);
            assertThat(chat.arrived(2).stream()
                            .map(file -> file.path("filename").asString("")))
                    .containsExactly("one.txt", "two.txt");
        }
    }

    @Test
    void aReloadAsksForTheFileAgain() {
        try (Chat chat = new Chat()) {
            Page page = chat.page();
            page.route(FILES, route -> route.abort());
            choose(page, "document", file("offer.txt", "text/plain", "x"));
            page.fill(".tray__caption", "As promised");
            page.click("[data-tray-send]");
            assertThat(page.locator(PENDING + " [data-reason]")).isVisible();
            page.unroute(FILES);
            page.reload();
            assertThat(chat.window().warnings()).isEqualTo(1);
            assertThat(page.locator(PENDING + " [data-reason]")).containsText("Choose it again");
            FileChooser chooser = page.waitForFileChooser(() -> page.click(PENDING + " [data-retry]"));
            chooser.setFiles(file("offer.txt", "text/plain", "x"));
            assertThat(page.locator(OURS)).containsText("As promised");
            assertThat(chat.arrived(1).getFirst().path("caption").asString()).isEqualTo("As promised");
        }
    }

    @Test
    void aVoiceMessageArrivesAsOne() {
        try (Chat chat = new Chat()) {
            Page page = chat.page();
            page.context().grantPermissions(List.of("microphone"));
            page.click("[data-record]");
            Locator time = page.locator("[data-record-time]");
            assertThat(time).not().hasText("0:00");
            chat.window().assertAccessible();
            page.click("[data-record-pause]");
            assertThat(page.locator("[data-record-listen]")).isVisible();
            String paused = time.textContent();
            page.click("[data-record-resume]");
            assertThat(time).not().hasText(paused);
            page.click("[data-record-send]");
            assertThat(page.locator("voice-recorder")).isHidden();
            assertThat(page.locator(OURS)).hasCount(1);
            JsonNode voice = chat.arrived(1).getFirst();
            assertThat(voice.path("kind").asString()).isEqualTo("AUDIO");
            assertThat(voice.path("voice").asBoolean()).isTrue();
            assertThat(voice.path("mimeType").asString()).startsWith("audio/ogg");
            String start = (String) page.evaluate(
                    "async id => String.fromCharCode(...new Uint8Array(await (await"
                            + " fetch('/sandbox/api/files/' + id)).arrayBuffer()).slice(0, 64))",
                    voice.path("mediaId").asString());
            assertThat(start).startsWith("OggS").contains("OpusHead");
            chat.window().assertNoComplaints();
        }
    }

    @Test
    void aRecordingIsThrownAwayByTheBin() {
        try (Chat chat = new Chat()) {
            Page page = chat.page();
            page.context().grantPermissions(List.of("microphone"));
            page.click("[data-record]");
            assertThat(page.locator("[data-record-time]")).not().hasText("0:00");
            page.click("[data-record-bin]");
            assertThat(page.locator("voice-recorder")).isHidden();
            assertThat(page.locator(FIELD)).isFocused();
            assertThat(page.locator(PENDING)).hasCount(0);
        }
    }

    private static void choose(Page page, String kind, FilePayload... files) {
        page.click("[data-attach]");
        page.waitForFileChooser(() -> page.click("[data-brings=" + kind + "][role=menuitem]"))
                .setFiles(files);
        assertThat(page.locator("file-tray")).isVisible();
    }

    private static void add(Page page, FilePayload... files) {
        page.waitForFileChooser(() -> page.click(".tray__add")).setFiles(files);
    }

    private static List<String> names(Page page) {
        return page.locator(THUMBS + " .for-screen-reader").allTextContents();
    }

    private static FilePayload file(String name, String type, String text) {
        return new FilePayload(name, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static FilePayload picture(Page page, String name, String colour, String type) {
        return new FilePayload(name, type, Base64.getDecoder().decode(drawn(page, colour, type)));
    }

    private static String drawn(Page page, String colour, String type) {
        return (String) page.evaluate(PICTURE, List.of(colour, type));
    }

    /** A customer who has written, their conversation in a window, and their phone. */
    private static final class Chat implements AutoCloseable {
        private final String customer;
        private final String id;
        private final Browser.Window window;

        Chat() {
            int number = CUSTOMERS.incrementAndGet();
            customer = script.post(
                            "/sandbox/api/customers",
                            Map.of("name", "Customer " + number, "phone", "+1 555 555 0" + number, "username", ""))
                    .body()
                    .path("id")
                    .asString();
            script.post("/sandbox/api/customers/" + customer + "/messages", Map.of("text", "Hello"));
            id = script.conversationWith("15555550" + number).path("id").asString();
            await().atMost(Script.SOON).until(() -> script.messagesOf(id).size() == 1);
            window = browser.open().show(address());
        }

        Browser.Window window() {
            return window;
        }

        Page page() {
            return window.page();
        }

        String address() {
            return "/conversations/" + id;
        }

        String id() {
            return id;
        }

        /** The files on the phone, once there are so many. */
        List<JsonNode> arrived(int count) {
            List<JsonNode> files = new ArrayList<>();
            await().atMost(Script.SOON).until(() -> {
                files.clear();
                script.get("/sandbox/api/phones?customer=" + customer)
                        .body()
                        .path("bubbles")
                        .valueStream()
                        .filter(bubble -> !bubble.path("mine").asBoolean())
                        .map(bubble -> bubble.path("content"))
                        .filter(content -> content.path("type").asString("").equals("file"))
                        .forEach(files::add);
                return files.size() >= count;
            });
            return List.copyOf(files);
        }

        @Override
        public void close() {
            window.close();
        }
    }
}
