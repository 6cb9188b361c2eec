package com.chatsphere.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What an administrator does about a delivery that could not be applied. */
@Timeout(300)
class WebhooksPageIT {
    private static final String OTHER_NUMBER = "300000000000003";
    private static final LocatorAssertions.HasCountOptions SOON =
            new LocatorAssertions.HasCountOptions().setTimeout(20_000);

    private static StandInMeta meta;
    private static RunningApplication application;
    private static WebhookCannon cannon;
    private static Script script;
    private static Browser browser;

    /** A number is set up only after a customer has written to it. */
    @BeforeAll
    static void start() {
        meta = new StandInMeta();
        Path folder = Workplace.folder();
        Map<String, String> settings = new HashMap<>(Map.of(
                "META_TOKEN",
                "token-of-the-tests",
                "META_PHONE_NUMBER_ID",
                Deliveries.NUMBER,
                "META_VERIFY_TOKEN",
                "verify-token-of-the-tests",
                "META_APP_SECRET",
                WebhookCannon.SECRET,
                "META_GRAPH_BASE_URL",
                meta.address().toString(),
                "ADMIN_PASSWORD",
                RunningApplication.PASSWORD));
        try (RunningApplication first =
                        RunningApplication.launch(folder, settings).awaitReady();
                WebhookCannon before = WebhookCannon.at(first);
                Script looking = Script.loggedIn(first)) {
            assertThat(before.volley(List.of(
                            Deliveries.text("wamid.applied", "15555553001", "Hello"),
                            Deliveries.forNumber(
                                    OTHER_NUMBER,
                                    Deliveries.message("wamid.early", "15555553002", "evil \u202Etxt.exe <b>x</b>")))))
                    .containsOnly(200);
            assertThat(looking.settledLedger().path("quarantined").asInt()).isEqualTo(1);
            first.askToStop();
            first.awaitExit();
        }
        settings.put("CHATSPHERE_INSTANCES", """
            [{"name":"Sales","phoneNumberId":"%s","displayPhoneNumber":"+1 555 555 0300","wabaId":"9","token":"t",
            "appSecret":"%s","verifyToken":"another verify token"}]\
            """.formatted(OTHER_NUMBER, WebhookCannon.SECRET)
                .replace("\n", ""));
        application = RunningApplication.launch(folder, settings).awaitReady();
        cannon = WebhookCannon.at(application);
        script = Script.loggedIn(application);
        browser = new Browser(application.address());
        browser.logIn("admin", RunningApplication.PASSWORD);
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
    void isLedToTheQuarantinedItemSeesWhatItWouldDoAndAppliesItAgain() {
        try (Browser.Window window = browser.open()) {
            Page page = window.page();
            window.show("/");
            assertThat(page.locator("[popovertarget=user-menu] [data-attention]"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(40_000));
            page.click("[popovertarget=user-menu]");
            page.click(".menu__item:has-text('Webhooks')");
            assertThat(page.locator("[data-alarm=QUARANTINE]")).containsText("1 item could not be applied");
            assertThat(page.locator(".ledger tbody tr:has-text('Sales')")).containsText("1 quarantined");
            window.assertAccessible();

            page.selectOption("[name=outcome]", "quarantined");
            page.click(".hook-filter .button--primary");
            assertThat(page.locator(".hook-item")).hasCount(1);
            assertThat(page.locator(".hook-item")).containsText("is not set up here");
            page.click(".hook-item__link");

            assertThat(page.locator(".hook-body").first()).containsText("evil U+202Etxt.exe <b>x</b>");
            page.click("button:has-text('Dry run')");
            assertThat(page.locator("#rehearsal")).containsText("applied");
            assertThat(page.locator("#rehearsal")).containsText("Receive message");
            assertThat(script.settledLedger().path("quarantined").asInt())
                    .as("nothing was written")
                    .isEqualTo(1);
            window.assertAccessible();

            page.click("button:has-text('Apply again')");
            assertThat(page.locator("[data-part=items] .outcome--applied")).hasCount(1, SOON);
            assertThat(page.locator("button:has-text('Apply again')")).hasCount(0);
            JsonNode ledger = script.settledLedger();
            assertThat(ledger.path("quarantined").asInt()).isZero();
            assertThat(ledger.path("applied").asInt()).isEqualTo(2);
            assertThat(script.messagesWith("15555553002", 1)).hasSize(1);
            window.assertNoComplaints();
        }
        followsWhatArrivesWithoutBeingLoadedAnew();
    }

    private static void followsWhatArrivesWithoutBeingLoadedAnew() {
        try (Browser.Window window = browser.open(390, 844, ColorScheme.DARK)) {
            Page page = window.page();
            window.show("/admin/webhooks");
            Locator items = page.locator("[data-items] .hook-item");
            assertThat(items).hasCount(2);
            page.evaluate("window.stillTheSame = true");
            page.fill("[name=search]", "half a search");
            cannon.volley(List.of(
                    Deliveries.text("wamid.live", "15555553001", "And?"), "{broken".getBytes(StandardCharsets.UTF_8)));
            assertThat(items).hasCount(4, SOON);
            assertThat(page.locator("[data-alarm=QUARANTINE]"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
            assertThat(page.evaluate("window.stillTheSame")).isEqualTo(true);
            assertThat(page.inputValue("[name=search]")).isEqualTo("half a search");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .as("it fits a phone")
                    .isEqualTo(true);
            window.assertAccessible();
            rehearsesAPastedBodyAndClearsOnlyWhenConfirmed(page);
            window.assertNoComplaints();
        }
    }

    private static void rehearsesAPastedBodyAndClearsOnlyWhenConfirmed(Page page) {
        page.click("#dry-run summary");
        page.fill(
                "#dry-run textarea",
                new String(Deliveries.text("wamid.pasted", "15555553009", "pasted"), StandardCharsets.UTF_8));
        page.click("#dry-run button");
        assertThat(page.locator("#rehearsal")).containsText("Receive message");
        assertThat(script.settledLedger().path("received").asInt()).isEqualTo(4);

        page.navigate("/admin/webhooks");
        page.click("#clearing summary");
        page.click("#clearing button");
        assertThat(page.locator("#clearing [name=confirmed]:invalid")).hasCount(1);
        page.check("#clearing [name=confirmed]");
        page.click("#clearing button");
        assertThat(page.locator(".notice")).containsText("3 settled deliveries were removed");
        assertThat(page.locator("[data-items] .hook-item")).hasCount(1);
        assertThat(script.settledLedger().path("received").asInt()).isEqualTo(4);
    }
}
