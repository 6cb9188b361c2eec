package com.chatsphere.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The installed Chromium, without a window; it goes nowhere but to the application. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String INSTALLATION =
            "apt-get install -y --no-install-recommends chromium fonts-noto-core fonts-noto-color-emoji";
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final List<String> ACCESSIBILITY =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final Set<String> GRAVE = Set.of("serious", "critical");

    /** What a page without a network says in its console, whoever wrote it. */
    private static final Pattern NO_NETWORK = Pattern.compile("ERR_INTERNET_DISCONNECTED");

    /** A policy's violation is written to the console as well, but not in every case. */
    private static final String REPORT_VIOLATIONS = """
        addEventListener('securitypolicyviolation', event =>
          console.error(`violates ${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`))
        """;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final URI application;
    private String login = "";

    Browser(URI application) {
        if (!Files.isExecutable(CHROMIUM)) {
            fail("There is no Chromium at %s; install it: %s".formatted(CHROMIUM, INSTALLATION));
        }
        this.application = application;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--use-fake-device-for-media-stream",
                                "--use-fake-ui-for-media-stream")));
    }

    /** Logs in on the login page; every window opened later is logged in too. */
    void logIn(String username, String password) {
        try (Window window = open(1440, 900, ColorScheme.LIGHT)) {
            window.show("/");
            window.page().fill("[name=username]", username);
            window.page().fill("[name=password]", password);
            window.page().keyboard().press("Enter");
            window.page().waitForSelector("live-feed[data-state=open]", attached());
            login = window.page().context().storageState();
            window.assertNoComplaints();
        }
    }

    Window open() {
        return open(1440, 900, ColorScheme.LIGHT);
    }

    Window open(int width, int height, ColorScheme colours) {
        return open(width, height, colours, login);
    }

    /** A window of somebody who has not logged in. */
    Window openAsStranger(int width, int height, ColorScheme colours) {
        return open(width, height, colours, "");
    }

    @Override
    public void close() {
        playwright.close();
    }

    static Page.WaitForSelectorOptions attached() {
        return new Page.WaitForSelectorOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
    }

    private Window open(int width, int height, ColorScheme colours, String state) {
        var options = new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(application.toString())
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setLocale("en-US");
        if (!state.isEmpty()) {
            options.setStorageState(state);
        }
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(30_000);
        context.addInitScript(REPORT_VIOLATIONS);
        return new Window(context, context.newPage());
    }

    /** One window with a profile of its own, and everything its pages complain about. */
    static final class Window implements AutoCloseable {
        private final BrowserContext context;
        private final Page page;
        private final List<String> complaints = new ArrayList<>();
        private int warnings;

        private Window(BrowserContext context, Page page) {
            this.context = context;
            this.page = page;
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.onDialog(dialog -> {
                if (dialog.type().equals("beforeunload")) {
                    warnings++;
                    dialog.accept();
                    return;
                }
                complaints.add("dialog: " + dialog.message());
                dialog.dismiss();
            });
            page.onDownload(download -> complaints.add("download: " + download.url()));
        }

        Page page() {
            return page;
        }

        /** Goes there; a page of the inbox is there once it is live. */
        Window show(String path) {
            page.navigate(path);
            if (page.locator("live-feed").count() > 0) {
                page.waitForSelector("live-feed[data-state=open]", attached());
            }
            return this;
        }

        /** How often it warned that something would be lost; whoever looks on leaves all the same. */
        int warnings() {
            return warnings;
        }

        /** Takes the network away, as a lift or a tunnel does. */
        void loseNetwork() {
            context.setOffline(true);
            page.evaluate("document.querySelector('live-feed').socket.close()");
            page.waitForSelector("live-feed[data-state=lost]", attached());
        }

        void findNetwork() {
            context.setOffline(false);
            page.waitForSelector("live-feed[data-state=open]", attached());
        }

        void photograph(String name) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(name + ".png"))
                    .setAnimations(com.microsoft.playwright.options.ScreenshotAnimations.DISABLED));
        }

        void assertAccessible() {
            var violations = new AxeBuilder(page)
                    .withTags(ACCESSIBILITY).analyze().getViolations().stream()
                            .filter(rule -> GRAVE.contains(String.valueOf(rule.getImpact())))
                            .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                    + rule.getNodes().stream()
                                            .map(node -> String.valueOf(node.getHtml()))
                                            .toList());
            assertThat(violations).as("accessibility of " + page.url()).isEmpty();
        }

        void assertNoComplaints() {
            assertThat(complaints)
                    .filteredOn(complaint -> !NO_NETWORK.matcher(complaint).find())
                    .as("console of " + page.url())
                    .isEmpty();
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
